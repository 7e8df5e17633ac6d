"""Fingerprints handed over without a picture."""

from __future__ import annotations

import csv
import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.frames import bundle as frames_bundle
from celtrace.cases.frames.bundle import statement, take, write
from celtrace.cases.frames.index import Index, digest_of, open_index
from celtrace.cases.frames.match import match
from celtrace.cases.frames.named import Frame
from celtrace.cases.frames.read import Seen
from celtrace.errors import CeltraceError, EvidenceChanged, UsageError
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
    assert "its lines at 360 pixels of the longer side: THIS IS A LINE DRAWING" in said


SAID = {
    "digest": "SHA-256", "source": "path of its file", "show": "its show", "cut": "its cut",
    "seconds": "its second", "until": "until when the same picture stands",
    "shot": "the number of its shot", "plain": "why it proves nothing", "quality": "its quality",
}  # fmt: skip


def test_all_that_is_told_of_a_frame_is_in_the_statement(index: Index) -> None:
    assert set(SAID) == set(Frame.__struct_fields__)
    said = statement(index, names=True)
    assert [] == [words for words in (*SAID.values(), "width and height") if words not in said]


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


def test_without_names_no_part_is_named_by_a_digest_of_names(index: Index, tmp_path: Path) -> None:
    """Whoever guesses the names could tell by such a digest that the guess is right."""
    write(index, tmp_path / "b.zip", names=False)
    take(tmp_path / "b.zip", tmp_path / "i")
    [lines], [arrays] = ([*(tmp_path / "i").rglob(f"*.{kind}")] for kind in ("jsonl", "npz"))
    digest = hashlib.sha256(lines.read_bytes()).hexdigest()[:12]
    assert [f"00000-{digest}"] * 2 == [lines.stem, arrays.stem]
    assert lines.stem not in {path.stem for path in (index.folder / "parts").iterdir()}


def test_what_belongs_to_no_part_is_not_handed_over(index: Index, tmp_path: Path) -> None:
    own = Path(shutil.copytree(index.folder, tmp_path / "own"))
    (own / "parts" / "00001-stopped.jsonl").write_text("a frame that was not written\n")
    write(msgspec.structs.replace(index, folder=own), tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as opened:
        assert not [name for name in opened.namelist() if "stopped" in name]


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


def largest(bundle: Path) -> zipfile.ZipInfo:
    with zipfile.ZipFile(bundle) as opened:
        return max(opened.infolist(), key=lambda member: member.compress_size)


def changed(at: int, size: int, value: int) -> Callable[[bytes, zipfile.ZipInfo], bytes]:
    """A field of the largest file's entry in the directory (APPNOTE 4.3.12) said otherwise."""

    def change(data: bytes, member: zipfile.ZipInfo) -> bytes:
        entry = data.rindex(member.filename.encode()) - 46 + at
        return data[:entry] + value.to_bytes(size, "little") + data[entry + size :]

    return change


def blotted(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """The largest file begins with what no compression writes."""
    at = member.header_offset + 30 + len(member.filename)
    return data[:at] + b"\xff" * 64 + data[at + 64 :]


def bent(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """The largest file's checksum is another."""
    return changed(16, 4, member.CRC ^ 1)(data, member)


@pytest.mark.parametrize("damage", [
    blotted, bent, changed(8, 2, 1), changed(10, 2, 97), changed(24, 4, 2**31),
], ids=["bytes", "checksum", "encrypted", "compression", "size"])  # fmt: skip
def test_of_a_damaged_bundle_nothing_is_left(
    bundle: Path, damage: Callable[[bytes, zipfile.ZipInfo], bytes], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(damage(bundle.read_bytes(), largest(bundle)))
    with pytest.raises(EvidenceChanged, match="cannot be read"):
        take(bad, tmp_path / "i")
    assert {bundle, bad} == set(tmp_path.iterdir())
    take(bundle, tmp_path / "i")
    assert open_index(tmp_path / "i").frames


def test_what_would_fill_the_memory_is_not_read(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_bundle, "_LARGEST", largest(bundle).file_size - 1)
    with pytest.raises(EvidenceChanged, match="would unfold to"):
        take(bundle, tmp_path / "i")
    assert [bundle] == list(tmp_path.iterdir())


def test_a_disk_that_takes_no_more_is_said_of_the_folder(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CeltraceError, match="i cannot be written: No space left"):
        take(bundle, tmp_path / "i")
    assert [bundle] == list(tmp_path.iterdir())


def test_an_empty_folder_takes_a_bundle(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "i").mkdir()
    take(bundle, tmp_path / "i")
    assert open_index(tmp_path / "i").frames
    assert {bundle, tmp_path / "i"} == set(tmp_path.iterdir())
