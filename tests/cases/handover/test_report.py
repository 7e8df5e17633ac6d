"""Reports from a case: names of uninvolved people are out by default, in every format."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

import invented
from celtrace.cases.handover.report import FORMATS, report
from celtrace.errors import UsageError

NAME = "김철수"
WORKERS = f"workers:\n  - {{id: w1, name: {NAME}, party: north, claimed_country: CN}}\n"
PARTIES = (*invented.TABLES["parties"], '"=cmd|run","=HYPERLINK(""http://x"")",CN')


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redacted")
    home = invented.install_lists(folder / "home")
    dossier = invented.dossier(folder / "dossier", invented.LOTS + WORKERS, parties=PARTIES)
    invented.reviewed(dossier, folder / "case", home)
    return folder / "case"


def read(data: bytes, how: str) -> str:
    if how == "docx":
        paper = docx.Document(io.BytesIO(data))
        cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
        return " ".join([*(p.text for p in paper.paragraphs), *cells])
    if how == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    if how == "csv":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    return data.decode()


@pytest.mark.parametrize("how", [how for how in FORMATS if how != "pdf"])
@pytest.mark.parametrize("form", ["evidence", "brief"])
def test_an_uninvolved_name_is_out_unless_it_is_asked_for(case: Path, form: str, how: str) -> None:
    assert NAME not in read(report(case, form, how), how)  # type: ignore[arg-type]
    if (form, how) == ("evidence", "html"):
        assert "[person 1]" in read(report(case, "evidence", "html"), "html")
        assert NAME in read(report(case, "evidence", "html", names=True), "html")


def test_whoever_is_named_by_a_finding_stays(case: Path) -> None:
    assert "Northlight Drawing" in read(report(case, "evidence", "html"), "html")


def test_no_cell_of_the_tables_is_run(case: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(report(case, "evidence", "csv"))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            cells = [c for row in csv.reader(io.StringIO(text, newline="")) for c in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], name
    book = openpyxl.load_workbook(io.BytesIO(report(case, "evidence", "xlsx")))
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert {"s"} == kinds


def test_the_same_case_gives_the_same_bytes_in_every_format(case: Path) -> None:
    for how in FORMATS:
        assert report(case, "brief", how) == report(case, "brief", how), how


def test_there_is_no_report_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reviewed case"):
        report(tmp_path, "brief", "html")
