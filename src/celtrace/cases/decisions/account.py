"""What the journal of a closed case says about decisions, read without writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from celtrace.cases import outputs
from celtrace.cases.context import holding
from celtrace.cases.decisions.acts import Desk
from celtrace.cases.decisions.ledger import Standing
from celtrace.cases.decisions.talk import Note, Question
from celtrace.cases.outcome import Outcome
from celtrace.cases.seal import DATABASE
from celtrace.errors import UsageError
from celtrace.ports import Entry
from celtrace.store.database import connect_readonly
from celtrace.store.journal import SqlJournal


class Account(msgspec.Struct, frozen=True):
    """Standings, notes and questions of a case, or of one target."""

    standings: tuple[Standing, ...]
    notes: tuple[Note, ...]
    questions: tuple[Question, ...]


def account_of(desk: Desk, target: str = "") -> Account:
    """What was decided, noted and asked; of one target if one is named."""
    questions = tuple(desk.talk.questions.values())
    if not target:
        return Account(tuple(desk.ledger.all()), tuple(desk.talk.notes), questions)
    asked = tuple(q for q in questions if f"subject:party:{q.party}" == target)
    return Account((desk.ledger.of(target),), desk.talk.notes_on(target), asked)


def reading_desk(folder: Path) -> Desk:
    """What stands in a closed case; UsageError if there is none. Nothing can be written by it."""
    with _journal(folder) as journal:
        return Desk(journal, lambda: datetime.now(UTC))


def journal_lines(folder: Path) -> bytes:
    """The journal as JSON lines, with its hashes; UsageError if there is no case."""
    return outputs.lines(read_journal(folder))


def read_journal(folder: Path) -> tuple[Entry, ...]:
    """The lines of a closed case's journal; UsageError if there is no case."""
    with _journal(folder) as journal:
        return tuple(journal.read())


def whole_target(folder: Path, target: str) -> str:
    """The target that is meant by the beginning of an id; UsageError if none or several are."""
    kind, _, start = target.partition(":")
    if kind == "subject":
        return target
    reading = Outcome.of(folder)
    known = {"finding": reading.findings, "candidate": reading.candidates}.get(kind)
    if known is None:
        raise UsageError(f"{target} is no target.", "Write finding:ID or candidate:ID.")
    found = [id_ for id_ in known if id_.startswith(start)]
    if len(found) != 1:
        count = "No" if not found else "More than one"
        message = f"{count} {kind} has an id that begins with {start}."
        raise UsageError(message, "The ids stand in the report.")
    return f"{kind}:{found[0]}"


@contextmanager
def _journal(folder: Path) -> Iterator[SqlJournal]:
    if not (folder / DATABASE).is_file():
        raise UsageError(f"There is no case at {folder}.", "Give --case FOLDER.")
    engine = connect_readonly(folder / DATABASE)
    try:
        with holding(folder):
            yield SqlJournal(engine)
    finally:
        engine.dispose()
