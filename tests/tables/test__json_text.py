"""Decoding JSON piece by piece: digits, lines, and what is odd."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables._json_text import Cursor, Odd, text_of
from sheets import Notes


def decoded(data: bytes) -> tuple[str, Notes]:
    """The text of some bytes, and what was noted."""
    notes: Notes = []
    return text_of(data, lambda *n: notes.append(n)), notes


def read(text: str) -> tuple[object, Notes]:
    """One value, and what was odd about it."""
    notes: Notes = []
    odd = Odd()
    value = odd.sound(odd.decoder.decode(text), "line 7")
    odd.tell(lambda *n: notes.append(n))
    return value, notes


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"]
)
def test_the_encodings_of_json_are_known_by_their_zeros(encoding: str) -> None:
    """RFC 4627, 3: the pattern of zeros in the first four bytes tells the encoding."""
    assert ('["é"]', []) == decoded('["é"]'.encode(encoding))


def test_bytes_that_do_not_fit_are_noted_with_the_first_line() -> None:
    text, notes = decoded(b'[\n"a",\n"\xff"]')
    assert '[\n"a",\n"\ufffd"]' == text
    assert [
        ("line 3", "bytes that are not utf-8, from this line on", "they were read as U+FFFD")
    ] == notes


@pytest.mark.parametrize("literal", ["0", "-0", "007"[2:], "1.50", "1e400", "9" * 40])
def test_numbers_are_kept_as_written(literal: str) -> None:
    assert (literal, []) == read(literal)


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_number_is_an_error(literal: str) -> None:
    """RFC 8259, 6: numeric values such as Infinity and NaN are not permitted."""
    with pytest.raises(ValueError, match=f"{literal.lstrip('-')} is no JSON number"):
        read(literal)


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', '[{"a": 1, "a": 2}]', '{"b": {"a": 1, "a": 2}}']
)
def test_a_key_that_stands_twice_is_noted(text: str) -> None:
    """RFC 8259, 4: the names within an object should be unique."""
    value, notes = read(text)
    assert "2" in json.dumps(value)
    assert [
        ("line 7", "mappings in which a key stands twice (1)", "the last value was taken")
    ] == notes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a\\ud800b"', "a\ufffdb"),
        ('"\\udc00"', "\ufffd"),
        ('{"\\ud800": ["\\ud800"]}', {"\ufffd": ["\ufffd"]}),
    ],
)
def test_half_a_character_is_replaced_and_noted(text: str, value: object) -> None:
    """RFC 8259, 8.2: an escaped lone surrogate makes the receiver's behaviour unpredictable."""
    found, notes = read(text)
    assert value == found
    assert [
        ("line 7", "half a pair of surrogates, which is no character (1)", "read as U+FFFD")
    ] == notes


def test_a_whole_pair_is_a_character() -> None:
    assert ("😀", []) == read('"\\ud83d\\ude00"')


def test_a_cursor_takes_signs_and_values_in_order() -> None:
    cursor = Cursor(' [ 1 ,\n"x"\n] ')
    assert cursor.take("[")
    assert "1" == cursor.value()
    assert (False, True) == (cursor.take("]"), cursor.take(","))
    assert ("x", "]", 3) == (cursor.value(), cursor.peek(), cursor.line())
    assert (True, "") == (cursor.take("]"), cursor.peek())


def test_a_cursor_at_the_end_has_no_value() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        Cursor("  ").value()


@given(st.lists(st.integers(-(10**30), 10**30), max_size=6), st.integers(0, 3))
def test_a_cursor_knows_its_line(numbers: list[int], space: int) -> None:
    text = ("\n" * space).join(f"{number} " for number in numbers)
    cursor = Cursor(text)
    lines = []
    for _ in numbers:
        cursor.peek()
        lines.append(cursor.line())
        cursor.value()
    assert [1 + n * space for n in range(len(numbers))] == lines


@given(st.recursive(st.none() | st.booleans() | st.text(), st.lists, max_leaves=8))
def test_what_json_wrote_is_read_without_a_note(value: object) -> None:
    assert (value, []) == read(json.dumps(value))
