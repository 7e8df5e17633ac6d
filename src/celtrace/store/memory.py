"""Stores that live in memory, and the view of records that detectors get from any shelf."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO, TypeVar, cast

from celtrace import records as words
from celtrace.errors import EvidenceChanged
from celtrace.ports import CaseFacts, Entry, Shelf
from celtrace.records import Digest, Record, Ref
from celtrace.store.chain import check_chain, link

R = TypeVar("R", bound=Record)

_CALLED: dict[str, tuple[type[Record], str]] = {
    kind.kind: (kind, field)
    for kind, field in (
        (words.Party, "name"),
        (words.Worker, "name"),
        (words.Designation, "name"),
        (words.Production, "title"),
        (words.FileFact, "path"),
        (words.LogSource, "path"),
        (words.Reference, "path"),
    )
}


class MemoryVault:
    """Bytes by digest, kept in memory."""

    def __init__(self) -> None:
        self._held: dict[Digest, bytes] = {}

    def put(self, stream: BinaryIO) -> tuple[Digest, int]:
        """Take bytes in; return their SHA-256 and their length in bytes."""
        data = stream.read()
        digest = Digest(hashlib.sha256(data).hexdigest())
        self._held.setdefault(digest, data)
        return digest, len(data)

    def open(self, digest: Digest) -> BinaryIO:
        """Open bytes for reading; EvidenceChanged if they are missing."""
        if digest not in self._held:
            msg = f"The bytes with SHA-256 {digest} are not in the vault."
            raise EvidenceChanged(msg)
        return BytesIO(self._held[digest])

    def has(self, digest: Digest) -> bool:
        """Whether bytes of this digest are held."""
        return digest in self._held

    def digests(self) -> Iterator[Digest]:
        """All digests held, in order."""
        return iter(sorted(self._held))

    def check(self) -> Iterator[str]:
        """Recompute every digest; yield a sentence for each object that is not what it was."""
        for digest in self.digests():
            found = hashlib.sha256(self._held[digest]).hexdigest()
            if found != digest:
                yield f"Vault object {digest} holds other bytes: their SHA-256 is {found}."


class MemoryJournal:
    """Hash-chained lines, kept in memory."""

    def __init__(self) -> None:
        self._lines: list[Entry] = []

    def append(self, at: datetime, actor: str, action: str, body: dict[str, Any]) -> Entry:
        """Add a line; `at` has a time zone, `body` holds JSON values."""
        entry = link(self._lines[-1] if self._lines else None, at, actor, action, body)
        self._lines.append(entry)
        return entry

    def read(self, start: int = 0) -> Iterator[Entry]:
        """Lines from sequence number `start`, in order."""
        return (entry for entry in tuple(self._lines) if entry.seq >= start)

    def check(self) -> Iterator[str]:
        """Yield a sentence for each line that is altered, missing or out of order."""
        return check_chain(self._lines)


class MemoryShelf:
    """Records by kind and id, kept in memory."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._held: dict[type[Record], dict[str, Record]] = {}
        self._sorted: dict[type[Record], list[Record]] = {}
        self.add(records)

    def add(self, records: Iterable[Record]) -> None:
        """Keep records; one of the same kind and id replaces the older."""
        for record in records:
            self._held.setdefault(type(record), {})[record.id] = record
        self._sorted.clear()

    def replace(self, records: Iterable[Record]) -> None:
        """Keep these records and no others."""
        kept = list(records)
        self._held.clear()
        self.add(kept)

    def each(self, kind: type[R]) -> Iterator[R]:
        """Records of a kind, in order of id."""
        if kind not in self._sorted:
            held = self._held.get(kind, {})
            self._sorted[kind] = [held[id_] for id_ in sorted(held)]
        return iter(cast("list[R]", self._sorted[kind]))

    def grouped(self, kind: type[R], by: str, order: str) -> Iterator[tuple[str, list[R]]]:
        """Records of a kind by the text of a field, each group in the order of another.

        Groups come in order of their text. A record stands once for each value of a
        field that holds several; no value has the text "".
        """
        groups: defaultdict[str, list[R]] = defaultdict(list)
        for record in self.each(kind):
            for text in texts(getattr(record, by)):
                groups[text].append(record)
        for text in sorted(groups):
            yield text, sorted(groups[text], key=lambda record: place_in(record, order))

    def view(self, facts: CaseFacts) -> MemoryView:
        """The read-only view that detectors get."""
        return MemoryView(self, facts)


def texts(value: object) -> list[str]:
    """The groups that a field's value stands for."""
    if isinstance(value, tuple):
        return sorted({str(item) for item in value}) or [""]
    return ["" if value is None else str(value)]


def place_in(record: Record, order: str) -> tuple[bool, Any, str]:
    """Where a record stands within its group: those without a value first, then by id."""
    value = getattr(record, order)
    return value is not None, value, record.id


class MemoryView:
    """A read-only view of a shelf; a kind is loaded and indexed on first use.

    It can be pickled, and then carries all records with it.
    """

    def __init__(self, shelf: Shelf, facts: CaseFacts) -> None:
        self._shelf = shelf
        self._facts = facts
        self._all: dict[type[Record], tuple[Record, ...]] = {}
        self._by_id: dict[type[Record], dict[str, Record]] = {}
        self._by_value: dict[tuple[type[Record], str], dict[object, list[Record]]] = {}

    @property
    def facts(self) -> CaseFacts:
        """What holds for the whole case."""
        return self._facts

    def all(self, kind: type[R]) -> Sequence[R]:
        """All records of a kind."""
        if kind not in self._all:
            self._all[kind] = tuple(self._shelf.each(kind))
        return cast("tuple[R, ...]", self._all[kind])

    def get(self, kind: type[R], id_: str) -> R | None:
        """The record of that kind and id."""
        if kind not in self._by_id:
            self._by_id[kind] = {record.id: record for record in self.all(kind)}
        return cast("R | None", self._by_id[kind].get(id_))

    def where(self, kind: type[R], field: str, value: object) -> Sequence[R]:
        """Records of a kind whose field has the value, or holds it where it holds several.

        AttributeError if the kind has no such field.
        """
        if (kind, field) not in self._by_value:
            self._by_value[kind, field] = self._index(kind, field)
        return tuple(cast("list[R]", self._by_value[kind, field].get(value, ())))

    def name(self, ref: Ref | str) -> str:
        """How people call what the ref names; the id if nothing is known.

        A bare id is looked up among parties, then workers.
        """
        kind, _, id_ = ref.partition(":")
        if kind in _CALLED:
            return self._called(kind, id_) or id_
        if id_ and kind in {known.kind for known in Record.__subclasses__()}:
            return id_
        return self._called("party", ref) or self._called("worker", ref) or ref

    def _called(self, kind: str, id_: str) -> str:
        cls, field = _CALLED[kind]
        return str(getattr(self.get(cls, id_), field, ""))

    def _index(self, kind: type[Record], field: str) -> dict[object, list[Record]]:
        if not hasattr(kind, field):
            msg = f"{kind.__name__} has no field {field!r}"
            raise AttributeError(msg)
        index: defaultdict[object, list[Record]] = defaultdict(list)
        for record in self.all(kind):
            held = getattr(record, field)
            for value in dict.fromkeys(held) if isinstance(held, tuple) else (held,):
                index[value].append(record)
        return index

    def __reduce__(self) -> tuple[type[MemoryView], tuple[MemoryShelf, CaseFacts]]:
        kinds = Record.__subclasses__()
        held = MemoryShelf(record for kind in kinds for record in self.all(kind))
        return MemoryView, (held, self._facts)
