"""Rows of the UK list by their columns, wide and narrow."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.lists import _gb_rows
from celtrace.lists._tally import Tally
from celtrace.records import Alias, Designation, Identifier
from lists.reading import Notes, opened, reasons

PERSON = {"Unique ID": "FRE1", "Designation Type": "Individual", "Name 6": "OAK"}
ALIAS = {"Name type": "Alias"}
FILE = opened("uk.csv", b"x")


def read(*rows: dict[str, str]) -> tuple[list[Designation], list[str]]:
    tally, notes = Tally(), Notes()
    lines = [_gb_rows.Line(f"row {n}", "quote", row) for n, row in enumerate(rows, start=3)]
    made = [d.done("gb_fcdo", seen) for d, seen in _gb_rows.entries(FILE, lines, tally, "gb_fcdo")]
    tally.tell(lambda *said: notes.append(said))
    return made, reasons(notes)


def one(**more: str) -> Designation:
    ((made,), _) = read({**PERSON, **{name.replace("_", " "): text for name, text in more.items()}})
    return made


def test_the_parts_of_a_name_stand_in_the_order_of_their_numbers() -> None:
    assert "Tam van OAK" == one(Name_1="Tam", Name_3="van").name


@pytest.mark.parametrize(
    ("alias", "more"),
    [
        (Alias("PENCIL", "weak", "aka"), {**ALIAS, "Alias strength": "Low quality a.k.a"}),
        (Alias("PENCIL", "strong", "aka"), {**ALIAS, "Alias strength": "Good quality"}),
        (Alias("PENCIL", "strong", "aka"), ALIAS),
        (
            Alias("PENCIL", "strong", "primary name variation"),
            {"Name type": "Primary Name Variation"},
        ),
        (Alias("PENCIL", "strong", "primary name"), {"Name type": "Primary Name"}),
    ],
)  # fmt: skip
def test_a_second_name_is_an_alias_of_its_strength(alias: Alias, more: dict[str, str]) -> None:
    ((made,), _) = read(PERSON, {**PERSON, "Name 6": "PENCIL", **more})
    assert ("OAK", (alias,)) == (made.name, made.aliases)


def test_the_earliest_day_of_designation_counts() -> None:
    rows = [{**PERSON, "Date Designated": text} for text in ("02/01/2031", "30/06/2030", "soon")]
    ((made,), notes) = read(*rows)
    assert dt.date(2030, 6, 30) == made.listed_on
    assert ["a date of designation was not understood (once)"] == notes


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (("Cyprus", "Russia"), "(1) Russia (2) Cyprus"),
        (("Russia",), "Russia"),
        (("Russia",), "(1) Russia"),
        (("Korea (North)",), "Korea (North)"),
    ],
)
def test_numbered_values_are_told_apart(values: tuple[str, ...], text: str) -> None:
    ((made,), _) = read({**PERSON, "Nationality(/ies)": text})
    assert values == made.nationalities


def test_a_date_of_birth_that_is_not_understood_stays_in_the_remarks() -> None:
    ((made,), notes) = read({**PERSON, "D.O.B": "(1) 06/04/1974 (2) long ago"})
    assert (("1974-04-06",), "Date of birth: long ago") == (made.born, made.remarks)
    assert ["a date of birth was not understood (once)"] == notes


def test_an_imo_number_is_bare() -> None:
    ((made,), _) = read({"Unique ID": "F2", "Designation Type": "Ship", "Name 6": "HERON",
                         "IMO number": "IMO 9990001"})  # fmt: skip
    assert ("vessel", (Identifier("imo", "9990001"),)) == (made.form, made.identifiers)


def test_rows_of_one_id_need_not_stand_together() -> None:
    other = {**PERSON, "Unique ID": "FRE2"}
    made, _ = read(PERSON, other, {**PERSON, "Name 6": "PENCIL", "Name type": "Alias"})
    assert ["FRE1", "FRE2"] == [entry.row for entry in made]
    assert "row 5" == made[0].cite("aliases").place


def test_rows_without_an_id_are_counted() -> None:
    assert ([], ["a row without a Unique ID (2 times, first here)"]) == read({}, {})


@given(st.dictionaries(st.sampled_from(sorted(_gb_rows.KNOWN)), st.text(max_size=12)))
def test_any_row_with_an_id_is_an_entry(values: dict[str, Any]) -> None:
    kept = {name: text for name, text in values.items() if text}
    (made, _) = read({**kept, "Unique ID": "FRE1"})
    assert ["FRE1"] == [entry.row for entry in made]


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ({"a": "x"}, ("x", "", " ")),
        ({"a": "x", "c": "z"}, (" x ", "N/A", "z")),
        ({}, ()),
        ({"a": "N"}, ("N",)),
    ],
)
def test_empty_cells_are_left_out(values: dict[str, str], cells: tuple[str, ...]) -> None:
    assert values == _gb_rows.values(("a", "b", "c"), cells)


@pytest.mark.parametrize(
    ("name", "header"), [("Unique ID", " Unique\n ID "), ("Name 6", "Name"), ("Moon", "Moon")]
)
def test_a_header_is_read_as_the_wide_form_writes_it(name: str, header: str) -> None:
    assert name == _gb_rows.column(header)
