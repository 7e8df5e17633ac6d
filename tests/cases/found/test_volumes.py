"""Sets of volumes: told by their names, whole or with a gap, in one folder or two."""

from __future__ import annotations

import io
import zipfile

import pytest

from celtrace.cases.case import Case
from celtrace.cases.found.reading import Reader, read_files
from celtrace.cases.found.volumes import VolumeSets, whole_name
from celtrace.engine.serial import SerialEngine
from celtrace.files._rar import MISSING
from celtrace.records import Digest, Evidence, FileFact, FileType, Problem

HERE = Reader(engine=SerialEngine())


def fact(path: str, digest: str = "", size: int = 1) -> FileFact:
    known = Digest(digest or f"{abs(hash(path)):064x}"[:64])
    return FileFact(
        seen=Evidence(known, path, "", "", "custody"), path=path, digest=known, size=size
    )


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a.part1.rar", "a.part2.rar"], ["volume.part1.rar", "volume.part2.rar"]),
        (["a.part01.RAR", "a.part02.rar"], ["volume.part01.rar", "volume.part02.rar"]),
        (["a.rar", "a.r00", "a.r01"], ["volume.rar", "volume.r00", "volume.r01"]),
        (["x/a.7z.001", "x/a.7z.002"], ["volume.001", "volume.002"]),
        (["a.7z.001"], []),
        (["a.rar"], []),
        (["a.rar", "b.r00"], []),
        (["x/a.rar", "y/a.r00"], []),
        (["a.part2.rar", "a.part3.rar"], []),
        (["a.001", "a.002"], []),
        (["a.zip.001", "a.zip.003"], []),
    ],
)
def test_a_set_is_told_by_its_names(paths: list[str], names: list[str]) -> None:
    files = [fact(path) for path in paths]
    assert names == [one.name for one in VolumeSets(files).of(files[0])]
    assert [] == [name for one in files[1:] for name in VolumeSets(files).of(one)]


@pytest.mark.parametrize(
    ("path", "whole"), [("x/a.7z.001", "x/a.7z"), ("a.tgz.001", "a.tgz"), ("a.part1.rar", "")]
)
def test_only_what_was_cut_has_a_name_as_a_whole(path: str, whole: str) -> None:
    assert whole == whole_name(fact(path))


def test_of_two_files_of_a_name_the_later_one_counts() -> None:
    first, second, again = fact("a.7z.001", "1"), fact("a.7z.002", "2"), fact("a.7z.002", "3")
    assert ["1", "3"] == [one.digest for one in VolumeSets([first, second, again]).of(first)]


def lay(case: Case, path: str, data: bytes) -> FileFact:
    digest, size = case.vault.put(io.BytesIO(data))
    one = fact(path, digest, size)
    case.shelf.add([one])
    return one


def quiet(stage: str, done: int, total: int | None) -> None:
    assert stage
    assert total is None or done <= total


def cut(count: int) -> list[bytes]:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("c012.txt", "cut 12\n" * 90)
    data = whole.getvalue()
    size = -(-len(data) // count)
    return [data[at : at + size] for at in range(0, len(data), size)]


def test_a_file_in_pieces_is_read_as_one(case: Case) -> None:
    files = [lay(case, f"d/a.zip.00{n}", data) for n, data in enumerate(cut(3), 1)]
    assert 1 == read_files(case, files, HERE, quiet).inside
    [inside] = [one for one in case.shelf.each(FileFact) if one.container]
    assert ("d/a.zip.001!/c012.txt", 630) == (inside.path, inside.size)
    assert "zip" in {t.format for t in case.shelf.each(FileType) if t.file == files[0].digest}


def test_a_piece_alone_is_read_again_when_the_others_have_come(case: Case) -> None:
    """The second half is uploaded on the second day."""
    first, second = cut(2)
    files = [lay(case, "a.zip.001", first)]
    assert 0 == read_files(case, files, HERE, quiet).inside
    assert MISSING in {one.reason for one in case.shelf.each(Problem)}
    files = [lay(case, "a.zip.002", second)]
    assert 1 == read_files(case, files, HERE, quiet).inside
    assert MISSING not in {one.reason for one in case.shelf.each(Problem)}
    assert 0 == read_files(case, [], HERE, quiet).read
