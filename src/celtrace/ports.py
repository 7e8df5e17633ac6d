"""What the core needs from the outside: protocols only.

One contract test runs over every implementation of each port.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeVar

import msgspec

from celtrace.records import Digest, Record, Ref

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

R = TypeVar("R", bound=Record)
A = TypeVar("A")
B = TypeVar("B")


class Note(Protocol):
    """How a reader says that it could not take something in."""

    def __call__(self, place: str, reason: str, consequence: str) -> None:
        """Say where, what, and what was done about it."""


class Vault(Protocol):
    """Bytes by digest: content-addressed, write-once."""

    def put(self, stream: BinaryIO) -> tuple[Digest, int]:
        """Take bytes in; return their SHA-256 and their length in bytes."""

    def open(self, digest: Digest) -> BinaryIO:
        """Open bytes for reading; EvidenceChanged if they are missing."""

    def has(self, digest: Digest) -> bool:
        """Whether bytes of this digest are held."""

    def digests(self) -> Iterator[Digest]:
        """All digests held, in order."""

    def check(self) -> Iterator[str]:
        """Recompute every digest; yield a sentence for each object that is not what it was."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the journal; `hash` covers all other fields and the hash before."""

    seq: int
    at: datetime
    actor: str
    action: str
    body: dict[str, Any]
    previous: str
    hash: str


class Journal(Protocol):
    """What happened and what people decided: append-only, hash-chained."""

    def append(self, at: datetime, actor: str, action: str, body: dict[str, Any]) -> Entry:
        """Add a line; `at` has a time zone, `body` holds JSON values."""

    def read(self, start: int = 0) -> Iterator[Entry]:
        """Lines from sequence number `start`, in order."""

    def check(self) -> Iterator[str]:
        """Yield a sentence for each line that is altered, missing or out of order."""


class CaseFacts(msgspec.Struct, frozen=True):
    """What holds for the whole case."""

    as_of: date
    us: str = ""
    title: str = ""
    timezone: str = "UTC"
    regimes: tuple[str, ...] = ("US", "EU", "GB", "UN")
    judged: dict[str, str] = {}
    """Findings that people have closed, with who did, when and why."""


class View(Protocol):
    """A read-only view of the records, for detectors. Every answer comes in order of id."""

    @property
    def facts(self) -> CaseFacts:
        """What holds for the whole case."""

    def all(self, kind: type[R]) -> Sequence[R]:
        """All records of a kind."""

    def get(self, kind: type[R], id_: str) -> R | None:
        """The record of that kind and id."""

    def where(self, kind: type[R], field: str, value: object) -> Sequence[R]:
        """Records of a kind whose field has the value (indexed on first use)."""

    def name(self, ref: Ref | str) -> str:
        """How people call what the ref names; the id if nothing is known."""


class Shelf(Protocol):
    """Records by kind, written once per intake."""

    def add(self, records: Iterable[Record]) -> None:
        """Keep records; one of the same kind and id replaces the older."""

    def each(self, kind: type[R]) -> Iterator[R]:
        """Records of a kind, in order of id."""

    def grouped(self, kind: type[R], by: str, order: str) -> Iterator[tuple[str, list[R]]]:
        """Records of a kind by the text of a field, each group in the order of another."""

    def view(self, facts: CaseFacts) -> View:
        """The read-only view that detectors get."""


class Engine(Protocol):
    """Map a pure function over items, in order, wherever it runs."""

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Results in the order of the items."""


class Nearest(Protocol):
    """Vectors of one length, and which of them are nearest to others."""

    def __len__(self) -> int: ...

    def search(
        self, wanted: npt.NDArray[np.float32], most: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """Squared distances and positions, nearest first; -1 where there is none."""
