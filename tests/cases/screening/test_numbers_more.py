"""Which numbers a party has, and the sentences on what a number in a row decides."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.cases.screening.numbers import NumberHit, Numbers, numbers_of
from celtrace.records import Identifier
from screened import USCC, entity, numbered, party, person

PASSPORT = Identifier("passport", "654320142")
COMPANY = Identifier("company_no", "1234567")


def hit(own: dict[str, Any], *listed: Identifier, **of_row: Any) -> NumberHit | None:
    row = entity("1", "HOUSE", identifiers=listed, **of_row).designation
    return next(Numbers([row]).hits(numbers_of(party("Any", **own))), None)


@pytest.mark.parametrize(
    ("expected", "own"),
    [
        ([], {}),
        ([("passport", "KP")], {"identifiers": (PASSPORT,), "nationality": "KP", "country": "CN"}),
        ([("company_no", "CN")], {"identifiers": (COMPANY,), "nationality": "KP", "country": "CN"}),
        ([("account", "")], {"accounts": ("DE89370400440532013000",), "country": "DE"}),
        ([("email", ""), ("phone", "")], {"phones": ("1",), "emails": ("a@b.example",)}),
        ([("website", ""), ("website", "")], {"urls": ("b.example/x",), "domains": ("a.example",)}),
    ],
)
def test_a_number_goes_with_the_country_of_its_holder(
    expected: list[tuple[str, str]], own: dict[str, Any]
) -> None:
    assert expected == [(one.type, home) for one, home in numbers_of(party("Any", **own))]


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        (True, "+86 24 1234 5678", "0086-24-12345678"),
        (True, "862412345678", "(86) 24 12345678"),
        (False, "12345678", "12345678"),
        (False, "+86 24 1234 5678", "+86 24 1234 5679"),
    ],
)  # fmt: skip
def test_telephones_are_compared_by_nine_digits_or_more(
    *, expected: bool, own: str, listed: str
) -> None:
    assert expected is (hit({"phones": (own,)}, Identifier("phone", listed)) is not None)


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        (True, "x.example", "http://www.X.example/about"),
        (True, "https://x.example/a", "x.example/b"),
        (False, "x.example", "y.example"),
        (False, "sub.x.example", "x.example"),
        (False, "localhost", "localhost"),
    ],
)
def test_websites_are_compared_by_their_host(*, expected: bool, own: str, listed: str) -> None:
    assert expected is (hit({"domains": (own,)}, Identifier("website", listed)) is not None)


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        (True, "Kim@X.example", " kim@x.example "),
        (False, "kim@x.example", "lee@x.example"),
        (False, "kim", "kim"),
    ],
)
def test_mail_addresses_are_compared_whole(*, expected: bool, own: str, listed: str) -> None:
    assert expected is (hit({"emails": (own,)}, Identifier("email", listed)) is not None)


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        (
            (False, ("the passport 654320142 stands in the row; which country or bank gave it is "
             "not known on both sides and decides")),
            {"identifiers": (PASSPORT,)}, PASSPORT,
        ),
        (
            (True, "the passport 654320142 stands in the row, both of KP"),
            {"identifiers": (PASSPORT,), "nationality": "KP"},
            Identifier("passport", "654320142", "Korea, North"),
        ),
        (
            (False, ("the email a@b.example stands in the row; a contact can be shared and does "
             "not decide")),
            {"emails": ("a@b.example",)}, Identifier("email", "A@B.example"),
        ),
        (
            (False, ("the swift FTBDKPPY stands in the row; a bank's code may only name the bank "
             "of the party")),
            numbered("swift", "FTBDKPPY"), Identifier("swift", "FTBDKPPYXXX"),
        ),
        (
            (True, ("the company no 1234567 stands in the row; "
 "has the form of a Hong Kong company number")),
            {"identifiers": (COMPANY,), "country": "HK"},
            Identifier("company_no", "1234567", "Hong Kong"),
        ),
    ],
    ids=["no country", "one country", "contact", "bank", "registry"],
)  # fmt: skip
def test_the_reason_is_said_in_words(
    expected: tuple[bool, str], own: dict[str, Any], listed: Identifier
) -> None:
    found = hit(own, listed)
    assert found is not None
    assert expected == (found.certain, found.because)


def test_a_row_of_two_countries_lends_its_number_none() -> None:
    own = {"identifiers": (COMPANY,), "country": "HK"}
    one = hit(own, COMPANY, countries=("Hong Kong",))
    two = hit(own, COMPANY, countries=("Hong Kong", "China"))
    assert (True, False) == (one is not None and one.certain, two is not None and two.certain)


def test_a_row_comes_once_for_a_number_and_the_certain_ones_first() -> None:
    vague = person("1", "KIM", identifiers=(PASSPORT, PASSPORT)).designation
    sure = person("2", "KIM", **numbered("passport", "654320142", "KP")).designation
    who = party("Kim", nationality="KP", identifiers=(PASSPORT,))
    hits = list(Numbers([vague, sure]).hits(numbers_of(who)))
    assert [(1, True), (0, False)] == [(one.key, one.certain) for one in hits]


def test_every_number_of_a_party_is_looked_for() -> None:
    who = party("Any", identifiers=(Identifier("uscc", USCC), Identifier("imo", "9074729")))
    row = entity("1", "H", identifiers=(Identifier("imo", "9074729"), Identifier("uscc", USCC)))
    hits = Numbers([row.designation]).hits(numbers_of(who))
    assert ["uscc", "imo"] == [one.own.type for one in hits]
