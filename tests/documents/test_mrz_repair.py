"""What a recogniser mistakes: look-alikes by position, lost fillers, twins only if digits agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.mrz import parse
from celtrace.documents.mrz_repair import best
from documents.test_mrz import td1, td3

FIRST, SECOND = td3()
ZONE = parse([FIRST, SECOND])
CARD = td1("X1234567<7")


def test_a_clean_zone_needs_no_repair() -> None:
    found = best([FIRST, SECOND])
    assert found is not None
    assert (ZONE, ()) == (found.zone, found.repairs)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, SECOND.replace("UTO900229", "UT09OO229")),
        (FIRST.replace("UTO", "UT0"), SECOND),
        (FIRST.lower(), SECOND),
        (FIRST.replace("<<", "«<", 1), SECOND),
        (FIRST[:-3], SECOND),
        (FIRST + "<<<", SECOND),
        (FIRST[:-6] + "KKKCKK", SECOND),
        (FIRST, f"{SECOND[:20]} {SECOND[20:]}"),
    ],
    ids=["numerals", "state", "case", "guillemet", "short", "long", "tail", "gap"],
)
def test_what_positions_and_lengths_tell_is_put_right(first: str, second: str) -> None:
    found = best([first, second])
    assert found is not None
    assert ZONE == found.zone


def test_a_look_alike_in_the_number_is_put_right_where_the_digits_then_hold() -> None:
    misread = SECOND.replace("X1234567", "X12E4567").replace("E", "3")
    found = best([FIRST, misread.replace("X1234567", "XI234567")])
    assert found is not None
    assert (ZONE.number, True) == (found.zone.number, "document number" in found.repairs[-1])


def test_a_number_that_no_look_alike_explains_stays_wrong() -> None:
    found = best([FIRST, SECOND.replace("X1234567", "X1234569")])
    assert found is not None
    assert not found.zone.digits_verified


def test_names_come_from_the_reading_with_letters_alone() -> None:
    numerals = [CARD[0], CARD[1], CARD[2].replace("ADA", "A0A")]
    letters = ["", "", CARD[2]]
    found = best(numerals, letters)
    assert found is not None
    assert "ADA" == found.zone.secondary


def test_other_lines_around_the_zone_are_passed_over() -> None:
    found = best(["PASSPORT", "UTOPIA", FIRST, SECOND, "x"])
    assert found is not None
    assert ZONE == found.zone


@pytest.mark.parametrize("lines", [[], ["P<UTO"], ["HELLO", "WORLD"], [FIRST]])
def test_without_a_zone_there_is_no_reading(lines: list[str]) -> None:
    assert best(lines) is None


@given(st.lists(st.text("ABO01<K ", max_size=50), max_size=4))
def test_any_lines_get_an_answer_and_only_whole_zones(lines: list[str]) -> None:
    found = best(lines)
    assert found is None or {len(one) for one in found.zone.lines} <= {30, 36, 44}
