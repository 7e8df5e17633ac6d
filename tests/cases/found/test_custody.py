"""Custody: every byte once, every oddity said."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.found.custody import (
    Taken,
    from_shown,
    manifest_bytes,
    read_manifest,
    shown,
    take_in,
)
from celtrace.errors import CeltraceError, DossierInvalid, UsageError
from celtrace.records import Digest
from celtrace.store.memory import MemoryVault

Noted = list[tuple[str, str, str]]
LEFT_OUT = "it was left out"


class Counting(MemoryVault):
    """A vault that counts how often bytes were handed to it."""

    def __init__(self) -> None:
        super().__init__()
        self.puts = 0

    def put(self, stream: BinaryIO) -> tuple[Digest, int]:
        self.puts += 1
        return super().put(stream)


def taken(root: Path, *wanted: str, vault: MemoryVault | None = None) -> tuple[list[Taken], Noted]:
    noted: Noted = []

    def note(place: str, reason: str, consequence: str) -> None:
        noted.append((place, reason, consequence))

    return list(take_in(root, wanted or None, vault or MemoryVault(), note)), noted


def folder(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    return root


def paths(root: Path, *wanted: str) -> list[str]:
    return [item.path for item in taken(root, *wanted)[0]]


def test_files_come_in_order_of_path_whatever_order_they_were_made_in(tmp_path: Path) -> None:
    folder(tmp_path, "b/2.txt", "b.txt", "a/z", "b/1.txt", "é", "Z")
    assert ["Z", "a/z", "b.txt", "b/1.txt", "b/2.txt", "é"] == paths(tmp_path)


def test_a_file_is_known_by_path_size_digest_and_times(tmp_path: Path) -> None:
    folder(tmp_path, "logs/a.log")
    os.utime(tmp_path / "logs/a.log", ns=(0, 1_709_208_000_123_456_789))
    (item,), noted = taken(tmp_path)
    assert [] == noted
    assert ("logs/a.log", 10) == (item.path, item.size)
    assert hashlib.sha256(b"logs/a.log").hexdigest() == item.digest
    assert datetime(2024, 2, 29, 12, 0, 0, 123456, tzinfo=UTC) == item.modified
    assert item.changed is not None
    assert UTC == item.changed.tzinfo


def test_the_bytes_are_in_the_vault_and_were_read_once(tmp_path: Path) -> None:
    vault = Counting()
    found, _ = taken(folder(tmp_path, "a/1", "a/2", "b"), "a", "a/1", "a", "./b", vault=vault)
    assert ["a/1", "a/2", "b"] == [item.path for item in found]
    assert 3 == vault.puts
    assert all(vault.open(item.digest).read() == item.path.encode() for item in found)


def test_only_what_is_wanted_is_taken(tmp_path: Path) -> None:
    folder(tmp_path, "a/1", "a/b/2", "c", "ab")
    assert ["a/1", "a/b/2"] == paths(tmp_path, "a/")
    assert ["a/b/2", "c"] == paths(tmp_path, "a/b", "c")
    assert [] == list(take_in(tmp_path, [], MemoryVault(), lambda *_: None))


def test_a_wanted_file_that_is_not_there_is_noted(tmp_path: Path) -> None:
    assert ([], [("x.csv", "it cannot be read: No such file or directory", LEFT_OUT)]) == taken(
        tmp_path, "x.csv"
    )


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../../x", "/etc/passwd", "..", "", "a/..", "a\0b", r"\x2e\x2e/x", r"\x2fetc"],
)
def test_a_path_that_leaves_the_folder_is_a_fault_and_nothing_is_read(
    tmp_path: Path, path: str
) -> None:
    vault = Counting()
    with pytest.raises(DossierInvalid) as caught:
        taken(folder(tmp_path, "a"), "a", path, "../y", vault=vault)
    assert [path, "../y"] == [fault.source for fault in caught.value.faults]
    assert 0 == vault.puts


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        taken(tmp_path / "nowhere")


# --- what is not a plain file -----------------------------------------------------------


def link_inside(root: Path) -> None:
    (root / "odd").symlink_to("a")


def link_outside(root: Path) -> None:
    (root / "odd").symlink_to("../../outside")


def link_absolute(root: Path) -> None:
    (root / "odd").symlink_to("/etc/passwd")


def link_in_circles(root: Path) -> None:
    (root / "odd").symlink_to("odd")


def link_to_folder_above(root: Path) -> None:
    (root / "odd").symlink_to("..")


def pipe(root: Path) -> None:
    os.mkfifo(root / "odd")


def unix_socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("odd")
    os.chdir(here)


LEAVES = "it was refused; copy the file into the folder if it belongs there"
STAYS = "it was not followed; name the file itself"


@pytest.mark.parametrize(
    ("make", "reason", "consequence"),
    [
        (link_inside, "it is a symbolic link to a", STAYS),
        (link_in_circles, "it is a symbolic link to odd", STAYS),
        (link_outside, "it is a symbolic link that leaves the folder, to ../../outside", LEAVES),
        (link_absolute, "it is a symbolic link that leaves the folder, to /etc/passwd", LEAVES),
        (link_to_folder_above, "it is a symbolic link that leaves the folder, to ..", LEAVES),
        (pipe, "it is a pipe", LEFT_OUT),
        (unix_socket, "it is a socket", LEFT_OUT),
    ],
)
def test_what_is_no_plain_file_is_noted_and_the_rest_is_taken(
    tmp_path: Path, make: Callable[[Path], None], reason: str, consequence: str
) -> None:
    make(folder(tmp_path, "a", "z"))
    found, noted = taken(tmp_path)
    assert ["a", "z"] == [item.path for item in found]
    assert [("odd", reason, consequence)] == noted
    assert ([], [("odd", reason, consequence)]) == taken(tmp_path, "odd")


def test_a_wanted_path_through_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    folder(tmp_path, "outside/secret", "root/a")
    (tmp_path / "root" / "door").symlink_to("../outside")
    found, noted = taken(tmp_path / "root", "door/secret")
    assert [] == found
    assert [
        ("door", "it is a symbolic link that leaves the folder, to ../outside", LEAVES)
    ] == noted


def test_the_root_itself_may_be_a_link(tmp_path: Path) -> None:
    folder(tmp_path, "real/a")
    (tmp_path / "link").symlink_to("real")
    assert ["a"] == paths(tmp_path / "link")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has /proc")
def test_a_file_that_fails_while_it_is_read_is_noted() -> None:
    assert ([], [("mem", "it cannot be read: Input/output error", LEFT_OUT)]) == taken(
        Path("/proc/self"), "mem"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_without_permission_is_noted(tmp_path: Path) -> None:
    folder(tmp_path, "a").joinpath("a").chmod(0)
    assert ([], [("a", "it cannot be read: Permission denied", LEFT_OUT)]) == taken(tmp_path)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device")
def test_a_device_is_noted() -> None:
    assert ([], [("null", "it is a device", LEFT_OUT)]) == taken(Path("/dev"), "null")


class Growing(MemoryVault):
    """A vault during whose reading the file grows, as a log does."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def put(self, stream: BinaryIO) -> tuple[Digest, int]:
        data = stream.read()
        with self.path.open("a") as out:
            out.write("more")
        return super().put(BytesIO(data))


