"""Files of a case are read once, by digest; what they hold goes into the vault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.found.conftest import NOW
from celtrace.cases.case import Case
from celtrace.cases.found.looking import Aside, Looked, Task, look, lost
from celtrace.cases.found.reading import HEAVY, Reader, _together, done, locked, read_files
from celtrace.engine.serial import SerialEngine
from celtrace.records import (
    Digest,
    Evidence,
    FileFact,
    FileType,
    Picture,
    Problem,
    TextPassage,
    Trait,
)

HERE = Reader(engine=SerialEngine())
SAMPLES = Path(__file__).parents[2] / "samples" / "files"


def lay(case: Case, path: str, data: bytes) -> FileFact:
    digest, size = case.vault.put(io.BytesIO(data))
    seen = Evidence(digest, path, "whole file", "", "custody")
    return FileFact(seen=seen, path=path, digest=digest, size=size, batch="monday")


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def quiet(stage: str, done_: int, total: int | None) -> None:
    assert stage
    assert total is None or done_ <= total


def test_progress_is_told_in_stages(case: Case) -> None:
    told: list[tuple[str, int, int | None]] = []
    files = [lay(case, f"{n}.txt", f"cut {n}\n".encode()) for n in range(3)]
    read_files(case, files, HERE, lambda *said: told.append(said))
    assert [("reading files", n, 3) for n in (1, 2, 3)] == told


def test_every_digest_that_was_read_is_known(case: Case) -> None:
    one = lay(case, "a.txt", b"hello\n")
    assert set() == done(case)
    read_files(case, [one], HERE, quiet)
    assert {one.digest} == done(case)


def test_what_another_version_has_read_is_read_anew(case: Case) -> None:
    one = lay(case, "a.txt", b"hello\n")
    old = Evidence(one.digest, "a.txt", "whole file", "", "types", "0.0.1")
    case.shelf.add([FileType(seen=old, file=one.digest, format="txt")])
    assert set() == done(case)
    assert 1 == read_files(case, [one], HERE, quiet).read


def test_members_carry_container_batch_and_place(case: Case) -> None:
    one = lay(case, "a.zip", packed(("x/y.txt", b"hello\n")))
    read_files(case, [one], HERE, quiet)
    [member] = case.shelf.each(FileFact)
    assert ("a.zip!/x/y.txt", one.digest, "monday") == (member.path, member.container, member.batch)
    assert (one.digest, "member 1") == (member.seen.digest, member.seen.place)


def test_a_member_that_lies_outside_too_is_read_once(case: Case) -> None:
    files = [lay(case, "a.zip", packed(("x.txt", b"hello\n"))), lay(case, "x.txt", b"hello\n")]
    counts = read_files(case, files, HERE, quiet)
    assert (2, 1) == (counts.read, counts.inside)
    assert 1 == len(list(case.shelf.each(TextPassage)))


class Drawing:
    """An engine whose one reader draws: pictures reach the vault from the spool."""

    def map(self, function: object, items: Iterator[Task]) -> Iterator[Looked]:
        assert function is look
        for task in items:
            Path(task.spool).write_bytes(b"first picturesecond")
            seen = Evidence(task.digest, task.name, "whole file", "", "types")
            kind = FileType(seen=seen, file=task.digest, format="psd")
            aside = (
                Aside("picture", 0, 13, place="layer 1", role="layer", width=3, height=4),
                Aside("picture", 13, 6, place="whole", role="whole", position=7),
            )
            yield Looked(task.digest, kind, aside=aside, spool=task.spool)


def test_pictures_are_in_the_vault_with_what_is_known_of_them(case: Case) -> None:
    one = lay(case, "a.psd", b"8BPS")
    read_files(case, [one], Reader(engine=Drawing()), quiet)  # type: ignore[arg-type]
    found = {picture.place: picture for picture in case.shelf.each(Picture)}
    with case.vault.open(found["layer 1"].digest) as stream:
        assert b"first picture" == stream.read()
    assert ("layer", 3, 4, None) == (
        found["layer 1"].role, found["layer 1"].width, found["layer 1"].height,
        found["layer 1"].position,
    )  # fmt: skip
    assert (7, None) == (found["whole"].position, found["whole"].width)
    assert {one.digest} == {picture.file for picture in found.values()}


def test_a_picture_that_is_the_file_itself_is_not_kept_twice(case: Case) -> None:
    one = lay(case, "a.png", (SAMPLES / "png" / "A1.png").read_bytes())
    held = list(case.vault.digests())
    read_files(case, [one], HERE, quiet)
    [picture] = [p for p in case.shelf.each(Picture) if p.role == "whole"]
    assert (one.digest, one.digest) == (picture.file, picture.digest)
    assert held == list(case.vault.digests())


def test_what_costs_much_is_left_for_a_thorough_reading(case: Case) -> None:
    """Names and facts at once, pictures when they are asked for; then nothing is waiting."""
    one = lay(case, "a.psd", (SAMPLES / "psd" / "c012.psd").read_bytes())
    thorough = Reader(engine=SerialEngine(), thorough=True)
    assert 2 == read_files(case, [one], HERE, quiet).read
    assert {one.digest} == {type_.file for type_ in case.shelf.each(FileType) if type_.waiting}
    layers = {text.text for text in case.shelf.each(TextPassage) if text.role == "layer"}
    assert layers
    assert [] == [p for p in case.shelf.each(Picture) if p.role == "layer"]
    assert 0 == read_files(case, [one], HERE, quiet).read
    assert 1 == read_files(case, [one], thorough, quiet).read
    assert {False} == {type_.waiting for type_ in case.shelf.each(FileType)}
    assert [p for p in case.shelf.each(Picture) if p.role == "layer"]
    assert 0 == read_files(case, [one], thorough, quiet).read
    assert 0 == read_files(case, [one], HERE, quiet).read


def test_a_thorough_reading_says_all_that_a_quick_one_says(tmp_path: Path) -> None:
    found = []
    for thorough in (False, True):
        with Case.create_or_open(tmp_path / str(thorough), lambda: NOW) as opened:
            files = [
                lay(opened, p.name, p.read_bytes()) for p in sorted((SAMPLES / "psd").glob("*.psd"))
            ]
            read_files(opened, files, Reader(engine=SerialEngine(), thorough=thorough), quiet)
            found.append({one.id for one in opened.shelf.each(TextPassage)})
    assert found[0] == found[1]


class Failing:
    """An engine whose worker ends on the first reading of a file, or on both."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.tasks: list[Task] = []

    def map(self, function: object, items: Iterator[Task]) -> Iterator[Looked]:
        assert function is look
        for task in items:
            self.tasks.append(task)
            ended = task.name.endswith(".xls") and len(self.tasks) <= self.times
            yield lost(task, "its process ended") if ended else look(task)


