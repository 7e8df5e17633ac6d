"""One file: named by its bytes, read by the reader that knows it best, its parts set aside.

This runs in a worker that may be killed at any moment. What a file brings out (pictures,
files inside it) goes into one spool file, so that nothing large travels between
processes; what is said of it comes back as records.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec
from msgspec.structs import replace

from celtrace import __version__
from celtrace.cases.found.exiftool import exiftool, traits
from celtrace.files._blob import Blob
from celtrace.files._head import head_of
from celtrace.files._magic import mime
from celtrace.files._pieces import Pieces
from celtrace.files._rar import MISSING
from celtrace.files._types import Named, named
from celtrace.records import Child, Digest, Drawn, Evidence, FileType, Problem, TextPassage, Trait
from celtrace.settings import Limits
from celtrace.text.language import resolve

LOOKER = "looking"
TYPES = "types"
_FIRST_PIECE = re.compile(r"\.(?:7z|zip|tar|gz|tgz)\.001$", re.IGNORECASE)
_SMALL = 16 * 2**20
"""Below so many bytes the ratio of what is unpacked does not matter."""
_BROKEN = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, struct.error, ValueError,
    LookupError, NotImplementedError, MemoryError, RecursionError,
)  # fmt: skip


class Task(msgspec.Struct, frozen=True):
    """A file to be read: where its bytes are, and where what it holds may be set aside."""

    digest: Digest
    name: str
    size: int
    path: str
    spool: str
    passwords: tuple[str, ...] = ()
    limits: Limits = Limits()
    thorough: bool = False
    """Whether pictures are drawn and ExifTool is asked: many times the cost of all else."""
    plain: bool = False
    """Whether reading it ended a process before."""
    volumes: tuple[tuple[str, str], ...] = ()
    """Names and paths of all files of a set whose first one this is."""
    cut: bool = False
    """Whether they are one file in pieces."""


class Aside(msgspec.Struct, frozen=True):
    """A picture or a file inside the file, by its place in the spool file.

    A picture of length 0 is the file itself.
    """

    kind: Literal["picture", "child"]
    start: int
    length: int
    name: bytes = b""
    place: str = ""
    role: Literal["whole", "layer", "frame", "page", "thumbnail", "embedded"] = "embedded"
    position: int | None = None
    seconds: Decimal | None = None
    width: int = 0
    height: int = 0
    modified: datetime | None = None


class Looked(msgspec.Struct, frozen=True):
    """What came out of one file."""

    digest: Digest
    type: FileType
    traits: tuple[Trait, ...] = ()
    passages: tuple[TextPassage, ...] = ()
    aside: tuple[Aside, ...] = ()
    problems: tuple[Problem, ...] = ()
    spool: str = ""
    lost: bool = False
    """Whether its reading was given up."""


class _Full(Exception):
    """More came out of a file than may."""


class _Collected:
    """What a reader has given so far, within the limits."""

    def __init__(self, task: Task) -> None:
        self.traits: list[Trait] = []
        self.passages: list[TextPassage] = []
        self.aside: list[Aside] = []
        self.problems: list[Problem] = []
        self._task = task
        self._text = self._items = self._out = 0
        self._spool: BinaryIO | None = None

    def note(self, place: str, reason: str, consequence: str) -> None:
        """Keep what could not be taken in."""
        seen = Evidence(self._task.digest, self._task.name, place, "", LOOKER, __version__)
        if len(self.problems) < self._task.limits.file_items:
            self.problems.append(
                Problem(seen=seen, source=self._task.name, place=place, reason=reason,
                        consequence=consequence)
            )  # fmt: skip

    def take(self, item: object) -> None:
        """Keep one thing; _Full when it is one too many."""
        limits = self._task.limits
        self._items += 1
        if self._items > limits.file_items:
            raise _Full(f"it gives more than {limits.file_items:,} facts, texts and pictures")
        if isinstance(item, Trait):
            self.traits.append(item)
        elif isinstance(item, TextPassage):
            self._text += len(item.text)
            if self._text > limits.file_text:
                raise _Full(f"it holds more than {limits.file_text:,} characters of text")
            self.passages.append(item)
        elif isinstance(item, Drawn):
            kept = (0, 0) if item.itself else self._kept(item.data)
            aside = Aside("picture", *kept, b"", item.place, item.role, item.position,
                          item.seconds, item.width, item.height)  # fmt: skip
            self.aside.append(aside)
        elif isinstance(item, Child):
            kept = self._kept(item.data)
            aside = Aside("child", *kept, item.name, item.place, modified=item.modified)
            self.aside.append(aside)

    def _kept(self, data: bytes) -> tuple[int, int]:
        limits, size = self._task.limits, self._task.size
        start, self._out = self._out, self._out + len(data)
        if self._out > limits.unpacked_bytes:
            raise _Full(f"it unpacks to more than {limits.unpacked_bytes:,} bytes")
        if self._out > max(_SMALL, size * limits.unpacked_ratio):
            raise _Full(f"it unpacks to more than {limits.unpacked_ratio} times its size")
        if self._spool is None:
            self._spool = Path(self._task.spool).open("wb")  # noqa: SIM115 - closed by `done`
        self._spool.write(data)
        return start, len(data)

    def done(self, type_: FileType) -> Looked:
        """Everything, as one value."""
        if self._spool is not None:
            self._spool.close()
        return Looked(
            self._task.digest, type_, tuple(self.traits), tuple(self._spoken()), tuple(self.aside),
            tuple(self.problems), self._task.spool if self._spool else "",
        )  # fmt: skip

    def _spoken(self) -> Iterator[TextPassage]:
        """The passages, with the language that their letters and neighbours decide."""
        found = resolve([one.text for one in self.passages])
        for passage, language in zip(self.passages, found, strict=True):
            undecided = language and not passage.language
            yield replace(passage, language=language) if undecided else passage


def look(task: Task) -> Looked:
    """Name and read one file. It raises nothing that a file can bring about."""
    out = _Collected(task)
    try:
        with _opened(task) as stream:
            found = named(head_of(stream), task.name, mime)
            _read(task, stream, found, out)
    except _BROKEN as error:
        out.note("", f"it cannot be read: {_said(error)}", "nothing more was read from it")
        found = Named("", "", "", certain=False)
    return out.done(_type(task, found))


def _opened(task: Task) -> BinaryIO:
    """The bytes of the file; those of its pieces one after the other."""
    if not task.cut:
        return Path(task.path).open("rb")
    return io.BufferedReader(Pieces([Path(path) for _, path in task.volumes]))


def lost(task: Task, why: str) -> Looked:
    """What is known of a file whose reading was given up."""
    out = _Collected(task)
    out.note("", why, "it is in custody; nothing was read from it")
    return replace(out.done(_type(task, Named("", "", "", certain=False))), lost=True)


def plainly(task: Task) -> Task:
    """The same file once more, without what is drawn or unfolded in native code."""
    return replace(task, plain=True, thorough=False)


def joined(task: Task, first: Looked, second: Looked) -> Looked:
    """What the second reading gave, with why the first was given up."""
    if second.lost:
        return first
    rest = "it was read again without pictures and cells; what that gave stands"
    why = [replace(one, consequence=rest) for one in first.problems]
    waiting = second.type.waiting and not task.thorough
    return replace(second, type=replace(second.type, waiting=waiting),
                   problems=(*second.problems, *why))  # fmt: skip


def _type(task: Task, found: Named) -> FileType:
    return FileType(
        seen=Evidence(task.digest, task.name, "whole file", "", TYPES, __version__),
        file=task.digest, format=found.format, title=found.title, by=found.by,
        certain=found.certain, stated=found.stated,
        waiting=not task.thorough and _left(task, found),
    )  # fmt: skip


def _left(task: Task, found: Named) -> bool:
    """Whether a thorough reading may bring more."""
    if found.reader is None:
        return bool(task.size) and bool(found.title) and exiftool() is not None
    return getattr(found.reader, "DRAWS", False)


def _read(task: Task, stream: BinaryIO, found: Named, out: _Collected) -> None:
    if not task.size:
        out.note("", "it is empty", "there is nothing to read")
        return
    if found.reader is None:
        if task.thorough:
            _asked(task, out)
        return
    blob = Blob(stream, task.digest, task.name, task.size, task.passwords, task.limits,
                task.thorough, () if task.cut else task.volumes, task.plain)  # fmt: skip
    before = len(out.problems)
    _items(found.reader, blob, out)
    if len(out.problems) > before and not task.volumes and _FIRST_PIECE.search(task.name):
        out.note("", MISSING, "only what this piece shows was read")
    later = not task.thorough and _left(task, found)
    if not (later or out.traits or out.passages or out.aside or len(out.problems) > before):
        out.note("", f"the reader {found.format} found nothing in it", "it stands as unread")


def _asked(task: Task, out: _Collected) -> None:
    """What ExifTool says of a file that no reader takes."""
    tool = exiftool()
    if tool is None:
        return
    try:
        for one in traits(Path(task.path), task.digest, task.name, tool):
            out.take(one)
    except (TimeoutError, OSError, ValueError, _Full) as error:
        out.note("", f"ExifTool gave no answer ({_said(error)})", "it was named and not read")


def _items(reader: Any, blob: Blob, out: _Collected) -> None:  # noqa: ANN401 - a reader is a module
    rest = "what was read until then stands; the rest was left out"
    try:
        for item in reader.read(blob, out.note):
            out.take(item)
    except _Full as full:
        out.note("", str(full), rest)
    except MemoryError:
        out.note("", f"reading it takes more memory than {blob.limits.file_memory:,} bytes", rest)
    except Exception as error:  # noqa: BLE001 - the named boundary: one file must not stop a run
        out.note("", f"the reader {reader.FORMAT} failed: {_said(error)}", rest)


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def part(spool: BinaryIO, one: Aside) -> BinaryIO:
    """The bytes of a thing that was set aside."""
    spool.seek(one.start)
    return io.BytesIO(spool.read(one.length))
