"""Bytes of list files: broken, empty, endless."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile

import pytest

from celtrace.errors import ListRefused
from celtrace.listing import ListFile
from celtrace.lists import _bytes
from celtrace.records import Digest
from lists.reading import opened
from samples.make_lists import stored


def packed(stream: object) -> ListFile:
    return ListFile("f.csv", stream, Digest("0" * 64))  # type: ignore[arg-type]


class Endless(io.RawIOBase):
    """Zeros without end."""

    def __init__(self) -> None:
        self._zeros = bytes(_bytes.CHUNK)

    def read(self, _size: int = -1, /) -> bytes:
        return self._zeros


def test_cut_gzip_is_refused() -> None:
    data = gzip.compress(bytes(range(256)) * 100)[:-20]
    with pytest.raises(ListRefused, match=r"f\.csv: broken after [\d,]+ bytes"):
        _bytes.whole(packed(gzip.GzipFile(fileobj=io.BytesIO(data))))


def test_cut_xz_is_refused() -> None:
    data = lzma.compress(bytes(range(256)) * 100)[:-20]
    with lzma.open(io.BytesIO(data)) as stream, pytest.raises(ListRefused, match=r"f\.csv: broken"):
        _bytes.whole(packed(stream))


def test_damaged_gzip_is_refused_at_the_first_look() -> None:
    with pytest.raises(ListRefused, match="broken near its beginning"):
        _bytes.peek(packed(gzip.GzipFile(fileobj=io.BytesIO(b"\x1f\x8b\x08\x00junk"))))


def test_endless_bytes_are_refused() -> None:
    with pytest.raises(ListRefused, match=r"more than 1,073,741,824 bytes unpacked"):
        for _ in _bytes.chunks("f.csv", Endless()):
            pass


@pytest.mark.parametrize("size", [0, 1, _bytes.HEAD - 1, _bytes.HEAD, _bytes.HEAD + 1, 300_000])
def test_looking_at_the_head_takes_nothing_away(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    head, file = _bytes.peek(opened("f", data[:size]))
    assert data[: min(size, _bytes.HEAD)] == head
    assert data[:size] == file.stream.read()


def test_looking_at_the_head_works_on_a_stream_that_gives_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 10))

    assert 65_536 == len(_bytes.peek(packed(Slow(bytes(70_000))))[0])


def test_member_of_an_archive_is_read() -> None:
    file = opened("f.zip", stored({"A.XML": b"a", "b.txt": b"b"}))
    assert b"a" == b"".join(_bytes.member(file, "a.xml"))


def test_altered_member_is_refused() -> None:
    data = stored({"a.xml": b"abcdefgh"}).replace(b"abcdefgh", b"abcdefgX")
    with pytest.raises(ListRefused, match="Bad CRC-32"):
        list(_bytes.member(opened("f.zip", data), "a.xml"))


def test_encrypted_member_is_refused() -> None:
    data = bytearray(stored({"a.xml": b"abc"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(ListRefused, match="encrypted"):
        list(_bytes.member(opened("f.zip", bytes(data)), "a.xml"))


def test_bomb_in_an_archive_is_refused() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.xml", "w") as member,
    ):
        for _ in range(_bytes.MOST_BYTES // _bytes.CHUNK + 1):
            member.write(bytes(_bytes.CHUNK))
    with pytest.raises(ListRefused, match="more than"):
        for _ in _bytes.member(opened("f.zip", out.getvalue()), "a.xml"):
            pass
