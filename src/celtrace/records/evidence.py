"""Where a fact was seen, and the base of all records."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import ClassVar, NewType, Self

import msgspec

Digest = NewType("Digest", str)
"""Lower-case hexadecimal SHA-256 of bytes in the vault."""
Ref = NewType("Ref", str)
"""`kind:id` of a record, for example `party:sek`."""


class Part(msgspec.Struct, frozen=True):
    """One field of a record: where exactly it stood and how it was written."""

    field: str
    place: str
    quote: str


class Evidence(msgspec.Struct, frozen=True):
    """Bytes, the place in them, the quote exactly as found, and who read it."""

    digest: Digest
    source: str
    """File relative to the dossier, or `list@snapshot` for a list row."""
    place: str
    """Line, sheet and cell, page, second of video."""
    quote: str
    reader: str
    version: str = "1"
    parts: tuple[Part, ...] = ()

    def cite(self, *fields: str) -> Evidence:
        """Narrow to the named fields, with their own places and quotes.

        Fields that the record did not bring are left out; when none of them
        is known the whole row is cited.
        """
        chosen = [part for part in self.parts if part.field in fields]
        if not chosen:
            return msgspec.structs.replace(self, parts=())
        place = ", ".join(dict.fromkeys(part.place for part in chosen))
        quote = " | ".join(part.quote for part in chosen)
        return msgspec.structs.replace(self, place=place, quote=quote, parts=())


def fingerprint(*values: object) -> str:
    """Sixteen hexadecimal digits that stand for these values in this order.

    100 and 100.00 are one value: a sheet that is saved anew may write either.
    """
    packed = msgspec.json.encode([_written(value) for value in values])
    return hashlib.sha256(packed).hexdigest()[:16]


def _written(value: object) -> str:
    text = str(value)
    decimal = isinstance(value, Decimal) and "." in text and "E" not in text
    return text.rstrip("0").rstrip(".") if decimal else text


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A typed fact with its evidence.

    `id` is the user's own where the dossier gives one, otherwise a hash of the
    key fields, so that the same fact has the same id in tomorrow's intake.
    """

    kind: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ()

    seen: Evidence
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            values = [getattr(self, name) for name in self.key]
            msgspec.structs.force_setattr(self, "id", fingerprint(self.kind, *values))

    @property
    def ref(self) -> Ref:
        """`kind:id`, the name other records and findings use."""
        return Ref(f"{self.kind}:{self.id}")

    def cite(self, *fields: str) -> Evidence:
        """Evidence for the named fields of this record."""
        return self.seen.cite(*fields)

    def with_id(self, id_: str) -> Self:
        """The same record under another id."""
        return msgspec.structs.replace(self, id=id_)


class Problem(Record, frozen=True, kw_only=True):
    """What could not be taken in: a record, never only a log line."""

    kind: ClassVar[str] = "problem"
    key: ClassVar[tuple[str, ...]] = ("source", "place", "reason")

    source: str
    place: str
    reason: str
    consequence: str
    """What the reader did about it, for example `the row was left out`."""
