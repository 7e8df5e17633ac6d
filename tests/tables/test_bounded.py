"""Guards that all table readers share: bytes, rows, notes that do not flood."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.rows import Row
from celtrace.settings import Limits
from celtrace.tables._bounded import SHOWN, Bounded, Tally, up_to, whole
from sheets import Notes


def noted(tally: Tally) -> Notes:
    """What a tally says."""
    notes: Notes = []
    tally.tell(lambda *note: notes.append(note))
    return notes


def limited(rows: list[Row], limit: int) -> tuple[list[Row], Notes]:
    """Rows up to a limit, and what was noted."""
    notes: Notes = []
    return list(up_to(rows, lambda *note: notes.append(note), Limits(table_rows=limit))), notes


def counted(count: int, sheet: str = "S", line: int = 0) -> list[Row]:
    return [Row(sheet, n, (), line + n if line else 0) for n in range(1, count + 1)]


@pytest.mark.parametrize(("size", "cut"), [(0, False), (9, False), (10, False), (11, True)])
def test_a_bounded_stream_knows_whether_there_was_more(size: int, cut: object) -> None:
    stream = Bounded(io.BytesIO(b"x" * size), 10)
    assert min(size, 10) == len(stream.read())
    assert cut == stream.cut


@given(st.binary(max_size=60), st.integers(1, 50), st.integers(1, 9))
def test_a_bounded_stream_gives_the_first_bytes_in_any_pieces(
    data: bytes, limit: int, piece: int
) -> None:
    stream = Bounded(io.BytesIO(data), limit)
    found = b"".join(iter(lambda: stream.read(piece) or b"", b""))
    assert (data[:limit], len(data) > limit) == (found, stream.cut)


def test_a_file_at_the_limit_is_taken_whole_and_above_it_not_at_all() -> None:
    notes: Notes = []
    limits = Limits(table_bytes=3)
    assert b"abc" == whole(io.BytesIO(b"abc"), lambda *n: notes.append(n), limits)
    assert [] == notes
    assert whole(io.BytesIO(b"abcd"), lambda *n: notes.append(n), limits) is None
    assert [("", "the file is larger than 3 bytes", "it was not read")] == notes


def test_rows_up_to_the_limit_pass_without_a_note() -> None:
    assert (counted(3), []) == limited(counted(3), 3)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (counted(3), "S row 3"),
        (counted(3, sheet=""), "row 3"),
        (counted(3, sheet="", line=4), "line 7"),
    ],
)
def test_the_first_row_above_the_limit_is_named(rows: list[Row], place: str) -> None:
    kept, notes = limited(rows, 2)
    assert rows[:2] == kept
    assert [
        (place, "the file has more than 2 rows", "this row and all after it were left out")
    ] == notes


@pytest.mark.parametrize(
    ("count", "last"),
    [(1, "line 0"), (SHOWN, "line 19"), (SHOWN + 1, "line 19 and 1 more"), (500, "and 480 more")],
)
def test_many_places_are_one_note_with_their_count(count: int, last: str) -> None:
    tally = Tally("odd rows", "they were kept")
    for number in range(count):
        tally.add(f"line {number}")
    ((place, reason, consequence),) = noted(tally)
    assert place.endswith(last)
    assert (f"odd rows ({count})", "they were kept") == (reason, consequence)


def test_a_tally_without_places_says_nothing() -> None:
    assert [] == noted(Tally("odd rows", "kept"))
