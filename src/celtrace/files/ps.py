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
from celtrace.files._times import iso
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
_COMMENT = re.compile(rb"(?:^|[\r\n])%(?:%|(?=AI))([A-Za-z]\w{1,40}):?[ \t]*([^\r\n]{0,500})")
_CONTINUED = re.compile(rb"[\r\n]+%%\+[ \t]*([^\r\n]{0,500})")
_BRACKET = re.compile(r"\\.|[()]")
_ESCAPE = re.compile(r"\\([()\\])")
_FONT = re.compile(r"(?:font\s+)?([A-Za-z][\w.-]{2,60})")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """How PostScript begins; the table of signatures tells its kinds apart."""
    return 0.5 if head.startswith((b"%!PS", _BINARY)) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The comments of the structure, then XMP packets."""
    data = blob.start(note)
    said = Said(blob, FORMAT)
    text = _script(data, blob, note)
    for found in _COMMENT.finditer(text):
        name = found[1].decode("ascii", "replace")
        yield from _comment(name, found[2], said)
        if name in _FONTS:
            yield from _more(name, text, found.end(), said)
    for number, packet in enumerate(_xmp.packets(data), 1):
        yield from _xmp.items(packet, said, note, f"XMP {number}")


def _script(data: bytes, blob: Blob, note: Note) -> bytes:
    """The PostScript of the file: all of it, or the part that the table at its start names."""
    if not data.startswith(_BINARY):
        return data
    start, length = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8))
    if not length or start + length > len(data):
        if blob.whole:
            note("", "the file is cut or its table is damaged", "what is there was read")
        return data
    return data[start : start + length]


def _comment(name: str, raw: bytes, said: Said) -> Iterator[Item]:
    strings = [] if raw.strip() == b"(atend)" else _strings(raw)
    if not strings:
        return
    place = f"%{name}" if name.startswith("AI") else f"%%{name}"
    if name == "For" and len(strings) > 1:
        yield from said.trait("author", strings[0], place)
        yield from said.trait("organisation", strings[1], place)
    elif name in _FACTS:
        yield from _fact(_FACTS[name], strings, raw, place, said)
    elif name in _FONTS:
        for text in strings:
            yield from _font(name, text, place, said)
    for text in strings:
        for path in paths_in(text):
            yield from said.path(path, place)


def _fact(
    name: TraitName, strings: list[str], raw: bytes, place: str, said: Said
) -> Iterator[Item]:
    """One string says it; day and hour in two are given as they stand and read as one."""
    if len(strings) == 1:
        yield from said.trait(name, strings[0], place)
    else:
        yield from said.trait(name, decoded(raw)[0], place, iso(" ".join(strings)))


def _more(name: str, text: bytes, at: int, said: Said) -> Iterator[Item]:
    """Lines that continue a list of fonts."""
    while found := _CONTINUED.match(text, at):
        for font in _strings(found[1]):
            yield from _font(name, font, "%%+", said)
        at = found.end()


def _font(name: str, text: str, place: str, said: Said) -> Iterator[Item]:
    if name.endswith("Fonts") or text.startswith("font"):
        for font in _FONT.finditer(text):
            if font[1] != "font":
                yield from said.trait("font", font[1], place)


def _strings(raw: bytes) -> list[str]:
    """The strings of a comment: each in brackets with escapes, or the value as it stands."""
    text = decoded(raw)[0].strip()
    if not (text.startswith("(") and text.endswith(")")):
        return [text] if text else []
    found, depth, start = list[str](), 0, 0
    for mark in _BRACKET.finditer(text):
        if mark[0] == "(":
            start = start if depth else mark.end()
            depth += 1
        elif mark[0] == ")":
            depth -= 1
            if depth == 0:
                found.append(text[start : mark.start()])
    found = found if depth == 0 else [text[1:-1]]
    return [_ESCAPE.sub(r"\1", one).strip() for one in found]
