"""Found drawings against the index of own footage: the order of work.

Exact bytes first, then near copies by PDQ, then retrieval and geometric proof. Only the
first and the last make a match; a near copy by PDQ is proven by geometry like the rest.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import cv2
import msgspec
import numpy as np

from celtrace.cases.frames.index import Index, digest_of
from celtrace.cases.frames.read import Seen, number_of
from celtrace.frames.answer import Verdict, alike, by
from celtrace.frames.arrays import Colour, Grey, Lines
from celtrace.frames.fingerprint import pdq
from celtrace.frames.gallery import Candidate
from celtrace.frames.lines import read_lines
from celtrace.frames.overlay import contact_sheet, layers, line_map, proof_picture, small
from celtrace.frames.pixels import decode, encode, png
from celtrace.frames.plain import plain
from celtrace.frames.search import Depth
from celtrace.frames.sequence import FolderSaid, Placed, Run, folder_said, runs
from celtrace.frames.strokes import lines_of
from celtrace.frames.video import again, sketch

NEAR = 31
"""Bits of 256 in which PDQ hashes of one picture may differ, as its authors say."""
GOOD = 50
"""PDQ quality from which a hash says anything."""
AGAIN = 128
"""Pictures that are kept to know the same picture by when it comes again."""
ALSO = 24
"""Other frames that are named: as many as the whole was laid on."""
SHEET = 40
"""Pictures of one contact sheet."""


class Home(msgspec.Struct, frozen=True, omit_defaults=True):
    """A frame of ours that a found picture was compared with."""

    show: str
    cut: str
    source: str
    digest: str
    strokes: int
    seconds: float | None = None
    shot: int | None = None
    agreement: float = 0.0
    """How well the lines as a whole lie on it; 0 where that was not looked at."""


class Answer(msgspec.Struct, frozen=True):
    """What is said of one found picture."""

    file: str
    digest: str
    seconds: float | None
    """Where in the found video; None for a picture."""
    outcome: Literal["the same bytes", "the same drawing", "nothing found"]
    ours: Home | None
    why: str
    strokes: int
    """Strokes of the proof; 0 where there is none."""
    rests_on: Literal["", "bytes", "strokes", "lines", "both"]
    """Single strokes that agree, the lines as a whole, or both together."""
    agreement: float
    """How well the lines as a whole lie on the frame; 0 where that was not looked at."""
    mirrored: bool
    reading: str
    """Which part of the picture was read as the drawing."""
    near_copy: int | None
    """Bits in which PDQ differs from the nearest frame's; None where that is no near copy."""
    runner_up: Home | None
    """The best frame of any other show."""
    also: tuple[Home, ...]
    """Other frames on which nearly as many strokes agree, the most first."""
    proof: str = ""
    """The proof picture, relative to the folder that was written."""


class Judged(msgspec.Struct, frozen=True):
    """An answer, and what its proof picture is drawn from."""

    answer: Answer
    seen: Seen
    match: Candidate | None


def match(seen: Iterable[Seen], index: Index, depth: Depth | None = None) -> Iterator[Judged]:
    """An answer for each found picture, in order.

    What is the same picture again as one of the last, as a shot that a video shows twenty
    times, gets its answer without being searched for again.
    """
    last: deque[tuple[Grey, Judged]] = deque(maxlen=AGAIN)
    for one in seen:
        small = sketch(one.pixels)
        known = next((judged for held, judged in last if again(held, small)), None)
        if known is None or known.answer.rests_on == "bytes" or index.frames.by_digest(one.digest):
            known = _judged(one, index, depth)
            last.append((small, known))
            yield known
        else:
            place = {"file": one.name, "digest": one.digest, "seconds": one.seconds}
            answer = msgspec.structs.replace(known.answer, **place)
            yield Judged(
                answer, one if known.match is None else _like(one, known.seen), known.match
            )


def _like(seen: Seen, before: Seen) -> Seen:
    """A picture seen again, with the pixels that the proof was made of."""
    return msgspec.structs.replace(seen, pixels=before.pixels)


