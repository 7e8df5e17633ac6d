"""What one pass over a dossier gathers beside its records."""

from __future__ import annotations

import msgspec

from celtrace.dossier.headers import HeaderReading
from celtrace.errors import Fault
from celtrace.records import Digest, Evidence, Problem

READER = "dossier"
YAML = "dossier.yaml"


class Mention(msgspec.Struct, frozen=True, order=True):
    """A file or folder of the user that a record, or a section, names."""

    path: str
    section: str
    key: str
    source: str
    place: str


class Origin(msgspec.Struct, frozen=True):
    """The file that something is read from."""

    source: str
    digest: Digest

    def seen(self, place: str, quote: str) -> Evidence:
        """Evidence for a place in the file."""
        return Evidence(self.digest, self.source, place, quote, READER)


class Ledger:
    """Collects faults, problems, header readings and mentioned paths."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.problems: list[Problem] = []
        self.headers: list[HeaderReading] = []
        self.mentions: list[Mention] = []
        self.incomplete: set[str] = set()
        """Sections of which a file could not be read whole."""

    def fault(self, origin: Origin, where: tuple[str, str], problem: str, remedy: str) -> None:
        """Add a fault at (place, key)."""
        self.faults.append(Fault(origin.source, where[0], where[1], problem, remedy))

    def problem(self, origin: Origin, place: str, reason: str, consequence: str) -> None:
        """Add a problem: the review goes on."""
        self.problems.append(
            Problem(
                seen=origin.seen(place, ""),
                source=origin.source,
                place=place,
                reason=reason,
                consequence=consequence,
            )
        )

    def take(self, other: Ledger) -> None:
        """Add everything another one holds."""
        self.faults += other.faults
        self.problems += other.problems
        self.headers += other.headers
        self.mentions += other.mentions
        self.incomplete |= other.incomplete
