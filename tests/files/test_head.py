"""The head of a file: its first and last bytes, and what its container lists."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.files._head import SIZE, head_of
from celtrace.records.files import TAIL

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from cfb import compound


def zipped(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:06}.txt", b"x" * 40)
    return made.getvalue()


def test_a_small_file_is_its_own_head_and_tail() -> None:
    head = head_of(io.BytesIO(b"cut 12"))
    assert (b"cut 12", b"cut 12", 6, ()) == (bytes(head), head.tail, head.size, head.members)


def test_a_large_file_shows_its_beginning_and_its_end() -> None:
    data = b"a" * SIZE + b"b" * 100_000 + b"END."
    head = head_of(io.BytesIO(data))
    assert (SIZE, TAIL, len(data)) == (len(head), len(head.tail), head.size)
    assert head.tail.endswith(b"END.")


def test_the_stream_is_left_at_its_start() -> None:
    for data in (b"", b"x" * 200_000, zipped(3), compound({"Workbook": b"x"})):
        stream = io.BytesIO(data)
        head_of(stream)
        assert 0 == stream.tell()


def test_members_of_a_zip_are_named() -> None:
    assert ("000000.txt", "000001.txt") == head_of(io.BytesIO(zipped(2))).members


def test_a_zip_with_very_many_members_is_told_by_the_first() -> None:
    members = head_of(io.BytesIO(zipped(6_000))).members
    assert (5_000, "000000.txt") == (len(members), members[0])


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_cut_zip_is_told_by_what_is_left(keep: float) -> None:
    data = zipped(20)
    members = head_of(io.BytesIO(data[: int(len(data) * keep)])).members
    assert "000000.txt" in members


def test_streams_of_a_compound_file_are_named_with_their_storage() -> None:
    data = compound({"WordDocument": b"x", "ObjectPool/Workbook": b"y", "1Table": b"z"})
    members = head_of(io.BytesIO(data)).members
    assert {"WordDocument", "1Table", "ObjectPool", "ObjectPool/Workbook"} == set(members)


@pytest.mark.parametrize("tenth", range(10))
def test_a_cut_compound_file_gives_what_can_be_found(tenth: int) -> None:
    data = compound({f"Stream{number}": b"x" * 5_000 for number in range(5)})
    members = head_of(io.BytesIO(data[: len(data) * tenth // 10])).members
    assert set(members) <= {f"Stream{number}" for number in range(5)}


def test_a_directory_that_leads_back_to_itself_ends() -> None:
    data = bytearray(compound({"WordDocument": b"x"}))
    directory = struct.unpack_from("<I", data, 48)[0]
    at = (directory + 1) * 512 + 128
    struct.pack_into("<3i", data, at + 68, 1, 1, 1)
    assert ("WordDocument",) == head_of(io.BytesIO(bytes(data))).members


def test_a_chain_of_sectors_that_leads_back_to_itself_ends() -> None:
    data = bytearray(compound({"WordDocument": b"x"}))
    directory = struct.unpack_from("<I", data, 48)[0]
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    struct.pack_into("<I", data, table + 4 * directory, directory)
    assert "WordDocument" in head_of(io.BytesIO(bytes(data))).members


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_mark_of_a_container_are_survived(tail: bytes) -> None:
    for mark in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        head = head_of(io.BytesIO(mark + tail))
        assert len(mark) + len(tail) == head.size


@given(st.binary(min_size=460, max_size=2_000))
def test_any_tables_of_a_compound_file_are_survived(tail: bytes) -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + struct.pack("<H", 9) + bytes(16)
    head_of(io.BytesIO(start + tail))


@pytest.mark.parametrize(
    "name", ["WordDocument", "worddocument", "WORDDOCUMENT", "EncryptedPackage", "encryptedPACKAGE"]
)
def test_names_in_compound_files_are_the_same_in_any_case(name: str) -> None:
    """MS-CFB 2.6.4 compares them in upper case; some writers keep to one case."""
    members = head_of(io.BytesIO(compound({name: bytes(5_000)}))).members
    assert {"WordDocument", "EncryptedPackage"} & set(members)


def test_other_names_in_compound_files_stay_as_they_are() -> None:
    assert ("cutLIST",) == head_of(io.BytesIO(compound({"cutLIST": bytes(5_000)}))).members[-1:]


TYPES = (
    '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="a"/>'
    '<Override PartName="/docProps/core.xml" ContentType="b"/></Types>'
)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("keep", [0.6, 0.9])
def test_a_package_that_is_cut_off_names_the_parts_that_its_beginning_states(
    packing: int, keep: float
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("docProps/core.xml", bytes(range(256)) * 8)
    cut = made.getvalue()[: int(len(made.getvalue()) * keep)]
    assert "word/document.xml" in head_of(io.BytesIO(cut)).members


@pytest.mark.parametrize("cut", range(0, 90, 7))
def test_a_package_whose_beginning_is_cut_off_is_survived(cut: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
    assert "word/other.xml" not in head_of(io.BytesIO(made.getvalue()[:cut])).members
