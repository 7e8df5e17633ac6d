"""Workers compared by all they state, and by what a review read of their documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from celtrace.cases.workers.duplicates import Duplicates, compare
from celtrace.records import Account, ContactSpan, Party, Passkey, PersonalDocument, Record, SignIn
from detect.paper_scenes import ZONE, page, pair, person, seen


def found(*records: Record) -> list[tuple[str, ...]]:
    return [ring.members for ring in compare(records).rings]


def both(**facts: Any) -> tuple[Record, Record]:
    return person("ann", **facts), person("ben", **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"accounts": ("DE89 3704 0044 0532 0130 00",)},
        {"passkeys": (Passkey("k"),)},
        {"documents": (PersonalDocument(type="passport", number="X 1"),)},
        {"phones": ("+81 3 1234 5678",), "emails": ("a@x.example",)},
        {"profiles": ("https://art.example/a",), "portfolio": "p/a"},
        {"contacts": (ContactSpan("address", "1 High St, Room 5"), ContactSpan("phone", "+81 3"))},
        {"contacts": (ContactSpan("account", "DE 1"),)},
        {"contacts": (ContactSpan("mail", "a@x.example"), ContactSpan("address", "1 High St"))},
    ],
    ids=[
        "account",
        "passkey",
        "number",
        "phone and mail",
        "profile and portfolio",
        "address and phone",
        "former account",
        "mail and address",
    ],
)
def test_two_who_share_it_hang_together(facts: dict[str, Any]) -> None:
    assert [("ann", "ben")] == found(*both(**facts))


@pytest.mark.parametrize(
    "facts",
    [
        {"phones": ("+81 3 1234 5678",)},
        {"emails": ("a@x.example",)},
        {"contacts": (ContactSpan("address", "1 High St"),)},
        {"emails": ("no address",), "accounts": ("",)},
        {},
    ],
    ids=["one telephone", "one mail", "one house", "nothing that is anything", "nothing"],
)
def test_two_who_share_less_do_not(facts: dict[str, Any]) -> None:
    assert [] == found(*both(**facts))


def test_other_writings_are_one_value() -> None:
    one = person("ann", phones=("03-1234-5678",), claimed_country="JP", emails=("A@X.example",))
    other = person("ben", phones=("+81 3 1234 5678",), emails=("a@x.EXAMPLE",))
    assert [("ann", "ben")] == found(one, other)


def test_what_the_studio_states_as_its_own_joins_nobody() -> None:
    shared = {"phones": ("+81 3 1234 5678",), "emails": ("desk@v.example",)}
    studio = Party(seen=seen(), id="v", name="Vee", phones=("+81-3-1234-5678",))
    assert [("ann", "ben")] == found(*both(**shared))
    assert [] == found(*both(**shared), studio)


def test_numbers_read_from_pictures_count_where_their_digits_hold() -> None:
    pages = page("ann"), page("ben", "papers/b.jpg")
    assert [("ann", "ben")] == found(*both(), *pages)
    wrong = (ZONE[0], ZONE[1][:-1] + "9")
    assert [] == found(*both(), *(page(w, f"{w}.jpg", zone=wrong) for w in ("ann", "ben")))


def test_a_stated_number_and_one_that_was_read_are_one_value() -> None:
    stated = person("ann", documents=(PersonalDocument(number="X123 4567"),))
    assert [("ann", "ben")] == found(stated, person("ben"), page("ben"))


def test_one_number_of_two_states_ties_nobody() -> None:
    stated = person("ann", documents=(PersonalDocument(number="X1234567", country="PH"),))
    other = person("ben", documents=(PersonalDocument(number="X1234567", country="VN"),))
    assert [] == found(stated, other)
    assert [] == found(stated, person("ben"), page("ben"))


@pytest.mark.parametrize(("what", "enough"), [("photograph", True), ("text", False)])
def test_a_photograph_ties_and_a_text_alone_does_not(what: Any, enough: bool) -> None:  # noqa: FBT001
    assert enough == bool(found(*both(), pair(what)))
    assert [("ann", "ben")] == found(*both(phones=("+81 3 1234 5678",)), pair(what))


@pytest.mark.parametrize(("what", "beyond"), [("photograph", False), ("whole file", False)])
def test_two_documents_of_one_design_and_one_file_filed_twice_join_nobody(
    what: Any, *, beyond: bool
) -> None:
    assert [] == found(*both(), pair(what, beyond=beyond))
    assert [] == found(*both(phones=("+81 3 1234 5678",)), pair(what, beyond=beyond))


def test_a_machine_of_two_accounts_is_one_kind() -> None:
    logins = [Account(seen=seen(w), id=f"login-{w}", worker=w) for w in ("ann", "ben")]
    noon = datetime(2024, 6, 1, 12, tzinfo=UTC)
    acts = [
        SignIn(seen=seen(a.id), account=a.id, device="SN-1", time=noon, result="success")
        for a in logins
    ]
    assert [] == found(*both(), *logins, *acts)
    assert [("ann", "ben")] == found(*both(emails=("a@x.example",)), *logins, *acts)


def faults(**facts: Any) -> list[str]:
    result: Duplicates = compare([person("ann", **facts)])
    return [one.value for one in result.faults]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"accounts": ("DE89 3704 0044 0532 0130 01",)}, 1),
        ({"accounts": ("DE89 3704 0044 0532 0130 00", "6222 0212 3456 7890")}, 0),
        ({"emails": ("ada at x", "a@b", "a@x.example")}, 2),
        ({"phones": ("+81 3 1234 5678", "+1 555 1")}, 1),
        ({"phones": ("12",)}, 0),
    ],
)
def test_what_cannot_be_so_is_named(facts: dict[str, Any], expected: int) -> None:
    assert expected == len(faults(**facts))


def test_the_counts_are_of_people_and_values() -> None:
    result = compare(both(emails=("a@x.example",), accounts=("x1", "x2")))
    assert (2, 3, False) == (result.people, result.values, result.read)
    assert {"ann": "Ann A.", "ben": "Ben A."} == result.names
