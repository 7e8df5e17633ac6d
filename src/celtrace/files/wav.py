"""WAVE and Broadcast WAVE sound: which scene was recorded when, with what.

References: EBU Tech 3285 (https://tech.ebu.ch/docs/tech/tech3285.pdf), the list of information
of RIFF, iXML (http://www.gallery.co.uk/ixml/), and XMP. Voices for dubbing come in such files.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._paths import paths_in
from celtrace.files._riff import INFO, chunks
from celtrace.files._said import Said
from celtrace.files._xml import tree
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "wav"
TITLE = "WAVE sound"
EXTENSIONS = ("wav", "bwf", "wave")

_IXML: dict[str, TraitName] = {
    "PROJECT": "production", "SCENE": "cut", "BWF_ORIGINATOR": "software",
    "FILE_UID": "lineage", "FAMILY_UID": "lineage", "BWF_ORIGINATION_DATE": "created",
}  # fmt: skip
_WORDS = ("NOTE", "TAKE", "TAPE", "NAME", "BWF_DESCRIPTION")
_READ = frozenset({b"ds64", b"bext", b"LIST", b"iXML", b"_PMX"})
_ELSEWHERE, _MOST = 0xFFFFFFFF, 100_000
"""A length that stands in `ds64`, or nowhere (EBU Tech 3306); the chunks that are gone through."""
_ORIGIN: tuple[tuple[TraitName, str, int, int], ...] = (
    ("software", "originator", 256, 288), ("lineage", "originator reference", 288, 320),
)  # fmt: skip
_HISTORY = 602
"""Where in the chunk `bext` the history of coding begins."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """`RIFF` or `RF64` whose form is `WAVE`."""
    return 0.98 if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE" else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the chunks say, in their order; the sound is passed over."""
    said = Said(blob, FORMAT)
    stated = int.from_bytes(_bytes(blob, 4, 4), "little")
    for kind, body in _parts(blob, note):
        if kind == b"ds64":
            stated = int.from_bytes(body[:8], "little")
        elif kind == b"bext":
            yield from _broadcast(body, said)
        elif kind == b"LIST" and body[:4] == b"INFO":
            yield from _info(body, said)
        elif kind == b"iXML":
            yield from _ixml(body, said, note)
        elif kind == b"_PMX":
            yield from _xmp.items(body, said, note)
    if stated != _ELSEWHERE and blob.size < stated + 8:
        note(f"offset {blob.size}", "the file is cut", "what stands before was read")


def _bytes(blob: Blob, at: int, length: int) -> bytes:
    blob.stream.seek(at)
    return blob.stream.read(length)


def _parts(blob: Blob, note: Note) -> Iterator[tuple[bytes, bytes]]:
    """Kind and bytes of the chunks that are read; of long recordings `ds64` tells the lengths."""
    at, sound = 12, 0
    for _ in range(_MOST):
        head = _bytes(blob, at, 8)
        if len(head) < 8:
            return
        kind, length = head[:4], int.from_bytes(head[4:], "little")
        if kind == b"data" and length == _ELSEWHERE:
            length = sound or length
        elif kind in _READ and length <= blob.limits.member_bytes:
            body = _bytes(blob, at + 8, length)
            sound = int.from_bytes(body[8:16], "little") if kind == b"ds64" else sound
            yield kind, body
        elif kind in _READ:
            note(kind.decode(), f"it states {length:,} bytes", "this part was not read")
        at += 8 + length + length % 2
    note(f"offset {at}", f"it has more than {_MOST:,} chunks", "the rest was not read")


def _broadcast(body: bytes, said: Said) -> Iterator[Item]:
    text, encoding = decoded(body[:256].partition(b"\0")[0])
    yield from said.text(text, "comment", "bext description", encoding)
    for path in paths_in(text):
        yield from said.path(path, "bext description")
    for name, place, start, end in _ORIGIN:
        value, _ = decoded(body[start:end].partition(b"\0")[0])
        yield from said.trait(name, value, f"bext {place}")
    day, clock = (body[at : at + size].decode("latin-1") for at, size in ((320, 10), (330, 8)))
    when = f"{day.strip(chr(0))} {clock.strip(chr(0)).replace('-', ':')}".strip()
    yield from said.trait("created", when, "bext origination")
    history, _ = decoded(body[_HISTORY:].rstrip(b"\0"))
    yield from said.trait("software", " / ".join(history.split("\r\n")).strip(" /"), "bext history")


def _info(body: bytes, said: Said) -> Iterator[Item]:
    for kind, start, end in chunks(body, 4, len(body), "little"):
        text, encoding = decoded(body[start:end].rstrip(b"\0"))
        if what := INFO.get(kind):
            yield from said.trait(what, text, f"INFO {kind.decode()}")
        else:
            yield from said.text(text, "comment", f"INFO {kind.decode('latin-1')}", encoding)


def _ixml(body: bytes, said: Said, note: Note) -> Iterator[Item]:
    root = tree(body.rstrip(b"\0"), "iXML", note)
    for node in root.walk() if root is not None else ():
        if node.name in _IXML:
            yield from said.trait(_IXML[node.name], node.text, f"iXML {node.name}")
        elif node.name in _WORDS:
            yield from said.text(node.text, "comment", f"iXML {node.name}")
