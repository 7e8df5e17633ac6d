"""The index of own footage on disk: fingerprints in parts.

`index.json` says what all of them were made with, by a digest of the settings; fingerprints
that were made otherwise are refused, never mixed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np

from celtrace.cases.frames.named import Frame, Named
from celtrace.cases.frames.parts import gallery_of, parts_of, put, write_part
from celtrace.engine.daft_runner import DaftEngine
from celtrace.engine.pool import PoolEngine
from celtrace.engine.serial import SerialEngine
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.frames import fingerprint as prints
from celtrace.frames.answer import Verdict, verdict
from celtrace.frames.arrays import Colour
from celtrace.frames.fingerprint import Print, fingerprint
from celtrace.frames.gallery import Candidate, Gallery
from celtrace.frames.lines import Drawing
from celtrace.frames.pixels import encode, resized
from celtrace.frames.search import Depth, search
from celtrace.ports import Engine

FORM = 1
PART = 2000
"""Frames of one part: so many are held, with their small pictures, before they are written."""
_KEPT = 640
_BATCH = 32
"""Frames that travel together to another machine, a megabyte each."""


class Head(msgspec.Struct, frozen=True):
    """What an index was made with."""

    form: int
    settings: str
    pictures: bool
    """Whether small pictures of the frames are kept for the proof pictures."""


class Taken(msgspec.Struct, frozen=True):
    """A frame on its way into the index."""

    frame: Frame
    pixels: Colour


class Index(msgspec.Struct, frozen=True):
    """An index that was opened."""

    folder: Path
    head: Head
    frames: Named
    gallery: Gallery
    pdq: np.ndarray
    """n x 32 bytes."""

    def picture(self, frame: int) -> bytes | None:
        """The small picture of a frame; None in an index of fingerprints only."""
        path = self.folder / "pictures" / f"{self.frames[frame].digest}.jpg"
        return path.read_bytes() if self.head.pictures and path.is_file() else None

    def asked(
        self, drawing: Drawing, depth: Depth | None = None
    ) -> tuple[list[Candidate], Verdict]:
        """The frames that a drawing may be, by falling likeness, and what is said of them."""
        ranked = search(drawing, self.gallery, depth)
        named = self.frames
        return ranked, verdict(ranked, named.shows, named.plains, pencil=drawing.pencil)


class Made(msgspec.Struct, frozen=True):
    """A frame with its fingerprint, and its small picture where one is kept."""

    frame: Frame
    print: Print
    picture: bytes


def engine_of(jobs: int, on: str = "") -> Engine:
    """What fingerprints are made by: processes here, or Daft here or on a cluster (`on`)."""
    if on:
        return DaftEngine(on=on, batch=_BATCH)
    return PoolEngine(jobs) if jobs > 1 else SerialEngine()


def add(
    folder: Path, taken: Iterable[Taken], *, pictures: bool = True, engine: Engine | None = None
) -> tuple[int, int]:
    """Add frames to an index, made where there is none; how many were added and how many known.

    They are written in parts of `PART`: what was stopped is taken up where it stood.
    """
    head = _head(folder, pictures=pictures)
    known = {(frame.digest, frame.show) for frame in Named(parts_of(folder))}
    before = len(known)
    again: list[Frame] = []
    fresh = ((one, head.pictures) for one in taken if _is_new(one.frame, known, again))
    made = (engine or SerialEngine()).map(_made, fresh)
    while part := list(islice(made, PART)):
        for one in part:
            _keep(folder, one)
        lines = b"".join(msgspec.json.encode(one.frame) + b"\n" for one in part)
        write_part(folder, lines, [one.print for one in part])
    return len(known) - before, len(again)


def _is_new(frame: Frame, known: set[tuple[str, str]], again: list[Frame]) -> bool:
    key = (frame.digest, frame.show)
    if key in known:
        again.append(frame)
        return False
    known.add(key)
    return True


def _made(asked: tuple[Taken, bool]) -> Made:
    """The fingerprint of one frame, in whichever process."""
    one, pictured = asked
    print_ = fingerprint(one.pixels)
    said = {"plain": print_.plain, "quality": print_.pdq_quality}
    small = np.asarray(resized(one.pixels, _KEPT), np.uint8)
    picture = encode(small, quality=85) if pictured else b""
    return Made(msgspec.structs.replace(one.frame, **said), print_, picture)


def open_index(folder: Path) -> Index:
    """Open an index for search; UsageError where there is none or it was made otherwise."""
    if not (folder / "index.json").is_file():
        message = f"There is no index of own footage at {folder}."
        raise UsageError(message, "Run: celtrace frames index REFERENCE...")
    head = _head(folder, pictures=True)
    paths = parts_of(folder)
    frames = Named(paths)
    if not frames:
        raise UsageError(f"The index at {folder} is empty.", "Run: celtrace frames index REFERENCE")
    gallery, hashes = gallery_of(folder, paths, frames.shows)
    return Index(folder, head, frames, gallery, hashes)


def digest_of(data: bytes, place: str = "") -> str:
    """SHA-256 of bytes; with a place, of both."""
    made = hashlib.sha256(data)
    if place:
        made.update(b"\0" + place.encode())
    return made.hexdigest()


def _head(folder: Path, *, pictures: bool) -> Head:
    path = folder / "index.json"
    ours = Head(FORM, prints.settings(), pictures)
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        put(path, msgspec.json.format(msgspec.json.encode(ours)))
        return ours
    try:
        head = msgspec.json.decode(path.read_bytes(), type=Head)
    except (msgspec.DecodeError, OSError) as error:
        raise EvidenceChanged(f"{path} cannot be read: {error}.", "Index again.") from error
    if (head.form, head.settings) != (ours.form, ours.settings):
        message = f"The index at {folder} was made with other settings ({head.settings[:12]})."
        raise UsageError(message, "Fingerprints are never mixed: index the footage anew.")
    return head


def _keep(folder: Path, one: Made) -> None:
    path = folder / "pictures" / f"{one.frame.digest}.jpg"
    if one.picture and not path.is_file():
        path.parent.mkdir(exist_ok=True)
        put(path, one.picture)
