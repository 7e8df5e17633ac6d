"""An entry while it is put together, and the snapshot made of entries.

Every tuple of a finished entry is sorted and free of repeats, so that the order of rows
and files of a publication does not show.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists._tally import Tally
from celtrace.records import Alias, Designation, Digest, Evidence, Fullness, Identifier, Part

QUOTE_CHARS = 2_000
_RANK = {"primary": 0, "strong": 1, "weak": 2}

Form = Literal["person", "entity", "vessel", "aircraft", "unknown"]


class Draft(msgspec.Struct):
    """The fields of a Designation, still open."""

    row: str
    name: str = ""
    form: Form = "unknown"
    aliases: list[Alias] = []
    programmes: list[str] = []
    listed_on: dt.date | None = None
    born: list[str] = []
    nationalities: list[str] = []
    countries: list[str] = []
    addresses: list[str] = []
    identifiers: list[Identifier] = []
    linked_to: list[str] = []
    remarks: list[str] = []
    parts: list[Part] = []

    def done(self, list_id: str, seen: Evidence) -> Designation:
        """The finished record."""
        if self.parts:
            seen = msgspec.structs.replace(seen, parts=tuple(self.parts))
        return Designation(
            seen=seen,
            list=list_id,
            row=self.row,
            name=self.name,
            form=self.form,
            aliases=_aliases(self.aliases, self.name),
            programmes=_texts(self.programmes),
            listed_on=self.listed_on,
            born=_texts(self.born),
            nationalities=_texts(self.nationalities),
            countries=_texts(self.countries),
            addresses=_texts(self.addresses),
            identifiers=_identifiers(self.identifiers),
            linked_to=_texts(self.linked_to),
            remarks="; ".join(dict.fromkeys(text for text in self.remarks if text)),
        )


def _texts(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value})) if values else ()


def _identifiers(found: list[Identifier]) -> tuple[Identifier, ...]:
    order = {(i.type, i.value, i.country): i for i in found if i.value}
    return tuple(order[key] for key in sorted(order))


def _aliases(found: list[Alias], name: str) -> tuple[Alias, ...]:
    best: dict[str, Alias] = {}
    for alias in sorted(found, key=lambda a: (_RANK[a.strength], a.text, a.origin)):
        if alias.text and alias.text != name:
            best.setdefault(alias.text, alias)
    return tuple(best.values())


def evidence(file: ListFile, place: str, quote: str, reader: str) -> Evidence:
    """Where a row stands; the quote is cut at 2,000 characters."""
    return Evidence(file.digest, file.name, place, quote.strip()[:QUOTE_CHARS], reader)


def row_order(row: str) -> tuple[tuple[int, str], ...]:
    """Sorts row ids as people count: 36 before 173, EU.9.1 before EU.27.28."""
    return tuple(
        (int(digits), "") if digits else (-1, text)
        for digits, text in re.findall(r"(\d+)|(\D+)", row)
    )


def unique(drafts: Iterable[tuple[Draft, Evidence]], tally: Tally) -> list[tuple[Draft, Evidence]]:
    """All entries; a row id that stands again gets `#2`, `#3`, so that none is lost."""
    seen: dict[str, int] = {}
    kept = []
    for draft, where in drafts:
        count = seen[draft.row] = seen.get(draft.row, 0) + 1
        if count > 1:
            tally.add(
                "a row id stands more than once",
                "the later rows were kept under the id with #2, #3 ... added",
                where.place,
            )
            draft.row = f"{draft.row}#{count}"
        kept.append((draft, where))
    return kept


def digest_of(files: Iterable[ListFile]) -> Digest:
    """The digest of the file, or the SHA-256 over the sorted digests of several."""
    digests = sorted(file.digest for file in files)
    if len(digests) == 1:
        return Digest(digests[0])
    return Digest(hashlib.sha256("\n".join(digests).encode()).hexdigest())


def snapshot(
    files: tuple[ListFile, ...],
    entries: Iterable[Designation],
    *,
    list_id: str,
    day: dt.date | None,
    fullness: Fullness = "full",
    said: str = "",
) -> Snapshot:
    """A snapshot in order of row id; ListRefused if it has no entries."""
    ordered = tuple(sorted(entries, key=lambda d: row_order(d.row)))
    if not ordered:
        names = ", ".join(file.name for file in files)
        raise ListRefused(f"{names}: no entries in it.", "Fetch the file again.")
    return Snapshot(list_id, day, fullness, ordered, digest_of(files), said)
