"""The shared parts of table readers: digits, coordinates, bounded streams, tallies."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.rows import Row
from celtrace.settings import Limits
from celtrace.tables._bounded import Bounded, Tally, up_to, whole
from celtrace.tables._digits import digits, percent
from celtrace.tables._markup import Refused, feed
from celtrace.tables._workbook import coordinates, letters

Notes = list[tuple[str, str, str]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (1e22, "1" + "0" * 22),
        (-0.5, "-0.5"),
        (5, "5"),
        (100, "100"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (float("nan"), "nan"),
        (0.0, "0"),
    ],
)
def test_numbers_are_written_in_plain_digits(value: float, text: str) -> None:
    assert text == digits(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_comes_back_from_its_digits(value: float) -> None:
    assert value == float(digits(value))


@pytest.mark.parametrize(
    ("share", "text"), [(0.07, "7%"), (0.5, "50%"), (1, "100%"), (0.333, "33.3%")]
)
def test_a_share_is_an_exact_percentage(share: float, text: str) -> None:
    assert text == percent(share)


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")]
)
def test_columns_have_letters(column: int, name: str) -> None:
    assert name == letters(column)
    assert (6, column) == coordinates(f"{name}7")


@pytest.mark.parametrize("text", ["", "A", "7", "a1", "A1:B2", "ABCD1"])
def test_what_is_no_cell_has_no_coordinates(text: str) -> None:
    assert coordinates(text) is None


@given(st.integers(0, 16383))
def test_letters_and_numbers_of_columns_agree(column: int) -> None:
    assert (0, column) == coordinates(f"{letters(column)}1")


@pytest.mark.parametrize(("size", "cut"), [(9, False), (10, False), (11, True)])
def test_a_bounded_stream_knows_whether_there_was_more(size: int, cut: object) -> None:
    stream = Bounded(io.BytesIO(b"x" * size), 10)
    assert min(size, 10) == len(stream.read())
    assert cut == stream.cut


def test_a_file_at_the_limit_is_taken_whole_and_above_it_not_at_all() -> None:
    notes: Notes = []
    limits = Limits(table_bytes=3)
    assert b"abc" == whole(io.BytesIO(b"abc"), lambda *n: notes.append(n), limits)
    assert whole(io.BytesIO(b"abcd"), lambda *n: notes.append(n), limits) is None
    assert [("", "the file is larger than 3 bytes", "it was not read")] == notes


def test_rows_up_to_the_limit_pass_without_a_note() -> None:
    notes: Notes = []
    rows = [Row("S", number, ()) for number in range(1, 4)]
    assert rows == list(up_to(rows, lambda *n: notes.append(n), Limits(table_rows=3)))
    assert [] == notes
    assert rows[:2] == list(up_to(rows, lambda *n: notes.append(n), Limits(table_rows=2)))
    assert "S row 3" == notes[0][0]


def test_many_places_are_one_note_with_their_count() -> None:
    notes: Notes = []
    tally = Tally("odd rows", "they were kept")
    for number in range(25):
        tally.add(f"line {number}")
    tally.tell(lambda *n: notes.append(n))
    ((place, reason, consequence),) = notes
    assert place.endswith("line 19 and 5 more")
    assert ("odd rows (25)", "they were kept") == (reason, consequence)


def test_a_tally_without_places_says_nothing() -> None:
    notes: Notes = []
    Tally("odd rows", "kept").tell(lambda *n: notes.append(n))
    assert [] == notes


class Names:
    """Collects what the parser says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.said.append(f"<{name} {sorted(attributes.items())}")

    def end(self, name: str) -> None:
        self.said.append(f">{name}")

    def text(self, data: str) -> None:
        self.said.append(data)


def test_elements_and_attributes_go_by_local_name() -> None:
    names = Names()
    feed(names, [b'<a:x xmlns:a="u" a:b', b'="1">t</a:x>'])
    assert ["<x [('a', 'u'), ('b', '1')]", "t", ">x"] == names.said


def test_a_document_type_is_refused_before_its_entities_count() -> None:
    with pytest.raises(Refused):
        feed(Names(), [b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])


@pytest.mark.parametrize("encoding", ["nope-8", "gb18030", "utf-7"])
def test_an_encoding_that_xml_cannot_be_read_in_is_refused(encoding: str) -> None:
    with pytest.raises((Refused, ValueError)):
        feed(Names(), [f'<?xml version="1.0" encoding="{encoding}"?><x>t</x>'.encode()])