def _judged(seen: Seen, index: Index, depth: Depth | None) -> Judged:
    same = index.frames.by_digest(seen.digest)
    if same:
        ours, *also = (_home(index, frame) for frame in same)
        return Judged(_answer(seen, "the same bytes", ours, also=tuple(also)), seen, None)
    drawing = read_lines(seen.pixels)
    empty = plain(seen.pixels, drawing.readings[0].lines)
    if empty == "blank":
        return Judged(
            _answer(seen, "nothing found", None, why="hardly anything is drawn on it"), seen, None
        )
    ranked, judged = index.asked(drawing, depth)
    return Judged(_told(seen, judged, ranked, index), seen, judged.best)


def _told(seen: Seen, judged: Verdict, ranked: list[Candidate], index: Index) -> Answer:
    other = judged.runner_up
    runner_up = _laid_home(index, other) if other else None
    near = _near_copy(seen, index)
    if judged.best is None:
        return _answer(
            seen, "nothing found", None, why=judged.why, runner_up=runner_up, near_copy=near
        )
    best = judged.best
    also = tuple(_laid_home(index, one) for one in alike(ranked, best) if one is not best)
    return _answer(
        seen, "the same drawing", _laid_home(index, best), why=judged.why,
        strokes=best.strokes, rests_on=by(best), agreement=round(best.agreement.score, 2),
        mirrored=best.mirrored, reading=best.reading.kind,
        runner_up=runner_up, also=also[:ALSO], near_copy=near,
    )  # fmt: skip


def _answer(
    seen: Seen,
    outcome: Literal["the same bytes", "the same drawing", "nothing found"],
    ours: Home | None,
    **said: object,
) -> Answer:
    given = {
        "why": "", "strokes": 0, "rests_on": "bytes" if outcome == "the same bytes" else "",
        "agreement": 0.0, "mirrored": False, "reading": "", "near_copy": None,
        "runner_up": None, "also": (),
    } | said  # fmt: skip
    return Answer(seen.name, seen.digest, seen.seconds, outcome, ours, **given)  # type: ignore[arg-type]


def _home(index: Index, number: int) -> Home:
    frame = index.frames[number]
    return Home(frame.show, frame.cut, frame.source, frame.digest, 0, frame.seconds, frame.shot)


def _laid_home(index: Index, one: Candidate) -> Home:
    score = round(one.agreement.score, 4)
    return msgspec.structs.replace(_home(index, one.frame), strokes=one.strokes, agreement=score)


def _near_copy(seen: Seen, index: Index) -> int | None:
    value, quality = pdq(seen.pixels)
    if quality < GOOD or not len(index.pdq):
        return None
    apart = np.bitwise_count(index.pdq ^ value).sum(axis=1)
    best = int(apart.min())
    return best if best <= NEAR else None


def write(folder: Path, judged: Iterable[Judged], index: Index) -> list[Answer]:
    """Write answers, proof pictures and the table for the dossier; the answers."""
    (folder / "proofs").mkdir(parents=True, exist_ok=True)
    answers: list[Answer] = []
    sheets: dict[tuple[str, str], list[tuple[Colour, str]]] = {}
    digests: dict[str, tuple[str, str]] = {}
    for number, one in enumerate(judged):
        answer = one.answer
        reference = _reference(one, index)
        if one.match is not None and answer.ours is not None and reference is not None:
            name = f"proofs/{number:05d}.jpg"
            drawn = (one.seen.pixels, *reference, one.match)
            digests[name] = (
                _kept(folder / name, encode(proof_picture(*drawn))),
                _kept((folder / name).with_suffix(".webp"), layers(*drawn)),
            )
            key = (answer.ours.show, answer.ours.cut)
            answer = msgspec.structs.replace(answer, proof=name)
            sheet = sheets.setdefault(key, _ours(one, index))
            if len(sheet) < SHEET:
                sheet.append((small(one.seen.pixels), Path(answer.file).name))
        answers.append(answer)
    by_cut = {
        cut: _kept(folder / "proofs" / f"sheet-{number:03d}.jpg", contact_sheet(shown))
        for number, (cut, shown) in enumerate(sorted(sheets.items()))
    }
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in answers)
    (folder / "answers.jsonl").write_bytes(lines)
    told = b"".join(msgspec.json.encode(one) + b"\n" for one in folders(answers))
    (folder / "folders.jsonl").write_bytes(told)
    (folder / "matches.csv").write_text(table(answers, digests, by_cut), encoding="utf-8")
    return answers


