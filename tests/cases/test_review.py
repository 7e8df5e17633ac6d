"""A review of broken input: it is named with file and place, and all else is still reviewed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import invented
from celtrace.cases.review import Reviewed
from celtrace.errors import DossierInvalid, EvidenceChanged, Exit, Fault, UsageError
from celtrace.records import Problem
from celtrace.report import pdf
from celtrace.settings import Limits

Review = Callable[..., Reviewed]
PARTIES = "parties: {from: parties.csv}\n"
BOOK = "parties: {from: vendors.xlsx}\n"
BOMB = "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n" + "".join(
    f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.install_lists(tmp_path_factory.mktemp("home"))


@pytest.fixture
def review(home: Path, tmp_path: Path) -> Review:
    return lambda folder, limits=None: invented.reviewed(folder, tmp_path / "case", home, limits)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dossier"


def faults(review: Review, folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(DossierInvalid) as refused:
        review(folder)
    return refused.value.faults


def only(review: Review, folder: Path) -> Fault:
    [fault] = faults(review, folder)
    assert fault.remedy
    return fault


def tiers(reviewed: Reviewed) -> dict[str, int]:
    return {subject.id: subject.tier for subject in reviewed.assessment.subjects}


def names(reviewed: Reviewed) -> set[str]:
    return {subject.name for subject in reviewed.assessment.subjects}


def problems(reviewed: Reviewed, source: str) -> list[Problem]:
    return [problem for problem in reviewed.problems if problem.source == source]


def book(folder: Path, *rows: tuple[object, ...], merge: str = "") -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    workbook.save(folder / "vendors.xlsx")
    return folder / "vendors.xlsx"


# --- the review itself --------------------------------------------------------------------


def test_a_whole_dossier_has_no_problem(review: Review, folder: Path) -> None:
    reviewed = review(invented.dossier(folder))
    assert () == reviewed.problems
    assert 2 == reviewed.assessment.highest
    assert not reviewed.nothing_checked


def test_the_date_of_the_dossier_counts_or_else_that_of_the_clock(
    review: Review, folder: Path
) -> None:
    invented.dossier(folder)
    assert date(2026, 7, 11) == review(folder).assessment.dossier.as_of
    undated = (folder / "dossier.yaml").read_text().replace("as_of: 2026-07-11\n", "")
    (folder / "dossier.yaml").write_text(undated)
    assert invented.NOON.date() == review(folder).assessment.dossier.as_of


def test_the_detectors_that_ran_are_named_with_what_they_looked_at(
    review: Review, folder: Path
) -> None:
    ran = {one.rule: one for one in review(invented.dossier(folder)).ran}
    assert (5, "") == (
        ran["payment_before_contract"].looked_at, ran["payment_before_contract"].skipped_because,
    )  # fmt: skip
    assert ran["dprk_range"].skipped_because


def test_a_settled_row_that_no_snapshot_has_is_a_problem(review: Review, folder: Path) -> None:
    invented.bare(
        folder,
        "parties:\n  - {id: house, name: House, listed_as: [{list: us_ofac_sdn, row: '1'}]}\n",
    )
    [problem] = review(folder).problems
    assert "no installed snapshot has that row" in problem.reason
    assert ("dossier.yaml", "line 6") == (problem.source, problem.place.split(",")[0])


def test_a_folder_without_a_dossier_is_refused(review: Review, folder: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        review(folder)
    folder.mkdir()
    assert "dossier.yaml" == only(review, folder).source


def test_a_case_that_was_tampered_with_is_not_written_to(
    review: Review, folder: Path, tmp_path: Path
) -> None:
    review(invented.dossier(folder))
    with (tmp_path / "case" / "case.db").open("ab") as out:
        out.write(b"\0")
    with pytest.raises(EvidenceChanged) as refused:
        review(folder)
    assert Exit.EVIDENCE == refused.value.exit


# --- tables -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp949", "서울 애니메이션 제작소 주식회사"),
        ("gb18030", "上海动画制作有限公司"),
        ("shift_jis", "アニメ制作会社あかつき"),
        ("latin-1", "Atelier Dessiné"),
        ("utf-8-sig", "Студия Рисунок"),
        ("utf-16", "Студия Рисунок"),
    ],
)
def test_another_encoding_is_read_and_a_guess_is_named(
    review: Review, folder: Path, encoding: str, name: str
) -> None:
    table = f"id,name\nhouse,House\nother,{name}\n".encode(encoding)
    reviewed = review(invented.bare(folder, PARTIES, parties=table))
    assert name in names(reviewed)
    guesses = [problem.reason for problem in problems(reviewed, "parties.csv")]
    assert encoding.startswith("utf") == (guesses == [])


def test_bytes_of_no_encoding_are_named_with_their_line(review: Review, folder: Path) -> None:
    table = b"id,name\nhouse,House\nother,\xff\xfe\x81\x00zz\xc3\x28\n"
    reviewed = review(invented.bare(folder, PARTIES, parties=table))
    assert "line 3" in {problem.place for problem in problems(reviewed, "parties.csv")}
    assert {"house", "other"} == set(tiers(reviewed))


def test_a_merged_cell_counts_for_every_cell_it_covers(review: Review, folder: Path) -> None:
    invented.bare(folder, BOOK)
    book(folder, ("name", "id"), ("House", "house"), ("Twice", "a"), (None, "b"), merge="A3:A4")
    reviewed = review(folder)
    assert ["House", "Twice", "Twice"] == sorted(s.name for s in reviewed.assessment.subjects)
    [problem] = problems(reviewed, "vendors.xlsx")
    assert "merged" in problem.reason


def test_a_formula_without_a_result_is_named_with_its_cell(review: Review, folder: Path) -> None:
    invented.bare(folder, BOOK)
    book(folder, ("id", "name", "heads"), ("house", "House", 1), ("a", "Other", "=1+2"))
    reviewed = review(folder)
    [problem] = problems(reviewed, "vendors.xlsx")
    assert "Sheet!C3" == problem.place
    assert {"house", "a"} == set(tiers(reviewed))


def test_a_date_with_several_readings_is_asked_about(review: Review, folder: Path) -> None:
    rows = ("payer,payee,amount,currency,date,contract", "house,north,1,USD,03/04/21,c1")
    fault = only(review, invented.dossier(folder, payments=rows))
    assert ("payments.csv", "line 2", "payments.date") == (fault.source, fault.place, fault.key)
    assert "2021-04-03 or 2021-03-04" in fault.problem
    assert "format" in fault.remedy


def test_an_id_given_twice_names_both_places(review: Review, folder: Path) -> None:
    rows = (*invented.TABLES["parties"], "north,Another,CN")
    fault = only(review, invented.dossier(folder, parties=rows))
    assert ("parties.csv", "line 5") == (fault.source, fault.place)
    assert "parties.csv line 3" in fault.problem


def test_contracts_in_a_circle_are_named_and_the_rest_is_judged(
    review: Review, folder: Path
) -> None:
    rows = ("id,from,to,parent", "c1,house,north,c2", "c2,north,hill,c1")
    reviewed = review(invented.dossier(folder, contracts=rows))
    [problem] = reviewed.problems
    assert "c1 > c2 > c1" in problem.reason
    assert ("contracts.csv", "line 2") == (problem.source, problem.place)
    assert 2 == tiers(reviewed)["north"]


def test_a_contract_above_itself_ends(review: Review, folder: Path) -> None:
    rows = ("id,from,to,parent", "c1,house,north,c1")
    [problem] = review(invented.dossier(folder, contracts=rows)).problems
    assert "c1 > c1" in problem.reason


@pytest.mark.parametrize(
    ("limits", "source", "said"),
    [
        (Limits(table_rows=4), "payments.csv", "more than 4 rows"),
        (Limits(table_bytes=200), "payments.csv", "larger than 200 bytes"),
        (Limits(cell_chars=15), "parties.csv", "longer than 15 characters"),
    ],
    ids=["rows", "bytes", "cell"],
)
def test_an_oversized_table_is_read_up_to_the_limit(
    review: Review, folder: Path, limits: Limits, source: str, said: str
) -> None:
    reviewed = review(invented.dossier(folder), limits)
    assert [] != [p for p in problems(reviewed, source) if said in p.reason and p.consequence]
    assert 2 == tiers(reviewed)["north"]


def test_of_a_large_table_only_whole_rows_below_the_limit_are_read(
    review: Review, folder: Path
) -> None:
    head, *rows = invented.TABLES["payments"]
    payments = (head, *rows, *(f"house,hill,{n},USD,2023-06-01,c1" for n in range(1000, 400_000)))
    reviewed = review(invented.dossier(folder, payments=payments), Limits(table_bytes=2**10))
    [problem] = problems(reviewed, "payments.csv")
    assert "larger than 1024 bytes" in problem.reason
    [total] = [one for one in reviewed.assessment.totals.payments if one.contract == "c1"]
    kept = ("\n".join(payments) + "\n").encode()[: 2**10].rpartition(b"\n")[0].splitlines()[1:]
    paid = sum(int(row.split(b",")[2]) for row in kept)
    assert (len(kept), str(paid)) == (total.count, total.amount)


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_truncated_workbook_is_named_and_the_rest_is_reviewed(
    review: Review, folder: Path, tenths: int
) -> None:
    invented.dossier(folder, f"{invented.LOTS}workers: {{from: vendors.xlsx}}\n")
    path = book(folder, ("id", "name", "party"), ("w1", "Worker", "north"))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * tenths // 10])
    reviewed = review(folder)
    [problem] = problems(reviewed, "vendors.xlsx")
    assert "cut off" in problem.reason
    assert 2 == tiers(reviewed)["north"]


def test_a_truncated_workbook_of_parties_is_no_fault_of_who_we_are(
    review: Review, folder: Path
) -> None:
    invented.bare(folder, BOOK)
    book(folder, ("id", "name"), ("house", "House")).write_bytes(b"PK\x03\x04")
    assert {"vendors.xlsx", "dossier.yaml"} == {p.source for p in review(folder).problems}


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(
    review: Review, folder: Path
) -> None:
    invented.dossier(folder, "workers: {from: vendors.xlsx, sheet: Staff}\n")
    book(folder, ("id", "name"), ("w1", "Worker"))
    fault = only(review, folder)
    assert ("dossier.yaml", "workers.sheet") == (fault.source, fault.key)
    assert "Sheet" in fault.remedy


# --- YAML -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yaml", "place", "said"),
    [
        (BOMB, "line 11", "unfolds to more than"),
        ("parties: " + "[" * 3000 + "]" * 3000 + "\n", "line 5", "nested deeper"),
        ("title: !!python/object/apply:os.system [echo]\n", "line 5", "tags are not read"),
        ("parties: [{id: house, name: H, nmae: x}]\n", "line 5", "`nmae` is not a key"),
        ("title: again\n", "line 5", "stands twice"),
        ("parties: [{id: house, name: H}\n", "line 6", ""),
    ],
    ids=["bomb", "depth", "tag", "unknown key", "doubled key", "broken"],
)
def test_a_harmful_or_broken_dossier_is_refused_with_its_line(
    review: Review, folder: Path, yaml: str, place: str, said: str
) -> None:
    found = faults(review, invented.bare(folder, yaml))
    assert [] != [f for f in found if f.place == place and said in f.problem and f.remedy]


def test_a_dossier_that_is_no_text_is_refused(review: Review, folder: Path) -> None:
    invented.bare(folder, "")
    (folder / "dossier.yaml").write_bytes(b"\x00\x01\xff")
    assert "not UTF-8" in only(review, folder).problem


def test_a_dossier_above_the_limit_is_refused(review: Review, folder: Path) -> None:
    with pytest.raises(DossierInvalid) as refused:
        review(invented.dossier(folder), Limits(yaml_bytes=100))
    assert "100" in refused.value.faults[0].problem


# --- paths ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["../secret.csv", "a/../../secret.csv", "/etc/passwd", "..", "a\\b"]
)
@pytest.mark.parametrize("form", ["workers: {{from: '{}'}}\n", "logs: [{{path: '{}'}}]\n"])
def test_a_path_that_leaves_the_folder_is_refused(
    review: Review, folder: Path, form: str, path: str
) -> None:
    (folder.parent / "secret.csv").write_text("id,name\nw1,Secret\n")
    fault = only(review, invented.dossier(folder, form.format(path)))
    assert ("dossier.yaml", "line 9") == (fault.source, fault.place)
    assert path in fault.problem


def test_a_table_that_is_a_link_out_of_the_folder_is_refused(review: Review, folder: Path) -> None:
    secret = folder.parent / "secret.csv"
    secret.write_text("id,name\nw1,Secret\n")
    invented.dossier(folder, "workers: {from: workers.csv}\n")
    (folder / "workers.csv").symlink_to(secret)
    assert "link that leaves the folder" in only(review, folder).problem


def test_links_and_pipes_in_the_folder_are_named_and_not_followed(
    review: Review, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a secret")
    invented.dossier(folder)
    (folder / "link.csv").symlink_to(secret)
    (folder / "out").symlink_to(tmp_path)
    (folder / "dangling").symlink_to("nothing")
    os.mkfifo(folder / "pipe")
    reviewed = review(folder)
    assert {"link.csv", "out", "dangling", "pipe"} == {p.source for p in reviewed.problems}
    assert "secret.csv" not in (tmp_path / "case" / "manifest.jsonl").read_text()
    assert b"a secret" not in {
        p.read_bytes() for p in (tmp_path / "case" / "vault").rglob("*") if p.is_file()
    }
    assert 2 == tiers(reviewed)["north"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read every file")
def test_an_unreadable_file_is_named_and_the_rest_is_reviewed(review: Review, folder: Path) -> None:
    invented.dossier(folder)
    (folder / "locked.txt").write_text("locked")
    (folder / "locked.txt").chmod(0)
    reviewed = review(folder)
    [problem] = reviewed.problems
    assert ("locked.txt", True) == (problem.source, "cannot be read" in problem.reason)
    assert 2 == tiers(reviewed)["north"]


@pytest.mark.parametrize("name", ["missing.csv", "folder.csv", "pipe.csv"])
def test_a_table_that_is_no_file_is_a_fault(review: Review, folder: Path, name: str) -> None:
    invented.dossier(folder, f"workers: {{from: {name}}}\n")
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    fault = only(review, folder)
    assert name in fault.problem
    assert "workers.from" == fault.key


@pytest.mark.parametrize(
    "yaml",
    [
        "logs: [{path: gone/}]\n",
        "reference: [{path: gone}]\n",
        "found: [{path: ./gone}]\n",
        "deliveries: [{path: gone, party: north}]\n",
    ],
)
def test_a_path_that_is_not_there_is_a_problem_with_its_line(
    review: Review, folder: Path, yaml: str
) -> None:
    [problem] = review(invented.dossier(folder, yaml)).problems
    assert ("dossier.yaml", "line 9") == (problem.source, problem.place)
    assert "gone" in problem.reason


def test_a_file_beside_the_dossier_that_nothing_names_is_kept(
    review: Review, folder: Path, tmp_path: Path
) -> None:
    invented.dossier(folder)
    (folder / "sub").mkdir()
    (folder / "sub" / "노트 1.txt").write_text("note")
    assert () == review(folder).problems
    assert "sub/노트 1.txt" in (tmp_path / "case" / "manifest.jsonl").read_text()


def test_a_pdf_that_is_refused_is_a_problem_and_all_else_is_written(
    review: Review, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "STANDARDS", ["a-2a", "a-4"])  # no document can be both
    result = review(invented.dossier(folder))
    (problem,) = [one for one in result.problems if one.source == "report.pdf"]
    assert "report.html" in problem.consequence
    left = {path.name for path in (tmp_path / "case").iterdir()}
    assert {"assessment.json", "findings.jsonl", "report.html"} <= left
    assert "report.pdf" not in left
    assert "the PDF could not be set" in (tmp_path / "case" / "problems.jsonl").read_text("utf-8")