@pytest.mark.parametrize("thorough", [False, True])
def test_a_file_that_ended_a_process_is_read_again_plainly(*, case: Case, thorough: bool) -> None:
    """What its properties say is not lost with what its cells did."""
    [sample] = (SAMPLES / "xls").glob("*.xls")
    files = [lay(case, "a.xls", sample.read_bytes()), lay(case, "b.txt", b"cut 5\n")]
    engine = Failing(1)
    reader = Reader(engine=engine, thorough=thorough)  # type: ignore[arg-type]
    assert 2 == read_files(case, files, reader, quiet).read
    assert [(False, thorough), (False, thorough), (True, False)] == [
        (task.plain, task.thorough) for task in engine.tasks
    ]
    assert [one.name for one in case.shelf.each(Trait) if one.file == files[0].digest]
    assert {"its process ended", "its sheets cannot be unfolded here"} == {
        one.reason for one in case.shelf.each(Problem) if one.seen.digest == files[0].digest
    }
    assert done(case, thorough=thorough) == {one.digest for one in files}


def test_a_file_that_ends_every_process_is_a_problem_once(case: Case) -> None:
    files = [lay(case, "a.xls", b"not a workbook")]
    reader = Reader(engine=Failing(9))  # type: ignore[arg-type]
    assert 1 == read_files(case, files, reader, quiet).problems
    [problem] = case.shelf.each(Problem)
    assert "nothing was read from it" in problem.consequence


def test_results_go_into_the_case_by_number_and_by_weight() -> None:
    def looked(length: int) -> Looked:
        seen = Evidence(Digest(""), "a", "whole file", "", "types")
        type_ = FileType(seen=seen, file=Digest(""), format="zip")
        return Looked(Digest(""), type_, aside=(Aside("child", 0, length),))

    assert [256, 44] == [len(batch) for batch in _together(looked(1) for _ in range(300))]
    assert [3, 3, 1] == [len(batch) for batch in _together(looked(HEAVY // 2) for _ in range(7))]


def test_results_are_kept_before_the_last_one_has_come(case: Case) -> None:
    """A run that is stopped keeps what it had read."""
    files = [lay(case, f"{n:03}.txt", f"cut {n}\n".encode()) for n in range(300)]

    def stop(stage: str, done_: int, total: int | None) -> None:
        assert (stage, total) == ("reading files", 300)
        if done_ == 280:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files(case, files, HERE, stop)
    assert 256 == len(done(case))
    assert not (case.folder / "spool").exists()
    assert 44 == read_files(case, files, HERE, quiet).read


def test_locked_files_are_known_by_what_was_said_of_them(case: Case) -> None:
    digest = Digest("a" * 64)
    for reason in ("it is under a password; run again with --password", "it is damaged"):
        seen = Evidence(digest if "pass" in reason else Digest("b" * 64), "a", "", "", "looking")
        case.shelf.add([Problem(seen=seen, source="a", place="", reason=reason, consequence="c")])
    assert {digest} == locked(case)


def test_what_was_said_of_a_file_is_forgotten_when_it_is_read_anew(case: Case) -> None:
    one = lay(case, "a.txt", b"hello\n")
    seen = Evidence(one.digest, "a.txt", "", "", "looking")
    case.shelf.add([Problem(seen=seen, source="a.txt", place="", reason="r", consequence="c")])
    read_files(case, [one], HERE, quiet)
    assert [] == list(case.shelf.each(Problem))