def _kept(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return digest_of(data)


def _ours(one: Judged, index: Index) -> list[tuple[Colour, str]]:
    """The first tile of a contact sheet: our own frame."""
    reference = _reference(one, index)
    return [] if reference is None else [(small(reference[0]), "ours")]


def shown(name: str, data: bytes, index: Index) -> tuple[Answer, bytes | None]:
    """The answer for the bytes of one picture, and its proof as PNG for a page or a report.

    The proof is what was found, ours, and both laid on each other; None where nothing was
    found or equal bytes are the proof. Of an index without pictures the line map stands for
    ours. PictureUnread says what is wrong with the bytes.
    """
    [one] = match([Seen(name, digest_of(data), decode(data), data)], index)
    panels = _panels(one, index)
    return one.answer, None if panels is None else png(panels)


def _panels(one: Judged, index: Index) -> Colour | None:
    reference = _reference(one, index)
    if reference is None or one.match is None:
        return None
    return proof_picture(one.seen.pixels, *reference, one.match)


def _reference(one: Judged, index: Index) -> tuple[Colour, Lines] | None:
    """Our frame and its lines; of fingerprints alone, its lines as they are kept."""
    if one.match is None:
        return None
    data = index.picture(one.match.frame)
    if data is not None:
        picture = decode(data)
        return picture, lines_of(picture)
    size = index.gallery.kept.size(one.match.frame)
    lines = index.gallery.kept.lines(one.match.frame)
    return line_map(lines, size), cv2.resize(lines, size, interpolation=cv2.INTER_CUBIC)


class Folder(msgspec.Struct, frozen=True):
    """A folder of found drawings, or a found video, judged as a whole."""

    folder: str
    said: FolderSaid
    runs: tuple[Run, ...]


def folders(answers: Sequence[Answer]) -> list[Folder]:
    """What the drawings of each folder say together, in order of folder."""
    by_folder: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_folder[one.file if one.seconds is not None else str(Path(one.file).parent)].append(one)
    return [_folder(name, by_folder[name]) for name in sorted(by_folder)]


def _folder(name: str, answers: list[Answer]) -> Folder:
    shows = [one.ours.show for one in answers if one.ours]
    placed = [
        _placed(number, one, one.ours, one.ours.seconds)
        for n, one in enumerate(answers)
        if one.ours and one.ours.seconds is not None
        and (number := n if one.seconds is not None else number_of(one.file)) is not None
    ]  # fmt: skip
    return Folder(name, folder_said(shows, len(answers)), tuple(runs(placed)))


def _placed(number: int, answer: Answer, ours: Home, seconds: float) -> Placed:
    """Where a drawing is at home, and on which other frames of the shot it lies how well."""
    shot = _shot(ours)
    also = ((one.seconds, one.agreement) for one in answer.also
            if one.seconds is not None and one.agreement and _shot(one) == shot)  # fmt: skip
    return Placed(number, shot, seconds, ours.agreement, tuple(also))


def _shot(home: Home) -> tuple[str, str, str]:
    return home.show, home.cut or home.source, str(home.shot)


def table(
    answers: Iterable[Answer],
    pictures: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    sheets: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> str:
    """The matches as the dossier's section `matches` reads them, a row a file and cut.

    `pictures` are the digests of proof pictures and of their layers by name, `sheets` those of
    contact sheets by show and cut.
    """
    best: dict[tuple[str, str], Answer] = {}
    for one in answers:
        if one.ours is not None:
            key = (one.file, one.ours.cut)
            if key not in best or best[key].strokes < one.strokes:
                best[key] = one
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("file", "cut", "score", "reviewer", "proof", "picture", "sheet", "layers"))
    for (file, cut), one in best.items():
        by = "bytes" if one.outcome == "the same bytes" else "geometry"
        sheet = sheets.get((one.ours.show, cut), "") if one.ours else ""
        picture, laid = pictures.get(one.proof, ("", ""))
        rows.writerow((file, cut, one.strokes or "", "open", by, picture, sheet, laid))
    return out.getvalue()
