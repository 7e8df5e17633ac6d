"""A production: papers in order, pages that go on, exhibits beside their natives, one manifest."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import docx
import msgspec
import openpyxl
import pypdfium2
import pytest

import invented
from celtrace.cases.case import Case
from celtrace.cases.decisions.account import read_journal
from celtrace.cases.decisions.acts import Decision, Desk
from celtrace.cases.handover.production import Wanted, produce
from celtrace.cases.handover.volumes import _HEADROOM
from celtrace.cases.outcome import Outcome
from celtrace.cases.verify import verify
from celtrace.errors import UsageError
from celtrace.records import Digest, Evidence, TextPassage
from celtrace.report.exhibit import Numbers

from .conftest import now

WORKERS = "workers:\n  - {id: w1, name: 김철수, party: hill}\n"
CLAIMS = "claims:\n  - {about: north, statement: A paper wrote so, status: reported, by: A paper}\n"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("produced")
    home = invented.install_lists(folder / "home")
    more = invented.LOTS + WORKERS + CLAIMS
    dossier = invented.dossier(folder / "dossier", more)
    invented.reviewed(dossier, folder / "case", home)
    return folder / "case"


@pytest.fixture
def case(reviewed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reviewed, tmp_path / "case"))


@pytest.fixture(scope="module")
def made(reviewed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("production")
    case = Path(shutil.copytree(reviewed, folder / "case"))
    decide(case)
    produce(Wanted(case, folder / "out", now, "ana", 2, Numbers("ACME", 101)))
    return folder / "out"


def decide(case: Path) -> None:
    reading = Outcome.of(case)
    with Case.create_or_open(case, now) as opened:
        desk = Desk(opened.journal, now)
        desk.decide("Ana", Decision("subject:party:north", "confirmed", "The list is due"), reading)


def manifest(folder: Path) -> list[dict[str, str]]:
    text = (folder / "manifest.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def text_of(path: Path) -> str:
    held = pypdfium2.PdfDocument(path.read_bytes())
    try:
        texts = [page.get_textpage().get_text_range() for page in held]
    finally:
        held.close()
    return " ".join(" ".join(texts).split())


def test_the_folder_holds_the_papers_as_pdf_and_for_edits(made: Path) -> None:
    assert {"cover-letter.pdf", "cover-letter.docx", "narrative.pdf", "narrative.docx",
            "exhibit-list.pdf", "exhibit-list.docx", "for-counsel.docx", "manifest.csv",
            "volume-001.zip"} == {path.name for path in made.iterdir()}  # fmt: skip


def test_pages_go_on_from_the_number_asked_for_without_a_gap(made: Path) -> None:
    rows = [row for row in manifest(made) if row["Path"].startswith("exhibits/")]
    assert "ACME000101" == rows[0]["Begin"]
    ends = [int(row["End"].removeprefix("ACME")) for row in rows]
    begins = [int(row["Begin"].removeprefix("ACME")) for row in rows]
    assert begins[1:] == [end + 1 for end in ends[:-1]]
    with zipfile.ZipFile(made / "volume-001.zip") as archive:
        for row, begin, end in zip(rows, begins, ends, strict=True):
            held = pypdfium2.PdfDocument(archive.read(row["Path"]))
            assert end - begin + 1 == len(held)
            held.close()


def test_every_file_of_the_volumes_is_what_the_manifest_says(made: Path) -> None:
    with zipfile.ZipFile(made / "volume-001.zip") as archive:
        rows = manifest(made)
        assert sorted(archive.namelist()) == sorted(row["Path"] for row in rows)
        for row in rows:
            data = archive.read(row["Path"])
            said = (int(row["Bytes"]), row["SHA-256"])
            assert (len(data), hashlib.sha256(data).hexdigest()) == said


def test_each_exhibit_goes_along_as_it_is(made: Path, reviewed: Path) -> None:
    natives = [row for row in manifest(made) if row["Path"].startswith("natives/")]
    assert {"payments.csv", "staff_lists.csv"} <= {row["Original file"] for row in natives}
    held = {path.name for path in (reviewed / "vault").rglob("*") if path.is_file()}
    assert {row["SHA-256"] for row in natives} <= held
    assert all(row["Path"].startswith(f"natives/{row['Begin']}_") for row in natives)


def test_the_narrative_names_the_exhibit_the_pages_and_the_place(made: Path) -> None:
    said = text_of(made / "narrative.pdf")
    assert "ACME000101" in said
    assert "holds it at" in said
    assert "Harmless causes:" in said
    assert "What is not known" in said
    assert "It is declared" not in said


def test_the_narrative_says_what_was_decided_by_whom_and_why(made: Path) -> None:
    said = text_of(made / "narrative.pdf")
    assert "Northlight Drawing" in said
    assert "The list is due" in said
    assert "Ana" in said


def test_what_others_say_stands_apart(made: Path) -> None:
    said = text_of(made / "narrative.pdf")
    assert "public background, not evidence in this case" in said
    assert said.index("A paper wrote so") > said.rindex("Never counted.")


def test_what_only_counsel_can_say_is_left_open_and_nothing_is_admitted(made: Path) -> None:
    said = text_of(made / "cover-letter.pdf")
    assert said.count("[Counsel:") > 3
    assert "no admission" in said
    assert "violated" not in said + text_of(made / "narrative.pdf")


def test_names_of_uninvolved_people_are_out_of_every_paper(made: Path) -> None:
    papers = [path for path in made.glob("*.docx") if path.name != "for-counsel.docx"]
    for path in papers:
        paper = docx.Document(str(path))
        cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
        assert "김철수" not in " ".join([*(p.text for p in paper.paragraphs), *cells]), path.name


def test_counsel_is_told_what_is_open(made: Path) -> None:
    said = " ".join(p.text for p in docx.Document(str(made / "for-counsel.docx")).paragraphs)
    assert "no part of the production" in said
    assert "1 name of uninvolved people" in said
    assert "decide whether to redact" in said
    assert "No decision waits" in said


def test_transactions_are_a_table_with_the_pages_of_each(made: Path) -> None:
    with zipfile.ZipFile(made / "volume-001.zip") as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("transactions.xlsx")))
    rows = list(book["Transactions"].iter_rows(values_only=True))
    assert "Exhibit pages" == rows[0][-1]
    assert {"2023-04-01", "2023-05-01"} <= {row[0] for row in rows[1:]}
    assert all(str(row[-1]).startswith("ACME") for row in rows[1:])


def test_the_journal_knows_of_it_and_the_case_is_sound(case: Path, tmp_path: Path) -> None:
    produce(Wanted(case, tmp_path / "p", now, "ana", 2))
    last = read_journal(case)[-1]
    assert ("ana", "produced", 2) == (last.actor, last.action, last.body["tier"])
    assert () == verify(case)


def test_nothing_in_the_tier_or_something_in_the_way_is_refused(case: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No subject stands in tier 4"):
        produce(Wanted(case, tmp_path / "p", now, "ana", 4))
    with pytest.raises(UsageError, match="there already"):
        produce(Wanted(case, case, now, "ana", 2))
    assert not (tmp_path / "p").exists()


def test_it_is_split_where_it_is_too_large_for_one_sending(case: Path, tmp_path: Path) -> None:
    made = produce(Wanted(case, tmp_path / "p", now, "ana", 2, most=_HEADROOM + 60_000))
    assert made.volumes > 1
    assert made.volumes == len(list((tmp_path / "p").glob("volume-*.zip")))
    assert all(p.stat().st_size <= _HEADROOM + 60_000 for p in (tmp_path / "p").glob("volume-*"))


def test_the_same_case_gives_the_same_production(case: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        produce(Wanted(case, tmp_path / name, now, "ana", 2))
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
    assert date(2026, 7, 12) == read_journal(case)[-1].at.date()


def test_a_translation_written_in_the_room_stands_beside_the_original(
    case: Path, tmp_path: Path
) -> None:
    """With who wrote it; one that stands in the file goes before it."""
    wanted = Wanted(case, tmp_path / "before", now, "ana", 2, Numbers("ACME", 101))
    produce(wanted)
    natives = [row for row in manifest(wanted.out) if row["Path"].startswith("natives/")]
    digest = Digest(next(row["SHA-256"] for row in natives if row["Exhibit"] == "1"))
    seen = Evidence(digest, "notes.txt", "line 1", "눈을 더 크게", "txt", "1")
    plain, own = (TextPassage(seen=seen, file=digest, text=text, role="note", language="ko")
                  for text in ("눈을 더 크게", "다시 그려"))  # fmt: skip
    pair = TextPassage(seen=seen, file=digest, text="Draw it again", role="note", translates=own.id)
    with Case.create_or_open(case, now) as opened:
        opened.shelf.add([plain, own, pair])
        desk = Desk(opened.journal, now)
        desk.translate("Ana", plain.id, "Larger eyes")
        desk.translate("Ana", own.id, "Once more")
    produce(msgspec.structs.replace(wanted, out=tmp_path / "after"))
    with zipfile.ZipFile(tmp_path / "after" / "volume-001.zip") as archive:
        name = next(name for name in archive.namelist() if "exhibit-001_" in name)
        archive.extract(name, tmp_path)
    printed = text_of(tmp_path / name)
    assert "Larger eyes (translated by Ana)" in printed
    assert ("Draw it again" in printed, "Once more" in printed) == (True, False)
