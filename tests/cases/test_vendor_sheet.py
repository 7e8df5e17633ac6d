"""A vendor sheet of 2,000 rows with real names in many scripts, from XLSX to report."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.review import Asked, Reviewed, review
from celtrace.settings import Settings

ROWS = 2_000
pytestmark = [pytest.mark.shared, pytest.mark.slow]


def names(shared_data: Path) -> list[str]:
    with gzip.open(shared_data / "names" / "yente_negatives_global.csv.gz", "rt") as file:
        plain = [row[0] for row in csv.reader(file)][1:]
    lines = (shared_data / "names" / "eu_cross_script.jsonl").read_text().splitlines()[:200]
    listed = [json.loads(line)["query"] for line in lines]
    return [*listed, *plain][:ROWS]


def vendor_sheet(path: Path, vendors: list[str]) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Vendors 2026")
    sheet.write_row(0, 0, ["Vendor list, internal"])
    sheet.write_row(2, 0, ["Vendor No.", "Company name", "Country/Region", "Colour"])
    for number, vendor in enumerate(vendors, start=1):
        sheet.write_row(2 + number, 0, [f"V{number:04}", vendor, "South Korea", "blue"])
    book.close()


def reviewed(folder: Path, shared_data: Path) -> Reviewed:
    lists = ListShelf(folder / "home")
    path = shared_data / "lists" / "un" / "consolidated_2026-02-27.xml"
    lists.import_paths([path], list_id=None, snapshot=None, note=lambda *_: None)
    asked = Asked(
        folder / "dossier", folder / "case", Settings(folder / "home", folder / "case"), lists,
        lambda: datetime(2026, 3, 1, tzinfo=UTC), lambda *_: None,
    )  # fmt: skip
    return review(asked)


def test_two_thousand_vendors_are_read_screened_and_reported(
    tmp_path: Path, shared_data: Path
) -> None:
    (tmp_path / "dossier").mkdir()
    vendor_sheet(tmp_path / "dossier" / "vendors.xlsx", names(shared_data))
    (tmp_path / "dossier" / "dossier.yaml").write_text(
        "dossier: 1\nas_of: 2026-03-01\nparties: {from: vendors.xlsx}\n", encoding="utf-8"
    )
    result = reviewed(tmp_path, shared_data)
    parties = [s for s in result.assessment.subjects if s.kind == "party"]
    assert ROWS == len(parties)
    assert {0} == {s.tier for s in parties}
    assert result.assessment.candidates
    assert ["un_sc"] == [use.list for use in result.assessment.lists if use.snapshot]
    assert any("Colour" in problem.reason for problem in result.problems)
    assert "V0001" in (result.out / "report.html").read_text(encoding="utf-8")
