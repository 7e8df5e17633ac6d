from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from celtrace.cases.lists.files import Publication, find
from celtrace.cases.lists.packed import Packed, members
from celtrace.errors import ListRefused
from celtrace.settings import Limits
from tinylist import TinyReader, page, shelf, write

Notes = list[tuple[str, ...]]
CONTENT = page("a", "b", day="2021-12-10")
LIMITS = Limits()


def found(*paths: Path, notes: Notes | None = None, limits: Limits = LIMITS) -> list[Publication]:
    def note(*words: str) -> None:
        if notes is not None:
            notes.append(words)

    return list(find(paths, [TinyReader()], limits, note))


def places(*paths: Path) -> list[str]:
    return [publication.place for publication in found(*paths)]


def packed(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> Path:
    plain = write(tmp_path / "plain" / "tiny.json", CONTENT)
    path = tmp_path / f"tiny.json{suffix}"
    path.write_bytes(pack(plain.read_bytes()))
    return path


PACKERS = [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]


@pytest.mark.parametrize(("suffix", "pack"), PACKERS)
def test_a_compressed_file_is_read_as_what_it_holds(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = packed(tmp_path, suffix, pack)
    assert "tiny.json" == Packed(path).name
    done = shelf(tmp_path / "home").import_paths(
        [path], list_id=None, snapshot=None, note=lambda *_: None
    )
    assert 2 == done[0].entries


@pytest.mark.parametrize(("suffix", "pack"), PACKERS)
def test_a_cut_compressed_file_is_refused(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = packed(tmp_path, suffix, pack)
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(ListRefused, match=r"tiny\.json.* (broken after|cannot be read)"):
        Packed(path).head(LIMITS)


def archive(path: Path, *names: str, content: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content or b'{"tiny":"us_tiny","rows":{"a":{},"b":{}}}\n')
    return path


def test_members_of_an_archive_are_files_of_one_folder(tmp_path: Path) -> None:
    path = archive(tmp_path / "lists.zip", "x/tiny.a", "x/tiny.b", "other.json")
    assert ["lists.zip:other.json", "lists.zip:x/tiny.a, lists.zip:x/tiny.b"] == places(path)


def test_an_office_document_is_one_file(tmp_path: Path) -> None:
    assert members(archive(tmp_path / "list.ods", "mimetype", "content.xml")) is None


def test_a_file_that_is_no_archive_has_no_members(tmp_path: Path) -> None:
    assert members(write(tmp_path / "tiny.json", CONTENT)) is None


def test_a_broken_archive_is_noted(tmp_path: Path) -> None:
    path = archive(tmp_path / "lists.zip", "tiny.json")
    path.write_bytes(path.read_bytes()[:-30])
    notes: Notes = []
    assert [] == found(path, notes=notes)
    assert "lists.zip cannot be read" in notes[0][1]


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(bytes(4 * 2**20)))
    with (
        pytest.raises(ListRefused, match="larger than 1,048,576 bytes unpacked"),
        Packed(path).open(LIMITS) as stream,
    ):
        stream.read()


def test_the_limit_of_unpacked_bytes_holds(tmp_path: Path) -> None:
    path = write(tmp_path / "tiny.json", CONTENT)
    notes: Notes = []
    assert [] == found(path, notes=notes, limits=Limits(unpacked_bytes=10))
    assert "larger than 10 bytes" in notes[0][1]


def test_a_folder_is_searched_to_its_depth_in_order_of_path(tmp_path: Path) -> None:
    for place in ("b/tiny.json", "a/deep/tiny.json", "a/tiny.a", "a/tiny.b"):
        write(tmp_path / place, CONTENT)
    publications = found(tmp_path)
    assert [["a/deep/tiny.json"], ["a/tiny.a", "a/tiny.b"], ["b/tiny.json"]] == [
        [file.path.relative_to(tmp_path).as_posix() for file in one.files] for one in publications
    ]


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "tiny.json", CONTENT)
    assert ["tiny.json"] == places(path, tmp_path, path)


def test_files_given_one_by_one_belong_together_too(tmp_path: Path) -> None:
    one, two = (write(tmp_path / f"tiny.{part}", CONTENT) for part in "ab")
    assert ["tiny.a, tiny.b"] == places(two, one)
    assert ["tiny.a"] == places(one)


def test_what_is_no_regular_file_is_noted_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    notes: Notes = []
    assert [] == found(tmp_path, notes=notes)
    assert [("pipe", "it is not a regular file", "it was left out")] == notes


def test_an_unknown_file_is_noted(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing")
    notes: Notes = []
    assert [] == found(tmp_path, notes=notes)
    assert [("readme.txt", "no reader knows a list in it", "it was left out")] == notes


DAYS = [
    ("tiny_2021-12-10.json", {date(2021, 12, 10)}),
    ("trio_2023-01-21/tiny.json", {date(2023, 1, 21)}),
    ("trio_2023-01-21/tiny_2021-12-10.json", {date(2021, 12, 10)}),
    ("a_2021-12-09_2021-12-10.json", {date(2021, 12, 9), date(2021, 12, 10)}),
    ("tiny_2021-13-40.json", set()),
    ("tiny_12021-12-10.json", set()),
    ("2023-01-21/deeper/tiny.json", set()),
]


@pytest.mark.parametrize(("place", "days"), DAYS)
def test_days_are_read_from_the_name_or_the_folder(place: str, days: set[date]) -> None:
    assert days == Packed(Path("/lists") / place).days()


def test_a_member_is_dated_by_its_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "tiny_2021-12-10.zip", "tiny.json")
    (publication,) = found(path)
    assert date(2021, 12, 10) == publication.day()
