"""Logs as they lie in a folder: packed, and in rotated sets."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import io
import lzma
from collections.abc import Callable
from functools import partial

import pytest

from celtrace.cases.logs.opened import BROKEN, NotUnpackable, fault, rotated_sets, unpacked

TEXT = b"Mar  1 08:00:00 h sshd[1]: x\n" * 99


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_every_packing_is_told_by_its_bytes(pack: Callable[[bytes], bytes]) -> None:
    with unpacked(io.BytesIO(pack(TEXT))) as stream:
        assert TEXT == stream.read()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_cut_packing_says_so(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BROKEN), unpacked(io.BytesIO(pack(TEXT)[:-9])) as stream:
        list(iter(stream.read, b""))


def test_two_packed_parts_in_one_file_are_read_as_one() -> None:
    with unpacked(io.BytesIO(gzip.compress(b"a\n") + gzip.compress(b"b\n"))) as stream:
        assert b"a\nb\n" == stream.read()


def test_zstd_is_read_or_the_remedy_is_said() -> None:
    if importlib.util.find_spec("zstandard") is None:
        with pytest.raises(NotUnpackable) as refused, unpacked(io.BytesIO(b"\x28\xb5\x2f\xfdxx")):
            pass
        assert "install `celtrace[scale]` or unpack it" in fault(refused.value)
        return
    zstandard = importlib.import_module("zstandard")
    data = zstandard.compress(TEXT)
    with unpacked(io.BytesIO(data)) as stream:
        assert TEXT == stream.read()
    with unpacked(io.BytesIO(data + zstandard.compress(b"") + data)) as stream:
        assert TEXT * 2 == stream.read()


def test_a_zstd_file_that_is_cut_or_broken_says_so() -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is optional (celtrace[scale])")
    text = b"".join(b"%d\n" % (n * n) for n in range(100_000))
    data = zstandard.compress(text)
    for end in (5, len(data) // 2, len(data) - 1):
        got: list[bytes] = []
        with pytest.raises(EOFError, match="last frame"), unpacked(io.BytesIO(data[:end])) as some:
            got.extend(iter(partial(some.read, 9_999), b""))
        assert text.startswith(b"".join(got))
        assert got or end == 5
    broken = data[:9_000] + bytes(99) + data[9_099:]
    with pytest.raises(OSError, match="zstd"), unpacked(io.BytesIO(broken)) as some:
        list(iter(some.read, b""))


@pytest.mark.parametrize(
    ("expected", "paths"),
    [
        ([["auth.log.10.gz", "auth.log.2.gz", "auth.log.1", "auth.log"]],
         ["auth.log", "auth.log.1", "auth.log.10.gz", "auth.log.2.gz"]),
        ([["a/x-20231231.gz", "a/x-20240107", "a/x"]], ["a/x", "a/x-20240107", "a/x-20231231.gz"]),
        ([["a/auth.log"], ["b/auth.log.1", "b/auth.log"]],
         ["b/auth.log", "a/auth.log", "b/auth.log.1"]),
        ([["access-2024-01.log"], ["access-2024-02.log"]],
         ["access-2024-02.log", "access-2024-01.log"]),
    ],
)  # fmt: skip
def test_rotated_files_come_oldest_first(expected: list[list[str]], paths: list[str]) -> None:
    assert expected == rotated_sets(paths)
