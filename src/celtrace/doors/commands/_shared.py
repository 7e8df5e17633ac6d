"""What several commands need: dates from options, opened lists, tables, notes, updates."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from celtrace.errors import Exit, ListRefused, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from celtrace.cases.lists.shelf import ListShelf
    from celtrace.doors.door import Door
    from celtrace.listing import ListUse
    from celtrace.ports import Note


Who = Annotated[str, typer.Option("--who", help="Who acts [$CELTRACE_USER, or the login name].")]


def who_acts(given: str) -> str:
    """The name of whoever acts: as given, else of the environment, else of the login."""
    return given or os.environ.get("CELTRACE_USER", "") or getpass.getuser()


def now() -> datetime:
    """The moment in UTC: the doors read the clock, nothing below the cases does."""
    return datetime.now(UTC)


def today() -> date:
    """Today in UTC."""
    return now().date()


def day(text: str, option: str) -> date | None:
    """A day from an option; None when it was not given."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{option} {text} is not a date."
        raise UsageError(message, "Write it as YYYY-MM-DD.") from error


On = Annotated[
    str,
    typer.Option("--on", help="Where it is worked on: daft, or ray://HOST:PORT [this machine]."),
]


def checked_on(given: str) -> str:
    """Where work is done; UsageError where that is no place we know."""
    if given and given != "daft" and not given.startswith("ray://"):
        raise UsageError(f"--on {given} is not known.", "Known: daft, ray://HOST:PORT.")
    return given


def open_lists(door: Door) -> ListShelf:
    """The lists installed under the home folder."""
    from celtrace.cases.lists.shelf import ListShelf

    return ListShelf(door.settings.home, limits=door.settings.limits)


class Updated(Protocol):
    """What became of one list in an update."""

    @property
    def list(self) -> str:
        """Its id."""

    @property
    def said(self) -> str:
        """What happened, in words."""

    @property
    def fine(self) -> bool:
        """Whether the list is now as its publisher has it."""


class Notes:
    """Notes of an import: said at once, and kept for `--json`."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.kept: list[dict[str, str]] = []

    def note(self, place: str, reason: str, consequence: str) -> None:
        """Take a note."""
        self.kept.append({"place": place, "reason": reason, "consequence": consequence})
        self._door.say(f"{place}: {reason}; {consequence}")

    @property
    def taker(self) -> Note:
        """What readers call."""
        return self.note


def answer_table(
    door: Door, rows: object, headings: Sequence[str], lines: Iterable[Sequence[str]]
) -> None:
    """Rows as a table, or as a JSON document if that was asked for."""
    if door.as_json:
        door.document(rows)
        return
    from rich.table import Table

    table = Table(show_edge=False)
    for heading in headings:
        table.add_column(heading)
    for line in lines:
        table.add_row(*line)
    door.show(table)


def answer_bytes(door: Door, data: bytes, out: Path | None, said: str) -> Exit:
    """Bytes as they are on stdout, or in a file with a sentence that says so."""
    from celtrace.cases.seal import writing_to

    if out is None:
        door.plain(data)
        return Exit.DONE
    with writing_to(out):
        out.write_bytes(data)
    door.say(said)
    return Exit.DONE


def answer_import(door: Door, done: Sequence[object], notes: Notes, lines: Iterable[str]) -> None:
    """What was taken in, line by line, or as a JSON document with the notes."""
    if door.as_json:
        door.document({"imported": done, "notes": notes.kept})
    else:
        door.show(*lines)


def answer_update(door: Door, results: Sequence[Updated]) -> None:
    """What became of each list; ListRefused if none could be updated."""
    if door.as_json:
        door.document(results)
    else:
        door.show(*(f"{one.list}: {one.said}" for one in results))
    if not any(one.fine for one in results):
        raise ListRefused("No list was updated; what was installed is untouched.")


def age(days: int | None) -> str:
    """An age in days."""
    return "-" if days is None else f"{days} d"


def list_line(use: ListUse) -> str:
    """One sentence on how a list took part."""
    if use.snapshot is None:
        return f"{use.list}: {use.note}"
    partial = f"; {use.note}" if use.note else ""
    return (
        f"{use.list} of {use.snapshot} ({use.entries:,} entries, {use.age_days} days old{partial})"
    )
