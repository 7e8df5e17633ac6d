"""Rich text: who, when, with which program, sessions of editing, fonts, the words.

Reference: Rich Text Format Specification 1.9.1
(https://www.biblioscape.com/rtf15_spec.htm holds the part on groups). Times state no zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._say import Says
from celtrace.ports import Note
from celtrace.records import TraitName

FORMAT = "rtf"
TITLE = "Rich text"
EXTENSIONS = ("rtf",)
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_FACTS: dict[str, TraitName] = {
    "author": "author", "operator": "last_editor", "company": "organisation", "title": "title",
    "manager": "author", "generator": "software", "template": "template",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {"creatim": "created", "revtim": "modified", "printim": "printed"}
_HIDDEN = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "datastore",
    "colorschememapping", "latentstyles", "listtable", "listoverridetable", "rsidtbl", "generator",
    "xmlnstbl", "mmathPr", "fldinst", "filetbl", "revtbl", "header", "footer", *_FACTS, *_TIMES,
})  # fmt: skip
_PAGES = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 204: "cp1251", 0: "cp1252"}
_MARKS = {"par": "\n", "line": "\n", "tab": "\t", "cell": "\t", "row": "\n", "page": "\n",
          "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022"}  # fmt: skip
_DEEP, _PART = 1_000, 16_384


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins as rich text does."""
    return 0.95 if head.lstrip(b"\r\n \xef\xbb\xbf").startswith(b"{\\rt") else 0.0


class _Group:
    """What holds inside one pair of braces."""

    def __init__(self, above: _Group | None) -> None:
        self.name: str = above.name if above else ""
        self.page: str = above.page if above else "cp1252"
        self.skip: int = above.skip if above else 1
        self.hidden: bool = above.hidden if above else False
        self.words: list[str] = []
        self.numbers: dict[str, int] = {}


class _Text:
    """Reads tokens; keeps the words of each group that is named, and those of the body."""

    def __init__(self) -> None:
        self.groups = [_Group(None)]
        self.body: list[str] = []
        self.kept: list[tuple[str, str, dict[str, int]]] = []
        self.sessions: list[str] = []
        self._raw = bytearray()
        self.left = 0

    def flush(self) -> None:
        r"""Decode the bytes of `\'hh` that stand together: letters of two bytes are split so."""
        if self._raw:
            self.say(self._raw.decode(self.groups[-1].page, "replace"))
            self._raw.clear()

    def say(self, text: str) -> None:
        """Words at this place."""
        group = self.groups[-1]
        if group.hidden:
            group.words.append(text)
        else:
            self.body.append(text)

    def open(self) -> None:
        """A brace opens."""
        if len(self.groups) < _DEEP:
            self.groups.append(_Group(self.groups[-1]))

    def close(self) -> None:
        """A brace closes: a named group is kept."""
        group = self.groups.pop() if len(self.groups) > 1 else self.groups[0]
        text = "".join(group.words)
        if group.name and (text or group.numbers):
            self.kept.append((group.name, text, group.numbers))

    def byte(self, value: int) -> None:
        """A byte of the code page, unless it stands in for a Unicode letter before it."""
        if self.left:
            self.left -= 1
        else:
            self._raw.append(value)

    def word(self, name: str, number: int | None) -> None:
        """A control word."""
        group = self.groups[-1]
        if name in _HIDDEN:
            group.name, group.hidden = name, True
        elif name == "u" and number is not None:
            self.say(chr(number % 65536))
            self.left = group.skip
        elif name == "uc" and number is not None:
            group.skip = number
        elif name == "ansicpg" and number:
            self._set_page(f"cp{number}")
        elif name == "fcharset" and number in _PAGES:
            group.page = _PAGES[number]
        elif name.startswith("rsid") and number is not None:
            self.sessions.append(f"{name}{number}")
        elif name in _MARKS:
            self.say(_MARKS[name])
        elif number is not None and group.name in _TIMES:
            group.numbers[name] = number

    def _set_page(self, page: str) -> None:
        try:
            "".encode(page)
        except LookupError:
            return
        for group in self.groups:
            group.page = page


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Facts of the information group, fonts, sessions, then the words."""
    data = blob.stream.read(blob.limits.member_bytes)
    text = _Text()
    for found in _TOKEN.finditer(data):
        _token(text, found)
    text.flush()
    if len(text.groups) > 1:
        note("", "it is cut off: groups are not closed", "what stood before was read")
        while len(text.groups) > 1:
            text.close()
    yield from _kept(Says(blob, FORMAT), text)


def _token(text: _Text, found: re.Match[bytes]) -> None:
    name, number, byte, mark, brace, plain = found.groups()
    if byte:
        text.byte(int(byte, 16))
        return
    if plain and text.groups[-1].hidden is False and text.left:
        plain = plain[text.left :]
    text.left = 0
    text.flush()
    if name:
        text.word(name.decode(), int(number) if number else None)
    elif brace:
        (text.open if brace == b"{" else text.close)()
    elif mark:
        text.say(
            {b"~": "\u00a0", b"_": "-"}.get(mark, mark.decode("latin-1") if mark in b"\\{}" else "")
        )
    elif plain:
        text.say(plain.decode(text.groups[-1].page, "replace"))


def _kept(says: Says, text: _Text) -> Iterator[Item]:
    for name, words, numbers in text.kept:
        place = f"\\{name}"
        if name in _FACTS:
            yield from says.fact(_FACTS[name], _joined(words).strip("; "), place)
        elif name in _TIMES and numbers.get("yr"):
            n = {key: numbers.get(key, 0) for key in ("yr", "mo", "dy", "hr", "min", "sec")}
            said = (
                f"{n['yr']:04}-{n['mo']:02}-{n['dy']:02} {n['hr']:02}:{n['min']:02}:{n['sec']:02}"
            )
            yield from says.time(_TIMES[name], said, place)
        elif name == "fonttbl":
            for font in dict.fromkeys(one.strip() for one in _joined(words).split(";")):
                yield from says.fact("font", font, place)
    for session in dict.fromkeys(text.sessions[:60]):
        yield from says.fact("lineage", session, "\\rsidtbl")
    body = _joined("".join(text.body))
    for at in range(0, len(body), _PART):
        yield from says.text(body[at : at + _PART], "body", f"characters from {at}")


def _joined(text: str) -> str:
    """Letters beyond the first plane stand as two numbers each."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
