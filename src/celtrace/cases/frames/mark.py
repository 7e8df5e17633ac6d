"""Line packs marked for each recipient, and found tracings read for whose copy they are of.

A drawing is known by the digest of its original's bytes, so renamed files do no harm. Whoever
reads needs the originals, the secret and the names of all recipients.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import msgspec
import numpy as np

from celtrace.cases.frames.index import digest_of
from celtrace.cases.frames.read import LARGEST, Seen, pictures
from celtrace.cases.seal import writing_to
from celtrace.errors import UsageError
from celtrace.frames.answer import PROVEN
from celtrace.frames.arrays import Lines
from celtrace.frames.lines import Reading, read_lines
from celtrace.frames.local import Features, features
from celtrace.frames.mark import DECOYS, Mark, Told, copied, pooled, told
from celtrace.frames.mark import Reading as Said
from celtrace.frames.mark_plan import planned
from celtrace.frames.pixels import PictureUnread, decode
from celtrace.frames.proof import Proof, prove
from celtrace.frames.strokes import lines_of
from celtrace.ports import Note

SHORTEST = 16
"""Bytes of a secret."""
_CLEAR = 40
"""Strokes from which no other reading of a found drawing is tried."""
_LONGEST = 32_000
"""Pixels of a side: OpenCV moves no more."""
SAYS = (
    "A simulated tracing keeps the mark; a free-hand redraw from a model sheet carries nothing of "
    "it. The answer is about whose copy was traced, not about who drew."
)


class Original(msgspec.Struct, frozen=True):
    """A drawing of a pack, as it was before it was marked."""

    name: str
    digest: str
    lines: Lines
    features: Features


Laid = tuple[Original, Reading, Proof]
"""An original, how the found drawing was read, and how it lies on the original."""


def secret_of(path: Path) -> bytes:
    """The secret in a file; UsageError where it is missing or short enough to be guessed."""
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a file.") from error
    if len(secret) < SHORTEST:
        message = f"The secret in {path} has {len(secret)} bytes; {SHORTEST} are the least."
        raise UsageError(message, "Make one: head -c 32 /dev/urandom | base64 > secret")
    return secret


def named(recipient: str) -> str:
    """A recipient's name as marks are made of it, however it was typed; UsageError for none."""
    name = unicodedata.normalize("NFC", recipient).strip().removeprefix("\ufeff")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise UsageError("The recipient's name is no text.", "Name it in UTF-8.") from error
    if not name:
        raise UsageError("The recipient has no name.", "Name who gets the copy.")
    return name


def write(pack: Sequence[Path], recipient: str, secret: bytes, out: Path) -> list[Path]:
    """Write a recipient's copy of a pack at full size as PNG; the files, in order.

    UsageError for what is no picture: a pack goes out whole or not at all.
    """
    who, goals = named(recipient), {out / f"{path.stem}.png": path for path in _files(pack)}
    there = next((goal for goal in goals if goal.exists()), None)
    if there is not None:
        raise UsageError(f"{there} is there already.", "Name a new folder with --out.")
    beside = out.resolve().parent
    with writing_to(out):
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside, prefix=".marking-") as draft:
            for goal, path in goals.items():
                (Path(draft) / goal.name).write_bytes(_marked(path, who, secret))
            out.mkdir(exist_ok=True)
            for goal in goals:
                (Path(draft) / goal.name).rename(goal)
    return list(goals)


def read(
    found: Sequence[Path],
    pack: Sequence[Path],
    recipients: Sequence[str],
    secret: bytes,
    note: Note,
    decoys: int = DECOYS,
) -> Said:
    """Whose copy the found drawings were traced from; nobody's where that is not sure."""
    names = list(dict.fromkeys(map(named, recipients)))
    if len(names) < 2:  # noqa: PLR2004 - one name alone is the best of one
        raise UsageError("One recipient cannot be told from others.", "Name all who had a copy.")
    originals = list(_originals(pack, note))
    if not originals:
        raise UsageError("No original of the pack can be read.", "Name it with --pack.")
    seen: dict[str, Told] = {}
    for one in pictures(list(found), note):
        laid = _laid(one, originals)
        if laid is None:
            note(one.name, "is none of the pack's drawings", "it was left out")
        elif laid[0].digest in seen:
            note(one.name, f"is {laid[0].name} once more", "each drawing counts once")
        elif (said := _told(laid, names, secret, decoys)) is None:
            note(one.name, f"cannot be laid closely on {laid[0].name}", "it was left out")
        else:
            seen[laid[0].digest] = said
    return pooled(list(seen.values()))


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files themselves, and those in folders, each name once."""
    files = [
        one for path in paths for one in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if one.is_file()
    ]  # fmt: skip
    names = [one.stem for one in files]
    if len(set(names)) < len(names):
        raise UsageError("Two drawings of the pack have one name.", "Rename one of them.")
    return files


def _marked(path: Path, recipient: str, secret: bytes) -> bytes:
    try:
        data = _bytes(path)
        lines, pixels = lines_of(decode(data)), _full(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name pictures.") from error
    except PictureUnread as error:
        raise UsageError(f"{path} cannot be marked: {error}.", "Name line drawings.") from error
    mark = Mark(secret, digest_of(data))
    return bytes(cv2.imencode(".png", copied(pixels, mark, recipient, planned(lines)))[1])


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise PictureUnread(f"more than {LARGEST:,} bytes, which `read-mark` leaves out")
    return path.read_bytes()


def _full(data: bytes) -> np.ndarray:
    """A picture at full size, as it is; PictureUnread for what cannot be written so again."""
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise PictureUnread("more pixels than can be marked") from error
    if pixels is None or pixels.dtype not in (np.uint8, np.uint16):
        raise PictureUnread("no PNG, JPEG or TIFF of 8 or 16 bits")
    if max(pixels.shape[:2]) > _LONGEST:
        raise PictureUnread(f"a side of more than {_LONGEST:,} pixels")
    return np.asarray(pixels)


def _originals(pack: Sequence[Path], note: Note) -> Iterator[Original]:
    for one in pictures(list(pack), note):
        lines = lines_of(one.pixels)
        yield Original(one.name, one.digest, lines, features(lines))


def _told(laid: Laid, recipients: Sequence[str], secret: bytes, decoys: int) -> Told | None:
    """How far each recipient's warp explains a found drawing; None where it cannot be read."""
    original, reading, proof = laid
    high, wide = original.lines.shape
    own = cv2.warpAffine(reading.lines, proof.place, (wide, high))
    return told(own, original.lines, Mark(secret, original.digest), recipients, decoys)


def _laid(seen: Seen, originals: Sequence[Original]) -> Laid | None:
    """The original on which most strokes of a drawing lie, with the transform."""
    best: Laid | None = None
    for reading in read_lines(seen.pixels).readings:
        own = features(reading.lines)
        for original in originals:
            proof = prove(own, original.features)
            if proof and proof.strokes >= max(PROVEN, best[2].strokes + 1 if best else 0):
                best = (original, reading, proof)
        if best is not None and best[2].strokes >= _CLEAR:
            return best
    return best
