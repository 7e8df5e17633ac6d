"""What a workbook says beside its values: sheets, styles, formulas, hidden rows."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables._workbook import Scan, SheetPart, coordinates, letters, parts, scan

RELS = (
    '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/>'
    '<Relationship Id="r2" Target="/xl/worksheets/b.xml"/></Relationships>'
)


def packed(**members: str) -> zipfile.ZipFile:
    """A container; `a__b_xml` is the member `a/b.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return zipfile.ZipFile(out)


def book(sheets: str, styles: str = "") -> zipfile.ZipFile:
    """A workbook with these sheets and styles."""
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("xl/workbook.xml", f"<workbook><sheets>{sheets}</sheets></workbook>")
            archive.writestr("xl/_rels/workbook.xml.rels", RELS)
            if styles:
                archive.writestr("xl/styles.xml", f"<styleSheet>{styles}</styleSheet>")
        return zipfile.ZipFile(io.BytesIO(out.getvalue()))


def scanned(rows: str, *percents: str) -> Scan:
    """What one pass over a sheet finds."""
    sheet = SheetPart("S", "s.xml", visible=True)
    return scan(packed(s_xml=f"<sheetData>{rows}</sheetData>"), sheet, frozenset(percents))


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_letters(column: int, name: str) -> None:
    assert name == letters(column)
    assert (6, column) == coordinates(f"{name}7")


@pytest.mark.parametrize("text", ["", "A", "7", "a1", "A1:B2", "ABCD1", "$A$1", "A12345678", "A1 "])
def test_what_is_no_cell_has_no_coordinates(text: str) -> None:
    assert coordinates(text) is None


@given(st.integers(0, 16383), st.integers(1, 1_048_576))
def test_letters_and_numbers_of_cells_agree(column: int, row: int) -> None:
    """ECMA-376, 18.18.7: a cell reference is its column's letters and its row's number."""
    assert (row - 1, column) == coordinates(f"{letters(column)}{row}")


def test_sheets_come_in_the_order_of_the_workbook_with_their_members() -> None:
    sheets = '<sheet name="Two" r:id="r2"/><sheet name="One" r:id="r1" state="hidden"/>'
    assert (
        SheetPart("Two", "xl/worksheets/b.xml", visible=True),
        SheetPart("One", "xl/worksheets/a.xml", visible=False),
    ) == parts(book(sheets.replace("r:id", "id")))[0]


@pytest.mark.parametrize(
    ("state", "visible"),
    [
        ('state="visible"', True),
        ("", True),
        ('state="hidden"', False),
        ('state="veryHidden"', False),
    ],
)
def test_a_sheet_that_no_user_sees_is_hidden(state: str, visible: object) -> None:
    ((part,), _) = parts(book(f'<sheet name="S" id="r1" {state}/>'))
    assert visible == part.visible


def test_a_sheet_without_a_member_is_none() -> None:
    assert () == parts(book('<sheet name="S" id="r9"/>'))[0]


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("0%", True),
        ("0.00%", True),
        ('0.0"%"', False),
        ("0\\%", False),
        ("[Red]0%", True),
        ("[%]0", False),
        ("General", False),
        ("yyyy-mm-dd", False),
    ],
)
def test_a_style_shows_a_percentage_when_its_code_has_a_bare_sign(code: str, shows: bool) -> None:  # noqa: FBT001 - a table
    """ECMA-376, 18.8.31: text in quotes and after a backslash is shown as it is."""
    code = code.replace('"', "&quot;")
    styles = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    _, percents = parts(book('<sheet name="S" id="r1"/>', styles))
    assert ({"1"} if shows else set()) == percents


def test_the_built_in_percent_styles_are_known() -> None:
    """ECMA-376, 18.8.30: 9 is `0%` and 10 is `0.00%`."""
    styles = '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    styles += '<cellXfs><xf numFmtId="9"/><xf numFmtId="2"/><xf numFmtId="10"/></cellXfs>'
    assert {"0", "2"} == parts(book('<sheet name="S" id="r1"/>', styles))[1]


def test_a_container_without_workbook_is_none() -> None:
    with pytest.raises(KeyError):
        parts(packed(a_xml="<a/>"))


def test_formulas_with_and_without_a_result_are_told_apart() -> None:
    found = scanned(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row>'
    )
    assert {(0, 0): "1+1", (0, 1): "A1", (0, 2): '""'} == found.formulas
    assert {(0, 1)} == found.unsolved


def test_error_values_are_found_with_their_name() -> None:
    found = scanned('<row r="3"><c r="B3" t="e"><v>#REF!</v></c></row>')
    assert ({(2, 1): "#REF!"}, {(2, 1)}) == (found.errors, found.odd)


def test_rows_and_cells_without_a_reference_follow_each_other() -> None:
    found = scanned("<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row><row><c t='e'/></row>")
    assert {(0, 1), (1, 0)} == set(found.errors)
    assert (2, 2, 3) == (found.rows, found.columns, found.cells)


@pytest.mark.parametrize(("value", "count"), [("1", 1), ("true", 1), ("0", 0), ("false", 0)])
def test_hidden_rows_are_counted(value: str, count: int) -> None:
    assert count == scanned(f'<row r="1" hidden="{value}"/><row r="2"/>').hidden_rows


def test_numbers_with_more_digits_than_a_float_holds_are_kept_as_written() -> None:
    found = scanned(
        '<row r="1"><c r="A1"><v>12345678901234567</v></c><c r="B1"><v>7</v></c>'
        '<c r="C1" t="s"><v>12345678901234567</v></c></row>'
    )
    assert {(0, 0): "12345678901234567"} == found.long


def test_cells_in_a_percent_style_are_found() -> None:
    found = scanned('<row r="1"><c r="A1" s="4"><v>1</v></c><c r="B1" s="2"/></row>', "4")
    assert {(0, 0)} == found.percents
