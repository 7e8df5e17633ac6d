"""PostScript, EPS and older Illustrator files: for whom they were made, with what, when.

Reference: Adobe's Document Structuring Conventions, version 3.0
(https://www.adobe.com/content/dam/acom/en/devnet/actionscript/articles/5001.DSC_Spec.pdf).
`%%For` is the name of the account that made the file, as a rule. An EPS may begin with a table
of where its parts lie. XMP packets inside are read, the drawing itself is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "ps"
TITLE = "PostScript"
EXTENSIONS = ("ps", "eps", "ai", "epsf")

_BINARY = b"\xc5\xd0\xd3\xc6"
_FACTS: dict[str, TraitName] = {
    "Creator": "software", "For": "author", "Title": "title", "CreationDate": "created",
    "AI8_CreatorVersion": "version", "Version": "version",
}  # fmt: skip
_FONTS = frozenset({"DocumentFonts", "DocumentNeededFonts", "DocumentSuppliedFonts",
                    "DocumentNeededResources", "DocumentSuppliedResources"})  # fmt: skip
_COMMENT = re.compile(rb"(?:^|[\r\n])%(?:%|AI)([A-Za-z][\w]{1,40}):?[ \t]*([^\r\n]{0,500})")
_CONTINUED = re.compile(rb"[\r\n]+%%\+[ \t]*([^\r\n]{0,500})")
_FONT = re.compile(r"(?:font\s+)?([A-Za-z][\w.-]{2,60})")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """How PostScript begins; the table of signatures tells its kinds apart."""
    return 0.5 if head.startswith((b"%!PS", _BINARY)) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The comments of the structure, then XMP packets."""
    data = blob.stream.read(blob.limits.member_bytes)
    said = Said(blob, FORMAT)
    text = _script(data, note)
    for found in _COMMENT.finditer(text):
        yield from _comment(found[1].decode("ascii"), found[2], said)
        if found[1].decode("ascii") in _FONTS:
            yield from _more(text, found.end(), said)
    for number, packet in enumerate(_xmp.packets(data), 1):
        yield from _xmp.items(packet, said, note, f"XMP {number}")


def _script(data: bytes, note: Note) -> bytes:
    """The PostScript of the file: all of it, or the part that the table at its start names."""
    if not data.startswith(_BINARY):
        return data
    start, length = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8))
    if not length or start + length > len(data):
        note("", "the file is cut or its table is damaged", "what is there was read")
        return data
    return data[start : start + length]


def _comment(name: str, raw: bytes, said: Said) -> Iterator[Item]:
    text = "" if raw.strip() == b"(atend)" else _string(raw)
    if not text:
        return
    if name in _FACTS:
        yield from said.trait(_FACTS[name], text, f"%%{name}")
    elif name in _FONTS:
        yield from _font(name, text, said)
    for path in paths_in(text):
        yield from said.path(path, f"%%{name}")


def _more(text: bytes, at: int, said: Said) -> Iterator[Item]:
    """Lines that continue a list of fonts."""
    while found := _CONTINUED.match(text, at):
        yield from _font("+", _string(found[1]), said)
        at = found.end()


def _font(name: str, text: str, said: Said) -> Iterator[Item]:
    if name.endswith("Fonts") or text.startswith("font"):
        for font in _FONT.finditer(text):
            if font[1] != "font":
                yield from said.trait("font", font[1], f"%%{name}")


def _string(raw: bytes) -> str:
    """A value of a comment: in brackets it is a string with escapes."""
    text, _ = decoded(raw.strip())
    if text.startswith("(") and text.endswith(")"):
        text = re.sub(r"\\([()\\])", r"\1", text[1:-1])
    return text.strip()
