from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import Span
from celtrace.store.list_spans import Seen, as_of, spans

START = date(2021, 12, 9)


def day(number: int) -> date:
    return START + timedelta(days=number)


def seen(number: int, rows: str, *, whole: bool = True, extract: bool = False) -> Seen:
    return Seen(day(number), frozenset(rows), whole, extract)


def of(row: str, *snapshots: Seen) -> list[Span]:
    return [span for of_row, span in spans(snapshots) if of_row == row]


def test_a_row_of_the_first_snapshot_has_no_day_before_which_it_was_not_there() -> None:
    assert of("a", seen(0, "a")) == [Span(day(0), None, day(0), None)]


def test_a_span_lies_between_the_last_snapshot_without_and_the_first_one_again_without() -> None:
    found = of("a", seen(0, "b"), seen(1, "ab"), seen(5, "ab"), seen(9, "b"))
    assert found == [Span(day(1), day(0), day(5), day(9))]


def test_a_row_that_comes_back_has_two_spans() -> None:
    found = of("a", seen(0, "a"), seen(1, "b"), seen(2, "b"), seen(3, "a"))
    assert found == [Span(day(0), None, day(0), day(1)), Span(day(3), day(2), day(3), None)]


def test_a_snapshot_that_is_not_whole_adds_rows_and_takes_none_away() -> None:
    found = of("a", seen(0, "b"), seen(1, "a"), seen(2, "", whole=False, extract=True))
    assert found == [Span(day(1), day(0), day(1), None)]
    assert of("b", seen(0, "b"), seen(2, "b", whole=False)) == [Span(day(0), None, day(2), None)]


def test_an_extract_says_nothing_of_rows_outside_every_extract() -> None:
    found = of("b", seen(0, "ab"), seen(1, "a", extract=True), seen(2, "b"))
    assert found == [Span(day(0), None, day(2), None)]


def test_extracts_take_away_rows_that_another_extract_has() -> None:
    found = of("a", seen(0, "ac", extract=True), seen(1, "c", extract=True))
    assert found == [Span(day(0), None, day(0), day(1))]


def test_an_empty_extract_before_says_since_when_a_row_cannot_have_stood() -> None:
    found = of("a", seen(0, "", extract=True), seen(1, "a", extract=True))
    assert found == [Span(day(1), day(0), day(1), None)]


def test_before_a_row_comes_back_counts_only_what_looked_after_it_was_seen() -> None:
    shots = (seen(0, "a"), seen(1, "x", extract=True), seen(2, "", extract=True), seen(3, "a"))
    assert of("a", *shots) == [Span(day(0), None, day(3), None)]


@given(st.lists(st.frozensets(st.sampled_from("abcde")), min_size=1, max_size=12))
def test_a_row_stands_on_the_day_of_a_snapshot_exactly_when_the_snapshot_has_it(
    contents: list[frozenset[str]],
) -> None:
    shots = [Seen(day(number), rows) for number, rows in enumerate(contents)]
    found: dict[str, list[Span]] = defaultdict(list)
    for row, span in spans(shots):
        found[row].append(span)
    for shot in shots:
        assert {r for r in "abcde" if any(s.holds(shot.day) for s in found[r])} == set(shot.rows)
    assert all(_ordered(of_row) for of_row in found.values())


def _ordered(of_row: Sequence[Span]) -> bool:
    days = [d for s in of_row for d in (s.not_before, s.since, s.last_seen, s.until) if d]
    return days == sorted(days)


@given(
    st.lists(st.frozensets(st.sampled_from("abc")), min_size=1, max_size=9),
    st.integers(min_value=0, max_value=9),
)
def test_what_was_known_on_a_day_is_what_the_snapshots_up_to_it_say(
    contents: list[frozenset[str]], until: int
) -> None:
    shots = [Seen(day(number), rows) for number, rows in enumerate(contents)]
    known = {(r, s.since, s.not_before, s.until) for r, s in spans(shots[: until + 1])}
    cut = ((row, as_of(span, day(until))) for row, span in spans(shots))
    assert known == {(r, s.since, s.not_before, s.until) for r, s in cut if s}


def test_what_is_seen_later_is_not_known_yet() -> None:
    span = Span(day(1), day(0), day(5), day(9))
    assert as_of(span, day(0)) is None
    assert as_of(span, day(4)) == Span(day(1), day(0), day(1), None)
    assert as_of(span, day(7)) == Span(day(1), day(0), day(5), None)
    assert as_of(span, day(9)) == span
