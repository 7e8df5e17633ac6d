"""What the bytes of a file are: readers first, then the signature table, then hints.

Only a signature of the format itself makes a label certain. libmagic knows many other
formats and text rules of thumb the rest; both are given as hints. Nothing is guessed
from the extension, which is compared with the content and shown where the two disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from celtrace import registry
from celtrace.records import Head
from celtrace.text.encoding import choose_of

_EMPTY = "empty"
"""A file without bytes contradicts nothing."""
SURE = 0.9
"""From this a reader's `sniff` rests on a signature of its format."""
ANYWHERE = 4_096
"""Bytes at the beginning in which a text format's first words must stand."""

Magic = Callable[[bytes], str]
"""libmagic: the MIME type of these first bytes."""


class Signature(msgspec.Struct, frozen=True):
    """One row of the table."""

    format: str
    title: str
    extensions: frozenset[str]
    offset: int
    pattern: re.Pattern[bytes]
    member: str
    weak: bool

    def fits(self, head: Head) -> bool:
        """Whether the head has this signature."""
        found = self.pattern.match(head, self.offset, max(self.offset + 512, ANYWHERE))
        return found is not None and (not self.member or self.member in head.members)


class Named(msgspec.Struct, frozen=True):
    """A label with who gave it, and what the extension says instead."""

    format: str
    title: str
    by: Literal["signature", "libmagic", "text", ""]
    certain: bool
    stated: str = ""
    reader: Any = None
    """The module that reads it; None if no reader does."""


@cache
def signatures() -> tuple[Signature, ...]:
    """The table, in its order."""
    text = files("celtrace.files").joinpath("_tables/signatures.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    return tuple(
        Signature(
            format_, title, frozenset(extensions.split()), int(offset),
            re.compile(pattern.encode("latin-1"), re.DOTALL),
            member.replace("\\x05", "\x05"), bool(weak),
        )
        for format_, title, extensions, offset, pattern, member, weak in rows
    )  # fmt: skip


@cache
def by_extension() -> dict[str, frozenset[str]]:
    """The formats that an extension stands for."""
    found: dict[str, set[str]] = {}
    for row in signatures():
        for extension in row.extensions:
            found.setdefault(extension, set()).add(row.format)
    for reader in registry.readers("files"):
        for extension in getattr(reader, "EXTENSIONS", ()):
            found.setdefault(extension, set()).add(reader.FORMAT)
    return {extension: frozenset(formats) for extension, formats in found.items()}


@cache
def titles() -> dict[str, str]:
    """What people call each format."""
    told = {row.format: row.title for row in reversed(signatures())}
    return told | {reader.FORMAT: reader.TITLE for reader in registry.readers("files")}


def named(head: Head, name: str, magic: Magic | None = None) -> Named:
    """What a file with this head and this name is."""
    found = _label(head, name, magic)
    return msgspec.structs.replace(found, stated=_stated(found, name))


def _label(head: Head, name: str, magic: Magic | None) -> Named:
    best, score = _best(head, name)
    if best is not None and score >= SURE:
        return Named(best.FORMAT, best.TITLE, "signature", certain=True, reader=best)
    signed = _signed(head, name)
    backed = signed is not None and extension_of(name) in signed.extensions
    if signed is not None and (best is None or not signed.weak or backed):
        certain = not signed.weak or backed
        reader = _reader(signed.format) or best
        return Named(signed.format, signed.title, "signature", certain, reader=reader)
    if best is not None:
        return Named(best.FORMAT, best.TITLE, "signature", certain=False, reader=best)
    return _hinted(head, name, magic)


def _best(head: Head, name: str) -> tuple[Any, float]:
    scored = [(one.sniff(head, name), one.FORMAT, one) for one in registry.readers("files")]
    score, _, best = max(scored, key=lambda item: item[:2], default=(0.0, "", None))
    return (best, score) if score > 0 else (None, 0.0)


def _signed(head: Head, name: str) -> Signature | None:
    """The first signature that fits and is not weak, or that the extension backs."""
    fitting = [row for row in signatures() if row.fits(head)]
    extension = extension_of(name)
    good = (row for row in fitting if not row.weak or extension in row.extensions)
    return next(good, None) or next(iter(fitting), None)


def _reader(format_: str) -> Any | None:  # noqa: ANN401 - a reader is a module
    return next((one for one in registry.readers("files") if format_ == one.FORMAT), None)


def _hinted(head: Head, name: str, magic: Magic | None) -> Named:
    said = magic(head) if magic else ""
    if said and said not in _SAYS_NOTHING and not said.startswith("text/"):
        return Named(said, said, "libmagic", certain=False)
    text = text_label(head)
    if text:
        label = _CODE.get(extension_of(name), "txt")
        return Named(label, f"Text ({text})", "text", certain=False, reader=_reader("txt"))
    return Named("", "", "", certain=False)


_SAYS_NOTHING = frozenset({"application/octet-stream", "inode/x-empty", "application/x-empty"})
_CODE = {
    "py": "python", "js": "javascript", "jsx": "extendscript", "mel": "mel", "lua": "lua",
    "sh": "shell", "bat": "batch", "c": "c", "cpp": "c", "h": "c", "json": "json", "xml": "xml",
    "css": "css", "csv": "csv", "tsv": "csv", "md": "txt", "log": "txt", "ini": "ini",
}  # fmt: skip
"""Names for text by extension: a hint, since every text may be called anything."""


def text_label(head: bytes) -> str:
    """The encoding of what looks like text; empty for anything else."""
    if not head:
        return ""
    chosen = choose_of(head)
    text = head.decode(chosen.name, "replace")
    odd = sum((char < " " and char not in "\t\n\r\f\x1b") or char in "\ufffd\x7f" for char in text)
    return "" if odd * 50 > len(text) or chosen.doubtful else chosen.name


def extension_of(name: str) -> str:
    """The last extension in lower case, without its point."""
    base = name.replace("\\", "/").rpartition("/")[2]
    return base.rpartition(".")[2].casefold() if "." in base else ""


@cache
def _held_in() -> dict[str, frozenset[str]]:
    """Formats that are kept in a plain container: a ZIP called .key is no contradiction."""
    starts = {"zip": b"PK\x03\x04", "ole": b"\xd0\xcf\x11\xe0"}
    return {
        container: frozenset(
            row.format for row in signatures()
            if row.member and row.pattern.match(start + bytes(600))
        )
        for container, start in starts.items()
    }  # fmt: skip


def _stated(found: Named, name: str) -> str:
    """What the extension says, if it stands for other formats than the content is."""
    stated = by_extension().get(extension_of(name), frozenset())
    if not stated or found.by != "signature" or found.format in {*stated, _EMPTY}:
        return ""
    if stated & _held_in().get(found.format, frozenset()):
        return ""
    return " or ".join(sorted(titles()[one] for one in stated))
