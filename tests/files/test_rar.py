"""RAR of both ages: raw names, owners, clocks, locks, volumes, what unpacks the members."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from celtrace.files import _libarchive, _rar_old, _unar, rar
from celtrace.files._rar import MISSING, Member
from files.reading import Read, blob, read

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from rars import file, header, member, new, number, old, owner, record

needs_unar = pytest.mark.skipif(not _unar.available(), reason="unar is not installed")
needs_libarchive = pytest.mark.skipif(
    not _libarchive.available(), reason="libarchive is not installed"
)
GBK = "原画.txt".encode("gbk")
SECONDS = 1_462_240_200


@pytest.fixture(autouse=True)
def alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without unar, unless the test asks for it."""
    if "unar" not in request.fixturenames and not request.node.get_closest_marker("skipif"):
        monkeypatch.setattr(_unar, "available", lambda: False)


def names(found: Read) -> list[bytes]:
    return [one.name for one in found.children]


@needs_libarchive
@pytest.mark.parametrize(
    ("data", "modified"),
    [
        (old(member(GBK, b"cut 5")), None),
        (new(file(GBK, b"cut 5", seconds=SECONDS)), "2016-05-03 01:50:00+00:00"),
    ],
)
def test_members_have_raw_names_and_an_instant_only_where_it_is_stated(
    data: bytes, modified: str | None
) -> None:
    [child] = read(rar, data).children
    assert (GBK, b"cut 5", "member 1") == (child.name, child.data, child.place)
    assert modified == (str(child.modified) if child.modified else None)


def test_the_clock_of_old_archives_is_a_wall_clock_without_a_zone() -> None:
    found = read(rar, old(member(b"a", b"1"), member(b"b", b"2", clock=(2017, 1, 2, 3, 4))))
    [clock] = [one for one in found.traits if one.name == "saved"]
    assert ("2017-01-02 03:04:00", None, None) == (clock.value, clock.time, clock.offset)
    assert ["Windows"] == found.values("system")


def test_times_of_new_archives_are_instants_and_tell_no_zone() -> None:
    ticks = struct.pack("<Q", 131_067_138_000_000_000)
    clock = record(3, number(2) + ticks)
    found = read(rar, new(file(b"a", b"1", clock), file(b"b", b"2", seconds=1_400_000_000)))
    [time] = [one for one in found.traits if one.name == "modified"]
    assert ("2016-05-03T01:50:00Z", "member a", None) == (time.value, time.place, time.offset)


def test_owners_of_files_are_users() -> None:
    uow = struct.pack("<IIBIIBBHI", 0, 0, 3, 0, 0, 29, 0x30, 3, 0) + b"UOW" + b"kim\0staff"
    from rars import block

    early = old(member(b"a", b"1"), owner(b"root", b"wheel"), member(b"b", b"2"))
    late = old(member(b"a", b"1"), block(0x7A, 0x8000, uow))
    mine = record(6, number(1) + number(3) + b"lee")
    assert ["root"] == read(rar, early).values("user")
    assert ["kim"] == read(rar, late).values("user")
    assert ["lee"] == read(rar, new(file(b"a", b"1", mine))).values("user")


def test_a_comment_and_the_first_name_of_an_archive_are_read() -> None:
    about = record(2, number(7) + number(8) + b"ep05.rar" + struct.pack("<I", SECONDS))
    found = read(rar, new(file(b"CMT", "제5화\0".encode(), kind=3), extra=about))
    assert ["제5화"] == found.texts("comment")
    assert (["ep05.rar"], ["2016-05-03T01:50:00Z"]) == (
        found.values("title"), found.values("created"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        (b"plain.txt", "plain.txt"),
        (b"plain.txt\0", "plain.txt"),
        (b"ab.txt\0\x00" + bytes((0b11000000, 4)), "ab.txt"),
        (b"__.txt\0\x00" + bytes((0b10101100, 0x9F, 0x53, 0x3B, 0x75, 2)), "原画.txt"),
    ],
)  # fmt: skip
def test_names_in_unicode_are_unpacked(stored: bytes, name: str) -> None:
    assert name == _rar_old.wide(stored).decode()


LOCKED = (
    old(member(b"a.txt", bytes(16), 0x4)),
    new(file(b"a.txt", bytes(16), record(1, number(0) + number(1) + bytes(33)))),
)


@pytest.mark.parametrize("data", LOCKED)
def test_a_locked_member_is_named_as_locked_and_its_packed_bytes_are_nobodys(data: bytes) -> None:
    """Without unar nothing opens it: what lies there is no damage and no content."""
    found = read(rar, data, passwords=("sesame",))
    [note] = found.notes
    assert ("member 1 a.txt", [], True) == (note[0], found.children, "password" in note[1])
    assert "unar" in note[1]


@pytest.mark.parametrize("data", [old(main=0x80), new()[:8] + header(4, number(0) + bytes(20))])
def test_headers_under_a_password_say_so(data: bytes) -> None:
    [note] = read(rar, data).notes
    assert ("no name is known", True) == (note[2], "password" in note[1])


@pytest.mark.parametrize("data", [old(member(b"a", b"1", 1), main=1), new(main=b"\x03\x01")])
def test_a_later_volume_waits_for_the_first(data: bytes) -> None:
    found = read(rar, data)
    assert ([], ["it is a later volume of a set"]) == (found.children, [n[1] for n in found.notes])


def test_a_first_volume_alone_says_that_others_are_missing() -> None:
    found = read(rar, old(member(b"a", b"1", 2), main=0x101))
    assert MISSING in {note[1] for note in found.notes}


