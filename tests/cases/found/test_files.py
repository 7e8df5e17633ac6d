"""Files that a dossier says were found or delivered are read in a review."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import invented
from celtrace.cases.review import Reviewed
from celtrace.text import kps9566
from detect.file_scenes import NORTH, SOUTH

Review = Callable[[], Reviewed]
DOSSIER = """\
dossier: 1
us: us
as_of: 2024-06-01
parties: [{id: us, name: Us}, {id: v, name: Vee}]
productions: [{id: show, title: Star Boat}]
found: [{path: server, place: {url: "https://x.example"}, collected: 2024-01-05}]
deliveries: [{path: in, party: v, from: 2024-01-01, until: 2024-01-31}]
"""
PAIR = "C-112 眼睛的线条再大一点\nC-112 눈을 더 크게 그려 주세요\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.install_lists(tmp_path_factory.mktemp("home"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dossier"
    for name in ("server", "in", "office"):
        (made / name).mkdir(parents=True)
    (made / "dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    return made


@pytest.fixture
def review(home: Path, tmp_path: Path, folder: Path) -> Review:
    return lambda: invented.reviewed(folder, tmp_path / "case", home, None)


def rules(reviewed: Reviewed) -> dict[str, str]:
    return {finding.rule: finding.subject for finding in reviewed.findings}


def ran(reviewed: Reviewed, rule: str) -> str:
    return next(one.skipped_because for one in reviewed.ran if one.rule == rule)


def tiers(reviewed: Reviewed) -> dict[str, int]:
    return {subject.id: subject.tier for subject in reviewed.assessment.subjects if subject.tier}


def test_an_instruction_beside_its_translation_is_seen_in_a_found_text(
    folder: Path, review: Review
) -> None:
    (folder / "server" / "notes.txt").write_text(PAIR, encoding="utf-8")
    done = review()
    assert "found:" == rules(done)["relay_translation"][:6]
    (one,) = [finding for finding in done.findings if finding.rule == "relay_translation"]
    assert "C-112 눈을 더 크게 그려 주세요" in one.sentence
    assert {} == tiers(done)


def test_notes_in_kps_9566_in_an_archive_are_read_as_a_bundle(folder: Path, review: Review) -> None:
    with zipfile.ZipFile(folder / "server" / "notes.zip", "w") as archive:
        archive.writestr("notes.txt", kps9566.encode("\n".join(NORTH)))
    done = review()
    assert "northern_spelling" in rules(done)
    assert {} == tiers(done)


def test_southern_notes_say_nothing_and_the_rule_looked(folder: Path, review: Review) -> None:
    (folder / "server" / "notes.txt").write_text("\n".join(SOUTH), encoding="cp949")
    done = review()
    assert "northern_spelling" not in rules(done)
    assert "" == ran(done, "northern_spelling")


def test_files_outside_finds_and_deliveries_are_not_read(folder: Path, review: Review) -> None:
    (folder / "office" / "notes.txt").write_text(PAIR, encoding="utf-8")
    done = review()
    assert "relay_translation" not in rules(done)
    assert "no passages" in ran(done, "relay_translation")


def test_titles_of_others_are_counted_and_not_named_in_what_is_left(
    folder: Path, review: Review
) -> None:
    (folder / "server" / "Moon_Cat_EP305_c012.psd").write_bytes(b"8BPS")
    done = review()
    (one,) = [finding for finding in done.findings if finding.rule == "foreign_title_found"]
    assert (1, 1) == (one.values["files"], one.values["titles"])
    assert "moon" not in one.sentence.casefold()


def test_a_second_review_reads_nothing_anew_and_says_the_same(folder: Path, review: Review) -> None:
    (folder / "server" / "notes.txt").write_text(PAIR, encoding="utf-8")
    first, second = review(), review()
    assert first.findings == second.findings
    assert first.problems == second.problems


def test_a_file_that_cannot_be_read_is_a_problem_and_all_else_is_reviewed(
    folder: Path, review: Review
) -> None:
    (folder / "server" / "notes.txt").write_text(PAIR, encoding="utf-8")
    (folder / "server" / "broken.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    done = review()
    assert "relay_translation" in rules(done)
    assert any("broken.zip" in problem.source for problem in done.problems)


def hostile(server: Path) -> None:
    """A bomb, a folder of archives in archives, noise under every trade name, a cut drawing."""
    with zipfile.ZipFile(server / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(40_000_000))
    noise = random.Random(3)  # noqa: S311 - noise, not secrets
    marks = {
        "psd": b"8BPS\0\1", "hwp": b"\xd0\xcf\x11\xe0", "gif": b"GIF89a", "clip": b"CSFCHUNK",
        "mxf": b"\x06\x0e\x2b\x34\x02\x05\x01\x01",
    }  # fmt: skip
    for ending, mark in marks.items():
        (server / f"noise.{ending}").write_bytes(mark + noise.randbytes(4_000))


def test_hostile_files_change_nothing_in_what_is_found_beside_them(
    folder: Path, home: Path, tmp_path: Path
) -> None:
    """Read in confined workers, one or several: the same findings to the byte."""
    (folder / "server" / "note.txt").write_text(PAIR, encoding="utf-8")
    hostile(folder / "server")
    found = []
    for jobs in (1, 2):
        reviewed = invented.reviewed(folder, tmp_path / f"case{jobs}", home, jobs=jobs)
        assert "relay_translation" in rules(reviewed)
        names = ("findings.jsonl", "problems.jsonl", "assessment.json")
        found.append([(tmp_path / f"case{jobs}" / name).read_bytes() for name in names])
        assert any("bomb.zip" in problem.source for problem in reviewed.problems)
    assert found[0] == found[1]
