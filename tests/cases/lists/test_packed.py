"""List files as they lie on disk: plain, compressed, or members of a ZIP archive."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from celtrace.cases.lists.packed import AGAIN, HEAD_BYTES, Packed, members
from celtrace.errors import ListRefused
from celtrace.settings import Limits

TEXT = b"row,name\n1,HOUSE\n" * 40
Pack = Callable[[bytes], bytes]


def file(folder: Path, name: str, data: bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def archive(folder: Path, *names: str, name: str = "list.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for member in names:
            made.writestr(member, b"" if member.endswith("/") else TEXT)
    return path


def content(packed: Packed, limits: Limits | None = None) -> bytes:
    with packed.open(limits or Limits()) as stream:
        return stream.read()


def refused(packed: Packed, limits: Limits | None = None) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        content(packed, limits)
    return caught.value


@pytest.mark.parametrize(
    ("expected", "path", "member"),
    [
        ("sdn.csv", "sdn.csv", ""),
        ("sdn.csv", "sdn.csv.gz", ""),
        ("sdn.csv", "sdn.csv.GZ", ""),
        ("sdn.xml", "sdn.xml.bz2", ""),
        ("sdn.xml", "sdn.xml.xz", ""),
        ("sdn.zip", "sdn.zip", ""),
        ("add.csv", "sdn.zip", "2024/add.csv"),
        ("add.csv", "sdn.zip", "2024/add.csv.gz"),
    ],
)
def test_the_name_leaves_out_what_only_says_how_it_is_packed(
    expected: str, path: str, member: str
) -> None:
    assert expected == Packed(Path("folder") / path, member).name


@pytest.mark.parametrize(
    ("expected", "member"), [("sdn.zip", ""), ("sdn.zip:2024/add.csv", "2024/add.csv")]
)
def test_messages_name_the_archive_and_its_member(expected: str, member: str) -> None:
    assert expected == Packed(Path("folder/sdn.zip"), member).place


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_the_packing_is_told_by_its_bytes_and_not_by_the_name(tmp_path: Path, pack: Pack) -> None:
    assert TEXT == content(Packed(file(tmp_path, "sdn.csv", pack(TEXT))))


def test_a_member_is_read_out_of_its_archive(tmp_path: Path) -> None:
    assert TEXT == content(Packed(archive(tmp_path, "a.csv", "b.csv"), "b.csv"))


def test_the_head_is_no_longer_than_64_kib(tmp_path: Path) -> None:
    path = file(tmp_path, "long.csv", b"x" * (HEAD_BYTES + 1))
    assert HEAD_BYTES == len(Packed(path).head(Limits()))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_cut_packing_says_where_it_broke_and_what_to_do(tmp_path: Path, pack: Pack) -> None:
    error = refused(Packed(file(tmp_path, "sdn.csv", pack(TEXT)[:-9])))
    assert str(error).startswith("sdn.csv is broken after ")
    assert AGAIN == error.remedy


def test_a_file_that_went_away_is_refused_by_name(tmp_path: Path) -> None:
    assert str(refused(Packed(tmp_path / "gone.csv"))).startswith("gone.csv cannot be read: ")


def test_more_unpacked_bytes_than_allowed_are_refused(tmp_path: Path) -> None:
    packed = Packed(file(tmp_path, "sdn.csv", gzip.compress(TEXT)))
    assert TEXT == content(packed, Limits(unpacked_bytes=len(TEXT)))
    error = refused(packed, Limits(unpacked_bytes=len(TEXT) - 1))
    assert f"sdn.csv is larger than {len(TEXT) - 1:,} bytes unpacked." in str(error)


def test_a_file_that_swells_beyond_the_ratio_is_refused(tmp_path: Path) -> None:
    packed = Packed(file(tmp_path, "bomb.csv", gzip.compress(b"0" * (1 << 21))))
    assert "is larger than 1,048,576 bytes unpacked" in str(refused(packed, Limits(unpacked_ratio=2)
        ))  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "path"),
    [
        ([(2024, 1, 2)], "sdn_2024-01-02.csv"),
        ([(2024, 1, 2)], "2024-01-02/sdn.csv"),
        ([(2024, 3, 4)], "2024-01-02/sdn_2024-03-04.csv"),
        ([(2024, 1, 2), (2024, 3, 4)], "2024-01-02_2024-03-04.csv"),
        ([], "sdn_2024-13-02.csv"),
        ([], "sdn_12024-01-02.csv"),
        ([], "sdn_2024-01-023.csv"),
        ([], "sdn_20240102.csv"),
    ],
)
def test_days_are_those_of_the_name_or_else_of_the_folder(
    expected: list[tuple[int, int, int]], path: str
) -> None:
    assert {date(*day) for day in expected} == Packed(Path("/lists") / path).days()


def test_the_day_in_the_name_of_a_member_comes_first() -> None:
    packed = Packed(Path("2024-01-02.zip"), "2023-05-06.csv")
    assert {date(2023, 5, 6)} == packed.days()


def test_members_come_in_order_of_name_without_folders(tmp_path: Path) -> None:
    found = members(archive(tmp_path, "b.csv", "sub/", "sub/a.csv", "a.csv"))
    assert ["a.csv", "b.csv", "sub/a.csv"] == [one.member for one in found or ()]


@pytest.mark.parametrize("marker", ["mimetype", "[Content_Types].xml"])
def test_an_office_document_is_one_file_to_its_reader(tmp_path: Path, marker: str) -> None:
    assert members(archive(tmp_path, marker, "content.xml")) is None


@pytest.mark.parametrize("data", [b"", TEXT, gzip.compress(TEXT, mtime=0)])
def test_what_is_no_archive_has_no_members(tmp_path: Path, data: bytes) -> None:
    assert members(file(tmp_path, "list.zip", data)) is None


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match=r"^list\.zip cannot be read: "):
        members(file(tmp_path, "list.zip", b"PK\x03\x04 and nothing more"))


def test_an_encrypted_archive_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = archive(tmp_path, "a.csv")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ListRefused, match=r"^list\.zip is encrypted\.") as caught:
        members(path)
    assert "Unpack it, and import what is in it." == caught.value.remedy
