"""One telephone, account or passport under two names: found once, explained, never summed."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import Passkey, PersonalDocument
from detect.scenes import found, only, worker


def paper(number: str, country: str = "UTO") -> dict[str, Any]:
    return {"documents": (PersonalDocument(type="passport", number=number, country=country),)}


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"phones": ("+81 3-1",)}, {"phones": ("008131",)}, "telephone number"),
        ({"emails": ("A@x.example",)}, {"emails": ("a@X.example",)}, "mail address"),
        ({"accounts": ("DE 12",)}, {"accounts": ("de12",)}, "account"),
        (paper("X 12"), paper("x12"), "document number"),
        ({"passkeys": (Passkey("k"),)}, {"passkeys": (Passkey("k"),)}, "passkey"),
    ],
    ids=["telephone", "mail", "account", "document", "passkey"],
)
def test_what_two_people_share_is_found_in_any_writing(
    one: dict[str, Any], other: dict[str, Any], said: str
) -> None:
    seen = only("duplicate_applicant", worker("ann", "v", **one), worker("ben", "v", **other))
    assert said in seen.sentence
    assert ("cluster:ann+ben", Category.SUPPORTING) == (seen.subject, seen.strength)


def test_two_people_who_share_all_are_one_finding() -> None:
    shared = {"phones": ("+1",), "emails": ("a@x.example",), **paper("X1")}
    one = only("duplicate_applicant", worker("ann", "v", **shared), worker("ben", "w", **shared))
    assert 3 == str(one.values["values_shared"]).count(" and ") + 1


def test_a_number_of_another_state_is_another_document() -> None:
    people = (worker("ann", "v", **paper("X1", "UTO")), worker("ben", "v", **paper("X1", "D")))
    assert () == found("duplicate_applicant", *people)


def test_one_person_registered_twice_is_not_two() -> None:
    twice = [worker(id_, "v", phones=("+1",)) for id_ in ("ann", "ben")]
    named = [type(one)(**{**fields(one), "name": "Ann A."}) for one in twice]
    assert () == found("duplicate_applicant", *named)


def fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_the_number_of_an_agency_is_context() -> None:
    crowd = [worker(f"w{n}", "v", phones=("+1",)) for n in range(7)]
    assert {Category.CONTEXT} == {one.strength for one in found("duplicate_applicant", *crowd)}


def test_a_rare_value_counts_beside_a_common_one() -> None:
    crowd = [worker(f"w{n}", "v", phones=("+1",)) for n in range(5)]
    pair = [worker(id_, "v", phones=("+1",), accounts=("x",)) for id_ in ("ann", "ben")]
    strong = [
        one for one in found("duplicate_applicant", *crowd, *pair)
        if one.strength is Category.SUPPORTING
    ]  # fmt: skip
    assert ["cluster:ann+ben"] == [one.subject for one in strong]
