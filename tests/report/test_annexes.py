"""The report as tables: everything once, and changed cell by cell where names are taken out."""

from __future__ import annotations

import pytest

from celtrace.findings import Finding
from celtrace.ports import View
from celtrace.report.annexes import Sheet, annexes, changed
from celtrace.report.material import Intake, Material
from celtrace.weigh.assessment import Assessment


@pytest.fixture
def sheets(judged: Assessment, held: dict[str, Finding], view: View) -> dict[str, Sheet]:
    material = Material(judged, tuple(held.values()), view, Intake())
    return {sheet.name: sheet for sheet in annexes(material)}


def test_every_row_has_a_cell_for_every_head(sheets: dict[str, Sheet]) -> None:
    for sheet in sheets.values():
        assert {len(sheet.heads)} >= {len(row) for row in sheet.rows}, sheet.name
        assert all(isinstance(cell, str) for row in sheet.rows for cell in row), sheet.name


def test_every_finding_stands_once_and_every_quote_with_its_digest(
    sheets: dict[str, Sheet], held: dict[str, Finding]
) -> None:
    assert sorted(f.id for f in held.values()) == [row[0] for row in sheets["Findings"].rows]
    quotes = sum(len(f.evidence) for f in held.values())
    assert quotes == len(sheets["Evidence"].rows)
    assert {64} == {len(row[4]) for row in sheets["Evidence"].rows}


def test_subjects_come_with_their_tier_in_words(sheets: dict[str, Sheet]) -> None:
    first = dict(zip(sheets["Subjects"].heads, sheets["Subjects"].rows[0], strict=True))
    assert ("3", "review by a person") == (first["Tier"], first["In words"])


def test_background_is_a_sheet_of_its_own(sheets: dict[str, Sheet], judged: Assessment) -> None:
    assert len(judged.claims) == len(sheets["Background"].rows)
    assert "denied" in {row[1] for row in sheets["Background"].rows}


def test_a_list_that_was_not_checked_says_so(sheets: dict[str, Sheet], judged: Assessment) -> None:
    stated = {row[0]: row[2] for row in sheets["Lists"].rows}
    for use in judged.lists:
        assert ("not checked" == stated[use.list]) == (use.snapshot is None)


def test_cells_are_changed_and_heads_are_not() -> None:
    made = changed((Sheet("S", ("Name",), (("Name",), ("b",))),), lambda cell: f"<{cell}>")
    assert (Sheet("S", ("Name",), (("<Name>",), ("<b>",))),) == made
