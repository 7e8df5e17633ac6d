"""What a file is, says about its making, holds as text, and shows as pictures.

A record names the file by the digest of its bytes, never by its path: one file that lies
in three folders is read once. Where it lies is said by `FileFact`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Digest, Record


class FileFact(Record, frozen=True, kw_only=True):
    """A file that was taken in: the bytes, and where they lay."""

    kind: ClassVar[str] = "file"
    key: ClassVar[tuple[str, ...]] = ("path", "digest")

    path: str
    """Lossless: a byte that is not UTF-8 is written `\\xHH`; `!/` leads into an archive."""
    digest: Digest
    size: int
    modified: datetime | None = None
    name: str = ""
    """The path as people read it, where its bytes are not UTF-8 or it is in a code page."""
    encoding: str = ""
    """The code page that `name` was read in; a guess over all names that lay together."""
    container: Digest = Digest("")
    """The file that it was found in; empty where it lay in a folder."""
    batch: str = ""
    """The day or delivery that it came with."""


class FileType(Record, frozen=True, kw_only=True):
    """What the bytes of a file are."""

    kind: ClassVar[str] = "file_type"
    key: ClassVar[tuple[str, ...]] = ("file",)

    file: Digest
    format: str
    """The reader's `FORMAT`, or the label of whoever knew it; empty if nobody did."""
    title: str = ""
    by: Literal["signature", "libmagic", "text", ""] = ""
    certain: bool = False
    """Only a signature of the format itself makes a label certain."""
    stated: str = ""
    """What the extension says, where that is something else: a fact worth showing."""
    waiting: bool = False
    """Only what costs little was read: pictures are still to be drawn, or ExifTool to be asked."""


TraitName = Literal[
    "author", "last_editor", "organisation", "machine", "user", "software", "version", "system",
    "font", "template", "lineage", "path", "title", "production", "cut", "camera", "colour",
    "created", "modified", "saved", "printed", "captured", "published", "language",
]  # fmt: skip
"""`user` and `machine` from paths; `lineage` is an id that copies of one file share."""


class Trait(Record, frozen=True, kw_only=True):
    """One thing that a file states about its making. It may be false, as any statement may."""

    kind: ClassVar[str] = "trait"
    key: ClassVar[tuple[str, ...]] = ("file", "name", "value", "time", "place")

    file: Digest
    name: TraitName
    value: str = ""
    """As the file writes it; for a time the text of the file."""
    place: str = ""
    """Where in the file: a field, a chunk, a save of its history."""
    time: datetime | None = None
    """The instant in UTC; None while the zone is not known."""
    offset: int | None = None
    """Minutes east of UTC, only where the file itself gives evidence of its zone."""
    zone_from: Literal["", "stated", "text_against_utc", "dos_against_utc"] = ""
    """What the offset rests on: written out, a local text beside UTC, a ZIP's two times."""


Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the picture."""


class TextPassage(Record, frozen=True, kw_only=True):
    """Words that stand in a file."""

    kind: ClassVar[str] = "passage"
    key: ClassVar[tuple[str, ...]] = ("file", "place", "text", "box")

    file: Digest
    text: str
    role: Literal["body", "layer", "cell", "sheet", "comment", "note", "name", "title", "subtitle"]
    """`note` is written into a picture, `name` is the name of a thing in the file."""
    place: str = ""
    """Page, sheet and cell, layer, second: as a person would look it up."""
    encoding: str = ""
    """Encoding of the bytes where the file does not state it, for example `cp949`."""
    language: str = ""
    """ISO 639-1, `zh or ja` for Han letters alone, empty where it is not decided."""
    picture: Digest = Digest("")
    """The picture it was read from, for notes."""
    box: Box | None = None
    crop: Digest = Digest("")
    """The box as a picture of its own (PNG), to be shown beside the text."""
    confidence: Decimal | None = None
    """0 to 1, of whoever read it from a picture."""
    translates: str = ""
    """Id of the passage beside it that it is found paired with."""


class Picture(Record, frozen=True, kw_only=True):
    """A picture that a file is, holds or plays; its own bytes are in the vault as PNG or JPEG."""

    kind: ClassVar[str] = "picture"
    key: ClassVar[tuple[str, ...]] = ("file", "role", "place", "position")

    file: Digest
    digest: Digest
    """Of the picture's own bytes; equal to `file` where the file is the picture."""
    role: Literal["whole", "layer", "frame", "page", "thumbnail", "embedded"]
    place: str = ""
    position: int | None = None
    """In a sequence: of a drawing in its cut, of a frame in its video."""
    seconds: Decimal | None = None
    width: int | None = None
    height: int | None = None


class Fingerprint(Record, frozen=True, kw_only=True):
    """What is compared instead of a picture."""

    kind: ClassVar[str] = "fingerprint"
    key: ClassVar[tuple[str, ...]] = ("picture", "form", "settings")

    picture: Digest
    form: str
    """The method, for example `pdq`."""
    settings: str
    """Digest of the method's settings and weights: only equal ones may be compared."""
    value: str
    """In hexadecimal, or base64 where the method says so."""


TAIL = 1024
"""So many of the last bytes of a file are kept with its head."""


class Head(bytes):
    """The first bytes of a file, with the names of its members where it is a container.

    A reader's `sniff` gets it in place of plain bytes: a ZIP or OLE file is told by what
    lies in it, which seldom stands in its first 64 KiB.
    """

    members: tuple[str, ...] = ()
    size: int = 0
    tail: bytes = b""
    """The last bytes of the file: some formats sign at their end."""

    @classmethod
    def of(
        cls, data: bytes, members: tuple[str, ...] = (), size: int = 0, tail: bytes = b""
    ) -> Head:
        """The head `data` of a file of `size` bytes with these members and last bytes."""
        head = cls(data)
        head.members, head.size, head.tail = members, size or len(data), tail or data[-TAIL:]
        return head


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A picture on its way from a reader: encoded bytes (PNG or JPEG) and what it is."""

    data: bytes
    role: Literal["whole", "layer", "frame", "page", "thumbnail", "embedded"]
    place: str = ""
    position: int | None = None
    seconds: Decimal | None = None
    itself: bool = False
    """Whether `data` is the whole file, which is in custody already."""
    width: int = 0
    height: int = 0


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """A file inside a file, on its way to be taken in itself."""

    name: bytes
    """Raw, as the container writes it: its code page is evidence."""
    data: bytes
    place: str = ""
    modified: datetime | None = None
