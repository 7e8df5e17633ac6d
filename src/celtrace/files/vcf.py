"""Address card (RFC 6350): who, of which company, under which addresses and numbers.

The company is the contact's, not that of whoever made the file: it is given as words.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._cards import dated, lines
from celtrace.files._said import Said
from celtrace.files._times import iso
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "vcf"
TITLE = "Address card"
EXTENSIONS = ("vcf", "vcard")

_FACTS: dict[str, TraitName] = {"PRODID": "software", "UID": "lineage", "LANG": "language"}
_TEXTS = frozenset({"FN", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "URL", "NOTE", "IMPP", "TZ",
                    "NICKNAME", "ORG", "X-WECHAT", "X-QQ", "X-SKYPE"})  # fmt: skip
_OF_PARTS = frozenset({"ORG", "ADR"})
"""What consists of parts with semicolons between them."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the first line settles it
    """The first line."""
    return (
        0.98 if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:11].upper() == b"BEGIN:VCARD" else 0.0
    )


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Card by card, in the order of the file."""
    said, card, open_ = Said(blob, FORMAT), 0, False
    for line in lines(blob.stream.read(blob.limits.member_bytes)):
        card += line.name == "BEGIN"
        open_ = (open_ or line.name == "BEGIN") and line.name != "END"
        place = f"card {card} {line.name}"
        if fact := _FACTS.get(line.name):
            yield from said.trait(fact, line.value, place)
        elif line.name == "REV":
            yield from said.trait("modified", line.value, place, iso(dated(line.value)))
        elif line.name in _TEXTS:
            for part in line.value.split(";") if line.name in _OF_PARTS else [line.value]:
                yield from said.text(part, "name" if line.name == "FN" else "body", place)
    if open_:
        note(f"card {card}", "the card is cut", "what stands before was read")
