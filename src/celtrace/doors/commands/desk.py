"""`celtrace case show|decide|note|assign|ask|answer|export`: review work on a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from celtrace.doors.commands import handover, retention
from celtrace.doors.commands._shared import Who, day, who_acts
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError

if TYPE_CHECKING:
    from celtrace.cases.decisions.acts import Desk

Target = Annotated[
    str, typer.Argument(help="finding:ID, candidate:ID or subject:KIND:ID; ids may be shortened.")
]
SAID = {"same": "confirmed", "not-same": "rejected", "cannot-tell": "unsure"}
"""Words for candidates beside the four verdicts."""


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        name="case", help="Review work on a case.", no_args_is_help=True, rich_markup_mode=None
    )
    for command in (show, decide, note, assign, ask, answer):
        group.command(command.__name__)(command)
    group.add_typer(handover.group)
    group.add_typer(retention.group)
    app.add_typer(group)


def show(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="One target; everything if left out.")] = "",
) -> int:
    """What was decided, what waits, and which questions are open."""
    from celtrace.cases.decisions.account import account_of

    door: Door = context.obj
    with _desk(door, write=False) as desk:
        found = account_of(desk, _whole(door.settings.case, target) if target else "")
    if door.as_json:
        door.document(found)
    else:
        _show(door, msgspec.to_builtins(found))
    return Exit.DONE


def _show(door: Door, found: dict[str, Any]) -> None:
    for one in found["standings"]:
        said = f": {one['verdict']} by {', '.join(one['signed'])}" if one["verdict"] else ""
        door.show(f"{one['target']}  {one['state']}{said}")
        for judged in one["judgements"]:
            door.show(f"  {judged['at'][:10]} {judged['who']}: {judged['verdict']}, "
                      f"because {judged['why']}")  # fmt: skip
        for changed in one["changed"]:
            door.show(f"  changed: {changed}")
    for one in found["notes"]:
        door.show(f"{one['target']}  note by {one['who']}: {one['text']}")
    for one in found["questions"]:
        answered = "answered" if one["answers"] else f"due {one['due']}"
        door.show(f"question {one['seq']} to {one['party']}, {answered}: {one['text']}")
    if not any(found.values()):
        door.show("Nothing was decided, noted or asked yet.")


def decide(
    context: typer.Context,
    target: Target,
    verdict: Annotated[
        str,
        typer.Argument(
            help="confirmed, explained, rejected, unsure; or same, not-same, cannot-tell"
        ),
    ],
    because: Annotated[str, typer.Option("--because", help="The reason; required.")] = "",
    who: Who = "",
) -> int:
    """Judge a finding, a candidate or a subject; tier 4 takes two different people."""
    from celtrace.cases.decisions.acts import Decision
    from celtrace.cases.outcome import Outcome
    from celtrace.judgements import VERDICTS

    door: Door = context.obj
    said = SAID.get(verdict, verdict)
    if said not in VERDICTS:
        raise UsageError(f"There is no verdict {verdict}.", f"Say one of: {', '.join(VERDICTS)}.")
    whole = _whole(door.settings.case, target)
    reading = Outcome.of(door.settings.case)
    wanted = Decision(whole, msgspec.convert(said, type=_verdict()), because)
    with _desk(door) as desk:
        made = desk.decide(who_acts(who), wanted, reading)
        standing = desk.ledger.of(whole, reading.tier(whole))
    if door.as_json:
        door.document(standing)
        return Exit.DONE
    door.show(f"{made.target}: {made.verdict}, by {made.who}. It {_state(standing.state)}.")
    if standing.state == "decided":
        door.say("The tiers follow at the next celtrace review of the dossier into this case.")
    return Exit.DONE


def _verdict() -> Any:  # noqa: ANN401 - a typing form
    from celtrace.judgements import Verdict

    return Verdict


def _state(state: str) -> str:
    return {"decided": "is decided", "open": "stays open"}.get(state, state)


def note(
    context: typer.Context,
    target: Target,
    text: Annotated[str, typer.Argument(help="The note; @name mentions somebody.")],
    who: Who = "",
) -> int:
    """Write a note beside a target."""
    door: Door = context.obj
    with _desk(door) as desk:
        return _done(door, desk.note(who_acts(who), _whole(door.settings.case, target), text).seq)


def assign(
    context: typer.Context,
    target: Target,
    to: Annotated[str, typer.Argument(help="To whom; nobody if empty.")],
    who: Who = "",
) -> int:
    """Give a target to somebody to look at."""
    door: Door = context.obj
    with _desk(door) as desk:
        return _done(door, desk.assign(who_acts(who), _whole(door.settings.case, target), to).seq)


def ask(
    context: typer.Context,
    party: Annotated[str, typer.Argument(help="Id of the party that is asked.")],
    text: Annotated[str, typer.Argument(help="The question.")],
    due: Annotated[str, typer.Option(help="The day it is due [14 days from today].")] = "",
    who: Who = "",
) -> int:
    """Keep a question that is put to a vendor, with the day it is due."""
    door: Door = context.obj
    with _desk(door) as desk:
        return _done(door, desk.ask(who_acts(who), party, text, day(due, "--due")).seq)


def answer(
    context: typer.Context,
    question: Annotated[int, typer.Argument(help="Number of the question.")],
    text: Annotated[str, typer.Argument(help="The answer, as it was given.")],
    who: Who = "",
) -> int:
    """Keep a vendor's answer to a question."""
    door: Door = context.obj
    with _desk(door) as desk:
        return _done(door, desk.answer(who_acts(who), question, text).seq)


def _done(door: Door, seq: int) -> int:
    if door.as_json:
        door.document({"line": seq})
    else:
        door.show(f"Kept as line {seq} of the journal.")
    return Exit.DONE


@contextmanager
def _desk(door: Door, *, write: bool = True) -> Iterator[Desk]:
    from celtrace.cases.case import Case
    from celtrace.cases.decisions.account import reading_desk
    from celtrace.cases.decisions.acts import Desk

    folder = door.settings.case
    if not write:
        yield reading_desk(folder)
        return
    if not folder.is_dir():
        raise UsageError(f"There is no case at {folder}.", "Give --case FOLDER.")
    with Case.create_or_open(folder, lambda: datetime.now(UTC)) as case:
        yield Desk(case.journal, case.clock)


def _whole(case: Path, target: str) -> str:
    from celtrace.cases.decisions.account import whole_target

    return whole_target(case, target)
