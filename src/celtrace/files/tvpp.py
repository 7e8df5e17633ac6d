"""TVPaint project: who saved it, on which machine, when, with which licence (https://www.tvpaint.com).

The format is not published; what is read here was found in files of versions 11.0 and
11.5. Blocks start with a 16-byte mark; the text blocks are pairs of length-prefixed
UTF-16 strings: `Author`, `Host`, `CreationDate` and, for every save, `History-N` with user,
machine, time, licence and dongle. The words of the history are shifted by thirteen letters
(ROT13), which is why other tools show them as nonsense. Every clip is an IFF form with
names of layers and settings (`key=value`). All times are local, without zone.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Role, Said
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "tvpp"
TITLE = "TVPaint project"
EXTENSIONS = ("tvpp", "tvp")

_MARK = bytes.fromhex("3384780ebc4011d7")
_BLOCK = bytes.fromhex("bc4011d7")
_LARGEST = 1 << 20
_HISTORY = re.compile(
    r'^[^"]?"(?P<user>[^"]*)" "(?P<machine>[^"]*)" (?P<time>\d{4}:\d\d:\d\d \d\d:\d\d:\d\d)'
    r"(?: (?P<licence>\S+))?(?: (?P<dongle>\S+))?"
)
_TRAITS: dict[str, TraitName] = {
    "Author": "author", "Host": "software", "Build": "version", "OS": "system",
    "CreationDate": "created", "LastChangeDate": "modified", "UniqueID": "lineage",
    "info.createby": "author", "info.lastchangeby": "last_editor",
    "info.creationdate": "created", "info.lastchangedate": "modified",
    "info.creationversion": "software", "info.lastchangeversion": "software",
    "info.creationos": "system", "info.lastchangeos": "system",
}  # fmt: skip
_WORDS: dict[str, Role] = {
    "Info": "comment", "Notes": "comment", "Dialog": "comment", "Action": "comment",
    "Note": "comment", "Name": "name",
}  # fmt: skip
_PATH = re.compile(r"(?:^|[._])(?:file)?(?:path|name|dir|folder)$", re.IGNORECASE)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the mark settles it
    """The mark of the first block; the name adds nothing."""
    return 0.99 if head.startswith(_MARK) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Author, times, every save of the history, and the words of clips and layers."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    if len(data) < int.from_bytes(data[20:24], "big"):
        note("offset 24", "the file is shorter than it says", "what is there was read")
    for number, (start, end) in enumerate(_blocks(data)):
        if data[start : start + 4] == b"FORM":
            yield from _form(said, data, start, end)
        else:
            yield from _pairs(said, data[start + 4 : end], f"block {number}")


def _blocks(data: bytes) -> Iterator[tuple[int, int]]:
    """Contents of the blocks that hold text: a mark of 16 bytes, a length of eight, a count."""
    found = data.find(_BLOCK)
    while found >= 4:
        start = found + 20
        length = int.from_bytes(data[found + 12 : start], "big")
        inner = data[start + 4 : start + 8] == _BLOCK
        if not inner and (length <= _LARGEST or data[start : start + 4] == b"FORM"):
            yield start, min(start + length, len(data))
        found = data.find(_BLOCK, found + 4)


def _pairs(said: Said, data: bytes, place: str) -> Iterator[Item]:
    """Keys with values, both UTF-16 with their length in letters before them."""
    words: list[str] = []
    at = 0
    while at + 2 <= len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        if length > 0x2000 or length * 2 > len(data) - at - 2:
            return
        words.append(data[at + 2 : at + 2 + 2 * length].decode("utf-16-be", "replace"))
        at += 2 + 2 * length
        if len(words) == 2:
            yield from _item(said, words[0], words[1], f"{place}, {words[0]}")
            words.clear()


def _item(said: Said, key: str, value: str, place: str) -> Iterator[Item]:
    if key in _TRAITS:
        yield from said.trait(_TRAITS[key], value, place)
    elif key.startswith("History-"):
        yield from _save(said, value, place)
    elif key in _WORDS:
        yield from said.text(value, _WORDS[key], place)
    elif _PATH.search(key) and ("/" in value or "\\" in value):
        yield from said.path(value, place)


def _save(said: Said, value: str, place: str) -> Iterator[Item]:
    """One line of the history, read back from ROT13; a line of another shape stays as it is."""
    match = _HISTORY.match(value)
    if not match:
        yield from said.text(value, "comment", place)
        return
    yield from said.trait("saved", match["time"], place)
    yield from said.trait("user", codecs.decode(match["user"], "rot13"), place)
    yield from said.trait("machine", codecs.decode(match["machine"], "rot13"), place)
    for part in ("licence", "dongle"):
        yield from said.trait(
            "lineage", codecs.decode(match[part] or "", "rot13"), f"{place} {part}"
        )


def _form(said: Said, data: bytes, start: int, end: int) -> Iterator[Item]:
    """The chunks of a clip: names of layers, and settings as text."""
    at, number = start + 12, 0
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "big")
        body = data[at + 8 : min(at + 8 + length, end)]
        if kind == b"LNAM":
            number += 1
        if kind in (b"LNAW", b"LNAM"):
            yield from said.text(body.decode("utf-8", "replace"), "layer", f"layer {number}")
        elif kind in (b"STCK", b"FCFG", b"LEXT"):
            yield from _settings(said, body, f"offset {at}")
        at += 8 + length + length % 2


def _settings(said: Said, body: bytes, place: str) -> Iterator[Item]:
    section = ""
    for line in body.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition("=")
        if line.lstrip("\ufeff").startswith("["):
            section = line.strip("\ufeff[]").lower()
        elif value:
            key = f"{section}.{key}"
            yield from _item(said, key, value, f"{place}, {key}")
