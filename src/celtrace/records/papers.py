"""What was read from the documents that workers handed in, and what two of them share.

A picture names its file by digest and its worker by id. Nothing of a face is kept here.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Digest, Record

Flaw = Literal["small", "blurred", "glare", "dark", "pale", "cropped"]
"""What keeps a picture of a document from being read."""
NamesBy = Literal["", "two readings", "printed name", "declared name"]
What = Literal["photograph", "text", "source", "whole file"]
Trace = Literal["after signing", "signature broken", "saved over", "dates", "editor"]


class PageLook(msgspec.Struct, frozen=True):
    """How large a page is and how well it can be read, as it was measured."""

    width: int | None = None
    height: int | None = None
    flaws: tuple[Flaw, ...] = ()
    measures: str = ""
    """Sharpness, gleam and contrast, in words."""


class ZoneLines(msgspec.Struct, frozen=True):
    """Machine-readable lines of one document, and what verifies the names in them."""

    lines: tuple[str, ...] = ()
    """Empty where none were seen."""
    repairs: tuple[str, ...] = ()
    agreed: bool = False
    """Whether two recognisers read the same lines."""
    names_by: NamesBy = ""
    """What the names are verified by; check digits never do. Empty: read, not verified."""
    printed: str = ""
    """The name as it is printed on the page, as it was read; empty where none was made out."""

    @property
    def names_said(self) -> str:
        """What came of the names, for people; empty where no lines were seen."""
        if not self.lines:
            return ""
        by = f"verified by {self.names_by}" if self.names_by else "read, not verified"
        if self.names_by == "printed name":
            return f"{by} ({self.printed})"
        if self.printed:
            return f"{by}; the printed name was read as {self.printed}, which gives other letters"
        return f"{by}; no printed name was made out beside them"


class PaperPage(Record, frozen=True, kw_only=True):
    """One picture or page of a document that a worker handed in, as it was read."""

    kind: ClassVar[str] = "paper_page"
    key: ClassVar[tuple[str, ...]] = ("worker", "path", "page", "document")

    worker: str
    path: str
    file: Digest
    type: str = ""
    """As the dossier states it, for example `passport`."""
    page: int = 1
    document: int = 1
    """Which of several documents in one picture, from left to right and top to bottom."""
    look: PageLook = PageLook()
    zone: ZoneLines = ZoneLines()
    declared: str = ""
    """The name that the document was handed in under when it was read."""


class PaperTrace(Record, frozen=True, kw_only=True):
    """Something in a document's file that says how the file came about."""

    kind: ClassVar[str] = "paper_trace"
    key: ClassVar[tuple[str, ...]] = ("worker", "path", "trace", "said")

    worker: str
    path: str
    file: Digest
    type: str = ""
    trace: Trace
    said: str


class PaperPair(Record, frozen=True, kw_only=True):
    """Two documents of two workers that show or say the same, as far as stated."""

    kind: ClassVar[str] = "paper_pair"
    key: ClassVar[tuple[str, ...]] = ("a", "b", "a_path", "b_path", "what")

    a: str
    a_path: str
    b: str
    b_path: str
    what: What
    same: int
    """Squares of the picture, phrases of the text or ids of the source that agree."""
    of: int
    said: str
    """What agrees and what does not, in words."""
    holders: int = 2
    """Workers who share it."""
    picture: Digest = Digest("")
    """Both side by side, what differs marked, in the vault."""
    beyond: bool = False
    """Of photographs: whether something agrees that two documents of one design never share."""


class Stint(Record, frozen=True, kw_only=True):
    """Years or months that a CV gives for something, as written."""

    kind: ClassVar[str] = "stint"
    key: ClassVar[tuple[str, ...]] = ("worker", "path", "place", "words")

    worker: str
    path: str
    file: Digest
    place: str = ""
    words: str
    start: date
    """The first day it can mean."""
    until: date | None = None
    """The last day it can mean; None for `today`."""
    tool: str = ""
    """A program named in the same line."""
    released: date | None = None
    """The day from which anybody could have it."""
