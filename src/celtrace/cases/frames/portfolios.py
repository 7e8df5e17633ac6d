"""Portfolio pieces of workers against each other's, and against own footage.

Two portfolios that show the same drawing say that both show it: who drew it is not said, and
both may have worked on it. What is alike is proven as everywhere, by bytes or by geometry;
each worker's pieces are held against all others' at once.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from celtrace.cases import intake
from celtrace.cases.frames.index import Index, Taken, add, open_index
from celtrace.cases.frames.match import Answer, match
from celtrace.cases.frames.named import Frame
from celtrace.cases.frames.read import Seen, pictures
from celtrace.ports import Note
from celtrace.records import Worker
from celtrace.settings import Settings

SAYS = (
    "A match says that both show the same drawing, not who drew it: several people work on one "
    "drawing, and may show it."
)


class Portfolio(msgspec.Struct, frozen=True):
    """The pictures that a worker handed in."""

    worker: str
    pieces: tuple[Seen, ...]


class Same(msgspec.Struct, frozen=True):
    """A piece that shows the same drawing as another's, or as a cut of ours."""

    worker: str
    piece: str
    other: str
    """The other worker; empty where it is our own footage."""
    shows: str
    """The other's piece, or our show and cut."""
    strokes: int
    """Strokes of the proof; 0 where the bytes are equal or the lines as a whole agree."""
    rests_on: str


def portfolios(folder: Path, settings: Settings, note: Note) -> list[Portfolio]:
    """The portfolios of a dossier's workers that lie in it; addresses on the web are noted."""
    held = []
    for record in intake.read(folder, settings).dossier.records:
        if not isinstance(record, Worker) or not record.portfolio:
            continue
        path = folder / record.portfolio
        if "://" in record.portfolio:
            note(record.portfolio, "lies on the web", "nothing is fetched: hand in the pictures")
        elif not path.exists():
            note(record.portfolio, "does not lie in the dossier", "it was not compared")
        else:
            seen = (_named(one, folder) for one in pictures([path], note))
            held.append(Portfolio(record.id, tuple(seen)))
    return held


def compared(held: Sequence[Portfolio], own: Index | None = None) -> Iterator[Same]:
    """Pieces that show the same drawing as another worker's, each pair once; then as ours."""
    known = set[frozenset[tuple[str, str]]]()
    for same in _among(held):
        pair = frozenset(((same.worker, same.piece), (same.other, same.shows)))
        if pair not in known:
            known.add(pair)
            yield same
    if own is None:
        return
    for one in held:
        for judged in match(one.pieces, own):
            if ours := judged.answer.ours:
                yield _same(one.worker, judged.answer, "", f"{ours.show}, {ours.cut}")


def links(found: Sequence[Same]) -> str:
    """What workers share, as the dossier's section `links` reads it."""
    first: dict[tuple[str, str], str] = {}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("a", "b", "by", "value"))
    for one in found:
        if one.other:
            value = first.get((one.worker, one.piece)) or first.get((one.other, one.shows))
            value = value or one.piece
            first[one.worker, one.piece] = first[one.other, one.shows] = value
            rows.writerow((one.worker, one.other, "image", value))
    return out.getvalue()


def _among(held: Sequence[Portfolio]) -> Iterator[Same]:
    """Each worker's pieces against those of all others; every piece is fingerprinted once."""
    some = [one for one in held if one.pieces]
    if len(some) < 2:  # noqa: PLR2004 - nobody to compare with
        return
    with tempfile.TemporaryDirectory(prefix="celtrace-portfolios-") as scratch:
        home = Path(scratch)
        for number, one in enumerate(some):
            frames = (Frame(seen.digest, seen.name, one.worker, seen.name) for seen in one.pieces)
            taken = map(Taken, frames, (seen.pixels for seen in one.pieces))
            add(home / str(number), taken, pictures=False)
        for number, one in enumerate(some):
            others = _joined(home, [n for n in range(len(some)) if n != number])
            for judged in match(one.pieces, others):
                ours = judged.answer.ours
                for other in (ours, *judged.answer.also) if ours else ():
                    yield _same(one.worker, judged.answer, other.show, other.source)


def _joined(home: Path, numbers: Sequence[int]) -> Index:
    """The indexes of several workers as one, without copying what they hold."""
    with tempfile.TemporaryDirectory(dir=home) as made:
        parts = Path(made) / "parts"
        parts.mkdir()
        os.link(home / str(numbers[0]) / "index.json", Path(made) / "index.json")
        for number in numbers:
            for part in sorted((home / str(number) / "parts").iterdir()):
                os.link(part, parts / f"{number:05d}-{part.name}")
        return open_index(Path(made))


def _same(worker: str, answer: Answer, other: str, shows: str) -> Same:
    return Same(worker, answer.file, other, shows, answer.strokes, answer.rests_on)


def _named(seen: Seen, folder: Path) -> Seen:
    """The piece by its path in the dossier."""
    return msgspec.structs.replace(seen, name=seen.name.removeprefix(f"{folder}/"))
