"""Packed files and archives: what comes out, what is refused, and that it is said."""

from __future__ import annotations

import bz2 as packing_bz2
import gzip
import io
import lzma
import tarfile
from types import ModuleType

import pytest

from celtrace.files import _libarchive, bz2, gz, rar, sevenzip, tar, warc, xz
from files.reading import Read, read, samples

needs_libarchive = pytest.mark.skipif(
    not _libarchive.available(), reason="libarchive is not installed (apt: libarchive13)"
)


def sample(reader: ModuleType) -> Read:
    [path] = samples(reader)
    return read(reader, path.read_bytes(), path.name)


@needs_libarchive
def test_a_rar_gives_members_under_the_bytes_of_their_names() -> None:
    [child] = sample(rar).children
    assert ("원화.txt", b"cut 12\n") == (child.name.decode("cp949"), child.data)


@needs_libarchive
def test_a_7z_gives_its_members() -> None:
    assert [(b"c012.txt", b"cut 12\n")] == [(c.name, c.data) for c in sample(sevenzip).children]


@needs_libarchive
def test_a_damaged_archive_says_where_it_breaks_off() -> None:
    [path] = samples(rar)
    data = bytearray(path.read_bytes())
    data[30:40] = b"\xff" * 10
    assert read(rar, bytes(data)).notes


def test_a_tar_gives_owners_and_members_and_follows_no_link() -> None:
    found = sample(tar)
    assert {"kim", "anim"} == set(found.values("user"))
    assert ["원화/c012.txt"] == [one.name.decode("cp949") for one in found.children]
    assert "a link to /etc/passwd" in found.notes[0][1]


def test_a_tar_member_that_states_more_than_the_archive_has_is_left() -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo("huge")
        info.size = 10**12
        archive.addfile(info, None)
    found = read(tar, made.getvalue())
    assert ([], True) == (found.children, "states" in found.notes[0][1])


@pytest.mark.parametrize(
    ("reader", "pack"),
    [(gz, gzip.compress), (bz2, packing_bz2.compress), (xz, lzma.compress)],
    ids=["gz", "bz2", "xz"],
)
def test_a_bomb_is_cut_and_named(reader: ModuleType, pack: object) -> None:
    packed = pack(bytes(40 * 2**20))  # type: ignore[operator]
    found = read(reader, packed)
    assert "unpacks to more than" in found.notes[0][1]
    assert len(found.children[0].data) < 40 * 2**20


@pytest.mark.parametrize(
    ("reader", "pack"),
    [(gz, gzip.compress), (bz2, packing_bz2.compress), (xz, lzma.compress)],
    ids=["gz", "bz2", "xz"],
)
def test_what_unpacked_before_a_cut_is_taken(reader: ModuleType, pack: object) -> None:
    import random

    data = random.Random(1).randbytes(2_000_000)  # noqa: S311 - not secret
    packed = pack(data)  # type: ignore[operator]
    found = read(reader, packed[: len(packed) // 2])
    assert data.startswith(found.children[0].data)
    assert "cut off" in found.notes[0][1]


def test_gzip_gives_the_name_time_and_system_of_its_header() -> None:
    found = sample(gz)
    assert ["2016-05-03T01:30:00Z"] == found.values("modified")
    assert [b"cut 12\n"] == [one.data for one in found.children]


@pytest.mark.parametrize(
    ("reader", "name", "inner"),
    [
        (bz2, "a/cuts.tbz2", b"cuts.tar"), (bz2, "notes.txt.bz2", b"notes.txt"),
        (xz, "cuts.txz", b"cuts.tar"), (xz, "odd", b"odd.unpacked"),
    ],
)  # fmt: skip
def test_the_file_inside_is_named_after_the_packed_one(
    reader: ModuleType, name: str, inner: bytes
) -> None:
    pack = packing_bz2.compress if reader is bz2 else lzma.compress
    assert inner == read(reader, pack(b"x"), name).children[0].name


def test_a_web_archive_gives_what_was_fetched_from_where_when() -> None:
    found = sample(warc)
    assert (["crawler 1.0"], ["archive desk"]) == (found.values("software"), found.values("author"))
    assert ["192.0.2.9"] == found.values("machine")
    assert [(b"http://192.0.2.9/notes.txt", b"hello")] == [(c.name, c.data) for c in found.children]


@pytest.mark.parametrize("length", ["", "x", "-1", "999999999"])
def test_a_record_without_a_sound_length_ends_the_reading(length: str) -> None:
    data = f"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: {length}\r\n\r\nx".encode()
    assert "length" in read(warc, data).notes[0][1]


def test_an_old_tar_is_known_by_its_sum() -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a"), io.BytesIO(b""))
    head = bytearray(made.getvalue()[:512])
    head[257:265] = bytes(8)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    assert tar.sniff(bytes(head), "a") > 0.9
    head[0] ^= 1
    assert 0.0 == tar.sniff(bytes(head), "a")


@pytest.mark.parametrize("length", range(10, 16))
@pytest.mark.parametrize("flags", [4, 8, 12])
def test_gzip_that_ends_within_its_header_says_so(length: int, flags: int) -> None:
    """RFC 1952, 2.3.1: an extra field and a name may follow the ten fixed bytes."""
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\x00\x00\x00\x00\x00\x03" + b"\x40\x00name"
    found = read(gz, head[:length], "cut.txt.gz")
    assert [] == found.children
    assert found.notes


def test_gzip_whose_name_has_no_end_is_named_after_the_packed_one() -> None:
    whole = bytearray(gzip.compress(b"cut 12\n", mtime=0))
    whole[3] |= 8
    broken = bytes(whole[:10]) + b"c012.txt" + bytes(whole[10:]).replace(b"\0", b"\x01")
    assert all(one.name == b"cut.txt" for one in read(gz, broken, "cut.txt.gz").children)
