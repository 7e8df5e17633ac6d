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


@pytest.mark.parametrize(
    ("head", "name", "share"),
    [
        (b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "x", 0.97),
        (b"PK\x03\x04....", "X.ODS", 0.9),
        (b"PK\x03\x04....", "x.odt", 0.0),
        (b"a,b\n", "x.ods", 0.0),
    ],
)
def test_it_is_known_by_its_media_type_or_its_name(head: bytes, name: str, share: float) -> None:
    assert share == ods.sniff(head, name)


@pytest.mark.parametrize("asked", ["Old", "old", " OLD "])
def test_a_table_is_named_without_regard_to_case(asked: str) -> None:
    data = made(sheet(text("seen")), sheet(text("unseen"), name="Old", style="ta2"))
    assert [["unseen"]] == texts_of(ods, data, asked)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (value("float", "1E3", "1.000"), "1000"),
        (value("float", "0.30", "0,3"), "0.3"),
        (value("float", "", "n/a"), "n/a"),
        (value("percentage", "0.49999", "50 %"), "49.999%"),
        (value("date", "2021-02-03T14:05:00", "x", "date-value"), "2021-02-03T14:05:00"),
        (value("time", "PT10H30M00S", "10:30", "time-value"), "PT10H30M00S"),
        (value("boolean", "false", "NEIN", "boolean-value"), "false"),
        (value("string", "stored", "shown", "string-value"), "stored"),
        (text("a &amp; b &lt;c&gt;"), "a & b <c>"),
        (text("  x "), "x"),
        (text("<text:span>a</text:span>b<text:a>c</text:a>"), "abc"),
        (text("평양만화"), "평양만화"),
        (text("x<text:s text:c='999999999'/>y")[:-1] + ">", "x" + " " * 100_000 + "y"),
    ],
)
def test_a_cell_is_its_stored_value(cell: str, expected: str) -> None:
    """OpenDocument 1.3, 19.385: the value attributes hold the value of a cell."""
    (row,), _ = rows_of(ods, made(sheet(cell)))
    assert expected == row.cells[0].text


def test_cells_stand_at_their_column_whatever_is_empty_before() -> None:
    gap = '<table:table-cell table:number-columns-repeated="27"/>'
    (row,), _ = rows_of(ods, made(sheet(gap + text("x"))))
    assert ("S!AB1", 28) == (row.cells[-1].place, len(row.cells))
    assert {""} == {cell.text for cell in row.cells[:-1]}


def test_rows_in_groups_and_header_rows_are_rows() -> None:
    inner = f"<table:table-row>{text('a')}</table:table-row>"
    grouped = f"<table:table-header-rows>{inner}</table:table-header-rows>"
    grouped += f"<table:table-row-group>{inner}</table:table-row-group>"
    table = f'<table:table table:name="S">{grouped}</table:table>'
    assert [1, 2] == [row.number for row in rows_of(ods, made(table))[0]]


def test_a_table_inside_a_cell_is_not_read_as_rows() -> None:
    inner = text("x").replace("<text:p>", sheet(text("inner"), name="I") + "<text:p>")
    assert [["x"]] == texts_of(ods, made(sheet(inner)))


def test_tables_without_a_name_are_counted() -> None:
    table = f"<table:table><table:table-row>{text('x')}</table:table-row></table:table>"
    assert ["Sheet1", "Sheet2"] == [row.sheet for row in rows_of(ods, made(table, table))[0]]


@pytest.mark.parametrize("count", ["0", "-1", "x", "9999999999", ""])
def test_a_repetition_that_is_no_sane_number_is_one(count: str) -> None:
    rows, _ = rows_of(ods, made(sheet(text("x", number_columns_repeated=count))))
    assert ["x"] == [cell.text for cell in rows[0].cells]


def test_a_container_without_content_is_noted() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    rows, notes = rows_of(ods, out.getvalue())
    assert ([], "nothing after this place was read") == (rows, notes[0][2])


@pytest.mark.parametrize("share", range(10, 100, 10))
def test_content_that_breaks_off_gives_the_rows_before_and_says_where(share: int) -> None:
    body = HEAD + sheet(*[text(str(n)) for n in range(50)]) + FOOT
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", body[: len(body) * share // 100])
    rows, notes = rows_of(ods, out.getvalue())
    assert [str(n) for n in range(len(rows))] == [row.cells[0].text for row in rows]
    assert f"S row {len(rows) + 1}" == notes[-1][0] or not rows
    assert "nothing after this place was read" == notes[-1][2]
