"""The UK Sanctions List, wide and narrow."""

from __future__ import annotations

import datetime as dt

import pytest

from celtrace.errors import ListRefused
from celtrace.listing import Snapshot
from celtrace.lists import gb_fcdo
from celtrace.records import Alias, Identifier
from lists.reading import of_text, reasons, row, sample
from samples.make_lists import GB_HEADER, GB_NARROW, GB_ROWS, gb_csv, ods

Rows = tuple[tuple[str, ...], ...]


def of(rows: Rows) -> tuple[Snapshot, list[str]]:
    (found,), notes = of_text(gb_fcdo, "uk.ods", ods(rows))
    return found, reasons(notes)


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_rows_of_one_unique_id_are_one_entry(form: str) -> None:
    found = row(sample(gb_fcdo, form)[0], "FRE0001")
    assert (Alias("The Pencil", "weak", "aka"),) == found.aliases
    assert ("Freedonia", "Sylvania") == found.nationalities
    assert ("1974",) == found.born
    assert (Identifier("passport", "F000111"),) == found.identifiers
    assert ("1 Reel Road, Freedonia",) == found.addresses
    assert dt.date(2030, 6, 29) == found.listed_on
    assert "person" == found.form


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_name_in_its_own_script_and_parent_are_read(form: str) -> None:
    found = row(sample(gb_fcdo, form)[0], "FRE0002")
    assert (Alias("灯笼动画", "strong", "original script"),) == found.aliases
    assert ("Tin Drum",) == found.linked_to


def test_both_forms_give_the_same_names() -> None:
    names = [[(e.row, e.name) for e in sample(gb_fcdo, form)[0].entries] for form in ("csv", "ods")]
    assert names[0] == names[1]


def test_entry_is_cited_with_sheet_and_row() -> None:
    found = row(sample(gb_fcdo, "ods")[0], "FRE0001")
    assert "FRE0001, List row 3" == found.seen.place
    assert "List row 4" == found.cite("aliases").place


def test_narrow_form_has_primary_names_only() -> None:
    found, notes = of(GB_NARROW)
    assert "primaries-only" == found.fullness
    assert [] == notes
    assert dt.date(2030, 6, 30) == row(found, "FRE0002").listed_on


def test_unknown_column_is_noted() -> None:
    assert ["unknown column 'Moon phase' (once)"] == reasons(sample(gb_fcdo, "ods")[1])


def test_unknown_values_are_kept_and_noted() -> None:
    header, first, _ = GB_NARROW
    odd = ("FRE0009", "9", "INK", "Freedonia", "Planet", "UK", "soon", "None")
    lost = ("", *odd[1:])
    found, notes = of((header, first, odd, lost))
    assert ["FRE0001", "FRE0009"] == [e.row for e in found.entries]
    assert [
        "a date of designation was not understood (once)",
        "a row without a Unique ID (once)",
        "unknown type 'Planet' (once)",
    ] == notes


def test_entry_with_aliases_only_is_called_by_its_first() -> None:
    found, notes = of((GB_HEADER, GB_ROWS[1]))
    assert "The Pencil" == found.entries[0].name
    assert "no primary name (once)" in notes


def test_sheet_without_the_header_is_refused() -> None:
    with pytest.raises(ListRefused, match="no header with the column 'Unique ID'"):
        of((("Vendor", "Country"), ("Ink", "Freedonia")))


def test_line_with_other_columns_is_refused_with_its_number() -> None:
    data = gb_csv().replace(b",full\r\n", b"\r\n")
    with pytest.raises(ListRefused, match="line 3 has 18 columns, not 19"):
        of_text(gb_fcdo, "uk.csv", data)


def test_file_cut_inside_the_last_field_is_refused() -> None:
    with pytest.raises(ListRefused, match="line 5 has no end; the file was cut"):
        of_text(gb_fcdo, "uk.csv", gb_csv()[:-2])
