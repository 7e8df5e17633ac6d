"""Fingerprints handed over without a picture."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from celtrace.cases.frames import bundle as frames_bundle
from celtrace.cases.frames.bundle import statement, take, write
from celtrace.cases.frames.index import Index, digest_of, open_index
from celtrace.cases.frames.match import match
from celtrace.cases.frames.read import Seen
from celtrace.errors import EvidenceChanged, UsageError
from frames.drawn import Drawn
from frames.pages import page


@pytest.fixture
def bundle(index: Index, tmp_path: Path) -> Path:
    path = tmp_path / "ours.zip"
    assert len(index.frames) == write(index, path)
    return path


def test_a_found_page_is_matched_against_a_bundle(
    bundle: Path, scene: Drawn, tmp_path: Path
) -> None:
    take(bundle, tmp_path / "i")
    there = open_index(tmp_path / "i")
    assert there.picture(0) is None
    pixels = page(scene.ink)
    [one] = match([Seen("a", digest_of(pixels.tobytes()), pixels, b"")], there)
    assert one.answer.ours
    assert "ep01_c001" == one.answer.ours.cut


def test_no_picture_is_in_it(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as opened:
        kinds = {Path(name).suffix for name in opened.namelist()}
        assert {".csv", ".txt", ".json", ".jsonl", ".npz"} == kinds
        assert not any(b"\xff\xd8\xff" in opened.read(name) for name in opened.namelist())


def test_what_it_gives_away_is_said(index: Index, bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as opened:
        said = opened.read("STATEMENT.txt").decode()
    assert said == statement(index, names=True)
    assert f"{len(index.frames)} frames of 3 shows" in said
    assert "its lines at 360 pixels: THIS IS A LINE DRAWING" in said


def test_pdq_is_a_table_of_256_bits(index: Index, bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as opened:
        rows = list(csv.DictReader(opened.read("pdq.csv").decode().splitlines()))
    assert len(index.frames) == len(rows)
    assert {64} == {len(row["hash"]) for row in rows}
    assert index.pdq[3].tobytes().hex() == rows[3]["hash"]


def test_without_names_no_file_and_no_cut_is_in_it(index: Index, tmp_path: Path) -> None:
    write(index, tmp_path / "b.zip", names=False)
    take(tmp_path / "b.zip", tmp_path / "i")
    there = open_index(tmp_path / "i")
    assert {("", "")} == {(frame.source, frame.cut) for frame in there.frames}
    assert {"drawn101", "drawn102", "drawn103"} == {frame.show for frame in there.frames}


def test_hashes_alone_are_no_index(index: Index, tmp_path: Path) -> None:
    write(index, tmp_path / "b.zip", pdq_only=True)
    with zipfile.ZipFile(tmp_path / "b.zip") as opened:
        assert ["pdq.csv"] == opened.namelist()
    with pytest.raises(UsageError, match="holds no index"):
        take(tmp_path / "b.zip", tmp_path / "i")


def test_the_same_index_gives_the_same_bytes(index: Index, bundle: Path, tmp_path: Path) -> None:
    write(index, tmp_path / "again.zip")
    assert bundle.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_nothing_is_written_over(index: Index, bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there already"):
        write(index, bundle)
    take(bundle, tmp_path / "i")
    with pytest.raises(UsageError, match="not empty"):
        take(bundle, tmp_path / "i")


def test_a_bundle_of_other_settings_is_refused(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_bundle, "settings", lambda: "0" * 64)
    with pytest.raises(UsageError, match="other settings"):
        take(bundle, tmp_path / "i")


@pytest.mark.parametrize("data", [b"", b"no zip"])
def test_what_is_no_bundle_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(EvidenceChanged, match="cannot be read"):
        take(tmp_path / "b.zip", tmp_path / "i")


def test_a_bundle_writes_nowhere_else(bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle, "a") as opened:
        opened.writestr("../evil.txt", "x")
        opened.writestr("parts/../../evil.npz", "x")
    take(bundle, tmp_path / "deep" / "i")
    assert not list(tmp_path.rglob("evil*"))
