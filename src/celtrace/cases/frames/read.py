"""Files and folders as pictures with their bytes' digest: images, videos, layered files.

Of a layered or animation file (PSD, TLV, KRA, ORA, CLIP) the readers of found files give the
pictures: the whole, its layers, its drawings. A picture in it is named `FILE#PLACE`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from celtrace.cases.found import looking
from celtrace.cases.found.looking import Aside, Task
from celtrace.cases.frames.index import Taken, digest_of
from celtrace.cases.frames.named import Frame
from celtrace.errors import UsageError
from celtrace.frames.arrays import Colour
from celtrace.frames.pixels import LEAST, PictureUnread, decode
from celtrace.frames.video import frames_of, moments
from celtrace.ports import Note
from celtrace.records import Digest
from celtrace.text.counts import count as said
from celtrace.text.cuts import read_cuts

VIDEOS = frozenset(
    {".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".mxf", ".wmv", ".ogv"}
)
LAYERED = frozenset({".psd", ".psb", ".tlv", ".kra", ".ora", ".clip"})
LARGEST = 512 * 2**20
"""Bytes of one picture file; a larger one is named and left."""
_NUMBER = re.compile(r"(\d+)(?!.*\d)")


class Seen(msgspec.Struct, frozen=True):
    """A picture of a file that was handed in."""

    name: str
    """The file, as it was named to us."""
    digest: str
    pixels: Colour
    data: bytes
    seconds: float | None = None
    until: float | None = None
    shot: int | None = None


class Naming(msgspec.Struct, frozen=True):
    """How references are named where their files do not say."""

    show: str = ""
    """Else the folder that was handed in, or the file's own folder."""
    cut: str = ""
    """Else the cut that the path names, or the file's name."""


def pictures(paths: list[Path], note: Note) -> Iterator[Seen]:
    """Every picture of files and folders, in order of path; what is not read is noted."""
    for path in _files(paths):
        if path.suffix.lower() in VIDEOS:
            yield from _video(path, note)
        elif path.suffix.lower() in LAYERED:
            yield from _layers(path, note)
        elif (one := _picture(path, note)) is not None:
            yield one


def references(paths: list[Path], naming: Naming, note: Note) -> Iterator[Taken]:
    """Own footage on its way into the index."""
    for given in paths:
        for seen in pictures([given], note):
            show = naming.show or (given.name if given.is_dir() else given.absolute().parent.name)
            cut = naming.cut or cut_of(seen.name)
            frame = Frame(seen.digest, seen.name, show, cut, seen.seconds, seen.until, seen.shot)
            yield Taken(frame, seen.pixels)


def cut_of(name: str) -> str:
    """The cut that a path names (`ep05_c101`); else the file's name without its number."""
    stem = Path(name).stem
    for part in (_NUMBER.sub("", stem), stem, *reversed(Path(name).parent.parts)):
        if cuts := read_cuts(part):
            return cuts[0]
    return _NUMBER.sub("", stem).strip(" _-.") or stem


def number_of(name: str) -> int | None:
    """The last number in a file's name: of a drawing in its cut."""
    found = _NUMBER.search(Path(name).stem)
    return int(found.group(1)) if found else None


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"{path} is not there.", "Name files or folders with pictures.")


def _picture(path: Path, note: Note) -> Seen | None:
    try:
        if path.stat().st_size > LARGEST:
            note(str(path), "is larger than is read", "it was not compared")
            return None
        data = path.read_bytes()
        return Seen(str(path), digest_of(data), decode(data), data)
    except OSError as error:
        note(str(path), f"cannot be read: {error.strerror}", "it was not compared")
    except PictureUnread as error:
        note(str(path), str(error), "it was not compared")
    return None


def _layers(path: Path, note: Note) -> Iterator[Seen]:
    """The pictures in a layered file, each once; what the reader could not take in is noted."""
    size = path.stat().st_size
    if size > LARGEST:
        note(str(path), "is larger than is read", "it was not compared")
        return
    digest, known = digest_of(path.read_bytes()), set[str]()
    with tempfile.TemporaryDirectory() as folder:
        spool = Path(folder) / "spool"
        task = Task(Digest(digest), path.name, size, str(path), str(spool), thorough=True)
        looked = looking.look(task)
        for problem in looked.problems:
            note(str(path), problem.reason, problem.consequence)
        for one in looked.aside:
            if one.kind == "picture" and one.role in ("whole", "layer", "frame", "page"):
                seen = _inside((path, digest), one, spool, note)
                if seen is not None and seen.digest not in known:
                    known.add(seen.digest)
                    yield seen
    if not known:
        note(str(path), "no picture in it is large enough to compare", "it was not compared")


def _inside(file: tuple[Path, str], one: Aside, spool: Path, note: Note) -> Seen | None:
    """One picture of a layered file; the whole stands for the file, with its digest."""
    path, digest = file
    whole = one.role == "whole"
    name = str(path) if whole else f"{path}#{one.place}"
    with spool.open("rb") as held:
        data = looking.part(held, one).read()
    try:
        return Seen(name, digest if whole else digest_of(data), decode(data), data)
    except PictureUnread as error:
        if min(one.width, one.height) >= LEAST:
            note(name, str(error), "it was not compared")
    return None


def _video(path: Path, note: Note) -> Iterator[Seen]:
    count = 0
    try:
        with path.open("rb") as stream:
            for moment in moments(frames_of(stream)):
                count += 1
                seconds = round(moment.seconds, 4)
                digest = digest_of(moment.pixels.tobytes(), f"{path.name} {seconds}")
                yield Seen(
                    str(path), digest, moment.pixels, b"",
                    seconds, round(moment.until, 4), moment.shot,
                )  # fmt: skip
    except OSError as error:
        note(str(path), f"cannot be read: {error.strerror}", "it was not compared")
    except PictureUnread as error:
        note(str(path), str(error), f"{said(count, 'picture')} of it could be read")
