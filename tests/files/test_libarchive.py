"""libarchive: members in memory, links never followed, limits kept, damage named."""

from __future__ import annotations

import io
import tarfile
import zipfile

import msgspec
import pytest

from celtrace.files import _libarchive
from celtrace.files._libarchive import members
from celtrace.records import Child
from celtrace.settings import Limits
from files.reading import blob

pytestmark = pytest.mark.skipif(
    not _libarchive.available(), reason="libarchive is not installed (apt: libarchive13)"
)


def read(data: bytes, limits: Limits | None = None) -> tuple[list[Child], list[tuple[str, str]]]:
    notes: list[tuple[str, str]] = []
    given = msgspec.structs.replace(blob(data, "a.rar"), limits=limits or Limits())

    def note(place: str, reason: str, consequence: str) -> None:
        assert consequence
        notes.append((place, reason))

    found = list(members(given, note))
    return [one for one in found if isinstance(one, Child)], notes


def tarred(*infos: tarfile.TarInfo, data: bytes = b"") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def plain(name: str, size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime = size, 1_462_239_000
    return info


def link(name: str, to: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, to
    return info


def test_members_come_with_name_bytes_and_time() -> None:
    [child], notes = read(tarred(plain("c012.txt", 4), data=b"line"))
    assert (b"c012.txt", b"line", []) == (child.name, child.data, notes)
    assert "2016-05-03T01:30:00+00:00" == (child.modified.isoformat() if child.modified else "")


def test_links_are_named_and_not_followed() -> None:
    children, notes = read(tarred(link("out", "/etc/passwd"), plain("a")))
    assert [b"a"] == [one.name for one in children]
    assert [("member 1 out", "it is a link to /etc/passwd")] == notes


def test_folders_are_no_members() -> None:
    folder = tarfile.TarInfo("folder")
    folder.type = tarfile.DIRTYPE
    assert [b"folder/a"] == [one.name for one in read(tarred(folder, plain("folder/a")))[0]]


def test_a_member_beyond_its_limit_is_left() -> None:
    children, notes = read(tarred(plain("huge", 5_000), data=bytes(5_000)), Limits(member_bytes=99))
    assert ([], "it states 5,000 bytes") == (children, notes[0][1])


def test_more_members_than_are_taken_are_said() -> None:
    children, notes = read(tarred(*(plain(f"{n}") for n in range(9))), Limits(archive_members=3))
    assert (3, "it has more members than are taken out") == (len(children), notes[-1][1])


def test_more_bytes_than_may_come_out_end_the_reading() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"{number}", bytes(6 * 2**20))
    children, notes = read(made.getvalue())
    assert len(children) < 8
    assert "unpacks to more than" in notes[0][1]


def test_an_archive_of_nothing_says_so() -> None:
    assert [("", "it holds no member")] == read(tarred())[1]


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40)])
def test_what_is_no_archive_behind_its_mark_is_named(data: bytes) -> None:
    children, notes = read(data)
    assert [] == children
    assert notes


def test_a_cut_archive_gives_what_stood_before() -> None:
    data = tarred(plain("one", 2_000), plain("two", 2_000), data=bytes(2_000))
    children, notes = read(data[:3_500])
    assert b"one" == children[0].name
    assert notes
