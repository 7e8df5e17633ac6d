"""JSON Lines: a line that cannot be read costs only itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.rows import NoSuchSheet
from celtrace.tables import json_lines
from sheets import rows_of, texts_of

LEFT_OUT = "it was left out"


@pytest.mark.parametrize(
    ("head", "name", "share"),
    [
        (b'{"a": 1}\n', "x.jsonl", 0.95),
        (b'{"a": 1}\n', "X.NDJSON", 0.95),
        (b'\xef\xbb\xbf{"a": 1}', "x.jl", 0.95),
        (b'{"a": 1}\n{"a": 2}\n', "x", 0.7),
        (b'{"a": 1}\n{"a": ', "x", 0.7),
        (b'{"a": 1}\n', "x", 0.0),
        (b'{"a":\n{"b": 1}}\n', "x", 0.0),
        (b'[{"a": 1}]\n', "x.jsonl", 0.0),
        (b"", "x.jsonl", 0.0),
    ],
)
def test_it_is_known_by_its_name_or_by_whole_mappings(head: bytes, name: str, share: float) -> None:
    assert share == json_lines.sniff(head, name)


def test_a_row_stands_at_its_line() -> None:
    rows, _ = rows_of(json_lines, b'\n{"a": 1}\n\n{"a": 2}\n')
    assert [(0, 0), (2, 2), (4, 4)] == [(row.number, row.line) for row in rows]
    assert ["line 2", "line 4"] == [row.cells[0].place for row in rows[1:]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{bad}", "the line is no JSON ("),
        (b'{"a": 1', "the line is no JSON ("),
        (b'{"a": 1} {"a": 2}', "the line is no JSON (Extra data"),
        (b'{"a": NaN}', "the line is no JSON (NaN is no JSON number)"),
        (b"[1]", "the line is not a mapping"),
        (b'"x"', "the line is not a mapping"),
        (b"7", "the line is not a mapping"),
        (b"[" * 100_000, "the line is no JSON ("),
    ],
)
def test_a_line_that_is_no_mapping_is_left_out_and_named(line: bytes, reason: str) -> None:
    rows, notes = rows_of(json_lines, b'{"a": 1}\n' + line + b'\n{"a": 3}\n')
    assert ["1", "3"] == [row.cells[0].text for row in rows[1:]]
    ((place, said, consequence),) = notes
    assert ("line 2", LEFT_OUT) == (place, consequence)
    assert said.startswith(reason)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_any_end_of_the_last_line_is_read(ending: bytes) -> None:
    assert [["a"], ["1"]] == texts_of(json_lines, b'{"a": 1}' + ending)


def test_line_separators_inside_texts_are_no_lines() -> None:
    """JSON Lines, 3: lines are separated by the line feed alone."""
    data = '{"a": "x\u2028y"}\n{"a": "z"}\n'.encode()
    assert [["a"], ["x\u2028y"], ["z"]] == texts_of(json_lines, data)


def test_lines_with_a_doubled_key_are_one_note() -> None:
    rows, notes = rows_of(json_lines, b'{"a": 1, "a": 2}\n{"a": 3}\n{"a": 4, "a": 5}\n')
    assert ["2", "3", "5"] == [row.cells[0].text for row in rows[1:]]
    assert [("line 1, line 3", "mappings in which a key stands twice (2)")] == [
        note[:2] for note in notes
    ]


def test_bytes_above_the_limit_are_left_out_and_named() -> None:
    rows, notes = rows_of(json_lines, b'{"a": 1}\n{"a": 2}\n', table_bytes=12)
    assert ["1"] == [row.cells[0].text for row in rows[1:]]
    assert ("", "the file is larger than 12 bytes", "what comes after was left out") == notes[0]


def test_there_are_no_sheets() -> None:
    with pytest.raises(NoSuchSheet) as caught:
        rows_of(json_lines, b"{}", "S")
    assert () == caught.value.sheets


def test_an_empty_file_has_no_rows_and_no_notes() -> None:
    assert ([], []) == rows_of(json_lines, b"\n\n")


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text()), min_size=1, max_size=5))
def test_texts_come_back_as_they_were(mappings: list[dict[str, str]]) -> None:
    """JSON Lines, 2: each line is a valid JSON value."""
    data = "\n".join(json.dumps(one) for one in mappings).encode()
    rows, notes = rows_of(json_lines, data)
    keys = [cell.text for cell in rows[0].cells]
    found = [dict(zip(keys, (c.quote for c in row.cells), strict=True)) for row in rows[1:]]
    assert [] == notes
    assert mappings == [
        {k: made[k] for k in one} for one, made in zip(mappings, found, strict=True)
    ]


@given(st.binary(max_size=200))
def test_a_file_that_begins_with_no_mapping_is_noted(data: bytes) -> None:
    """'Nothing is dropped silently'."""
    assert rows_of(json_lines, b"x" + data)[1]
