"""ZIP archives: raw names, two clocks, and every kind of bomb and damage named."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime

import pytest

from celtrace.files import zip as zip_reader
from celtrace.files._zip import is_folder, offset_of
from files.reading import Read, read, samples


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def looked(data: bytes, *passwords: str) -> Read:
    return read(zip_reader, data, "a.zip", passwords)


def test_members_come_with_the_bytes_of_their_names() -> None:
    [path] = samples(zip_reader)
    found = looked(path.read_bytes())
    assert "原画/第5話_c012.txt" == found.children[0].name.decode("cp932")
    assert "作監修正.txt" == found.children[1].name.decode("cp932")


def test_the_two_clocks_of_an_entry_tell_the_zone_of_the_packer() -> None:
    [path] = samples(zip_reader)
    [half, fact] = [one for one in looked(path.read_bytes()).traits if one.name == "modified"]
    assert (510, "member early.txt") == (half.offset, half.place)
    assert (540, "dos_against_utc") == (fact.offset, fact.zone_from)
    assert datetime(2024, 1, 15, 9, 30, tzinfo=UTC) == fact.time


@pytest.mark.parametrize(
    ("local", "minutes"), [((18, 0), 510), ((18, 30), 540), ((9, 30), 0), ((4, 30), -300)]
)
def test_half_hours_are_told_apart(local: tuple[int, int], minutes: int) -> None:
    """UTC+08:30 of 2015 to 2018 is no UTC+9."""
    utc = datetime(2016, 1, 15, 9, 30, tzinfo=UTC)
    assert minutes == offset_of(datetime(2016, 1, 15, *local), utc)  # noqa: DTZ001


@pytest.mark.parametrize("second", [17, 300, 60 * 60 * 20])
def test_clocks_that_stand_for_no_zone_tell_none(second: int) -> None:
    utc = datetime(2016, 1, 15, 1, 0, tzinfo=UTC)
    local = datetime.fromtimestamp(utc.timestamp() + second, UTC).replace(tzinfo=None)
    assert offset_of(local, utc) is None


def test_a_member_that_unfolds_beyond_measure_is_named_and_left() -> None:
    found = looked(packed(("bomb.bin", bytes(30 * 2**20)), ("note.txt", b"hello")))
    assert [b"note.txt"] == [one.name for one in found.children]
    assert "more than 200 times its size" in found.notes[0][1]


def test_members_that_share_packed_bytes_are_refused() -> None:
    data = packed(("a.txt", b"A" * 500), ("b.txt", b"B" * 500), method=zipfile.ZIP_STORED)
    end = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", end + 4)
    overlapped = bytearray(data)
    struct.pack_into("<I", overlapped, second + 42, 10)
    found = looked(bytes(overlapped))
    assert [] == found.children
    assert "share the same packed bytes" in found.notes[0][1]


def test_a_locked_member_is_named_and_what_to_do_is_said() -> None:
    data = bytearray(packed(("secret.txt", b"x" * 40), method=zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    found = looked(bytes(data), "wrong")
    assert [] == found.children
    [(place, reason, _)] = found.notes
    assert "secret.txt" in place
    assert "password" in reason


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x\\y.txt", "a/../../b"])
def test_a_name_that_leads_out_is_only_a_name(name: str) -> None:
    [child] = looked(packed((name, b"x"))).children
    assert name.encode() == child.name


def test_an_archive_without_members_says_so() -> None:
    assert "no member" in looked(packed()).notes[0][1]


def test_a_damaged_member_is_named_and_the_others_are_read() -> None:
    data = bytearray(packed(("a.txt", b"A" * 900), ("b.txt", b"B" * 900)))
    at = data.index(b"a.txt") + 5
    data[at : at + 6] = b"\xff" * 6
    found = looked(bytes(data))
    assert [b"b.txt"] == [one.name for one in found.children]
    assert "damaged" in found.notes[0][1]


def test_folders_are_no_files() -> None:
    assert [b"a/b.txt"] == [
        one.name for one in looked(packed(("a/", b""), ("a/b.txt", b"x"))).children
    ]


def dated(*moments: tuple[int, int, int, int, int, int]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, moment in enumerate(moments):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt", moment), b"x")
    return made.getvalue()


def test_a_wall_clock_alone_is_given_without_a_zone() -> None:
    """The latest one: when the packer was last at work, on its own clock."""
    found = looked(dated((2016, 5, 3, 10, 0, 0), (2016, 5, 4, 9, 30, 0), (1980, 1, 1, 0, 0, 0)))
    [fact] = [one for one in found.traits if one.name == "saved"]
    assert ("2016-05-04 09:30:00", None, None) == (fact.value, fact.time, fact.offset)
    assert "member 1.txt" == fact.place


def test_a_clock_that_was_left_out_says_nothing() -> None:
    found = looked(dated((1980, 1, 1, 0, 0, 0), (1980, 1, 1, 0, 0, 0)))
    assert [] == [one for one in found.traits if one.name == "saved"]


def test_two_clocks_say_more_than_one() -> None:
    [path] = samples(zip_reader)
    assert [] == [one for one in looked(path.read_bytes()).traits if one.name == "saved"]


def test_a_member_without_a_name_is_a_file() -> None:
    info = zipfile.ZipInfo("x")
    info.filename = ""
    assert not is_folder(info)
    info.filename = "a/"
    assert is_folder(info)
