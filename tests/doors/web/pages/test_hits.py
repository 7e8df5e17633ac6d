"""Field by field: what stands in both, and what only one has."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from celtrace.doors.web.pages.hits import (
    ASK_FOR_IT,
    IN_ROW,
    MOST_OF_ROW,
    NOT_IN_ROW,
    ONLY_ROW,
    bare,
    fields,
    only_listed,
)
from celtrace.records import Alias, Candidate, Designation, Digest, Evidence, Identifier, Party
from doors.web.conftest import People
from doors.web.test_pages import hit

SEEN = Evidence(Digest("0" * 64), "a.csv", "row 1", "Ink | CN", "test")
ROW = Evidence(Digest("1" * 64), "list", "row 7", "INK STUDIO; Reg. 91-110 000; Hangzhou", "test")


def candidate(**more: Any) -> Candidate:
    return Candidate(
        seen=SEEN,
        row_seen=ROW,
        party="ink",
        list="us_ofac_sdn",
        regime="US",
        row="7",
        by=more.pop("by", "name"),
        score=0.9,
        names=("Ink", "INK STUDIO"),
        **more,
    )


def party(**more: Any) -> Party:
    return Party(seen=SEEN, id="ink", name="Ink", **more)


def shown(**more: Any) -> dict[str, tuple[str, str]]:
    return {f.name: (f.listed, f.did) for f in fields(candidate(), party(**more))}


def test_a_name_says_how_alike_it_is_and_that_it_settles_nothing() -> None:
    name = next(fields(candidate(), party()))
    assert ("Ink", "INK STUDIO", "90% alike. A name never settles it.") == (
        name.ours,
        name.listed,
        name.did,
    )


def test_a_weak_alias_is_named_as_such() -> None:
    assert "weak alias" in next(fields(candidate(weak=True), party())).did


@pytest.mark.parametrize("value", ["91110000", "91-110-000", "91 110 000"])
def test_a_number_is_found_in_the_row_however_it_is_written(value: str) -> None:
    found = shown(identifiers=(Identifier("uscc", value),))
    assert (value, IN_ROW) == found["uscc"]


def test_a_number_that_the_row_does_not_state_is_said_so() -> None:
    assert ("", NOT_IN_ROW) == shown(identifiers=(Identifier("uscc", "123"),))["uscc"]


def test_a_city_in_the_row_is_shown_and_a_country_that_is_not_is_not() -> None:
    found = shown(city="Hangzhou", country="JP")
    assert (("Hangzhou", IN_ROW), ("", NOT_IN_ROW)) == (found["city"], found["country"])


@pytest.mark.parametrize(
    ("code", "row", "seen"),
    [
        ("CN", '{"country":"China"}', "china"),
        ("KP", '{"address":"Pyongyang, Korea, North"}', "korea north"),
        ("NE", '{"country":"Nigeria"}', ""),
        ("CN", '{"remark":"CN 7"}', ""),
    ],
)
def test_a_country_is_found_by_its_names_as_whole_words(code: str, row: str, seen: str) -> None:
    here = msgspec.structs.replace(ROW, quote=row)
    one = msgspec.structs.replace(candidate(), row_seen=here)
    found = {f.name: f.listed for f in fields(one, party(country=code))}
    assert seen == found["country"]


def test_a_party_without_a_number_is_to_be_asked_for_one() -> None:
    assert "ask for one" in shown()["Identifiers"][1]


def test_an_equal_identifier_settles_unless_it_was_copied_wrongly() -> None:
    one = candidate(by="identifier", identifier=Identifier("uscc", "91110000"))
    assert "copied wrongly" in next(f for f in fields(one, party()) if f.name == "Identifier").did


def test_without_the_party_the_names_are_left() -> None:
    assert ["Name"] == [f.name for f in fields(candidate(), None)]


@pytest.mark.parametrize(
    ("text", "expected"), [("A-b 1", "ab1"), ("Café", "cafe"), ("원화 1", "원화1"), ("--", "")]
)
def test_letters_and_digits_are_compared(text: str, expected: str) -> None:
    assert expected == bare(text)


def listed(**more: Any) -> Designation:
    return Designation(seen=ROW, list="us_ofac_sdn", row="7", name="INK STUDIO", **more)


def test_what_only_the_row_states_stands_there_too_a_value_a_line() -> None:
    row = listed(
        aliases=(Alias("墨工作室"), Alias("Ink")), identifiers=(Identifier("uscc", "91-110"),),
        born=("2001",), addresses=("Hangzhou",),
    )  # fmt: skip
    ours = party(city="Hangzhou", identifiers=(Identifier("uscc", "91110"),))
    found = [(f.name, f.ours, f.listed, f.did) for f in only_listed(row, ours)]
    assert [
        ("other name", "", "墨工作室", ONLY_ROW), ("born or founded", "", "2001", ONLY_ROW),
    ] == found  # fmt: skip


def test_a_number_that_only_the_row_states_is_to_be_asked_for() -> None:
    (found,) = only_listed(listed(identifiers=(Identifier("uscc", "91-110"),)), party())
    assert ("uscc", ASK_FOR_IT) == (found.name, found.did)


def test_of_a_long_row_not_every_name_is_shown() -> None:
    row = listed(aliases=tuple(Alias(f"Name {n}") for n in range(500)))
    assert MOST_OF_ROW == len(list(only_listed(row, None)))


def test_the_page_shows_what_the_installed_list_states(people: People) -> None:
    text = people.signed_in("Ana").get(f"/hits/{hit(people)}").text
    assert ONLY_ROW in text
    assert "As the list states it" in text
