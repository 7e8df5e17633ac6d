"""Notes in the pictures of a case: read once each, kept as passages with their boxes.

It needs the extra `[files]` (RapidOCR), so a door imports it only when asked; Hangul is read
by a net of our own and, where it is installed, by Tesseract with its Korean data beside it.
What is missing is said, and what was not read is never called empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.found.reading import Reader as Pass
from celtrace.cases.found.reading import read_files
from celtrace.cases.found.tesseract import REMEDY, Tesseract
from celtrace.cases.progress import Progress
from celtrace.notes.read import NotAPicture, Reader, Written, cropped, decoded
from celtrace.records import Digest, Evidence, FileType, Picture, Problem, TextPassage
from celtrace.settings import Settings
from celtrace.text.language import resolve

ACTION = "notes"
PICTURES = frozenset({"png", "jpeg", "webp", "bmp", "tiff", "gif"})
_TOGETHER = 32


class Noted(msgspec.Struct, frozen=True):
    """What came of reading pictures."""

    pictures: int
    known: int
    """Read by an earlier run."""
    notes: int
    without: int
    """Pictures in which nothing was found that could be read."""
    hangul: str
    """Who read Hangul."""
    problems: tuple[Problem, ...]


def read_notes(case: Case, settings: Settings, progress: Progress) -> Noted:
    """Read all pictures of an open case that are not read yet; draw those that must be drawn."""
    thorough = Pass(jobs=settings.jobs, limits=settings.limits, thorough=True)
    read_files(case, (), thorough, progress)
    hangul = Tesseract.found()
    reader = Reader(hangul)
    known = _known(case, hangul is not None)
    wanted = {digest: of for digest, of in sorted(_pictures(case).items()) if digest not in known}
    less = f"Hangul in flowing hands is read less well: {REMEDY}"
    missing = _said("", "", "Tesseract with Korean data is not installed", less)
    problems = [] if hangul else [missing]
    notes = without = 0
    waiting: list[Digest] = []
    for number, (digest, pictures) in enumerate(wanted.items(), start=1):
        passages, problem = _read(case, reader, digest, pictures)
        case.shelf.add((*passages, *problem))
        notes += len(passages)
        without += not passages and not problem
        problems += problem
        waiting.append(digest)
        if len(waiting) == _TOGETHER or number == len(wanted):
            case.log(ACTION, {"pictures": waiting, "version": __version__, "hangul": bool(hangul)})
            waiting = []
        progress("reading notes in pictures", number, len(wanted))
    case.shelf.add(problems)
    return Noted(len(wanted), len(known), notes, without, reader.hangul, tuple(problems))


def _known(case: Case, hangul: bool) -> set[Digest]:  # noqa: FBT001 - a fact of the run
    """Pictures that this version read, with a second reader of Hangul where there is one now."""
    return {
        digest for entry in case.journal.read() if entry.action == ACTION
        and entry.body["version"] == __version__ and (entry.body["hangul"] or not hangul)
        for digest in entry.body["pictures"]
    }  # fmt: skip


def _pictures(case: Case) -> dict[Digest, list[Picture]]:
    """Pictures by the digest of their own bytes, files that are pictures among them."""
    found: dict[Digest, list[Picture]] = defaultdict(list)
    for picture in case.shelf.each(Picture):
        found[picture.digest].append(picture)
    for type_ in case.shelf.each(FileType):
        if type_.format in PICTURES and type_.file not in found:
            found[type_.file].append(Picture(
                seen=type_.seen, file=type_.file, digest=type_.file, role="whole"
            ))  # fmt: skip
    return found


def _read(
    case: Case, reader: Reader, digest: Digest, pictures: Sequence[Picture]
) -> tuple[list[TextPassage], list[Problem]]:
    with case.vault.open(digest) as stream:
        data = stream.read()
    try:
        page = decoded(data)
        written = reader.read_picture(page)
    except NotAPicture as error:
        name = pictures[0].seen.source or digest[:16]
        return [], [_said(name, pictures[0].place, str(error), "no note was read from it")]
    crops = [case.vault.put(BytesIO(cropped(page, one.box)))[0] for one in written]
    return [one for picture in pictures for one in _passages(picture, written, crops)], []


def _passages(
    picture: Picture, written: Sequence[Written], crops: Sequence[Digest]
) -> Iterator[TextPassage]:
    spoken = resolve([one.text for one in written])
    for one, language, crop in zip(written, spoken, crops, strict=True):
        left, top, width, height = one.box
        place = f"{picture.place or picture.role}, {one.ink} at {left},{top} {width}x{height}"
        yield TextPassage(
            seen=Evidence(picture.file, picture.seen.source, place, one.text, one.by, __version__),
            file=picture.file, text=one.text, role="note", place=place, language=language,
            picture=picture.digest, box=one.box, crop=crop, confidence=one.confidence,
        )  # fmt: skip


def _said(source: str, place: str, reason: str, consequence: str) -> Problem:
    seen = Evidence(Digest(""), source, place, "", "notes", __version__)
    return Problem(seen=seen, source=source, place=place, reason=reason, consequence=consequence)
