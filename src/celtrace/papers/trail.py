"""What a PDF keeps of how it came about: earlier states, and what its signatures cover.

ISO 32000-1, 7.5.6 (incremental updates) and 12.8 (digital signatures): a change that is
appended leaves the earlier file whole before it, so both states can be compared page by page.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pikepdf

from celtrace.papers.opened import BROKEN
from celtrace.records.papers import Trace
from celtrace.text.counts import count

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[\r\n]{0,2}")
_MOST = 20
"""Earlier states that are compared; a file with more is counted only."""


class Said(msgspec.Struct, frozen=True):
    """One thing that the file says of its history."""

    trace: Trace
    said: str


def trail(data: bytes) -> tuple[Said, ...]:
    """What a PDF says; nothing for what is no PDF, is locked, or is too damaged to open."""
    if b"%PDF-" not in data[:1024]:
        return ()
    ends = _states(data)
    try:
        signed = _signatures(data)
    except (pikepdf.PdfError, pikepdf.PasswordError, *BROKEN):
        return ()
    return tuple(dict.fromkeys((*_after(data, ends, signed), *_saved_over(data, ends, signed))))


def _states(data: bytes) -> list[int]:
    """Where each state of the file ends; the first section of a linearised file is none."""
    return [m.end() for m in _END.finditer(data) if int(m[1]) > 0]


def _signatures(data: bytes) -> list[tuple[int, ...]]:
    """The byte ranges of all signatures."""
    with pikepdf.open(io.BytesIO(data)) as document:
        signatures = [
            one for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one
        ]  # fmt: skip
        return sorted(tuple(map(int, one["/ByteRange"].as_list())) for one in signatures)


def _after(data: bytes, ends: list[int], signed: list[tuple[int, ...]]) -> Iterator[Said]:
    """What stands behind what a signature covers, and signatures that leave a hole."""
    for covered in signed:
        if len(covered) != 4 or covered[0] != 0 or covered[2] + covered[3] > len(data):  # noqa: PLR2004 - a ByteRange
            yield Said("signature broken", f"a signature covers the bytes {covered} of {len(data)}")
            continue
        hole = data[covered[1] : covered[2]]
        if not re.fullmatch(rb"\s*<[0-9A-Fa-f\s]*>\s*", hole):
            yield Said("signature broken", "a signature leaves out more than itself")
    last = max((one[2] + one[3] for one in signed if len(one) == 4), default=0)  # noqa: PLR2004
    if not last or len(data) - last <= 2:  # noqa: PLR2004 - an end of line
        return
    changed = _changed(data[:last], data)
    if changed:
        yield Said("after signing", f"{changed} after the last signature")
    elif [end for end in ends if end > last + 2]:
        yield Said("saved over", "something was added after the last signature, no page changed")


def _saved_over(data: bytes, ends: list[int], signed: list[tuple[int, ...]]) -> Iterator[Said]:
    """Pages that differ between states without a signature."""
    if signed or len(ends) < 2:  # noqa: PLR2004 - one state is no history
        return
    changes = [
        changed for before, after in zip(ends[-_MOST:], ends[-_MOST:][1:], strict=False)
        if (changed := _changed(data[:before], data[:after]))
    ]  # fmt: skip
    if changes:
        told = f"it was saved {len(ends)} times; {'; then '.join(changes[:3])}"
        yield Said("saved over", told)


def _changed(before: bytes, after: bytes) -> str:
    """Which pages differ in what they show; empty if none, or if a state does not open."""
    try:
        old, new = _pages(before), _pages(after)
    except (pikepdf.PdfError, pikepdf.PasswordError, *BROKEN):
        return ""
    if len(old) != len(new):
        return f"{count(len(old), 'page')} became {len(new)}"
    pages = [str(n) for n, (a, b) in enumerate(zip(old, new, strict=True), start=1) if a != b]
    return f"what page {', '.join(pages[:5])} shows was changed" if pages else ""


def _pages(data: bytes) -> list[str]:
    """A digest of each page's content and pictures; annotations and forms are not content."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [_digest(page) for page in document.pages]


def _digest(page: Any) -> str:  # noqa: ANN401 - a pikepdf page
    made = hashlib.sha256()
    contents = page.obj.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    for part in parts:
        if isinstance(part, pikepdf.Stream):
            made.update(part.read_raw_bytes())
    resources = page.obj.get("/Resources")
    pictures = resources.get("/XObject") if resources is not None else None
    for name, picture in sorted(dict(pictures or {}).items()):
        made.update(name.encode() + picture.read_raw_bytes())
    return made.hexdigest()
