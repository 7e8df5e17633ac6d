"""Notes in the pictures of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from celtrace.cases.case import Case
from celtrace.cases.found.notes import LATE, read_notes
from celtrace.cases.found.reading import Reader, read_files
from celtrace.cases.found.tesseract import REMEDY, Tesseract
from celtrace.engine.serial import SerialEngine
from celtrace.notes.hangul import Letter
from celtrace.notes.ink import Picture as Pixels
from celtrace.notes.read import cropped, decoded
from celtrace.records import Digest, Evidence, FileFact, FileType, Picture, Problem, TextPassage
from celtrace.settings import Settings
from notes.drawing import BLACK, RED, huge, page, png

SETTINGS = Settings(Path("/nonexistent"), Path("/nonexistent"))
SAMPLES = Path(__file__).parents[2] / "samples" / "files"


def now() -> datetime:
    return datetime(2024, 6, 1, tzinfo=UTC)


def quiet(what: str, done: int, whole: int | None) -> None:
    """No progress is shown."""


def held(case: Case, data: bytes, format_: str = "png") -> Digest:
    digest, _ = case.vault.put(BytesIO(data))
    seen = Evidence(digest, "server/a.png", "whole file", "", "types")
    case.shelf.add([FileType(seen=seen, file=digest, format=format_, certain=True)])
    return digest


def passages(case: Case) -> list[TextPassage]:
    return sorted(case.shelf.each(TextPassage), key=lambda one: one.box or (0, 0, 0, 0))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create_or_open(tmp_path / "case", now)


def test_notes_are_passages_with_picture_box_confidence_and_language(case: Case) -> None:
    digest = held(case, png(page(("这里要改", RED), ("背景", BLACK))))
    done = read_notes(case, SETTINGS, quiet)
    assert (1, 2, 0) == (done.pictures, done.notes, done.without)
    found = {one.text: one for one in passages(case)}
    one = found["这里要改"]
    assert ("note", "zh", digest, digest) == (one.role, one.language, one.picture, one.file)
    assert "red at" in one.place
    assert "zh" == found["背景"].language
    assert one.seen.quote == one.text
    case.close()


def test_a_picture_is_read_once_and_an_empty_one_is_counted(case: Case) -> None:
    held(case, png(page()))
    first, second = read_notes(case, SETTINGS, quiet), read_notes(case, SETTINGS, quiet)
    assert (1, 1, 0) == (first.pictures, first.without, first.known)
    assert (0, 1) == (second.pictures, second.known)
    case.close()


def test_a_picture_inside_a_file_is_of_that_file(case: Case) -> None:
    digest, _ = case.vault.put(BytesIO(png(page(("这里要改", BLACK)))))
    outer = Digest("f" * 64)
    seen = Evidence(outer, "a.psd", "layer 3", "", "psd")
    case.shelf.add([
        Picture(seen=seen, file=outer, digest=digest, role="layer", place="layer 3")
    ])  # fmt: skip
    read_notes(case, SETTINGS, quiet)
    (one,) = passages(case)
    assert (outer, digest) == (one.file, one.picture)
    assert one.place.startswith("layer 3")
    case.close()


def test_bytes_that_are_no_picture_are_a_problem_that_names_the_file(case: Case) -> None:
    held(case, b"no picture at all")
    done = read_notes(case, SETTINGS, quiet)
    assert "server/a.png" in {one.source for one in done.problems}
    assert (0, 0) == (done.notes, done.without)
    assert "no note was read from it" in {one.consequence for one in case.shelf.each(Problem)}
    case.close()


def test_other_files_are_left_alone(case: Case) -> None:
    held(case, b"text", "txt")
    assert 0 == read_notes(case, SETTINGS, quiet).pictures
    case.close()


def test_without_tesseract_hangul_is_read_and_what_is_missing_is_said(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    held(case, png(page(("这里要改", BLACK), ("다시 그릴것", RED))))
    done = read_notes(case, SETTINGS, quiet)
    assert ("celtrace hangul", 2) == (done.hangul, done.notes)
    assert {"这里要改": "zh", "다시 그릴것": "ko"} == {
        one.text: one.language for one in passages(case)
    }
    assert ["Hangul in flowing hands is read less well: apt-get install tesseract-ocr-kor"] == [
        one.consequence for one in done.problems
    ]
    case.close()


def test_a_picture_that_the_net_read_alone_is_read_again_once_tesseract_is_there(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(case, png(page()))
    with monkeypatch.context() as without:
        without.setenv("PATH", "")
        assert (1, 0) == (
            read_notes(case, SETTINGS, quiet).pictures,
            read_notes(case, SETTINGS, quiet).pictures,
        )
    if Tesseract.found() is None:
        pytest.skip(f"Tesseract with Korean data is not installed: {REMEDY}")
    done = read_notes(case, SETTINGS, quiet)
    assert ("celtrace hangul, tesseract kor", 1, 0) == (done.hangul, done.pictures, done.known)
    case.close()


class Replaced(Tesseract):
    """A reader of Hangul that gives one answer for every line, or misses the sheet."""

    def __init__(self, text: str) -> None:
        super().__init__("none")
        self.text = text

    def __call__(self, lines: Sequence[Pixels]) -> Sequence[Sequence[Letter]]:
        self.missed += not self.text
        return [[Letter(one, 1.0) for one in self.text] for _ in lines]


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Set what is installed: None for nothing, "" for a program that never answers."""

    def installed(text: str | None) -> None:
        made = None if text is None else Replaced(text)
        monkeypatch.setattr(Tesseract, "found", lambda: made)

    return installed


