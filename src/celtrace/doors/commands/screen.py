"""`celtrace screen`: names or a vendor sheet against the lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.commands._shared import day, list_line, open_lists, today
from celtrace.doors.door import Door
from celtrace.errors import Exit, NoSnapshot, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtrace.listing import ListState
    from celtrace.records import Candidate, Party


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("screen")(screen)


def screen(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Names to look for.")] = None,
    from_file: Annotated[
        Path | None, typer.Option("--from", help="A vendor sheet (CSV, XLSX, ODS, JSON, Parquet).")
    ] = None,
    as_of: Annotated[str, typer.Option(help="The date for which the answer holds.")] = "",
    only: Annotated[list[str] | None, typer.Option("--list", help="Only this list.")] = None,
    limit: Annotated[int, typer.Option(help="Rows shown per name.", min=1)] = 10,
) -> int:
    """Look for names in the lists of a date. A hit is a candidate, never a finding."""
    from celtrace.cases.screening import Screener
    from celtrace.cases.sheets import parties_of_names, parties_of_sheet

    door: Door = context.obj
    if not names and from_file is None:
        raise UsageError("There is nothing to screen.", "Give names, or --from FILE.")
    parties = [*parties_of_names(names or ())]
    if from_file is not None:
        parties += parties_of_sheet(from_file, door.settings.limits, door.say)
    state = _state(door, day(as_of, "--as-of") or today(), only or ())
    screener = Screener(state.rows)
    found = [(party, screener.candidates(party)[:]) for party in parties]
    found = [(party, _best(candidates, limit)) for party, candidates in found]
    if door.as_json:
        door.document(_document(state, found))
    else:
        _show(door, state, found)
    return _exit(door, [c for _, candidates in found for c in candidates])


def _state(door: Door, as_of: Any, only: Sequence[str]) -> ListState:  # noqa: ANN401 - a date
    pins = {}
    lists = open_lists(door)
    if only:
        known = {use.list for use in lists.state(as_of, regimes=(), pins={}).uses}
        unknown = sorted(set(only) - known)
        if unknown:
            message = f"There is no list {', '.join(unknown)}."
            raise UsageError(message, f"Known lists: {', '.join(sorted(known))}.")
        pins = dict.fromkeys(known - set(only))
    state = lists.state(as_of, regimes=("US", "EU", "GB", "UN"), pins=pins)
    if not any(use.snapshot for use in state.uses):
        message = f"No list snapshot is installed for {as_of}; nothing was checked."
        raise NoSnapshot(message, "Run: celtrace lists update, or celtrace lists import PATH")
    return state


def _best(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    order = {"confirmed": 0, "open": 1, "rejected": 2}
    ranked = sorted(candidates, key=lambda c: (order[c.state], -c.score, c.list, c.row))
    return ranked[:limit]


def _exit(door: Door, candidates: Sequence[Candidate]) -> int:
    states = {candidate.state for candidate in candidates}
    if door.exit_zero or not states & {"open", "confirmed"}:
        return Exit.DONE
    return Exit.REVIEW if "confirmed" in states else Exit.ASK


def _document(state: ListState, found: Sequence[tuple[Party, Sequence[Candidate]]]) -> Any:  # noqa: ANN401
    return {
        "lists": [use for use in state.uses if use.snapshot],
        "not_checked": [use for use in state.uses if not use.snapshot],
        "results": [
            {"id": party.id, "query": party.name, "candidates": [_line(c) for c in candidates]}
            for party, candidates in found
        ],
    }


def _line(candidate: Candidate) -> dict[str, Any]:
    keys = ("list", "regime", "row", "by", "score", "names", "state", "because", "steps", "weak",
            "programmes", "spans")  # fmt: skip
    return {key: getattr(candidate, key) for key in keys}


def _show(door: Door, state: ListState, found: Sequence[tuple[Party, Sequence[Candidate]]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    for party, candidates in found:
        if not candidates:
            door.show(f"{escape(party.name)}: no row like it on the snapshots seen.")
            continue
        table = Table(title=escape(party.name), title_justify="left", show_edge=False)
        for heading in ("list", "row", "listed name", "like", "state", "why"):
            table.add_column(heading, overflow="fold")
        for c in candidates:
            listed = "; ".join(_span(span) for span in c.spans)
            table.add_row(
                c.list, f"{c.row}\n{listed}", escape(c.names[1]), f"{c.score:.2f}", c.state,
                escape("; ".join((c.because, *c.steps))),
            )  # fmt: skip
        door.show(table, "")
    for use in state.uses:
        door.say(("" if use.snapshot else "not checked: ") + list_line(use))


def _span(span: Any) -> str:  # noqa: ANN401 - records.Span, imported late
    end = f", absent since {span.until}" if span.until else ""
    return f"from {span.since}{end}"
