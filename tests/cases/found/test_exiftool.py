"""ExifTool serves files that no reader takes, and never longer than it may."""

from __future__ import annotations

import hashlib
import shutil
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from celtrace.cases.found.exiftool import ExifTool, exiftool, traits
from celtrace.cases.found.looking import Task, look
from celtrace.records import Digest, Trait

PROGRAM = shutil.which("exiftool")
needs_exiftool = pytest.mark.skipif(
    PROGRAM is None, reason="ExifTool is not installed (apt: libimage-exiftool-perl)"
)


def flac(**comments: str) -> bytes:
    """A sound without sound: an information block and comments."""
    said = [f"{key}={value}".encode() for key, value in comments.items()]
    body = struct.pack("<I", 4) + b"test" + struct.pack("<I", len(said))
    body += b"".join(struct.pack("<I", len(one)) + one for one in said)
    return (
        b"fLaC"
        + struct.pack(">I", 34)
        + bytes(34)
        + struct.pack(">I", 0x84 << 24 | len(body))
        + body
    )


@pytest.fixture
def tool() -> Iterator[ExifTool]:
    made = ExifTool(PROGRAM or "")
    yield made
    made.stop()


def facts(tool: ExifTool, tmp_path: Path, data: bytes) -> list[Trait]:
    path = tmp_path / "object"
    path.write_bytes(data)
    return list(traits(path, Digest(hashlib.sha256(data).hexdigest()), "a.flac", tool))


@needs_exiftool
def test_tags_are_facts_with_their_group_as_place(tool: ExifTool, tmp_path: Path) -> None:
    found = facts(tool, tmp_path, flac(ARTIST="김철수", TITLE="제5화"))
    assert {("author", "김철수"), ("title", "제5화")} <= {(one.name, one.value) for one in found}
    assert {"exiftool"} == {one.seen.reader for one in found}
    assert all(":" in one.place for one in found)


@pytest.mark.parametrize(
    ("tag", "value", "name"),
    [
        ("XMP-dc:Creator", ["김", "이"], "author"),
        ("XMP-dc:Date", "2016:05:03", "published"),
        ("RIFF:DateCreated", "2016:05:03", "created"),
        ("MOBI:CreatorSoftware", "gen", "software"),
    ],
)
def test_lists_and_the_rarer_names_of_dates_are_facts(
    tag: str, value: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ExifTool("unused")
    monkeypatch.setattr(made, "tags", lambda _: {tag: value, "X:Creator": {"a": "b"}})
    [found] = traits(Path("/x"), Digest("a" * 64), "x", made)
    shown = ", ".join(value) if isinstance(value, list) else value
    assert (name, shown, tag) == (found.name, found.value, found.place)


@needs_exiftool
def test_one_process_serves_many_files(tool: ExifTool, tmp_path: Path) -> None:
    numbers = set()
    for number in range(5):
        assert facts(tool, tmp_path, flac(ARTIST=f"{number}"))
        numbers.add(tool._process.pid if tool._process else 0)
    assert 1 == len(numbers)


@needs_exiftool
def test_what_it_does_not_know_gives_nothing(tool: ExifTool, tmp_path: Path) -> None:
    assert [] == facts(tool, tmp_path, b"\x00\x01\x02\x03 nothing of this is known")


@needs_exiftool
def test_facts_of_this_disk_are_no_facts_of_the_file(tool: ExifTool, tmp_path: Path) -> None:
    found = facts(tool, tmp_path, flac(ARTIST="kim"))
    assert [] == [one for one in found if one.place.startswith(("System", "File", "ExifTool"))]


def program(folder: Path, script: str) -> str:
    path = folder / "exiftool"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_program_that_hangs_is_ended_at_its_deadline(tmp_path: Path) -> None:
    tool = ExifTool(program(tmp_path, "exec sleep 60"))
    with pytest.raises(TimeoutError):
        tool.tags("/x", seconds=0.3)
    assert tool._process is None


@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$", "echo no json; echo '{ready1}'; cat"])
def test_a_program_that_ends_or_talks_nonsense_is_an_error(tmp_path: Path, script: str) -> None:
    tool = ExifTool(program(tmp_path, script))
    with pytest.raises((OSError, ValueError)):
        tool.tags("/x", seconds=5)
    tool.stop()


def test_a_fresh_process_follows_one_that_ended(tmp_path: Path) -> None:
    mark = tmp_path / "second"
    script = f"if [ -e {mark} ]; then echo '[{{\"A:Author\":\"kim\"}}]'; echo '{{ready2}}'; cat; fi"
    tool = ExifTool(program(tmp_path, script))
    with pytest.raises(OSError):  # noqa: PT011 - ended, or its pipe broke
        tool.tags("/x", seconds=5)
    mark.touch()
    assert {"A:Author": "kim"} == tool.tags("/x", seconds=5)
    tool.stop()


def test_times_keep_the_zone_that_they_state(tmp_path: Path) -> None:
    tags = '[{"XMP:CreateDate":"2016:05:03 10:30:00+08:30","ID3:Year":"2016","A:Software":"x"}]'
    tool = ExifTool(program(tmp_path, f"echo '{tags}'; echo '{{ready1}}'; cat"))
    found = list(traits(Path("/x"), Digest("a" * 64), "a", tool))
    tool.stop()
    made, software = found
    assert (datetime(2016, 5, 3, 2, 0, tzinfo=UTC), 510, "stated") == (
        made.time, made.offset, made.zone_from,
    )  # fmt: skip
    assert ("software", "x") == (software.name, software.value)


@needs_exiftool
def test_files_without_a_reader_of_ours_are_asked_of_it(tmp_path: Path) -> None:
    data = flac(ARTIST="kim")
    path = tmp_path / "object"
    path.write_bytes(data)
    task = Task(Digest("a" * 64), "a.flac", len(data), str(path), str(tmp_path / "spool"))
    quick, found = look(task), look(replace(task, thorough=True))
    assert ((), True, False) == (quick.traits, quick.type.waiting, found.type.waiting)
    assert ("flac", ["kim"]) == (
        found.type.format, [one.value for one in found.traits if one.name == "author"],
    )  # fmt: skip
    tool = exiftool()
    assert tool is not None
    tool.stop()
    assert data == path.read_bytes()
