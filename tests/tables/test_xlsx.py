"""Workbooks: values, merged cells, formulas, guards."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from celtrace.tables import xlsx
from sheets import rows_of, texts_of


def book(fill: Callable[[Any, Any], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made, made.add_worksheet("S"))
    return out.getvalue()


def by_place(rows: Any) -> Any:
    return {cell.place: cell for row in rows for cell in row.cells}


def test_numbers_lose_no_digit() -> None:
    def fill(_: Any, sheet: Any) -> None:
        for row, value in enumerate((911100001234567, 12.0, 0.1, 1e22, -3.5)):
            sheet.write_number(row, 0, value)

    rows, _ = rows_of(xlsx, book(fill))
    assert ["911100001234567", "12", "0.1", "10000000000000000000000", "-3.5"] == [
        row.cells[0].text for row in rows
    ]


def test_digits_beyond_a_float_come_from_the_file() -> None:
    data = replaced(
        book(lambda _, sheet: sheet.write_number(0, 0, 7)), b">7<", b">12345678901234568<"
    )
    rows, _ = rows_of(xlsx, data)
    assert "12345678901234568" == rows[0].cells[0].text


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, body.replace(old, new) if "sheet1" in name else body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("yyyy-mm-dd", "2021-02-03"),
        ("d/m/yy", "2021-02-03"),
        ('yyyy"年"m"月"d"日"', "2021-02-03"),
        ("dd/mm/yyyy hh:mm", "2021-02-03T04:05:00"),
    ],
)
def test_dates_are_iso_whatever_their_format(
    format_: str,
    text: str,
) -> None:
    moment = dt.datetime(2021, 2, 3, 4, 5) if "hh" in format_ else dt.datetime(2021, 2, 3)  # noqa: DTZ001 - a sheet has no zone

    def fill(made: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, moment, made.add_format({"num_format": format_}))

    (row,) = rows_of(xlsx, book(fill))[0]
    assert (text, "date") == (row.cells[0].text, row.cells[0].form)


def test_a_share_shown_as_percentage_is_one() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 0.07, made.add_format({"num_format": "0.00%"}))

    assert "7%" == rows_of(xlsx, book(fill))[0][0].cells[0].text


def test_a_merged_value_belongs_to_every_cell_it_covers() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Vendor", "Contact"])
        sheet.merge_range("A2:A4", "Blue")
        sheet.write_column(1, 1, ["x", "y", "z"])

    rows, notes = rows_of(xlsx, book(fill))
    assert ["Vendor", "Blue", "Blue", "Blue"] == [row.cells[0].text for row in rows]
    assert "S!A3" == rows[2].cells[0].place
    assert [("S", "the sheet has merged cells")] == [note[:2] for note in notes]


def test_a_stored_result_is_used_and_its_cell_noted() -> None:
    rows, notes = rows_of(xlsx, book(lambda _, s: s.write_formula("B2", "=1+1", None, 2)))
    assert ("2", "number") == (by_place(rows)["S!B2"].text, by_place(rows)["S!B2"].form)
    assert [("S!B2", "formulas (1)")] == [note[:2] for note in notes]


def test_a_formula_without_stored_result_is_marked() -> None:
    made = Workbook()
    made.active["B2"] = "=1+1"
    out = io.BytesIO()
    made.save(out)
    rows, notes = rows_of(xlsx, out.getvalue())
    cell = by_place(rows)["Sheet!B2"]
    assert ("", "formula", "=1+1") == (cell.text, cell.form, cell.quote)
    assert "formulas without a stored result (1)" == notes[0][1]


def test_an_error_value_is_marked() -> None:
    rows, _ = rows_of(xlsx, book(lambda _, s: s.write_formula("A1", "=1/0", None, "#DIV/0!")))
    assert ("", "error", "#DIV/0!") == (
        rows[0].cells[0].text,
        rows[0].cells[0].form,
        rows[0].cells[0].quote,
    )


def two_sheets(made: Any, sheet: Any) -> None:
    sheet.write(0, 0, "seen")
    hidden = made.add_worksheet("Old")
    hidden.write(0, 0, "unseen")
    hidden.hide()


def test_a_hidden_sheet_is_noted_and_not_read() -> None:
    rows, notes = rows_of(xlsx, book(two_sheets))
    assert ["seen"] == [row.cells[0].text for row in rows]
    assert [("Old", "the sheet is hidden")] == [note[:2] for note in notes]


def test_a_hidden_sheet_is_read_when_it_is_named() -> None:
    assert [["unseen"]] == texts_of(xlsx, book(two_sheets), "Old")


def test_hidden_rows_are_read_and_noted() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, ["a", "b"])
        sheet.set_row(1, None, None, {"hidden": True})

    rows, notes = rows_of(xlsx, book(fill))
    assert ["a", "b"] == [row.cells[0].text for row in rows]
    assert "1 rows are hidden" == notes[0][1]


def test_a_sheet_with_one_far_cell_does_not_fill_the_memory() -> None:
    rows, notes = rows_of(
        xlsx, book(lambda _, s: (s.write(0, 0, "a"), s.write(1048575, 16383, "z")))
    )
    assert [] == rows
    assert "spans 1048576 x 16384 cells" in notes[0][1]


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (40 * 2**20))
    rows, notes = rows_of(xlsx, out.getvalue())
    assert [] == rows
    assert "times its size" in notes[0][1]


def test_a_document_type_is_refused() -> None:
    data = replaced(book(two_sheets), b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    rows, notes = rows_of(xlsx, data)
    assert [] == rows
    assert "it declares a document type" in notes[-1][1]


def test_a_file_that_unpacks_too_large_is_refused() -> None:
    rows, notes = rows_of(xlsx, book(two_sheets), unpacked_bytes=100)
    assert [] == rows
    assert "unpacks to more than 100 bytes" in notes[0][1]


def test_a_real_workbook_is_read(
    shared_data: Path,
) -> None:
    path = shared_data / "files/alephdata__ingest-file/tests/fixtures/staff_list.xlsx"
    rows, _ = rows_of(xlsx, path.read_bytes())
    assert 12 == len(rows)


def test_real_workbooks_never_raise(
    shared_data: Path,
) -> None:
    paths = sorted((shared_data / "files").rglob("*.xls[xm]"))
    assert len(paths) > 20
    for path in paths:
        rows_of(xlsx, path.read_bytes())


def one_cell(write: Callable[[Any, Any], object], **options: object) -> Any:
    """The first cell of a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as made:
        write(made, made.add_worksheet("S"))
    return rows_of(xlsx, out.getvalue())[0][0].cells[0]


