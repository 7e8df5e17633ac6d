"""Which lines of the journal are told, and how: that something waits, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import quote

import msgspec

from celtrace.cases.decisions.ledger import JUDGED, REOPENED, Ledger
from celtrace.cases.decisions.talk import ANSWER, ASSIGNED, NOTE, QUESTION
from celtrace.ports import Entry
from celtrace.text.counts import count

_PAGES = {"finding": "/findings/", "candidate": "/hits/"}


class Alert(msgspec.Struct, frozen=True):
    """Something that somebody may want to know now."""

    id: str
    """The hash of the journal's line: the same alert has the same id."""
    seq: int
    at: datetime
    kind: str
    says: str
    page: str
    """Path of the page in the room."""


def alerts(entries: Iterable[Entry], start: int = 0) -> Iterator[Alert]:
    """Alerts for the lines from `start` on; the lines before say how things stood."""
    ledger = Ledger()
    for entry in entries:
        ledger.take(entry)
        said = _said(entry, ledger) if entry.seq >= start else None
        if said:
            target = str(entry.body.get("target", ""))
            page = "/questions" if entry.action in (QUESTION, ANSWER) else page_of(target)
            yield Alert(entry.hash, entry.seq, entry.at, *said, page)


def page_of(target: str) -> str:
    """The path of a target's page."""
    kind, _, id_ = target.partition(":")
    if kind in _PAGES:
        return _PAGES[kind] + quote(id_)
    what, _, own = id_.partition(":")
    return f"/parties/{quote(own)}" if what == "party" else f"/subjects/{quote(what)}/{quote(own)}"


def _said(entry: Entry, ledger: Ledger) -> tuple[str, str] | None:
    """Kind and sentence; None for a line that is nobody's to act on."""
    return _TELLS[entry.action](entry, ledger) if entry.action in _TELLS else None


def _reopened(entry: Entry, _: Ledger) -> tuple[str, str]:
    changes = len(entry.body.get("changed", ()))
    return "reopened", f"A decision was re-opened: {count(changes, 'thing')} changed since."


def _judged(entry: Entry, ledger: Ledger) -> tuple[str, str] | None:
    held = ledger.of(str(entry.body.get("target", "")))
    if held.state != "waits for a second person":
        return None
    return "second", f"{entry.actor} decided; a second person has to sign."


def _noted(entry: Entry, _: Ledger) -> tuple[str, str] | None:
    named = ", ".join(map(str, entry.body.get("mentions", ())))
    return ("mention", f"{entry.actor} mentioned {named} in a note.") if named else None


def _assigned(entry: Entry, _: Ledger) -> tuple[str, str] | None:
    to = entry.body.get("to")
    return ("assigned", f"{entry.actor} gave something to {to}.") if to else None


def _asked(entry: Entry, _: Ledger) -> tuple[str, str]:
    return "question", f"A question is to be answered by {entry.body.get('due', '')}."


def _answered(_: Entry, __: Ledger) -> tuple[str, str]:
    return "answer", "A question was answered."


_TELLS: Mapping[str, Callable[[Entry, Ledger], tuple[str, str] | None]] = {
    REOPENED: _reopened, JUDGED: _judged, NOTE: _noted, ASSIGNED: _assigned, QUESTION: _asked,
    ANSWER: _answered,
}  # fmt: skip
