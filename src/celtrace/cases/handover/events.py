"""Everything in a case that has a time, as events for a timeline tool.

What happened is told by the words as found; what people decided, by the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from celtrace.cases.outcome import Outcome
from celtrace.exchange import timesketch
from celtrace.exchange.timesketch import Event
from celtrace.ports import Entry
from celtrace.records import (
    Candidate,
    Check,
    Claim,
    Contract,
    FileAccess,
    FileFact,
    Invoice,
    Ownership,
    Payment,
    Record,
    Role,
    SessionEnd,
    SignIn,
    StaffList,
    Trait,
    TravelNotice,
)

LONGEST = 500
FORMATS = {"timesketch": timesketch.jsonl, "timesketch-csv": timesketch.csv}


class _Dated(NamedTuple):
    kind: type[Record]
    field: str
    what: str


_DATED = (
    _Dated(Contract, "date", "Contract"),
    _Dated(Contract, "disclosed", "Sub-contract disclosed"),
    _Dated(Invoice, "date", "Invoice"),
    _Dated(Payment, "date", "Payment"),
    _Dated(Ownership, "since", "Stake begins"),
    _Dated(Ownership, "until", "Stake ends"),
    _Dated(Role, "since", "Office begins"),
    _Dated(Role, "until", "Office ends"),
    _Dated(SignIn, "time", "Sign-in"),
    _Dated(SessionEnd, "time", "Session ends"),
    _Dated(FileAccess, "time", "File access"),
    _Dated(FileFact, "modified", "File last changed"),
    _Dated(Trait, "time", "Time stated inside a file"),
    _Dated(StaffList, "asked", "Staff list asked for"),
    _Dated(StaffList, "received", "Staff list received"),
    _Dated(Check, "when", "Check"),
    _Dated(Claim, "date", "Public statement"),
    _Dated(TravelNotice, "start", "Travel begins"),
)
"""Which fields of which records are times, and what they are the time of."""


def events(outcome: Outcome, journal: Iterable[Entry]) -> Iterator[Event]:
    """All events of a reviewed case, in no order."""
    cited = _cited(outcome)
    for dated in _DATED:
        for record in outcome.view.all(dated.kind):
            for at in _times(getattr(record, dated.field)):
                yield _event(at, dated.what, record, cited)
    for candidate in outcome.view.all(Candidate):
        yield from _listed(candidate)
    for entry in journal:
        said = msgspec.json.encode(entry.body, order="sorted").decode()
        values = {"actor": entry.actor, "action": entry.action, "line": str(entry.seq)}
        message = f"{entry.actor}: {entry.action} {_short(said)}"
        yield Event(entry.at, message, "Journal", values)


def _listed(candidate: Candidate) -> Iterator[Event]:
    """The days on which a row came on its list and left it."""
    row = f"{candidate.list} row {candidate.row}, {candidate.names[1]}"
    message = f"{row}: a candidate for {candidate.party} ({candidate.state})"
    seen = candidate.row_seen
    values = {"source": seen.source, "place": seen.place, "sha256": seen.digest,
              "record": candidate.id, "findings": ""}  # fmt: skip
    for span in candidate.spans:
        yield Event(span.since, message, "Row on a list from", values)
        if span.until:
            yield Event(span.until, message, "Row on a list until", values)


def exported(folder: Path, journal: Iterable[Entry], form: str) -> bytes:
    """The events of a case in a format; UsageError if nothing was reviewed there."""
    return FORMATS[form](events(Outcome.of(folder), journal))


def _times(value: object) -> Iterator[datetime | date]:
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, date):
            yield one


def _event(
    at: datetime | date, what: str, record: Record, cited: dict[tuple[str, str], list[str]]
) -> Event:
    seen = record.seen
    found = cited.get((seen.digest, seen.place), [])
    values = {"source": seen.source, "place": seen.place, "sha256": seen.digest,
              "record": record.id, "findings": " ".join(found)}  # fmt: skip
    return Event(at, f"{what}: {_short(seen.quote or record.id)}", what, values)


def _cited(outcome: Outcome) -> dict[tuple[str, str], list[str]]:
    """Which findings quote which place."""
    held: dict[tuple[str, str], list[str]] = {}
    for id_ in outcome.findings:
        for seen in outcome.findings.line(id_)["evidence"]:
            held.setdefault((seen["digest"], seen["place"]), []).append(id_)
    return held


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
