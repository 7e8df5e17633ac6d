"""Documents of workers are read in a review, and held against each other."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import invented
from celtrace.cases.review import Reviewed
from celtrace.cases.workers.duplicates import find_duplicates
from celtrace.findings import Finding
from celtrace.settings import Settings
from papers.pages import document, exchanged
from papers.test_opened import locked, saved

DOSSIER = """\
dossier: 1
us: us
as_of: 2024-06-01
parties: [{id: us, name: Us}, {id: v, name: Vee}]
workers:
  - {id: ann, name: Ada Maria Muster, party: v, documents: [
      {type: passport, path: papers/ann.png}, {type: cv, path: papers/ann.docx}]}
  - {id: ben, name: Ben Other, party: v, documents: [
      {type: passport, path: papers/ben.jpg}, {type: cv, path: papers/ben.docx}]}
  - {id: cho, name: Cho Third, party: v, documents: [
      {type: passport, path: papers/cho.heic}, {type: diploma, path: papers/cho.pdf}]}
"""
Review = Callable[[], Reviewed]


def words(seed: int) -> str:
    draw = random.Random(seed)  # noqa: S311 - invented words
    return " ".join("".join(draw.choices("abcdefghijklmnop", k=6)) for _ in range(90))


def docx(text: str, rsid: str) -> bytes:
    """A Word document with one paragraph for each line."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"<w:document {space}>{lines}</w:document>")
        made.writestr(
            "word/settings.xml", f'<w:settings {space}><w:rsidRoot w:val="{rsid}"/></w:settings>'
        )
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier with its documents."""
    folder = tmp_path_factory.mktemp("dossier")
    (folder / "papers").mkdir()
    (folder / "dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    sheet = document(1)
    files = {
        "ann.png": saved(sheet),
        "ben.jpg": saved(exchanged(sheet, 7), "JPEG", quality=70),
        "cho.heic": b"\0\0\0\x18ftypheic" + bytes(90),
        "cho.pdf": locked(),
        "ann.docx": docx(f"{words(1)}\n2019-2015 inbetweens", "00A1B2C3"),
        "ben.docx": docx(f"{words(1)}\n2016-2018 inbetweens", "00A1B2C3"),
    }
    for name, data in files.items():
        (folder / "papers" / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def reviewed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    """The dossier, reviewed once."""
    home = invented.install_lists(tmp_path_factory.mktemp("home"))
    return invented.reviewed(folder, tmp_path_factory.mktemp("case") / "case", home, None)


def found(reviewed: Reviewed, rule: str) -> list[Finding]:
    return [one for one in reviewed.findings if one.rule == rule]


def test_a_photograph_with_another_portrait_is_found_under_the_other_name(
    reviewed: Reviewed,
) -> None:
    (one,) = [f for f in found(reviewed, "document_reused") if "photograph" in f.sentence]
    assert ("cluster:ann+ben", "papers/ann.png") == (one.subject, one.values["a_path"])
    assert {"papers/ann.png", "papers/ben.jpg"} <= {
        *(e.source for e in one.evidence),
        one.values["b_path"],
    }


def test_the_picture_of_the_difference_is_in_the_vault(reviewed: Reviewed) -> None:
    (one,) = [f for f in found(reviewed, "document_reused") if "photograph" in f.sentence]
    digest = one.values["picture"]
    (held,) = [
        p
        for p in (reviewed.out / "vault").rglob("*")
        if p.is_file() and digest in p.parent.name + p.name
    ]
    with Image.open(held) as shown:
        assert 1_000 == shown.width


def test_one_text_and_one_source_file_are_found_too(reviewed: Reviewed) -> None:
    said = sorted(str(f.values["what"]) for f in found(reviewed, "document_reused"))
    assert ["one photograph, or two documents of one design", "one source file", "one text"] == said


def test_the_pair_is_a_question(reviewed: Reviewed) -> None:
    tiers = {one.id: one.tier for one in reviewed.assessment.subjects if one.kind == "cluster"}
    assert {"ann+ben": 2} == tiers


def test_dates_of_the_cv_are_read(reviewed: Reviewed) -> None:
    (one,) = found(reviewed, "cv_impossible_dates")
    assert ("worker:ann", True) == (one.subject, "2019-2015 ends before" in one.sentence)
    assert "2019-2015 inbetweens" == one.evidence[0].quote


@pytest.mark.parametrize(
    ("path", "said"), [("papers/cho.heic", "damaged"), ("papers/cho.pdf", "password")]
)
def test_what_could_not_be_read_is_a_problem(reviewed: Reviewed, path: str, said: str) -> None:
    told = [one.reason for one in reviewed.problems if one.source == path]
    assert [reason for reason in told if said in reason], told


def test_nothing_is_said_of_who_somebody_is(reviewed: Reviewed) -> None:
    assert [] == [f for f in reviewed.findings if f.subject == "worker:cho" and f.sentence]


def test_a_second_review_says_the_same(reviewed: Reviewed, folder: Path, tmp_path: Path) -> None:
    home = invented.install_lists(tmp_path / "home")
    again = invented.reviewed(folder, tmp_path / "case", home, None)
    for name in ("findings.jsonl", "problems.jsonl"):
        assert (reviewed.out / name).read_bytes() == (again.out / name).read_bytes(), name


def test_duplicates_take_what_the_review_read_and_write_nothing(
    reviewed: Reviewed, folder: Path, tmp_path: Path
) -> None:
    def state() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in reviewed.out.rglob("*") if p.suffix in (".db", ".json")}

    before = state()
    result = find_duplicates(folder, Settings(home=tmp_path / "home", case=reviewed.out))
    assert (True, ("ann", "ben")) == (result.read, result.rings[0].members)
    assert {"text", "source"} <= {tie.kind for tie in result.rings[0].ties}
    assert before == state()
