"""From found drawings to the report that shows them beside ours."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import msgspec
import pikepdf
import pytest

import invented
from celtrace.cases.frames.index import Index
from celtrace.cases.frames.match import match, write
from celtrace.cases.frames.read import pictures
from celtrace.cases.handover.report import report
from celtrace.cases.review import Reviewed
from frames.drawn import Show
from frames.indexed import saved
from frames.pages import page

DOSSIER = """
dossier: 1
us: us
as_of: 2024-06-01
parties: [{id: us, name: Us}]
found: [{path: found, place: {url: "https://x.example"}, collected: 2024-01-05}]
matches: {from: answers/matches.csv}
"""


@pytest.fixture(scope="module")
def folder(index: Index, shows: list[Show], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with four found drawings and what `frames match` wrote of them."""
    made = tmp_path_factory.mktemp("found") / "dossier"
    found = made / "found"
    for number, (cut, at) in enumerate(((1, 0.4), (1, 0.5), (1, 0.6), (2, 0.5))):
        saved(found, f"A_{number:04d}.png", page(shows[0].frame(cut, at).ink))
    seen = pictures([found], lambda *_: None)
    named = (msgspec.structs.replace(one, name=one.name.split("dossier/")[1]) for one in seen)
    write(made / "answers", match(named, index), index)
    (made / "dossier.yaml").write_text(DOSSIER)
    return made


@pytest.fixture(scope="module")
def case(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    home = invented.install_lists(tmp_path_factory.mktemp("home"))
    return invented.reviewed(folder, tmp_path_factory.mktemp("case") / "case", home)


def addressed(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def images(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return len([one for each in opened.pages for one in each.get_images()])


def test_the_review_shows_the_best_proof_of_each_cut_and_a_contact_sheet(
    folder: Path, case: Reviewed
) -> None:
    told = (case.out / "report.html").read_text()
    proofs = [addressed(path) for path in sorted((folder / "answers" / "proofs").glob("0*.jpg"))]
    assert 4 == len(proofs)
    assert 2 == sum(one in told for one in proofs)
    assert addressed(folder / "answers" / "proofs" / "sheet-000.jpg") in told
    assert "not who drew it" in told
    assert 3 == images((case.out / "report.pdf").read_bytes())


def test_the_evidence_report_that_is_handed_on_shows_the_same(case: Reviewed) -> None:
    assert 3 == report(case.out, "evidence", "html").count(b"data:image/jpeg")
    assert 3 == images(report(case.out, "evidence", "pdf"))


def test_the_strokes_are_counted_in_words(case: Reviewed) -> None:
    assert "strokes agree" in (case.out / "report.html").read_text()
    [finding] = [one for one in case.findings if one.rule == "own_frame_found"]
    assert 2 == finding.values["count"]
