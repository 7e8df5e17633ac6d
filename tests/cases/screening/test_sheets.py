"""Vendor sheets and lists of names as they come: every row is screened or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from celtrace.cases.screening.sheets import NOT_SCREENED, Asked, Sheet, SheetRow, parties_of_names
from celtrace.errors import UsageError
from celtrace.settings import Limits

USCC = "91350100M000100Y43"


def sheet(path: Path, *lines: str, name: str = "vendors.csv") -> Sheet:
    (path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Sheet(path / name, Limits())


def rows(path: Path, *lines: str, name: str = "vendors.csv") -> list[SheetRow]:
    return list(sheet(path, *lines, name=name))


def test_rows_have_place_id_name_country_and_numbers(tmp_path: Path) -> None:
    (one,) = rows(tmp_path, "id,name,country,uscc", f"v1,东方动画,CN,{USCC}")
    assert ("line 2", "v1", "东方动画", "CN") == (
        one.place, one.party.id, one.party.name, one.party.country
    )  # fmt: skip
    assert [("uscc", USCC)] == [(i.type, i.value) for i in one.party.identifiers]


def test_the_form_counts_as_stated_only_with_a_column_of_kinds(tmp_path: Path) -> None:
    (without,) = rows(tmp_path, "id,name", "v1,Kim Chol Su")
    (with_,) = rows(tmp_path, "id,name,kind", "v1,Kim Chol Su,person")
    assert [False, True] == [
        any(part.field == "form" for part in one.party.seen.parts) for one in (without, with_)
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [("v1,House,CN,notadate", "notadate"), ("v1,House,Narnia,1970", "Narnia")],
)
def test_a_faulty_cell_does_not_lose_its_row(tmp_path: Path, line: str, word: str) -> None:
    found = rows(tmp_path, "id,name,country,born", line, "v2,Other,CN,1970")
    assert ["House", "Other"] == [one.party.name for one in found]
    assert word in found[0].notes[0]
    assert () == found[1].notes


def test_a_row_without_a_name_is_said_not_to_be_screened(tmp_path: Path) -> None:
    found = rows(tmp_path, "id,name,country", "v1,,CN", "v2,House,CN")
    assert [NOT_SCREENED in one.notes for one in found] == [True, False]


@pytest.mark.parametrize("name", ["123-45", "a@house.example", "---"])
def test_a_name_that_is_none_is_said_to_stand_elsewhere(tmp_path: Path, name: str) -> None:
    (one,) = rows(tmp_path, "name,country", f"{name},CN")
    assert "another column" in one.notes[0]


def test_numbers_in_columns_without_a_key_are_suggested_with_their_place(tmp_path: Path) -> None:
    (one,) = rows(tmp_path, "name,Bemerkung", f"House,paid 2021; USCC {USCC} per mail")
    assert [("uscc", USCC, "line 2, column `Bemerkung`")] == [
        (s.identifier.type, s.identifier.value, s.place) for s in one.suggested
    ]


@pytest.mark.parametrize(
    "remark", ["call 0086 24 12345678", "order 123456789012345678", "see 2021-03-04", "USCC 123"]
)
def test_other_digits_in_remarks_are_not_taken_for_numbers(tmp_path: Path, remark: str) -> None:
    (one,) = rows(tmp_path, "name,Bemerkung", f"House,{remark}")
    assert () == one.suggested


def test_a_text_file_is_one_name_a_line(tmp_path: Path) -> None:
    found = rows(tmp_path, "KIM, Chol Su", "", "조선4.26만화영화촬영소", name="names.txt")
    assert [("line 1", "KIM, Chol Su"), ("line 3", "조선4.26만화영화촬영소")] == [
        (one.place, one.party.name) for one in found
    ]


def test_one_column_without_a_known_header_is_a_list_of_names(tmp_path: Path) -> None:
    given = sheet(tmp_path, "Zorblax", "House One", "House Two")
    assert ["Zorblax", "House One", "House Two"] == [one.party.name for one in given]
    assert any("each cell was taken as a name" in note for note in given.notes)


def test_a_sheet_without_names_is_refused_with_its_headers(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Colour \| Size"):
        rows(tmp_path, "Colour,Size", "red,1", "blue,2")


def test_a_file_that_is_not_there_or_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        Sheet(tmp_path / "none.csv", Limits())
    (tmp_path / "a.bin").write_bytes(b"\x00\x01\x02\xff" * 100)
    with pytest.raises(UsageError):
        list(Sheet(tmp_path / "a.bin", Limits()))


def test_every_sheet_of_a_workbook_with_names_is_read_and_others_are_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "vendors.xlsx") as book:
        for title, header in (("2025", "Company name"), ("2026", "Supplier"), ("Prices", "EUR")):
            page = book.add_worksheet(title)
            page.write_row(0, 0, [header, "Colour"])
            page.write_row(1, 0, [f"House {title}", "x"])
    given = Sheet(tmp_path / "vendors.xlsx", Limits())
    assert ["House 2025", "House 2026"] == [one.party.name for one in given]
    assert any("Prices" in note for note in given.notes)


def test_a_sheet_gives_the_same_rows_each_time(tmp_path: Path) -> None:
    given = sheet(tmp_path, "id,name,born", "v1,House,1970", "v2,Kim,bad")
    assert list(given) == list(given)


def test_names_come_before_the_sheet(tmp_path: Path) -> None:
    asked = Asked(["First"], sheet(tmp_path, "name", "Second"))
    assert ["First", "Second"] == [one.party.name for one in asked]
    assert asked.digest != Asked(["First"]).digest


def test_equal_names_typed_twice_are_two_parties() -> None:
    assert 2 == len({one.id for one in parties_of_names(["House", "House"])})
