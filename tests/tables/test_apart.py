"""A decoder in a process of its own: what it gives is kept, whatever becomes of it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence

import pytest

from celtrace.ports import Note
from celtrace.rows import Cell, Row
from celtrace.tables._apart import AT_ONCE, python, rows_of, serve

CHILD = """
import os, sys
from celtrace.rows import Row
from celtrace.tables._apart import AT_ONCE, limit_memory, serve
def rows(data, note):
    note("here", "a reason", "a consequence")
    for number in range(AT_ONCE + 5):
        yield Row("", number, ())
    {then}
limit_memory()
serve(sys.stdin.buffer, os.fdopen(1, "wb", buffering=0), rows)
"""


def child(then: str) -> Sequence[str]:
    return (sys.executable, "-c", CHILD.format(then=then))


def read(command: Sequence[str], data: bytes = b"") -> tuple[list[Row], list[tuple[str, str, str]]]:
    notes: list[tuple[str, str, str]] = []
    return list(rows_of(command, data, lambda *said: notes.append(said))), notes


def test_rows_and_notes_come_over_as_they_are() -> None:
    rows, notes = read(child("pass"))
    assert list(range(AT_ONCE + 5)) == [row.number for row in rows]
    assert [("here", "a reason", "a consequence")] == notes


@pytest.mark.parametrize(
    ("then", "how"),
    [("os.abort()", "signal 6"), ("os._exit(3)", "code 3"), ("raise MemoryError", "code 1")],
)
def test_a_child_that_ends_early_is_a_note_and_what_it_gave_is_kept(then: str, how: str) -> None:
    rows, notes = read(child(then))
    assert AT_ONCE == len(rows)
    assert f"the file ended the program that decodes it ({how})" == notes[-1][1]


def test_a_child_that_never_reads_is_a_note() -> None:
    rows, [note] = read((sys.executable, "-c", "raise SystemExit(7)"), b"x" * 2_000_000)
    assert [] == rows
    assert "code 7" in note[1]


def test_who_stops_asking_stops_the_child() -> None:
    asked = rows_of(child("import time; time.sleep(600)"), b"", lambda *_: None)
    assert 0 == next(asked).number
    asked.close()  # type: ignore[attr-defined] # a generator


def test_a_broken_message_ends_the_reading() -> None:
    cut = "import sys; sys.stdout.buffer.write((99).to_bytes(4) + b'ab')"
    rows, [note] = read((sys.executable, "-c", cut))
    assert [] == rows
    assert "code 0" in note[1]


def test_modules_are_not_looked_for_in_the_working_folder() -> None:
    assert (sys.executable, "-P", "-m", "a.module") == python("a.module")


def test_the_child_is_given_all_bytes() -> None:
    def lengths(data: bytes, note: Note) -> Iterator[Row]:
        note("", str(len(data)), "")
        yield Row("S", 1, (Cell("x", "A1"),))

    out = io.BytesIO()
    serve(io.BytesIO(b"x" * 70_000), out, lengths)
    assert b"70000" in out.getvalue()