def test_a_later_reading_with_tesseract_takes_the_place_of_that_without(
    case: Case, tesseract: Callable[[str | None], None]
) -> None:
    held(case, png(page(("다시 그릴걷", RED))))
    held(case, png(page(("这里要改", BLACK))))
    tesseract(None)
    read_notes(case, SETTINGS, quiet)
    assert {"다시 그릴걷", "这里要改"} == {one.text for one in passages(case)}
    tesseract("다시 그릴것")
    done = read_notes(case, SETTINGS, quiet)
    assert (2, ()) == (done.pictures, done.problems)
    assert {"다시 그릴것", "这里要改"} == {one.text for one in passages(case)}
    assert [] == list(case.shelf.each(Problem))
    case.close()


def test_a_picture_that_tesseract_missed_is_read_again(
    case: Case, tesseract: Callable[[str | None], None]
) -> None:
    held(case, png(page(("다시 그릴걷", RED))))
    tesseract("")
    [problem] = read_notes(case, SETTINGS, quiet).problems
    assert ("server/a.png", LATE) == (problem.source, problem.reason)
    assert ["celtrace hangul"] == [one.seen.reader for one in passages(case)]
    tesseract("다시 그릴것")
    assert 1 == read_notes(case, SETTINGS, quiet).pictures
    assert ["다시 그릴것"] == [one.text for one in passages(case)]
    assert [] == list(case.shelf.each(Problem))
    assert (0, 1) == ((done := read_notes(case, SETTINGS, quiet)).pictures, done.known)
    case.close()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(np.full((5000, 1, 3), 255, np.uint8)), "a strip of 1 by 5000"),
        (png(np.full((36_000, 64, 3), 255, np.uint8)), "a strip of 64 by 36000"),
        (huge(), "no picture can be decoded"),
    ],
    ids=["a line of pixels", "a strip", "more pixels than can be decoded"],
)
def test_a_hostile_picture_is_a_problem_and_the_others_are_read(
    case: Case, data: bytes, reason: str
) -> None:
    held(case, data)
    held(case, png(page(("这里要改", BLACK))))
    done = read_notes(case, SETTINGS, quiet)
    assert (2, 1, 0) == (done.pictures, done.notes, done.without)
    [problem] = [one for one in done.problems if one.source]
    assert ("server/a.png", True) == (problem.source, problem.reason.startswith(reason))
    case.close()


def test_what_a_quick_reading_left_is_drawn_first(case: Case) -> None:
    """Layers are pictures, too: `notes` needs no second command before it."""
    data = (SAMPLES / "psd" / "c012.psd").read_bytes()
    digest, size = case.vault.put(BytesIO(data))
    seen = Evidence(digest, "c012.psd", "whole file", "", "custody")
    one = FileFact(seen=seen, path="c012.psd", digest=digest, size=size)
    case.shelf.add([one])
    read_files(case, [one], Reader(engine=SerialEngine()), quiet)
    before = {picture.role for picture in case.shelf.each(Picture)}
    done = read_notes(case, SETTINGS, quiet)
    after = {picture.role for picture in case.shelf.each(Picture)}
    assert ("layer" in before, "layer" in after) == (False, True)
    assert done.pictures == len({picture.digest for picture in case.shelf.each(Picture)})
    case.close()


def test_the_crop_of_a_note_is_kept_with_it(case: Case) -> None:
    """What a person needs to check a reading: the note as it is written, and nothing else."""
    data = png(page(("这里要改", RED)))
    held(case, data)
    read_notes(case, SETTINGS, quiet)
    [one] = passages(case)
    with case.vault.open(one.crop) as stream:
        crop = decoded(stream.read())
    assert one.box
    assert one.box[2] <= crop.shape[1] < decoded(data).shape[1]
    assert one.box[3] <= crop.shape[0] < decoded(data).shape[0]
    assert RED[0] - 40 <= crop[..., 0].max()
    assert one.crop != one.picture
    case.close()


@pytest.mark.parametrize("box", [(0, 0, 10, 10), (90, 40, 50, 50), (10, 10, 30, 20)])
def test_a_crop_stays_within_the_picture(box: tuple[int, int, int, int]) -> None:
    drawn = np.full((60, 100, 3), 200, np.uint8)
    crop = decoded(cropped(drawn, box))
    assert 0 < crop.shape[0] <= 60
    assert 0 < crop.shape[1] <= 100
    assert {200} == set(crop.flatten().tolist())
