"""Notes in the pictures of a case: read once each, kept as passages with their boxes.

It needs the extra `[files]` (RapidOCR), so a door imports it only when asked; Hangul is read
by a net of our own and, where it is installed, by Tesseract with its Korean data beside it.
What is missing is said, and what was not read is never called empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from io import BytesIO

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.found.reading import Reader as Pass
from celtrace.cases.found.reading import read_files
from celtrace.cases.found.tesseract import REMEDY, Tesseract
from celtrace.cases.progress import Progress
from celtrace.notes.read import NotRead, Reader, Written, cropped, decoded
from celtrace.records import Digest, Evidence, FileType, Picture, Problem, TextPassage
from celtrace.settings import Settings
from celtrace.text.language import resolve

ACTION = "notes"
PICTURES = frozenset({"png", "jpeg", "webp", "bmp", "tiff", "gif"})
LATE = "Tesseract failed on it or took too long; it is asked again when notes are read again"
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
    problems = _missing(case, hangul)
    earlier = _earlier(case, wanted)
    notes = without = 0
    waiting: dict[bool, list[Digest]] = {False: [], True: []}
    for number, (digest, pictures) in enumerate(wanted.items(), start=1):
        missed = hangul.missed if hangul else 0
        passages, problem = _read(case, reader, digest, pictures)
        both = hangul is not None and hangul.missed == missed
        without += not passages and not problem
        if not problem:
            _forget(case, pictures[0], earlier[digest], passages, both)
        if hangul and not both:
            problem.append(_of(pictures[0], LATE, "Hangul was read by our own net alone"))
        case.shelf.add((*passages, *problem))
        notes += len(passages)
        problems += problem
        waiting[both].append(digest)
        if number % _TOGETHER == 0 or number == len(wanted):
            _log(case, waiting)
        progress("reading notes in pictures", number, len(wanted))
    return Noted(len(wanted), len(known), notes, without, reader.hangul, tuple(problems))


def _missing(case: Case, hangul: Tesseract | None) -> list[Problem]:
    """What a run without Tesseract says, kept in the case as long as it is so."""
    less = f"Hangul in flowing hands is read less well: {REMEDY}"
    missing = _said("", "", "Tesseract with Korean data is not installed", less)
    if hangul:
        case.shelf.drop([missing])
        return []
    case.shelf.add([missing])
    return [missing]


def _earlier(case: Case, wanted: Container[Digest]) -> dict[Digest, list[TextPassage]]:
    """Notes that an earlier run read from pictures that are read now."""
    found: dict[Digest, list[TextPassage]] = defaultdict(list)
    for passage in case.shelf.each(TextPassage):
        if passage.role == "note" and passage.picture in wanted:
            found[passage.picture].append(passage)
    return found


def _forget(
    case: Case,
    picture: Picture,
    earlier: Sequence[TextPassage],
    now: Sequence[TextPassage],
    both: bool,  # noqa: FBT001 - a fact of the reading
) -> None:
    """Drop what an earlier run read otherwise, and that it was late where it is no longer."""
    kept = {passage.id for passage in now}
    case.shelf.drop([passage for passage in earlier if passage.id not in kept])
    if both:
        case.shelf.drop([_of(picture, LATE, "")])


def _log(case: Case, waiting: dict[bool, list[Digest]]) -> None:
    """Write down which pictures were read, with and without the second reader of Hangul."""
    for both, pictures in waiting.items():
        if pictures:
            body = {"pictures": list(pictures), "version": __version__, "hangul": both}
            case.log(ACTION, body)
            pictures.clear()


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
    except NotRead as error:
        return [], [_of(pictures[0], str(error), "no note was read from it")]
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


def _of(picture: Picture, reason: str, consequence: str) -> Problem:
    """A problem that names the picture."""
    name = picture.seen.source or picture.digest[:16]
    return _said(name, picture.place, reason, consequence)


def _said(source: str, place: str, reason: str, consequence: str) -> Problem:
    seen = Evidence(Digest(""), source, place, "", "notes", __version__)
    return Problem(seen=seen, source=source, place=place, reason=reason, consequence=consequence)
