"""A row of twelve fields: programmes, type, and the columns of vessels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.lists import _ofac_rows
from celtrace.lists._draft import Draft
from celtrace.lists._ofac_remarks import CUT_AT
from celtrace.lists._tally import Tally
from lists.reading import Notes, reasons


def read(more: str = "", **fields: str) -> tuple[Draft, list[str]]:
    names = ("row", "name", "type", "programme", "title", "call_sign", "vessel", "tonnage", "grt",
             "flag", "owner", "remarks")  # fmt: skip
    given = {"row": "7", "name": "INK", "programme": "DPRK9", **fields}
    tally, notes = Tally(), Notes()
    made = _ofac_rows.draft(tuple(given.get(n, "") for n in names), more, tally, "f, line 1")
    tally.tell(lambda *said: notes.append(said))
    return made, reasons(notes)


@pytest.mark.parametrize(
    ("programmes", "text"),
    [
        (["DPRK3"], "DPRK3"),
        (["UKRAINE-EO13685", "PEESA-EO"], "UKRAINE-EO13685] [PEESA-EO"),
        (["A", "B", "C"], "[A] [B]  [C]"),
        (["A", "B"], "A][B"),
        ([], ""),
        ([], " [] "),
    ],
)
def test_programmes_stand_between_brackets(programmes: list[str], text: str) -> None:
    assert programmes == _ofac_rows.programmes(text)


@given(st.lists(st.from_regex(r"[A-Z0-9-]{1,12}", fullmatch=True), min_size=1))
def test_programmes_joined_as_ofac_joins_them_are_read_back(names: list[str]) -> None:
    """Multiple programmes are divided by `] [` (dat_spec.txt)."""
    assert names == _ofac_rows.programmes("] [".join(names))


@pytest.mark.parametrize(
    ("form", "text"),
    [("entity", ""), ("entity", "-0-"), ("entity", " Entity "), ("person", "individual"),
     ("vessel", "VESSEL"), ("aircraft", "aircraft")],
)  # fmt: skip
def test_the_type_of_a_row(form: str, text: str) -> None:
    assert (form, []) == (read(type=text)[0].form, read(type=text)[1])


def test_an_unknown_type_is_kept_unknown_and_said() -> None:
    """An unknown category never falls to a default."""
    made, notes = read(type="planet")
    assert ("unknown", ["unknown type 'planet' (once)"]) == (made.form, notes)


@pytest.mark.parametrize(
    ("column", "remark"),
    [("title", "Title: x"), ("call_sign", "Call Sign: x"), ("vessel", "Vessel Type: x"),
     ("tonnage", "Tonnage: x"), ("grt", "Gross Registered Tonnage: x"), ("flag", "Vessel Flag: x"),
     ("owner", "Vessel Owner: x")],
)  # fmt: skip
def test_no_column_is_lost(column: str, remark: str) -> None:
    assert [remark] == read(**{column: "x"})[0].remarks


def test_remarks_that_end_at_the_limit_are_said_to_be_cut() -> None:
    made, notes = read(remarks="Gender Male; " + "x" * CUT_AT)
    assert "x" * CUT_AT in made.remarks
    assert "continuation not among the files" in notes[0]


def test_remarks_with_their_continuation_are_not_cut() -> None:
    _, notes = read("ndary sanctions risk: x.", remarks="x" * (CUT_AT - 4) + ";Seco")
    assert [] == [note for note in notes if "cut" in note]
