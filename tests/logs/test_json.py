"""Events out of JSON of every wrapping, one at a time."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.logs._json import events

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6)
    | st.sampled_from(['"', "\\", "}{", "[", "]", '{"a":', "\n"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
OBJECTS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), VALUES, min_size=1, max_size=4), max_size=5
)


def read(data: bytes, *wrappers: str) -> tuple[list[Any], list[tuple[str, ...]]]:
    notes: list[tuple[str, ...]] = []
    found = events(io.BytesIO(data), lambda *said: notes.append(said), wrappers)
    return [event for _, event in found], notes


def wrapped(objects: list[Any], form: str) -> bytes:
    """The objects in one of the wrappings."""
    if form == "lines":
        return b"".join(json.dumps(one).encode() + b"\n" for one in objects)
    if form == "values":
        return b"\n".join(json.dumps(one, indent=2).encode() for one in objects)
    indent = 1 if form == "indented" else None
    outer: object = {"meta": {"x": [1]}, "Records": objects} if form == "object" else objects
    return json.dumps(outer, indent=indent, ensure_ascii=False).encode()


@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("form", ["lines", "values", "array", "indented", "object"])
@given(objects=OBJECTS)
def test_every_object_comes_out_of_every_wrapping(form: str, objects: list[Any]) -> None:
    assert (objects, []) == read(wrapped(objects, form), "Records")


def test_pages_one_after_the_other_and_a_page_on_each_line_are_read() -> None:
    page = b'{"items": [{"a": 1}, {"a": 2}]}'
    assert [1, 2, 1, 2] == [e["a"] for e in read(page + b"\n" + page + b"\n", "items")[0]]
    assert [1, 2, 1, 2] == [e["a"] for e in read(b'[{"a": 1},\n{"a": 2}]\n' * 2)[0]]


def test_a_cut_event_is_noted_and_those_before_it_are_kept() -> None:
    found, notes = read(b'[{"a": 1}, {"a": 2}, {"a": "x')
    assert [1, 2] == [e["a"] for e in found]
    assert [
        ("the end", "the last event is cut off or longer than 16 MiB", "it was left out")
    ] == notes


def test_a_broken_line_is_noted_and_the_others_are_kept() -> None:
    found, notes = read(b'{"a": 1}\n{"a": \n{"a": "\xff"}\n7\n{"a": 2')
    assert [1, "�"] == [e["a"] for e in found]
    assert ["line 2", "line 3", "line 4", "line 5"] == [note[0] for note in notes]


def test_a_first_line_that_is_cut_off_by_rotation_is_noted_alone() -> None:
    found, notes = read(b'gin", "a": 0}\n{"a": 1}\n{"a": 2}\n')
    assert [1, 2] == [e["a"] for e in found]
    assert ["line 1"] == [note[0] for note in notes]


def test_utf_16_and_a_byte_order_mark_are_read() -> None:
    text = '{"a": "미나"}\n{"a": 2}\n'
    for data in (text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode()):
        assert ["미나", 2] == [e["a"] for e in read(data)[0]]


@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_long_log_is_never_held_whole(form: str) -> None:
    class Endless(io.RawIOBase):
        """Thirty million bytes of events that are made as they are asked for."""

        left = 30

        def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - as much as a megabyte
            self.left -= 1
            if self.left < 0:
                return b""
            lead = b"[" if form == "array" and self.left == 29 else b""
            end = b"\n" if form == "lines" else b","
            return lead + (b'{"a": "' + b"x" * 990 + b'"}' + end) * 1_000

    tracemalloc.start()
    count = sum(1 for _ in events(Endless(), lambda *_: None, ()))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 30_000 == count
    assert peak < 24_000_000
