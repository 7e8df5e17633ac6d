"""`celtrace case retention`: how long what is kept, what is due, and erasing it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from celtrace.doors.commands._shared import Who, now
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError

if TYPE_CHECKING:
    from celtrace.cases.retention import Due, Period

group = typer.Typer()
"""The command that stands in the group `case`."""


@group.command("retention")
def retention(
    context: typer.Context,
    erase: Annotated[bool, typer.Option("--erase", help="Erase what is due, for good.")] = False,
    only: Annotated[str, typer.Option(help="One category of what is due [all].")] = "",
    keep: Annotated[
        str, typer.Option(help="CATEGORY=DAYS sets a period; CATEGORY=none leaves it open.")
    ] = "",
    because: Annotated[str, typer.Option("--because", help="The reason; --erase needs one.")] = "",
    who: Who = "",
) -> int:
    """List how long what is kept and what is due; erase it when a named person confirms."""
    from celtrace.cases.retention import erase as erase_due

    door: Door = context.obj
    if not door.settings.case.is_dir():
        raise UsageError(f"There is no case at {door.settings.case}.", "Give --case FOLDER.")
    named = who or os.environ.get("CELTRACE_USER", "")
    if (erase or keep) and not named:
        raise UsageError("Nobody is named who confirms.", "Add: --who NAME")
    if keep:
        _keep(door, keep, named)
    if erase:
        _told(door, erase_due(door.settings, now, named, because, only))
    else:
        _shown(door, *_looked_at(door))
    return Exit.DONE


def _told(door: Door, gone: list[Due]) -> None:
    if door.as_json:
        door.document({"erased": gone})
        return
    for one in gone:
        door.show(f"Erased: {_line(one)}")


def _shown(door: Door, periods: dict[str, Period], found: tuple[Due, ...]) -> None:
    if door.as_json:
        door.document({"periods": periods, "due": found})
        return
    for category, one in periods.items():
        term = f"{one.days:,} days from {one.since}" if one.days else one.otherwise
        door.show(f"{category}: {term}", f"  {one.what}", f"  Purpose: {one.purpose}",
                  f"  Basis: {one.basis}")  # fmt: skip
    for due in found:
        door.show(f"Due: {_line(due)}")
    if found:
        door.say("celtrace case retention --erase --who NAME --because WHY erases what is due.")
    else:
        door.show("Nothing is due.")


def _line(one: Due) -> str:
    return f"{one.category} {one.key or 'as a whole'}, kept since {one.since}, due {one.until}"


def _looked_at(door: Door) -> tuple[dict[str, Period], tuple[Due, ...]]:
    from celtrace.cases.retention import Held, due, periods
    from celtrace.cases.workers.opened import reading

    with reading(door.settings, now) as register:
        if register is None:
            raise UsageError(f"There is no case at {door.settings.case}.", "Give --case FOLDER.")
        held = Held(door.settings, register, now)
        return {str(key): one for key, one in periods(held.entries).items()}, due(held)


def _keep(door: Door, told: str, who: str) -> None:
    from celtrace.cases.case import Case
    from celtrace.cases.retention import SET, period_set, periods

    category, _, term = told.partition("=")
    days = None
    if term != "none":
        with suppress(ValueError):
            days = int(term)
        if days is None:
            raise UsageError(f"{told} sets no period.", "Write CATEGORY=DAYS, or CATEGORY=none.")
    with Case.create_or_open(door.settings.case, now) as case:
        body = period_set(periods(case.journal.read()), category, days, ("", ""))
        case.log(SET, msgspec.to_builtins(body), who)
