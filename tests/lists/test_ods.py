"""Rows of a spreadsheet, and repeats that claim too much."""

from __future__ import annotations

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import _ods
from lists.reading import opened
from samples.make_lists import ods, stored

BODY = (
    '<c xmlns:t="t" xmlns:x="x">'
    '<t:table t:name="A">{}</t:table><t:table t:name="B">{}</t:table></c>'
)
CELL = "<t:table-cell{}><x:p>{}</x:p></t:table-cell>"


def rows(first: str, second: str = "") -> list[_ods.Row]:
    content = BODY.format(first, second).encode()
    return list(_ods.rows(opened("f.ods", stored({"content.xml": content}))))


def row(*cells: str, more: str = "") -> str:
    return f"<t:table-row{more}>{''.join(cells)}</t:table-row>"


def test_million_empty_rows_at_the_end_cost_nothing() -> None:
    found = list(_ods.rows(opened("f.ods", ods((("a", "b"), ("c", ""))))))
    assert [_ods.Row("List", 1, ("a", "b")), _ods.Row("List", 2, ("c",))] == found


def test_repeated_cells_and_rows_are_written_out() -> None:
    more = ' t:number-rows-repeated="2"'
    cells = (
        CELL.format(' t:number-columns-repeated="2"', "a"),
        "<t:table-cell/>",
        CELL.format("", "b"),
    )
    assert [1, 2] == [r.number for r in rows(row(*cells, more=more))]
    assert ("a", "a", "", "b") == rows(row(*cells, more=more))[0].cells


def test_paragraphs_are_lines_and_white_space_is_folded() -> None:
    cell = "<t:table-cell><x:p>a <x:span>\n b</x:span></x:p><x:p>c</x:p></t:table-cell>"
    assert ("a b\nc",) == rows(row(cell))[0].cells


def test_comment_on_a_cell_is_not_its_text() -> None:
    note = "<t:annotation><x:p>hidden</x:p></t:annotation>"
    assert ("a",) == rows(row(f"<t:table-cell>{note}<x:p>a</x:p></t:table-cell>"))[0].cells


def test_rows_say_their_sheet_and_are_counted_in_it() -> None:
    found = rows(row(CELL.format("", "a")), row(CELL.format("", "b")))
    assert [("A", 1), ("B", 1)] == [(r.sheet, r.number) for r in found]


def test_filled_cell_that_repeats_without_end_is_refused() -> None:
    with pytest.raises(ListRefused, match="row 1 has more than 256 columns"):
        rows(row(CELL.format(' t:number-columns-repeated="999999999"', "a")))


def test_filled_cell_far_to_the_right_is_refused() -> None:
    cells = '<t:table-cell t:number-columns-repeated="999999999"/>', CELL.format("", "a")
    with pytest.raises(ListRefused, match="more than 256 columns"):
        rows(row(*cells))


def test_filled_row_that_repeats_without_end_is_refused() -> None:
    with pytest.raises(ListRefused, match="more than 200,000 rows"):
        rows(row(CELL.format("", "a"), more=' t:number-rows-repeated="999999999"'))


@pytest.mark.parametrize("count", ["0", "-1", "many", ""])
def test_count_that_is_none_is_one(count: str) -> None:
    assert ("a",) == rows(row(CELL.format(f' t:number-columns-repeated="{count}"', "a")))[0].cells


def test_document_type_inside_is_refused() -> None:
    content = b'<!DOCTYPE c [<!ENTITY a "b">]><c/>'
    with pytest.raises(ListRefused, match=r"f\.ods:content\.xml: the XML declares a document type"):
        list(_ods.rows(opened("f.ods", stored({"content.xml": content}))))