@pytest.mark.parametrize("data", [
    old(member(GBK, b"12345"), owner(b"root", b"wheel")),
    new(file(b"a", b"1", record(6, number(1) + number(3) + b"lee"), SECONDS)),
], ids=["old", "new"])  # fmt: skip
def test_headers_that_are_cut_or_broken_are_survived(data: bytes) -> None:
    for at in range(len(data)):
        rar.listing(blob(data[:at], "a.rar"))
        broken = bytearray(data)
        broken[at] ^= 0xFF
        rar.listing(blob(bytes(broken), "a.rar"))


@pytest.mark.parametrize("data", [old(member(b"a.txt", b"1")), new(file(b"a.txt", b"1"))])
def test_a_header_without_its_checksum_says_nothing(data: bytes) -> None:
    """A broken header would give names and sizes that nobody wrote."""
    at = data.index(b"a.txt")
    broken = data[:at] + b"b" + data[at + 1 :]
    found = rar.listing(blob(broken, "a.rar"))
    assert ([], True) == (found.members, "checksum" in found.fault)


def test_a_size_beyond_all_measure_ends_the_list(tmp_path: Path) -> None:
    body = number(2) + number(2) + number(2**63 - 1) + number(0) * 6
    sized = number(len(body)) + body
    path = tmp_path / "a.rar"
    path.write_bytes(new()[:-8] + struct.pack("<I", zlib.crc32(sized)) + sized)
    with path.open("rb") as stream:
        assert rar.listing(replace(blob(b"", "a.rar"), stream=stream)).fault


class Unar:
    """Answers as unar would, for passwords that it knows."""

    def __init__(self, members: dict[str, bytes], password: str = "") -> None:
        self.members, self.password = members, password
        self.asked: list[int | None] = []
        self.short = False

    def listed(self, path: str, password: str) -> list[_unar.Entry]:
        assert Path(path).is_file()
        del password
        return [_unar.Entry(name, len(data), folder=False) for name, data in self.members.items()]

    @contextmanager
    def unpacking(self, path: str, password: str, index: int | None = None) -> Iterator[io.BytesIO]:
        assert Path(path).is_file()
        self.asked.append(index)
        parts = list(self.members.values())
        chosen = parts if index is None else [parts[index]]
        whole = b"".join(chosen) if password == self.password else b""
        yield io.BytesIO(whole[3:] if self.short and index is None else whole)


@pytest.fixture
def unar(monkeypatch: pytest.MonkeyPatch) -> Unar:
    made = Unar({"a.txt": bytes(16)}, "sesame")
    monkeypatch.setattr(_unar, "available", lambda: True)
    monkeypatch.setattr(_unar, "listed", made.listed)
    monkeypatch.setattr(_unar, "unpacking", made.unpacking)
    return made


@pytest.mark.parametrize("data", LOCKED)
def test_the_first_password_that_fits_opens_it(data: bytes, unar: Unar) -> None:
    found = read(rar, data, passwords=("wrong", "sesame"))
    assert ([b"a.txt"], []) == (names(found), found.notes)
    assert {None, 0} == set(unar.asked)


@pytest.mark.parametrize("data", LOCKED)
def test_where_no_password_fits_each_member_says_so(data: bytes, unar: Unar) -> None:
    assert unar.password
    assert "none of those given" in read(rar, data, passwords=("wrong",)).notes[0][1]
    assert "run again with --password" in read(rar, data).notes[0][1]


def test_after_a_member_that_fails_each_is_asked_for_alone(unar: Unar) -> None:
    """One member that unar cannot unpack must not shift the bytes of those behind it."""
    unar.members, unar.password, unar.short = {"a": b"one", "b": b"two", "c": b"six"}, "", True
    data = old(*(member(n.encode(), d, 0x10) for n, d in unar.members.items()))
    found = read(rar, data)
    assert [b"one", b"two", b"six"] == [one.data for one in found.children]
    assert [None, 0, 1, 2] == unar.asked


def test_unar_is_not_started_where_all_is_locked_and_no_password_given(unar: Unar) -> None:
    """Each start costs more than the reading of ten other files."""
    assert 1 == len(read(rar, LOCKED[0]).notes)
    assert [] == unar.asked


def test_bytes_that_do_not_have_their_checksum_are_not_taken(unar: Unar) -> None:
    unar.members, unar.password = {"a": b"two"}, ""
    found = read(rar, old(member(b"a", b"one", 0x10)))
    assert ([], True) == (found.children, "unar does not unpack it" in found.notes[0][1])


def test_where_unar_lists_nothing_that_is_said(unar: Unar) -> None:
    unar.members = {}
    [note] = read(rar, old(member(b"a", b"one", 0x10))[:-3]).notes[1:]
    assert "unar does not unpack it" in note[1]


@needs_unar
@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("rar3-solid.rar", 2), ("unicode.rar", 2), ("rar5-psw.rar", 2), ("rar5-hpsw.rar", 2),
        ("rar5-psw-blake.rar", 2), ("rar3-comment-psw.rar", 2), ("rar202-comment-psw.rar", 2),
        ("rar2-unix-owner.rar", 1),
    ],
)  # fmt: skip
def test_real_archives_open_with_their_password(name: str, members: int, shared_data: Path) -> None:
    [path] = (shared_data / "files").rglob(name)
    found = read(rar, path.read_bytes(), name, ("wrong", "password"))
    assert (members, []) == (len(found.children), found.notes)
    without = read(rar, path.read_bytes(), name)
    assert ("psw" in name) == any("under a password" in note[1] for note in without.notes)


@pytest.mark.parametrize("size", [-1, -2, -(2**40)])
def test_a_size_below_nothing_gives_no_member(size: int) -> None:
    pipe = io.BytesIO(b"cut 12")
    assert rar._whole(pipe, Member(b"a.txt", size), 1000) is None
    assert b"cut 12" == pipe.read()