@pytest.mark.parametrize(
    ("head", "name", "share"),
    [
        (b"PK\x03\x04....xl/workbook.xml", "x", 0.95),
        (b"PK\x03\x04....", "x.xlsx", 0.95),
        (b"PK\x03\x04....", "X.XLSM", 0.95),
        (b"PK\x03\x04....", "x.zip", 0.0),
        (b"a,b\n", "x.xlsx", 0.0),
        (b"", "x.xlsx", 0.0),
    ],
)
def test_it_is_known_by_a_member_or_its_name(head: bytes, name: str, share: float) -> None:
    assert share == xlsx.sniff(head, name)


@pytest.mark.parametrize(
    ("write", "text", "form", "quote"),
    [
        (lambda _, s: s.write_string(0, 0, "007"), "007", "text", "007"),
        (lambda _, s: s.write_string(0, 0, "  x\ny "), "x\ny", "text", "  x\ny "),
        (lambda _, s: s.write_string(0, 0, "평양만화"), "평양만화", "text", "평양만화"),
        (lambda _, s: s.write_string(0, 0, "a_x000D_b"), "a_x000D_b", "text", "a_x000D_b"),
        (lambda _, s: s.write_string(0, 0, "=1+1"), "=1+1", "text", "=1+1"),
        (lambda b, s: s.write_rich_string(0, 0, "a", b.add_format({"bold": 1}), "b", "c"),
         "abc", "text", "abc"),
        (lambda _, s: s.write_boolean(0, 0, True), "true", "bool", "TRUE"),  # noqa: FBT003 - their word
        (lambda _, s: s.write_number(0, 0, 0.1 + 0.2), "0.3", "number", "0.3"),
        (lambda _, s: s.write_number(0, 0, 49.999), "49.999", "number", "49.999"),
        (lambda _, s: s.write_number(0, 0, -0.0), "0", "number", "0"),
        (lambda b, s: s.write_number(0, 0, 0.5, b.add_format({"num_format": "0%"})),
         "50%", "number", "50%"),
        (lambda b, s: s.write_number(0, 0, 7, b.add_format({"num_format": '0"%"'})),
         "7", "number", "7"),
        (lambda b, s: s.write_number(0, 0, 0.5, b.add_format({"num_format": "hh:mm"})),
         "12:00:00", "date", "12:00:00"),
        (lambda _, s: s.write_url(0, 0, "https://x.example", string="site"),
         "site", "text", "site"),
        (lambda _, s: s.write_formula(0, 0, "=A2", None, "text"), "text", "text", "text"),
        (lambda _, s: s.write_formula(0, 0, "=1/0", None, "#REF!"), "", "error", "#REF!"),
    ],
)  # fmt: skip
def test_a_cell_goes_by_its_type(
    write: Callable[[Any, Any], object], text: str, form: str, quote: str
) -> None:
    cell = one_cell(write)
    assert (text, form, quote, "S!A1") == (cell.text, cell.form, cell.quote, cell.place)


