"""JSON and JSON Lines keep digits and lines."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables import json_lines, json_text
from sheets import rows_of, texts_of


def test_a_list_of_mappings_has_the_keys_as_headers() -> None:
    rows, notes = rows_of(json_text, b'[{"a": 1},\n {"b": "x", "a": null}]')
    assert [(0, ["a", "b"]), (1, ["1", ""]), (2, ["", "x"])] == [
        (row.number, [cell.text for cell in row.cells]) for row in rows
    ]
    assert ["line 1", "line 2"] == [row.cells[0].place for row in rows[1:]]
    assert [] == notes


def test_sections_are_sheets() -> None:
    data = b'{"parties": [{"id": "a"}], "title": "x", "roles": [{"person": "a"}]}'
    rows, notes = rows_of(json_text, data)
    assert ["parties", "parties", "roles", "roles"] == [row.sheet for row in rows]
    assert [("line 1", "`title` is not a list")] == [note[:2] for note in notes]
    assert [["person"], ["a"]] == texts_of(json_text, data, "roles")


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("911100001234567890123", "911100001234567890123"),
        ("12.0", "12"),
        ("0.1", "0.1"),
        ("1.50", "1.5"),
        ("true", "true"),
        ('"007"', "007"),
        ("1E400", "1E400"),
        ("[1, 2]", '["1", "2"]'),
    ],
)
def test_values_lose_no_digit(
    literal: str,
    text: str,
) -> None:
    rows, _ = rows_of(json_text, f'[{{"a": {literal}}}]'.encode())
    assert text == rows[1].cells[0].text


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b'[{"a": 1}, {"a": 2}, {"a"', 2),
        (b'[{"a": 1} {"a": 2}]', 1),
        (b'[{"a": NaN}]', 0),
        (b"7", 0),
        (b"[" * 100_000, 0),
        (b'[{"a": 1}] tail', 1),
        (b'{"s": [{"a": 1}], x', 1),
    ],
)
def test_a_break_keeps_what_came_before_and_is_noted(
    data: bytes,
    kept: int,
) -> None:
    rows, notes = rows_of(json_text, data)
    assert kept == len([row for row in rows if row.number])
    assert notes


def test_a_line_that_is_no_json_costs_only_itself() -> None:
    rows, notes = rows_of(json_lines, b'{"a": 1}\n{bad}\n[1]\n\n{"a": 2}')
    assert [1, 5] == [row.line for row in rows if row.number]
    assert ["line 2", "line 3"] == [place for place, _, _ in notes]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_of_json_are_read(
    encoding: str,
) -> None:
    assert [["a"], ["é"]] == texts_of(json_text, '[{"a": "é"}]'.encode(encoding))


@given(
    st.lists(
        st.dictionaries(st.text(max_size=4), st.text(max_size=8), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_texts_come_back_as_they_were(mappings: list[dict[str, str]]) -> None:
    """RFC 8259, 7: a string is a sequence of characters, however escaped."""
    data = json.dumps(mappings).encode()
    rows = list(json_text.read(io.BytesIO(data), lambda *_: None, json_text.Limits()))
    keys = [cell.text for cell in rows[0].cells]
    for row, mapping in zip(rows[1:], mappings, strict=True):
        found = dict(zip(keys, (cell.quote for cell in row.cells), strict=True))
        assert mapping == {key: found[key] for key in mapping}


@pytest.mark.parametrize(
    ("head", "name", "share"),
    [
        (b'[{"a": 1}]', "x.json", 0.9),
        (b'{"a": []}', "X.JSON", 0.9),
        (b'  \r\n[{"a": 1}]', "x", 0.8),
        (b"\xef\xbb\xbf[", "x", 0.8),
        ('[{"a": 1}]'.encode("utf-16"), "x", 0.8),
        (b'{"a": []}', "x", 0.5),
        (b"a,b\n", "x.json", 0.0),
        (b"", "x.json", 0.0),
    ],
)
def test_it_is_known_by_its_first_sign_and_its_name(head: bytes, name: str, share: float) -> None:
    assert share == json_text.sniff(head, name)


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (b'[\n{"a": 1},\n{"a"', "line 3", "the JSON breaks off here ("),
        (b'[{"a": 1}\n{"a": 2}]', "line 2", "the JSON breaks off here (`,` or `]` is missing)"),
        (b'[{"a": 1},\n]', "line 2", "the JSON breaks off here ("),
        (b'{"s": [{"a": 1}]', "line 1", "the JSON breaks off here (`,` or `}` is missing)"),
        (b'{"s"}', "line 1", "the JSON breaks off here (a key is missing)"),
        (b"{7: []}", "line 1", "the JSON breaks off here (a key is missing)"),
        (b'[{"a": 1}]\ntail', "line 2", "text after the end"),
        (b'[{"a": 1},\n7]', "line 2", "an item is not a mapping"),
        (b'{"title": "x",\n"s": []}', "line 1", "`title` is not a list"),
        (b'"x"', "line 1", "neither a list nor a mapping"),
        (b"", "line 1", "neither a list nor a mapping"),
    ],
)
def test_what_could_not_be_taken_in_is_named_with_its_line(
    data: bytes, place: str, reason: str
) -> None:
    """'Nothing is dropped silently'."""
    notes = rows_of(json_text, data)[1]
    assert place == notes[0][0]
    assert notes[0][1].startswith(reason)


def test_a_key_that_stands_twice_is_noted() -> None:
    rows, notes = rows_of(json_text, b'[{"a": 1, "a": 2},\n{"a": 3}]')
    assert ["2", "3"] == [row.cells[0].text for row in rows[1:]]
    assert [("line 1", "mappings in which a key stands twice (1)")] == [n[:2] for n in notes]


def test_half_a_character_is_noted() -> None:
    rows, notes = rows_of(json_text, b'[{"a": "x\\ud800"}]')
    assert "x\ufffd" == rows[1].cells[0].text
    assert "half a pair of surrogates, which is no character (1)" == notes[0][1]


def test_two_sections_of_one_name_are_both_read() -> None:
    rows, _ = rows_of(json_text, b'{"s": [{"a": 1}], "t": [], "s": [{"a": 2}]}')
    assert ["1", "2"] == [row.cells[0].text for row in rows if row.number]


def test_rows_are_counted_within_their_section() -> None:
    rows, _ = rows_of(json_text, b'{"s": [{"a": 1},\n{"a": 2}], "t": [\n{"a": 3}]}')
    assert [("s", 1, 1), ("s", 2, 2), ("t", 1, 3)] == [
        (row.sheet, row.number, row.line) for row in rows if row.number
    ]


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"s": []}'])
def test_a_file_without_items_has_no_rows_and_no_notes(data: bytes) -> None:
    assert ([], []) == rows_of(json_text, data)


@pytest.mark.parametrize("share", range(5, 100, 10))
def test_a_truncated_file_gives_what_came_before(share: int) -> None:
    data = json.dumps([{"n": str(n)} for n in range(20)], indent=1).encode()
    rows, notes = rows_of(json_text, data[: len(data) * share // 100])
    found = [row.cells[0].text for row in rows[1:]]
    assert [str(n) for n in range(len(found))] == found
    assert "nothing after this line was read" == notes[-1][2]
