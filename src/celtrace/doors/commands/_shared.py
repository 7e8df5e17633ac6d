"""What several commands need: dates from options, opened lists, list lines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from celtrace.errors import UsageError

if TYPE_CHECKING:
    from celtrace.cases.lists import ListShelf
    from celtrace.doors.door import Door
    from celtrace.listing import ListUse


def today() -> date:
    """Today in UTC: the doors read the clock, nothing below the cases does."""
    return datetime.now(UTC).date()


def day(text: str, option: str) -> date | None:
    """A day from an option; None when it was not given."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{option} {text} is not a date."
        raise UsageError(message, "Write it as YYYY-MM-DD.") from error


def open_lists(door: Door) -> ListShelf:
    """The lists installed under the home folder."""
    from celtrace.cases.lists import ListShelf

    return ListShelf(door.settings.home, limits=door.settings.limits)


def list_line(use: ListUse) -> str:
    """One sentence on how a list took part."""
    if use.snapshot is None:
        return f"{use.list}: {use.note}"
    partial = f"; {use.note}" if use.note else ""
    return (
        f"{use.list} of {use.snapshot} ({use.entries:,} entries, {use.age_days} days old{partial})"
    )