def test_a_file_that_changes_while_it_is_read_is_kept_as_read_and_noted(tmp_path: Path) -> None:
    folder(tmp_path, "a.log")
    (item,), noted = taken(tmp_path, vault=Growing(tmp_path / "a.log"))
    assert 5 == item.size
    assert hashlib.sha256(b"a.log").hexdigest() == item.digest
    consequence = "what was read is kept; it may be neither the old nor the new"
    assert [("a.log", "it changed while it was read", consequence)] == noted


class Full(MemoryVault):
    """A vault on a full disk."""

    def put(self, stream: BinaryIO) -> tuple[Digest, int]:
        stream.close()
        raise CeltraceError("The vault cannot be written to.")


def test_a_vault_that_cannot_take_bytes_ends_the_intake(tmp_path: Path) -> None:
    with pytest.raises(CeltraceError, match="cannot be written"):
        taken(folder(tmp_path, "a"), vault=Full())


def test_a_time_that_no_calendar_has_is_left_open(tmp_path: Path) -> None:
    folder(tmp_path, "a")
    try:
        os.utime(tmp_path / "a", (0, 2**38))
    except OverflowError:
        pytest.skip("this disk has no such times")
    (item,), _ = taken(tmp_path)
    if item.modified is not None:
        pytest.skip("this disk has no such times")
    assert item.changed is not None


# --- names ------------------------------------------------------------------------------

NAMES = st.binary(min_size=1, max_size=20).map(os.fsdecode)


@given(NAMES)
def test_every_name_can_be_told_back_from_its_text(name: str) -> None:
    assert name == from_shown(shown(name))
    shown(name).encode("utf-8")


@given(NAMES, NAMES)
def test_two_names_never_have_the_same_text(one: str, other: str) -> None:
    assert (one == other) == (shown(one) == shown(other))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\")))
def test_a_readable_name_stays_as_it_is(name: str) -> None:
    assert name == shown(name)


def test_undecodable_names_are_taken_and_wanted_by_their_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("x")
    except OSError:
        pytest.skip("this disk takes no such names")
    (tmp_path / r"a\xe9").write_text("y")
    (tmp_path / "two\nlines").write_text("z")
    assert [r"a\x5cxe9", r"caf\xe9.txt", "two\nlines"] == paths(tmp_path)
    assert [r"caf\xe9.txt"] == paths(tmp_path, r"caf\xe9.txt")


# --- manifest ---------------------------------------------------------------------------

ITEM = Taken("a\nb", 3, Digest("a" * 64), datetime(2024, 1, 1, 0, 0, 0, 5, tzinfo=UTC), None)


def test_a_line_of_the_manifest_has_the_keys_of_the_contract() -> None:
    assert (
        b'{"path":"a\\nb","size":3,"sha256":"' + b"a" * 64 + b'",'
        b'"modified":"2024-01-01T00:00:00.000005Z","changed":null}\n'
    ) == manifest_bytes([ITEM])


def test_the_manifest_does_not_depend_on_the_order_of_files() -> None:
    other = msgspec.structs.replace(ITEM, path="\u2028\x85")
    assert manifest_bytes([ITEM, other]) == manifest_bytes([other, ITEM])
    assert (ITEM, other) == read_manifest(manifest_bytes([other, ITEM]))


def test_a_known_file_with_the_same_size_and_times_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_bytes(b"one")
    vault = MemoryVault()
    [first] = take_in(tmp_path / "in", None, vault, print)
    known = {first.path: msgspec.structs.replace(first, digest=Digest("f" * 64))}
    assert [known["a"]] == list(take_in(tmp_path / "in", None, vault, print, known))
    (tmp_path / "in" / "a").write_bytes(b"two")
    [second] = take_in(tmp_path / "in", None, vault, print, known)
    assert hashlib.sha256(b"two").hexdigest() == second.digest


def test_a_file_that_is_mostly_holes_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "huge").open("wb") as out:
        out.truncate(2**40)
    said: list[tuple[str, ...]] = []

    def note(place: str, reason: str, consequence: str) -> None:
        said.append((place, reason, consequence))

    assert [] == list(take_in(tmp_path / "in", None, MemoryVault(), note))
    assert "sparse" in said[0][1]
