"""A folder goes in; custody, types, what is inside files and what is new come out."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.case import Case
from celtrace.cases.found.custody import from_shown, read_manifest
from celtrace.cases.found.reading import Reader, read_files
from celtrace.cases.found.triage import Asked, Triaged, triage
from celtrace.cases.verify import verify
from celtrace.engine.serial import SerialEngine
from celtrace.errors import InputUnread, UsageError
from celtrace.records import FileFact, FileType, Problem, TextPassage
from celtrace.settings import Limits, Settings

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)


HERE = Reader(engine=SerialEngine())


class Desk:
    """A folder that things are found in, and a case."""

    def __init__(self, home: Path) -> None:
        self.found, self.case = home / "found", home / "case"
        self.found.mkdir()
        self.settings = Settings(home / "home", self.case)

    def put(self, name: str, data: bytes | str) -> Path:
        path = self.found / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def triage(self, **changed: object) -> Triaged:
        asked = Asked(
            self.found, self.case, self.settings, lambda: NOW, lambda *_: None, HERE
        )  # fmt: skip
        return triage(msgspec.structs.replace(asked, **changed))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def held(desk: Desk, kind: type) -> list:  # type: ignore[type-arg]
    with Case.create_or_open(desk.case, lambda: NOW) as case:
        return list(case.shelf.each(kind))


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def test_every_byte_is_in_custody_and_the_case_stands_up(desk: Desk) -> None:
    desk.put("a/notes.txt", "fix the line\n")
    desk.put("b.psd", b"8BPS\x00\x01" + bytes(30))
    result = desk.triage()
    assert (2, 0) == (result.files, result.counts.inside)
    assert () == verify(desk.case)
    lines = read_manifest((desk.case / "manifest.jsonl").read_bytes())
    assert ["a/notes.txt", "b.psd"] == [one.path for one in lines]


def test_files_inside_archives_are_read_at_any_depth(desk: Desk) -> None:
    inner = packed(("deep.txt", "제5화 수정합니다\n".encode() * 3))
    desk.put("outer.zip", packed(("inner.zip", inner), ("top.txt", b"hello\n")))
    result = desk.triage()
    assert (4, 3) == (result.counts.read, result.counts.inside)
    paths = {one.path for one in held(desk, FileFact)}
    assert "outer.zip!/inner.zip!/deep.txt" in paths
    assert {"제5화 수정합니다\n" * 3, "hello\n"} == {one.text for one in held(desk, TextPassage)}


def test_names_of_a_code_page_are_read_and_their_bytes_kept(desk: Desk) -> None:
    raw = "原画/第五话_修改.psd".encode("gb18030")
    path = os.path.join(os.fsencode(desk.found), raw.replace(b"/", b"_"))  # noqa: PTH118 - raw bytes
    with open(path, "wb") as out:  # noqa: PTH123
        out.write(b"x")
    desk.triage()
    [fact] = held(desk, FileFact)
    assert ("原画_第五话_修改.psd", "gb18030") == (fact.name, fact.encoding)
    assert raw.replace(b"/", b"_") == os.fsencode(from_shown(fact.path))


def test_one_file_in_three_folders_is_read_once(desk: Desk) -> None:
    for folder in "abc":
        desk.put(f"{folder}/same.txt", "the same\n")
    assert (3, 1) == ((result := desk.triage()).files, result.counts.read)


def test_the_same_folder_again_reads_nothing(desk: Desk) -> None:
    desk.put("a.zip", packed(("x.txt", b"hello\n")))
    desk.triage()
    again = desk.triage()
    assert (0, ()) == (again.counts.read, again.days[0].changes)


def test_the_next_day_says_what_is_new_changed_moved_and_gone(desk: Desk) -> None:
    for name in ("same.txt", "edit.txt", "move.txt", "drop.txt"):
        desk.put(name, f"{name} of monday\n")
    desk.triage(label="monday")
    desk.put("edit.txt", "another text\n")
    (desk.found / "move.txt").rename(desk.found / "moved.txt")
    (desk.found / "drop.txt").unlink()
    desk.put("fresh/new.txt", "fresh\n")
    [day] = desk.triage(label="tuesday").days
    assert ("tuesday", "monday") == (day.label, day.before)
    assert {"edit.txt": "changed", "moved.txt": "moved", "drop.txt": "gone",
            "fresh/new.txt": "new"} == {one.path: one.what for one in day.changes}  # fmt: skip
    assert {"new": 1} == day.by_folder["fresh"]


def test_what_is_gone_keeps_the_type_and_the_author_that_it_had(desk: Desk) -> None:
    sample = Path(__file__).parents[2] / "samples" / "files" / "office_xml" / "cuts.xml"
    desk.put("cuts.xml", sample.read_bytes())
    desk.put("stays.txt", "here\n")
    desk.triage(label="monday")
    (desk.found / "cuts.xml").unlink()
    result = desk.triage(label="tuesday")
    assert {"Office document in one XML file": {"gone": 1}} == result.days[0].by_type
    assert {"kim": {"gone": 1}} == result.days[0].by_author
    assert "author" not in result.said


def test_a_case_of_an_earlier_day_may_lie_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.put("a.txt", "one\n")
    desk.triage(label="monday", out=tmp_path / "earlier")
    desk.put("b.txt", "two\n")
    [day] = desk.triage(since=tmp_path / "earlier").days
    assert [("new", "b.txt")] == [(one.what, one.path) for one in day.changes]


def test_a_folder_that_is_no_case_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no case"):
        desk.triage(since=tmp_path / "nothing")


def test_folders_of_days_are_compared_with_each_other(desk: Desk) -> None:
    desk.put("0114/a.txt", "one\n")
    desk.put("0115/a.txt", "one, corrected\n")
    desk.put("0115/b.txt", "two\n")
    first, second = desk.triage(by="folder").days
    assert ("0114", "0115", "0114") == (first.label, second.label, second.before)
    assert [("changed", "a.txt"), ("new", "b.txt")] == [
        (one.what, one.path) for one in second.changes
    ]
    assert {"0114", "0115"} == {one.batch for one in held(desk, FileFact)}
    assert 0 == desk.triage(by="folder").counts.read


def test_a_single_archive_may_be_given(desk: Desk) -> None:
    path = desk.put("found.zip", packed(("a.txt", b"hello\n")))
    desk.put("other.txt", "not meant\n")
    result = desk.triage(folder=path)
    assert (1, 2) == (result.files, result.counts.read)


def test_links_and_pipes_are_problems_and_nothing_is_followed(desk: Desk) -> None:
    (desk.found / "loop").symlink_to(desk.found)
    (desk.found / "out").symlink_to("/etc/passwd")
    os.mkfifo(desk.found / "pipe")
    reasons = {one.source: one.reason for one in desk.triage().problems}
    assert {"loop", "out", "pipe"} == reasons.keys()
    assert "leaves the folder" in reasons["out"]


def test_a_sparse_file_is_named_and_not_copied(desk: Desk) -> None:
    with (desk.found / "huge.bin").open("wb") as out:
        out.truncate(10 * 2**30)
    result = desk.triage()
    assert 0 == result.files
    assert "sparse" in result.problems[0].reason


def test_archives_that_lie_too_deep_are_kept_and_named(desk: Desk) -> None:
    data = b"the end\n"
    for depth in range(4):
        data = packed((f"{depth}.zip" if depth else "end.txt", data))
    desk.put("deep.zip", data)
    result = desk.triage(reader=Reader(engine=SerialEngine(), limits=Limits(archive_depth=2)))
    assert "more than 2 archives deep" in result.problems[-1].reason


def test_a_run_that_was_stopped_goes_on_with_what_lay_inside(desk: Desk) -> None:
    desk.put("a.zip", packed(("x.zip", packed(("y.txt", b"why\n")))))
    desk.triage(reader=Reader(engine=SerialEngine(), limits=Limits(archive_depth=0)))
    assert {"zip"} == {one.format for one in held(desk, FileType)}
    assert 2 == desk.triage().counts.read
    assert ["why\n"] == [one.text for one in held(desk, TextPassage)]


def test_strict_says_that_something_was_not_read(desk: Desk) -> None:
    desk.put("empty.psd", b"")
    with pytest.raises(InputUnread):
        desk.triage(settings=msgspec.structs.replace(desk.settings, strict=True))


def test_what_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no folder or file"):
        desk.triage(folder=desk.found / "gone")


def test_a_case_inside_the_folder_is_not_taken_in(desk: Desk) -> None:
    desk.put("a.txt", "hello\n")
    first = desk.triage(out=desk.found / "case")
    assert 1 == first.files
    assert 1 == desk.triage(out=desk.found / "case").files


def test_an_extension_that_lies_is_shown(desk: Desk) -> None:
    desk.put("holiday.jpg", b"8BPS\x00\x01" + bytes(30))
    [one] = desk.triage().contradicted
    assert ("psd", "JPEG picture") == (one.format, one.stated)


def test_nothing_is_left_in_the_spool(desk: Desk) -> None:
    desk.put("a.zip", packed(("x.txt", b"hello\n")))
    desk.triage()
    assert not (desk.case / "spool").exists()


def test_problems_are_records_of_the_case(desk: Desk) -> None:
    desk.put("cut.zip", packed(("x.txt", b"hello\n" * 99))[:-30])
    desk.triage()
    [problem] = held(desk, Problem)
    assert ("cut.zip", "no member was read") == (problem.source, problem.consequence)


def test_reading_by_itself_needs_only_facts(desk: Desk) -> None:
    desk.put("a.txt", "hello\n")
    desk.triage()
    with Case.create_or_open(desk.case, lambda: NOW) as case:
        facts = list(case.shelf.each(FileFact))
        counts = read_files(case, facts, HERE, lambda *_: None)
    assert (0, 1) == (counts.read, counts.known)


def test_a_tar_is_at_least_named(desk: Desk) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    desk.put("a.tar", made.getvalue())
    assert "tar archive" in [one.value for one in desk.triage().types]


def test_confined_processes_find_the_same(desk: Desk, tmp_path: Path) -> None:
    desk.put("a.zip", packed(("x.txt", "제5화 수정합니다\n".encode()), ("y.txt", b"hello\n")))
    desk.put("empty.psd", b"")
    here = desk.triage(out=tmp_path / "here")
    there = desk.triage(out=tmp_path / "there", reader=Reader(jobs=2))
    assert (here.counts, here.types) == (there.counts, there.types)
    assert [one.id for one in here.problems] == [one.id for one in there.problems]


def test_days_of_last_change_are_batches(desk: Desk) -> None:
    for name, day in (("a.txt", 14), ("b.txt", 15)):
        path = desk.put(name, f"{name}\n")
        moment = datetime(2024, 1, day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    assert ["2024-01-14", "2024-01-15"] == [day.label for day in desk.triage(by="time").days]


def test_types_that_nothing_reads_are_counted(desk: Desk) -> None:
    desk.put("a.swf", b"CWS\x0a\x10\x00\x00\x00")
    desk.put("a.txt", "hello\n")
    assert [("Flash movie", 1)] == [(s.value, s.files) for s in desk.triage().without_reader]


def test_what_files_state_is_counted_by_file(desk: Desk) -> None:
    sample = Path(__file__).parents[2] / "samples" / "files" / "docx" / "note.docx"
    desk.put("a.docx", sample.read_bytes())
    desk.put("b.docx", sample.read_bytes())
    said = desk.triage().said
    assert [("kim", 1), ("李主任", 1)] == [(one.value, one.files) for one in said["author"]]


@pytest.mark.parametrize(
    ("day", "zone", "told"),
    [
        ("2016-05-03", "+08:30", "UTC+08:30, 2015-08-15 to 2018-05-04, when Asia/Pyongyang alone"),
        ("2018-05-05", "+08:30", "UTC+08:30"),
        ("2016-05-03", "+09:00", "UTC+09:00"),
        ("2016-05-03", "-03:00", "UTC-03:00"),
    ],
)
def test_the_half_hour_zone_is_told_apart_in_its_years_alone(
    desk: Desk, day: str, zone: str, told: str
) -> None:
    mark = f'<meta property="article:modified_time" content="{day}T10:00:00{zone}">'
    desk.put("a.html", f"<!DOCTYPE html><html><head>{mark}</head>")
    [seen] = desk.triage().offsets
    assert (1, True) == (seen.files, seen.value.startswith(told))
    assert ("alone" in told) == ("alone" in seen.value)


def test_an_empty_file_is_no_type_that_wants_a_reader(desk: Desk) -> None:
    desk.put("empty.psd", b"")
    assert () == desk.triage().without_reader


def test_words_are_found_in_all_texts_of_the_case(desk: Desk) -> None:
    desk.put("a.zip", packed(("x.txt", "원화수정 합니다\n".encode("cp949"))))
    desk.put("b.txt", "nothing here\n")
    [hit] = desk.triage(find="수정").hits
    assert ("a.zip!/x.txt", "line 1") == (hit.source, hit.place)
    assert () == desk.triage().hits


def test_a_bag_is_written_of_what_was_taken_in(desk: Desk, tmp_path: Path) -> None:
    desk.put("a/b.txt", "hello\n")
    assert 1 == desk.triage(bag=tmp_path / "bag").bagged
    assert b"hello\n" == (tmp_path / "bag" / "data" / "a" / "b.txt").read_bytes()


def test_files_that_a_thorough_pass_can_say_more_of_are_counted(desk: Desk) -> None:
    sample = Path(__file__).parents[2] / "samples" / "files" / "psd" / "c012.psd"
    desk.put("c012.psd", sample.read_bytes())
    desk.put("a.txt", "one\n")
    assert 1 == desk.triage().waiting
    assert 0 == desk.triage(reader=Reader(engine=SerialEngine(), thorough=True)).waiting


def test_days_that_are_looked_through_again_are_told_as_they_were(desk: Desk) -> None:
    """A new day beside them changes nothing in what the earlier ones say."""
    desk.put("2024-01-14/a.txt", "one\n")
    desk.put("2024-01-15/a.txt", "two\n")
    first = desk.triage(by="folder").days
    desk.put("2024-01-16/b.txt", "three\n")
    again = desk.triage(by="folder").days
    assert first == again[:2]
    assert ["", "2024-01-14", "2024-01-15"] == [day.before for day in again]


def test_a_day_that_comes_alone_is_compared_with_the_one_before_it(desk: Desk) -> None:
    desk.put("2024-01-14/a.txt", "one\n")
    desk.triage(by="folder")
    (desk.found / "2024-01-14").rename(desk.found / "2024-01-15")
    desk.put("2024-01-15/b.txt", "two\n")
    [day] = desk.triage(by="folder").days
    assert ("2024-01-14", [("new", "b.txt")]) == (
        day.before, [(one.what, one.path) for one in day.changes],
    )  # fmt: skip


class Stopped(Exception):
    """Somebody pressed a key."""


@pytest.mark.parametrize("at", ["taking in files", "reading files"])
def test_a_run_that_was_stopped_goes_on_and_tells_everything(desk: Desk, at: str) -> None:
    """What nobody was told is still new; what was read is not read again."""
    for number in range(300):
        desk.put(f"{number:03}.txt", f"cut {number}\n")

    def stop(stage: str, done: int, total: int | None) -> None:
        assert total in (None, 300)
        if stage == at and done == 290:
            raise Stopped

    with pytest.raises(Stopped):
        desk.triage(progress=stop)
    result = desk.triage()
    assert {"new"} == {one.what for one in result.days[0].changes}
    assert (
        300 == len(result.days[0].changes) == len(held(desk, FileFact)) == len(held(desk, FileType))
    )
    assert (300 - 256 if at == "reading files" else 300) == result.counts.read
    assert () == verify(desk.case)
    assert () == desk.triage().days[0].changes
