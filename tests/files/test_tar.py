"""tar archives: every kind of member, in every dialect."""

from __future__ import annotations

import io
import tarfile

import msgspec
import pytest

from celtrace.files import tar
from celtrace.records import Child
from celtrace.settings import Limits
from files.reading import Read, blob, read

FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


def made(*infos: tarfile.TarInfo, data: bytes = b"", dialect: int = tarfile.GNU_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=dialect) as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.mtime = size, kind, 1_462_239_000
    return info


def said(data: bytes) -> Read:
    return read(tar, data, "a.tar")


@pytest.mark.parametrize("dialect", FORMATS.values(), ids=FORMATS)
def test_members_are_read_in_every_dialect(dialect: int) -> None:
    [child] = said(made(member("cut/c012.txt", 4), data=b"line", dialect=dialect)).children
    assert (b"cut/c012.txt", b"line") == (child.name, child.data)
    assert "2016-05-03T01:30:00+00:00" == (child.modified.isoformat() if child.modified else "")


@pytest.mark.parametrize("dialect", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT], ids=["gnu", "pax"])
def test_names_of_thousands_of_letters_are_whole(dialect: int) -> None:
    name = "/".join(["folder" * 30] * 20)
    [child] = said(made(member(name), dialect=dialect)).children
    assert name.encode() == child.name


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (tarfile.SYMTYPE, "a link to elsewhere"),
        (tarfile.LNKTYPE, "a link to elsewhere"),
        (tarfile.FIFOTYPE, "no plain file"),
        (tarfile.CHRTYPE, "no plain file"),
        (tarfile.BLKTYPE, "no plain file"),
    ],
    ids=["symlink", "hard link", "pipe", "device", "disk"],
)
def test_what_is_no_file_is_named_and_left(kind: bytes, why: str) -> None:
    info = member("odd", kind=kind)
    info.linkname = "elsewhere"
    found = said(made(info))
    assert [] == found.children
    assert f"it is {why}" == found.notes[0][1]


def test_folders_are_no_members() -> None:
    assert ([], []) == ((found := said(made(member("a/", kind=tarfile.DIRTYPE)))).children,
                        found.notes)  # fmt: skip


def test_owners_are_named_once() -> None:
    infos = [member(f"{number}") for number in range(5)]
    for info in infos:
        info.uname, info.gname = "kim", "anim"
    assert ["anim", "kim"] == said(made(*infos)).values("user")


def test_more_members_than_are_taken_are_said() -> None:
    given = msgspec.structs.replace(
        blob(made(*(member(f"{n}") for n in range(9))), "a.tar"), limits=Limits(archive_members=4)
    )
    notes: list[str] = []
    found = list(tar.read(given, lambda *told: notes.append(told[1])))
    assert (4, ["it has more members than are taken out"]) == (
        sum(isinstance(one, Child) for one in found), notes,
    )  # fmt: skip


@pytest.mark.parametrize("keep", [600, 1_100, 1_600, 2_100])
def test_a_cut_archive_gives_what_stood_before(keep: int) -> None:
    data = made(member("one", 400), member("two", 400), data=bytes(400))
    found = said(data[:keep])
    assert [b"one"] == [one.name for one in found.children[:1]] or found.notes


@pytest.mark.parametrize("at", [100, 124, 136, 148, 156, 257])
def test_a_broken_header_is_said(at: int) -> None:
    data = bytearray(made(member("one", 400), member("two", 400), data=bytes(400)))
    data[1024 + at : 1024 + at + 6] = b"\xff" * 6
    found = said(bytes(data))
    assert b"one" == found.children[0].name


def test_what_is_no_archive_says_so() -> None:
    assert "cut off or damaged" in said(b"\x01" * 2_000).notes[0][1]


def test_an_empty_archive_gives_nothing() -> None:
    assert ([], []) == ((found := said(bytes(10_240))).children, found.traits)
