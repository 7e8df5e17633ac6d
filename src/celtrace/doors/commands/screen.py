"""`celtrace screen`: names or a vendor sheet against the lists."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.commands._shared import day, list_line, open_lists, today
from celtrace.doors.door import Door
from celtrace.errors import EvidenceChanged, Exit, InputUnread, NoSnapshot, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from celtrace.cases.screening.rescreen import Earlier, Rescreened
    from celtrace.cases.screening.run import Options, Totals
    from celtrace.cases.screening.sheets import Asked
    from celtrace.listing import ListState, ListUse

_NOTES_SHOWN = 20


_commands = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(_commands)


@_commands.command("screen")
def screen(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Names to look for.")] = None,
    from_file: Annotated[
        Path | None,
        typer.Option("--from", help="A vendor sheet (CSV, XLSX, ODS, JSON, Parquet), or a .txt."),
    ] = None,
    as_of: Annotated[str, typer.Option(help="The date for which the answer holds.")] = "",
    only: Annotated[list[str] | None, typer.Option("--list", help="Only this list.")] = None,
    limit: Annotated[int, typer.Option(help="Rows shown per name.", min=1)] = 10,
    threshold: Annotated[
        float | None, typer.Option(help="Least likeness of names, 0.5 to 1.", min=0.5, max=1.0)
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write to a .csv, .xlsx or .jsonl; resumed if stopped.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Write a record from which the answer can be replayed.")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(help="Screen again what a record asked, and name differences.")
    ] = None,
    again: Annotated[
        Path | None, typer.Option(help="Screen what a record asked on the lists as they are now.")
    ] = None,
) -> int:
    """Look for names in the lists of a date. A hit is a candidate, never a finding."""
    from celtrace.cases.screening.run import Options
    from celtrace.cases.screening.sheets import Asked, Sheet
    from celtrace.names.index import CUTOFF

    door: Door = context.obj
    if replay is not None:
        return _replay(door, replay)
    if again is not None:
        return _again(door, again, day(as_of, "--as-of") or today(), record)
    if not names and from_file is None:
        raise UsageError("There is nothing to screen.", "Give names, or --from FILE.")
    sheet = Sheet(from_file, door.settings.limits) if from_file else None
    asked = Asked(names or (), sheet)
    state = _state(door, day(as_of, "--as-of") or today(), only or ())
    options = Options(threshold or CUTOFF, limit, out, record, door.settings.home / "cache")
    totals = _run(door, asked, state, options)
    for note in asked.notes[:_NOTES_SHOWN]:
        door.say(f"{from_file}: {note}")
    if door.settings.strict and (totals.not_screened or totals.noted):
        message = (
            f"Not read whole: {count(totals.noted, 'row')}; not screened: {totals.not_screened}."
        )
        raise InputUnread(message, "Mend them, or leave --strict away.")
    return _exit(door, totals)


def _state(door: Door, as_of: date, only: Sequence[str]) -> ListState:
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
    if not any(use.snapshot and (use.regime or use.list in only) for use in state.uses):
        message = f"No list snapshot is installed for {as_of}; nothing was checked."
        raise NoSnapshot(message, "Run: celtrace lists update, or celtrace lists import PATH")
    return state


def _run(door: Door, asked: Asked, state: ListState, options: Options) -> Totals:
    from celtrace.cases.screening import run as screen_run

    if options.out is not None:
        with door.progress() as progress:
            totals = screen_run.run(asked, state, options, progress)
        _summary(door, state.uses, totals, options.out)
        return totals
    shown = _Json(door) if door.as_json else _Tables(door)
    totals = screen_run.show(asked, state, options, shown.party)
    shown.end(state.uses, totals)
    return totals


def _exit(door: Door, totals: Totals) -> int:
    if door.exit_zero or not totals.states.keys() & {"open", "confirmed"}:
        return Exit.DONE
    return Exit.REVIEW if "confirmed" in totals.states else Exit.ASK


def _summary(door: Door, uses: Sequence[ListUse], totals: Totals, out: Path) -> None:
    if door.as_json:
        document = {"out": str(out), "totals": totals} | _lists(uses)
        door.document(document)
        return
    _end(door, uses, totals)
    door.say(f"written: {out}")


def _lists(uses: Sequence[ListUse]) -> dict[str, Any]:
    return {
        "lists": [use for use in uses if use.snapshot],
        "not_checked": [use for use in uses if not use.snapshot],
    }


def _end(door: Door, uses: Sequence[ListUse], totals: Totals) -> None:
    counted = ", ".join(f"{count:,} {state}" for state, count in sorted(totals.states.items()))
    door.say(
        f"{totals.parties:,} screened, {totals.with_candidates:,} with candidates"
        f"{f' ({counted})' if counted else ''}"
        f"{f', {totals.not_screened:,} not screened' if totals.not_screened else ''}"
    )
    for use in uses:
        door.say(("" if use.snapshot else "not checked: ") + list_line(use))


class _Json:
    """One JSON document on stdout, written as the answers come."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._before = '{"results":[\n'

    def party(self, line: dict[str, Any]) -> None:
        """One result."""
        import msgspec

        sys.stdout.write(self._before + msgspec.json.encode(line).decode())
        self._before = ",\n"

    def end(self, uses: Sequence[ListUse], totals: Totals) -> None:
        """The rest of the document."""
        import msgspec

        if self._before.startswith("{"):
            sys.stdout.write(self._before)
        rest = msgspec.json.encode({"totals": totals} | _lists(uses)).decode()
        sys.stdout.write(f"],\n{rest[1:]}\n")


