"""Zstandard: the file inside, several frames, limits, damage."""

from __future__ import annotations

import msgspec
import pytest

from celtrace.files import _libarchive, zst
from celtrace.settings import Limits
from files.reading import Read, blob, read

zstandard = pytest.importorskip("zstandard")
NOTE = "컷 12 수정\n".encode()


@pytest.mark.parametrize(("name", "inside"), [
    ("day.tar.zst", b"day.tar"), ("day.tzst", b"day.tar"), ("x/a.txt.zst", b"a.txt"),
])  # fmt: skip
def test_the_file_inside_has_the_name_without_its_ending(name: str, inside: bytes) -> None:
    [child] = read(zst, zstandard.compress(NOTE), name).children
    assert (inside, NOTE) == (child.name, child.data)


def test_several_frames_are_one_file() -> None:
    data = zstandard.compress(NOTE) + zstandard.compress(NOTE * 2)
    assert [NOTE * 3] == [one.data for one in read(zst, data, "a.zst").children]


def test_more_than_may_come_out_is_named() -> None:
    data = zstandard.compress(bytes(20 << 20))
    found = Read()
    given = msgspec.structs.replace(blob(data, "a.zst"), limits=Limits(unpacked_ratio=2))
    list(zst.read(given, lambda *said: found.notes.append(said)))
    assert "more than 16,777,216 bytes" in found.notes[0][1]


@pytest.mark.parametrize("data", [b"\x28\xb5\x2f\xfd", b"\x28\xb5\x2f\xfdjunkjunkjunk"])
def test_what_cannot_be_unpacked_says_so(data: bytes) -> None:
    found = read(zst, data, "a.zst")
    assert ([], 1) == (found.children, len(found.notes))


def test_without_libarchive_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_libarchive, "_library", lambda: None)
    assert "libarchive13" in read(zst, zstandard.compress(NOTE), "a.zst").notes[0][1]