@pytest.mark.parametrize("old", [False, True], ids=["since 1900", "since 1904"])
def test_days_are_right_whatever_the_workbook_counts_from(old: object) -> None:
    """ECMA-376, 18.17.4.1: the date system of a workbook begins in 1900 or 1904."""
    cell = one_cell(
        lambda b, s: s.write_datetime(
            0,
            0,
            dt.datetime.fromisoformat("2021-02-03"),
            b.add_format({"num_format": "d mmm"}),
        ),
        date_1904=old,
    )
    assert "2021-02-03" == cell.text


@pytest.mark.parametrize("name", ["Vendors 2024", "It's", "业务", "a!b", "X" * 31])
def test_a_place_begins_with_the_name_of_its_sheet(name: str) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet(name).write("C7", "x")
    (row,), _ = rows_of(xlsx, out.getvalue())
    assert (name, 7, f"{name}!C7") == (row.sheet, row.number, row.cells[2].place)


@pytest.mark.parametrize("asked", ["Old", "old", " OLD "])
def test_a_sheet_is_named_without_regard_to_case(asked: str) -> None:
    assert [["unseen"]] == texts_of(xlsx, book(two_sheets), asked)


def test_a_chart_sheet_is_noted() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, [1, 2])
        chart = made.add_chart({"type": "line"})
        chart.add_series({"values": "=S!$A$1:$A$2"})
        made.add_chartsheet("C").set_chart(chart)

    rows, notes = rows_of(xlsx, book(fill))
    assert ["1", "2"] == [row.cells[0].text for row in rows]
    assert ("C", "the sheet holds a chart or a dialog, no cells", "it was not read") in notes


def test_many_formulas_are_one_note() -> None:
    def fill(_: Any, sheet: Any) -> None:
        for row in range(30):
            sheet.write_formula(row, 0, "=1+1", None, 2)

    ((place, reason, consequence),) = rows_of(xlsx, book(fill))[1]
    assert place.endswith("S!A20 and 10 more")
    assert "formulas (30)" == reason
    assert "the result stored in the file was used, nothing was computed" == consequence


def test_a_merged_area_beyond_the_filled_cells_adds_no_rows() -> None:
    data = replaced(
        book(lambda _, s: s.merge_range("A1:B2", "x")), b'ref="A1:B2"', b'ref="A1:XFD1048576"'
    )
    rows, _ = rows_of(xlsx, data)
    assert [["x"]] == [[cell.text for cell in row.cells] for row in rows]


def test_rows_without_a_reference_are_counted() -> None:
    data = replaced(book(lambda _, s: s.write_column(0, 0, ["a", "b"])), b'r="1"', b"")
    assert ["a", "b"] == [row.cells[0].text for row in rows_of(xlsx, data)[0]]


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                    "xl/worksheets/sheet1.xml", "xl/styles.xml",
                                    "xl/sharedStrings.xml"])  # fmt: skip
def test_a_damaged_member_is_noted(member: str) -> None:
    out = io.BytesIO()
    with (zipfile.ZipFile(io.BytesIO(book(two_sheets))) as before,
          zipfile.ZipFile(out, "w") as after):  # fmt: skip
        for name in before.namelist():
            after.writestr(name, before.read(name)[: 40 if name == member else None])
    assert rows_of(xlsx, out.getvalue())[1]


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                    "xl/worksheets/sheet1.xml"])  # fmt: skip
def test_a_missing_member_is_noted(member: str) -> None:
    out = io.BytesIO()
    with (zipfile.ZipFile(io.BytesIO(book(two_sheets))) as before,
          zipfile.ZipFile(out, "w") as after):  # fmt: skip
        for name in set(before.namelist()) - {member}:
            after.writestr(name, before.read(name))
    rows, notes = rows_of(xlsx, out.getvalue())
    assert [] == rows
    assert any("damaged" in reason for _, reason, _ in notes)
