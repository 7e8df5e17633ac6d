"""OpenDocument spreadsheets, as a stream."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from celtrace.tables import ods
from sheets import rows_of, texts_of

HEAD = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">'
    '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def made(*tables: str, head: str = HEAD) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", head + "".join(tables) + FOOT)
    return out.getvalue()


def sheet(*rows: Any, name: str = "S", style: str = "ta1") -> str:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}" table:style-name="{style}">{body}</table:table>'


def text(value: Any, **attributes: object) -> str:
    more = "".join(f' table:{k.replace("_", "-")}="{v}"' for k, v in attributes.items())
    start = f'<table:table-cell office:value-type="string"{more}>'
    return f"{start}<text:p>{value}</text:p></table:table-cell>"


def repeated(times: int, cells: str) -> str:
    """A table with one row that repeats."""
    row = f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'
    return f'<table:table table:name="S">{row}</table:table>'


def value(kind: type[Any], stored: str, shown: str, name: str = "value") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{stored}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    ("cell", "expected", "form", "quote"),
    [
        (value("float", "911100001234567", "9.1E14"), "911100001234567", "number", "9.1E14"),
        (value("float", "12.0", "12"), "12", "number", "12"),
        (value("percentage", "0.07", "7,00 %"), "7%", "number", "7,00 %"),
        (value("currency", "5.5", "5,50 €"), "5.5", "number", "5,50 €"),
        (value("date", "2021-02-03", "03.02.21", "date-value"), "2021-02-03", "date", "03.02.21"),
        (value("date", "2021-02-03T00:00:00", "x", "date-value"), "2021-02-03", "date", "x"),
        (value("boolean", "true", "WAHR", "boolean-value"), "true", "bool", "WAHR"),
        (text("a<text:s text:c='2'/>b<text:tab/>c"), "a  b\tc", "text", "a  b\tc"),
        (text("a<text:line-break/>b</text:p><text:p>c"), "a\nb\nc", "text", "a\nb\nc"),
        (text("007"), "007", "text", "007"),
    ],
)
def test_a_value_goes_by_its_type_and_is_quoted_as_shown(
    cell: str,
    expected: object,
    form: str,
    quote: str,
) -> None:
    (row,), _ = rows_of(ods, made(sheet(cell)))
    assert (expected, form, quote) == (row.cells[0].text, row.cells[0].form, row.cells[0].quote)


def test_repeated_cells_and_rows_are_unrolled() -> None:
    rows, _ = rows_of(ods, made(repeated(2, text("x", number_columns_repeated=2))))
    assert [["S!A1", "S!B1"], ["S!A2", "S!B2"]] == [[c.place for c in row.cells] for row in rows]


def test_empty_repetitions_only_count() -> None:
    nothing = '<table:table-cell table:number-columns-repeated="16000"/>'
    last = f"<table:table-row>{text('x')}</table:table-row></table:table>"
    table = repeated(1_000_000, nothing).replace("</table:table>", last)
    rows, _ = rows_of(ods, made(table))
    assert [1_000_001] == [row.number for row in rows]


def test_a_bomb_of_repetitions_is_cut_at_the_limit() -> None:
    bomb = repeated(999_999_999, text("x", number_columns_repeated=16_384))
    rows, notes = rows_of(ods, made(bomb), table_rows=50)
    assert 50 == len(rows)
    assert "this row and all after it were left out" == notes[-1][2]


def test_a_merged_value_belongs_to_every_cell_it_covers() -> None:
    rows, notes = rows_of(
        ods,
        made(
            sheet(
                text("Blue", number_rows_spanned=2, number_columns_spanned=2)
                + "<table:covered-table-cell/>"
                + text("x"),
                '<table:covered-table-cell table:number-columns-repeated="2"/>' + text("y"),
                text("z"),
            )
        ),
    )
    assert [["Blue", "Blue", "x"], ["Blue", "Blue", "y"], ["z"]] == [
        [cell.text for cell in row.cells] for row in rows
    ]
    assert "tables with merged cells (1)" == notes[0][1]


def test_comments_and_tracked_changes_are_not_cells() -> None:
    comment = "<office:annotation><text:p>psst</text:p></office:annotation>"
    noted = text("x").replace("<text:p>", f"{comment}<text:p>", 1)
    changes = f"<table:tracked-changes>{sheet(text('old'))}</table:tracked-changes>"
    assert [["x"]] == texts_of(ods, made(changes, sheet(noted)))


def test_formulas_and_errors_are_marked() -> None:
    stored = value("float", "2", "2").replace("-cell ", '-cell table:formula="of:=1+1" ', 1)
    bare = '<table:table-cell table:formula="of:=1+1"/>'
    error = text("#DIV/0!").replace("-cell ", '-cell table:formula="of:=1/0" ', 1)
    rows, notes = rows_of(ods, made(sheet(stored + bare + error)))
    assert ["number", "formula", "error"] == [cell.form for cell in rows[0].cells]
    assert ["S!A1", "S!B1", "S!C1"] == [place for place, _, _ in notes]


def test_a_hidden_table_is_noted_and_read_only_when_named() -> None:
    data = made(sheet(text("seen")), sheet(text("unseen"), name="Old", style="ta2"))
    rows, notes = rows_of(ods, data)
    assert (["seen"], "Old") == ([row.cells[0].text for row in rows], notes[0][0])
    assert ["unseen"] == [row.cells[0].text for row in rows_of(ods, data, "Old")[0]]


def test_a_document_type_is_refused() -> None:
    rows, notes = rows_of(
        ods, made(sheet(text("&a;")), head='<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD)
    )
    assert [] == rows
    assert "it declares a document type" in notes[0][1]


def test_a_break_in_the_middle_keeps_what_came_before() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", HEAD + sheet(text("x")) + "<broken")
    rows, notes = rows_of(ods, out.getvalue())
    assert ["x"] == [row.cells[0].text for row in rows]
    assert "nothing after this place was read" == notes[0][2]


def test_a_real_spreadsheet_is_read(
    shared_data: Path,
) -> None:
    path = shared_data / "files/alephdata__ingest-file/tests/fixtures/rom.ods"
    assert 338 == len(rows_of(ods, path.read_bytes())[0])