class _Tables:
    """A table for each name that has candidates."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def party(self, line: dict[str, Any]) -> None:
        """One table, or one sentence."""
        from rich.table import Table

        from celtrace.cases.screening.lines import span_text
        from celtrace.report.plain import visible

        name = visible(line["query"]) or f"{line['place']} without a name"
        for note in line["notes"]:
            self._door.say(f"{line['place']}: {note}")
        if not line["candidates"]:
            said = "no row like it on the snapshots seen" if line["query"] else "not screened"
            self._door.show(f"{name}: {said}.")
            return
        table = Table(title=name, title_justify="left", show_edge=False)
        for heading in ("list", "row", "listed name", "like", "OFAC", "state", "why"):
            table.add_column(heading, overflow="fold")
        for one in line["candidates"]:
            ofac = one["ofac_search"]
            table.add_row(
                one["list"], "\n".join((one["row"], *map(span_text, one["spans"]))),
                visible(one["names"][1]), f"{one['score']:.2f}", _ofac(ofac), one["state"],
                visible("; ".join((one["because"], *one["steps"]))),
            )  # fmt: skip
        more = f"{line['more']} more rows; see --limit" if line["more"] else ""
        self._door.show(table, more)

    def end(self, uses: Sequence[ListUse], totals: Totals) -> None:
        """What was looked at."""
        _end(self._door, uses, totals)
        if totals.with_candidates:
            self._door.say("OFAC: what its own search is expected to score; it shows 100 unless "
                           "its slider is moved.")  # fmt: skip


def _ofac(found: dict[str, Any] | None) -> str:
    if found is None:
        return "-"
    return f"{found['score']}{'' if found['shown'] else ' (hidden)'}"


def _replay(door: Door, path: Path) -> int:
    from celtrace.cases.screening import record as screen_record

    try:
        with path.open("rb") as lines:
            found = list(screen_record.replay(lines, open_lists(door)))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a record.") from error
    if door.as_json:
        door.document({"record": str(path), "differences": found})
    else:
        for text in found:
            door.show(text)
        door.say(f"{path}: {count(len(found), 'difference')} to the answer that was recorded")
    if found and not door.as_json:
        raise EvidenceChanged("The answer is not the one that was recorded.")
    return Exit.EVIDENCE if found else Exit.DONE


def _again(door: Door, path: Path, as_of: date, out: Path | None) -> int:
    """What a record's parties are on the lists of another date, told by its changes."""
    from celtrace.cases.screening import rescreen

    lists = open_lists(door)
    try:
        with path.open("rb") as lines:
            earlier, head = rescreen.earlier_of(lines, lists)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a record.") from error
    state = rescreen.state_now(head, lists, as_of)
    found = rescreen.rescreen(
        earlier, state, earlier.parties, cutoff=head.cutoff, cache=door.settings.home / "cache"
    )
    if out is not None:
        with out.open("wb") as file:
            file.writelines(rescreen.record_of(found, state, head.cutoff))
    if door.as_json:
        counts = {"parties": len(earlier.asked), "asked": found.asked}
        door.document(
            {"record": str(path), "as_of": as_of, "changes": found.changes}
            | counts | {"everyone_because": earlier.doubts} | _lists(state.uses)
        )  # fmt: skip
    else:
        for text in found.changes:
            door.show(text)
        _end_again(door, (earlier, found), state.uses)
    return Exit.ASK if found.changes and not door.exit_zero else Exit.DONE


def _end_again(door: Door, told: tuple[Earlier, Rescreened], uses: Sequence[ListUse]) -> None:
    earlier, found = told
    for doubt in earlier.doubts:
        door.say(f"everyone was asked again: {doubt}")
    door.say(
        f"{len(earlier.asked):,} in the record, {len(found.asked):,} asked again since a change "
        f"can reach them, {len(found.changes):,} changes"
    )
    for use in uses:
        door.say(("" if use.snapshot else "not checked: ") + list_line(use))
