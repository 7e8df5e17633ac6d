"""Which files are parts of one log, whatever rotated them, and what a broken packing says."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from functools import partial
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.logs.opened import BROKEN, NotUnpackable, fault, rotated_sets, unpacked


@pytest.mark.parametrize(
    "oldest_first",
    [
        ["a.log.1", "a.log"],
        ["a.log.3.gz", "a.log.2.gz", "a.log.1", "a.log"],
        ["a.log.100", "a.log.20", "a.log.3"],
        ["a.log.2.bz2", "a.log.1.xz", "a.log"],
        ["a.log.2.zst", "a.log.1.gz"],
        ["a-20231231", "a-20240101", "a"],
        ["a.20231231.gz", "a.20240101", "a"],
        ["a-2024010103", "a-2024010104", "a"],
        ["a-20240101T0304", "a-20240101T0305", "a"],
        ["a-20240101_030405", "a-20240102"],
        ["a-20240101", "a.2", "a.1", "a"],
        ["sub/a.1", "sub/a"],
    ],
    ids=" ".join,
)
def test_one_log_is_read_oldest_first_however_it_is_listed(oldest_first: list[str]) -> None:
    for listed in permutations(oldest_first):
        assert [oldest_first] == rotated_sets(listed)


@pytest.mark.parametrize(
    ("expected", "paths"),
    [
        ([], []),
        ([["a.log"], ["b.log"]], ["b.log", "a.log"]),
        ([["a.log"], ["a.txt"]], ["a.txt", "a.log"]),
        ([["a.1000"], ["a"]], ["a", "a.1000"]),
        ([["a-1234567"], ["a"]], ["a", "a-1234567"]),
        ([["x/a"], ["y/a"]], ["y/a", "x/a"]),
        ([["auth.log"], ["auth.log.old"]], ["auth.log", "auth.log.old"]),
    ],
)
def test_what_only_looks_alike_is_another_log(expected: list[list[str]], paths: list[str]) -> None:
    assert sorted(expected) == rotated_sets(paths)


@given(st.sets(st.from_regex(r"[ab](\.log)?([.-]\d{1,8})?(\.gz)?", fullmatch=True), max_size=8))
def test_every_file_is_in_one_set_whatever_the_names(paths: set[str]) -> None:
    found = rotated_sets(paths)
    assert sorted(paths) == sorted(path for one in found for path in one)
    assert found == rotated_sets(sorted(paths, reverse=True))


@pytest.mark.parametrize(
    ("expected", "error"),
    [
        ("its compression is broken: it ended", EOFError("it ended")),
        ("its compression is broken: no", OSError("no")),
        ("it could not be read: Permission denied", PermissionError(13, "Permission denied")),
        ("unpack it", NotUnpackable("unpack it")),
    ],
)
def test_what_is_wrong_with_a_packing_is_one_sentence(expected: str, error: BaseException) -> None:
    assert expected == fault(error)


@pytest.mark.parametrize("data", [b"", b"\x1f", b"BZ", b"plain\n", b"\xfd7zXZ"])
def test_what_does_not_begin_like_a_packing_is_given_as_it_is(data: bytes) -> None:
    with unpacked(io.BytesIO(data)) as stream:
        assert data == stream.read()


@pytest.mark.parametrize("data", [b"\x1f\x8bno", b"BZh9no", b"\xfd7zXZ\x00no"])
def test_what_only_begins_like_a_packing_is_broken(data: bytes) -> None:
    with pytest.raises(BROKEN), unpacked(io.BytesIO(data)) as stream:
        stream.read()


def test_the_packed_stream_is_closed_whatever_happens() -> None:
    packed = io.BytesIO(gzip.compress(b"x")[:-3])
    with pytest.raises(BROKEN), unpacked(packed) as stream:
        list(iter(stream.read, b""))
    assert packed.closed


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("size", [10_000, 1 << 20, -1])
def test_all_that_stands_before_a_break_is_given_out(
    pack: Callable[[bytes], bytes], size: int
) -> None:
    text = b"".join(b"%d\n" % (n * n) for n in range(200_000))
    data, got = pack(text), list[bytes]()
    with unpacked(io.BytesIO(data[: len(data) * 9 // 10])) as stream, pytest.raises(BROKEN):
        got.extend(iter(partial(stream.read, size), b""))
    assert text.startswith(b"".join(got))
    assert sum(map(len, got)) > len(text) // 4


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_whole_packing_is_read_to_its_end(pack: Callable[[bytes], bytes]) -> None:
    with unpacked(io.BytesIO(pack(b"ab" * 9))) as stream:
        assert [b"a", b"", b"bab", b"ab" * 7, b""] == [stream.read(n) for n in (1, 0, 3, 99, 99)]
