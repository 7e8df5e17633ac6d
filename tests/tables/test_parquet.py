"""Parquet: typed columns as texts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from celtrace.tables import parquet
from sheets import rows_of, texts_of


def made(**columns: Any) -> bytes:
    """A file with these columns."""
    out = io.BytesIO()
    write_parquet(Table.from_pydict(columns), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Array([911100001234567890], DataType.int64()), "911100001234567890"),
        (Array([0.1], DataType.float64()), "0.1"),
        (Array([12.0], DataType.float64()), "12"),
        (Array([True], DataType.bool()), "true"),
        (Array(["007"], DataType.utf8()), "007"),
        (Array([None], DataType.utf8()), ""),
        (Array([18_661], DataType.int32()).cast(DataType.date32()), "2021-02-03"),
    ],
)
def test_values_go_by_their_type(column: Any, expected: str) -> None:
    assert [["a"], [expected]] == texts_of(parquet, made(a=column))


def test_a_time_with_zone_keeps_it() -> None:
    moment = Array([1_612_324_800_000_001], DataType.int64())
    texts = texts_of(parquet, made(a=moment.cast(DataType.timestamp("us", tz="UTC"))))
    assert "2021-02-03T04:00:00.000001+00:00" == texts[1][0]


def test_rows_are_counted_from_one_over_all_batches() -> None:
    rows, notes = rows_of(parquet, made(a=Array(list(range(3000)), DataType.int64())))
    assert [*range(3001)] == [row.number for row in rows]
    assert "row 3000" == rows[-1].cells[0].place
    assert [] == notes


def test_a_file_without_its_footer_is_noted() -> None:
    data = made(a=Array([1], DataType.int64()))
    rows, notes = rows_of(parquet, data[:-8])
    assert [] == rows
    assert "the file is cut off: its footer is missing" == notes[0][1]


def test_a_broken_footer_is_noted_and_does_not_end_the_program() -> None:
    data = made(a=Array([1], DataType.int64()))
    rows, notes = rows_of(parquet, data[:40] + b"\xff" * (len(data) - 48) + data[-8:])
    assert [] == rows
    assert "the file is damaged" in notes[0][1]


@pytest.mark.parametrize(
    ("head", "name", "share"),
    [(b"PAR1....", "x", 0.98), (b"PAR1", "x.csv", 0.98), (b"PK", "x.parquet", 0.0), (b"", "", 0.0)],
)
def test_it_is_known_by_its_magic_number(head: bytes, name: str, share: float) -> None:
    assert share == parquet.sniff(head, name)


@pytest.mark.parametrize(
    ("column", "text", "form"),
    [
        (Array([" x "], DataType.utf8()), "x", "text"),
        (Array([2**62], DataType.int64()), "4611686018427387904", "number"),
        (Array([-5], DataType.int32()), "-5", "number"),
        (Array([False], DataType.bool()), "false", "bool"),
        (Array([b"\x01\xff"], DataType.binary()), "01ff", "text"),
        (Array([18_661], DataType.int32()).cast(DataType.date32()), "2021-02-03", "date"),
        (Array([1_612_324_800_000], DataType.int64()).cast(DataType.timestamp("ms")),
         "2021-02-03T04:00:00", "date"),
        (Array([1_612_310_400_000], DataType.int64()).cast(DataType.timestamp("ms")),
         "2021-02-03", "date"),
    ],
)  # fmt: skip
def test_a_cell_goes_by_the_type_of_its_column(column: Any, text: str, form: str) -> None:
    (_, row), _ = rows_of(parquet, made(a=column))
    assert (text, form, "row 1") == (row.cells[0].text, row.cells[0].form, row.cells[0].place)


def test_the_names_of_columns_are_the_headers() -> None:
    one = Array(["x"], DataType.utf8())
    assert [["Vendor", "국가"], ["x", "x"]] == texts_of(parquet, made(Vendor=one, 국가=one))


def test_the_quote_is_the_text_with_its_spaces() -> None:
    rows, _ = rows_of(parquet, made(a=Array([" x "], DataType.utf8())))
    assert " x " == rows[1].cells[0].quote


def test_a_file_that_ends_its_decoder_is_noted_and_does_not_end_the_program() -> None:
    """These two bytes made arro3 0.9.1 end its process with signal 6."""
    columns = {
        "a": Array([1, 2, 3], DataType.int64()),
        "b": Array(["x", "y", "z"], DataType.utf8()),
    }
    evil = bytearray(made(**columns))
    evil[119], evil[185] = 255, 127
    _, notes = rows_of(parquet, bytes(evil))
    assert 1 == len(notes)
    assert "damaged" in notes[0][1] or "ended the program that decodes it" in notes[0][1]
