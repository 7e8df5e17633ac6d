"""The report as a value: sections, paragraphs, tables, findings and the chain.

Both renderers (HTML and PDF) read this and nothing else, so both say the same.
Anchors are plain ASCII; a `Span.to` names an anchor of the same document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from celtrace.records import fingerprint
from celtrace.report.chain import Chain

LONG, LINES = 600, 8
"""Letters and lines beyond which a quote is folded on screen."""
_PARTS = ("-title", "-counts", "-closed", "-context")
"""Ends of anchors that parts of a subject have; an id that ends so could be taken for one."""
Form = Literal["plain", "strong", "soft", "code", "name", "mark"]


class Span(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of text in one form, perhaps leading to an anchor.

    `name` is a text that somebody else wrote (it is kept apart from the
    sentence, whatever its direction of writing); `mark` carries a status by
    shape and text.
    """

    text: str
    form: Form = "plain"
    to: str = ""
    mark: str = ""
    """Which shape stands before the text, for form `mark`."""


Words: TypeAlias = tuple[Span, ...]


class Para(msgspec.Struct, frozen=True, tag_field="block", tag="para"):
    """A paragraph; `note` is set smaller, `answer` larger."""

    words: Words
    form: Literal["plain", "note", "answer"] = "plain"


class Bullets(msgspec.Struct, frozen=True, tag_field="block", tag="bullets"):
    """A list; ordered lists are numbered from 1."""

    items: tuple[Words, ...]
    ordered: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row of a table; its first cell is the head of the row."""

    cells: tuple[Words, ...]
    id: str = ""


class Table(msgspec.Struct, frozen=True, tag_field="block", tag="table"):
    """A table with a caption; `widths` are shares of the page width."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]


class Fact(msgspec.Struct, frozen=True):
    """A label and one or more lines under it."""

    label: str
    lines: tuple[Words, ...]


class Citation(msgspec.Struct, frozen=True):
    """A quote exactly as found, the place, and the bytes it stands in."""

    id: str
    quote: str
    source: str
    place: str
    digest: str
    """All 64 hexadecimal digits."""
    reader: str
    to: str
    """The anchor of the bytes in the table of digests; empty where that row is not printed."""

    @property
    def head(self) -> str:
        """The first lines of a long quote; empty where the quote is short enough to stand whole."""
        lines = self.quote.splitlines()
        if len(self.quote) <= LONG and len(lines) <= LINES:
            return ""
        return "\n".join(lines[:LINES])[:LONG].rstrip() + " …"

    @property
    def short(self) -> str:
        """The first twelve digits."""
        return self.digest[:12]


class Picture(msgspec.Struct, frozen=True, tag_field="block", tag="picture"):
    """A picture of the case, by its digest; the bytes are handed to the renderer."""

    digest: str
    caption: Words
    alt: str
    """What it shows, for whoever does not see it."""
    kind: Literal["drawing", "document"] = "drawing"
    """A document shows a person: it leaves the case only with the names."""


class Card(msgspec.Struct, frozen=True, tag_field="block", tag="card"):
    """A finding in its four parts."""

    id: str
    role: str
    """What it does here: `counts`, `closed`, `context`, `counter` or `other`."""
    sentence: Words
    tags: tuple[str, ...]
    citations: tuple[Citation, ...]
    facts: tuple[Fact, ...]
    more: tuple[Fact, ...]
    """What is folded away on screen and set small on paper."""
    pictures: tuple[Picture, ...] = ()
    """What the finding rests on, as a picture."""


class Group(msgspec.Struct, frozen=True, tag_field="block", tag="group"):
    """A heading with blocks under it."""

    id: str
    title: Words
    level: int
    blocks: tuple[Block, ...]


class Figure(msgspec.Struct, frozen=True, tag_field="block", tag="figure"):
    """The place where the drawing of the chain stands."""

    caption: str


Block: TypeAlias = Para | Bullets | Table | Card | Group | Figure | Picture


class Section(msgspec.Struct, frozen=True):
    """A numbered section."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class ReportContent(msgspec.Struct, frozen=True):
    """All that the report says."""

    title: str
    as_of: date
    celtrace: str
    digest: str
    """Digest of the dossier."""
    behalf: str
    """Name of the party on whose behalf one looks; may be empty."""
    highest: int
    """The highest tier of any subject, 0 to 4."""
    sections: tuple[Section, ...]
    chain: Chain = Chain()
    kind: str = "Celtrace review"
    """What it is: the line above the title."""
    listed: bool = True
    """Whether a list of contents stands before the sections."""


def words(*parts: Span | str) -> Words:
    """Words of spans and plain texts; empty texts are left out."""
    spans = (part if isinstance(part, Span) else Span(part) for part in parts)
    return tuple(span for span in spans if span.text)


def strong(text: str, to: str = "") -> Span:
    """Text with weight."""
    return Span(text, "strong", to)


def soft(text: str) -> Span:
    """Text that steps back."""
    return Span(text, "soft")


def name(text: str, to: str = "") -> Span:
    """A name or statement that somebody else wrote."""
    return Span(text, "name", to)


def code(text: str) -> Span:
    """A digest, an id, a file name."""
    return Span(text, "code")


def mark(shape: str, text: str, to: str = "") -> Span:
    """A status: shape and text."""
    return Span(text, "mark", to, shape)


def anchor(kind: str, id_: str) -> str:
    """An anchor for something with an id: ASCII, unique, the same in every run."""
    safe = re.sub(r"[^a-z_]+", "-", kind)
    if safe == kind and re.fullmatch(r"[A-Za-z0-9._-]{1,80}", id_) and not id_.endswith(_PARTS):
        return f"{kind}-{id_}"
    kept = re.sub(r"[^A-Za-z0-9]+", "-", id_).strip("-")[:32]
    return f"{safe}-{kept}-{fingerprint(kind, id_)[:8]}"


def ref_anchor(ref: str) -> str:
    """The anchor of `kind:id`."""
    kind, _, id_ = ref.partition(":")
    return anchor(kind, id_)


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks, outer before inner."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from every_block(block.blocks)


def pictures_of(content: ReportContent) -> Iterator[Picture]:
    """All pictures that the report shows, in order."""
    for section in content.sections:
        for block in every_block(section.blocks):
            if isinstance(block, Picture):
                yield block
            elif isinstance(block, Card):
                yield from block.pictures


def anchors(sections: tuple[Section, ...]) -> Iterator[str]:
    """All anchors the sections set, in order."""
    for section in sections:
        yield section.id
        for block in every_block(section.blocks):
            if isinstance(block, Card):
                yield block.id
                yield from (citation.id for citation in block.citations)
            elif isinstance(block, Group):
                yield block.id
            elif isinstance(block, Table):
                yield from (row.id for row in block.rows if row.id)
