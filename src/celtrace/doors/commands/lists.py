"""`celtrace lists`: dated snapshots of the sanctions lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from celtrace.doors.commands._shared import (
    Notes,
    age,
    answer_import,
    answer_table,
    answer_update,
    day,
    open_lists,
    today,
)
from celtrace.doors.door import Door
from celtrace.errors import ListRefused, UsageError

group = typer.Typer(no_args_is_help=True, help="Snapshots of the sanctions lists.")


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(group, name="lists")


@group.command("status")
def status(context: typer.Context) -> int:
    """Which lists are installed: snapshots, date, age, entries, digest."""
    door: Door = context.obj
    rows = open_lists(door).status(today())
    headings = ("list", "regime", "snapshots", "first", "newest", "age", "entries", "form")
    answer_table(door, rows, headings, (
        (row.list, row.regime, str(row.snapshots), str(row.first or "-"),
         str(row.newest or "not installed"), age(row.age_days), f"{row.entries:,}", row.fullness)
        for row in rows
    ))  # fmt: skip
    return 0


@group.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of the publishers.")],
    list_id: Annotated[str, typer.Option("--list", help="Which list it is.")] = "",
    snapshot: Annotated[str, typer.Option(help="Its date, where the content has none.")] = "",
) -> int:
    """Take in list files as their publishers give them; works offline."""
    door: Door = context.obj
    notes = Notes(door)
    done = open_lists(door).import_paths(
        paths, list_id=list_id or None, snapshot=day(snapshot, "--snapshot"), note=notes.taker
    )
    answer_import(door, done, notes, (
        f"{one.list} {one.date} ({one.fullness}, date from {one.date_from}): {one.entries:,} "
        f"entries, {'already there' if one.already_there else f'+{one.added} -{one.removed}'}"
        for one in done
    ))  # fmt: skip
    if not done:
        raise ListRefused("Nothing was taken in.", "See the messages above.")
    return 0


@group.command("diff")
def diff(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help="The earlier snapshot (YYYY-MM-DD).")],
    b: Annotated[str, typer.Argument(help="The later snapshot.")],
    list_id: Annotated[str, typer.Option("--list", help="Which list.")] = "us_ofac_sdn",
) -> int:
    """What changed between two snapshots: added, removed, aliases, remarks."""
    door: Door = context.obj
    first, second = day(a, "A"), day(b, "B")
    if first is None or second is None:
        raise UsageError("Two dates are needed.", "celtrace lists diff 2021-12-09 2021-12-10")
    found = open_lists(door).diff(list_id, first, second)
    if door.as_json:
        door.document(found)
        return 0
    for title in ("added", "removed", "changed"):
        lines = getattr(found, title)
        door.show(f"{title}: {len(lines):,}")
        for line in lines:
            what = f"  ({line.what})" if line.what else ""
            door.show(f"  {line.row}  {line.name}{what}")
    return 0


@group.command("show")
def show(
    context: typer.Context,
    row: Annotated[str, typer.Argument(help="Row id, for example 34022.")],
    list_id: Annotated[str, typer.Option("--list", help="Only this list.")] = "",
) -> int:
    """One row: names, identifiers, and since when until when it stood on the list."""
    from rich.pretty import Pretty

    door: Door = context.obj
    found = open_lists(door).show(row, list_id or None)
    if not found:
        message = f"No installed list has a row {row}."
        raise UsageError(message, "See: celtrace lists status")
    if door.as_json:
        door.document(found)
    else:
        door.show(*(Pretty(one) for one in found))
    return 0


@group.command("update")
def update(
    context: typer.Context,
    list_id: Annotated[list[str] | None, typer.Option("--list", help="Only this list.")] = None,
) -> int:
    """Fetch the lists from their publishers; it uses the network."""
    from celtrace.cases.lists.update import update as fetch

    door: Door = context.obj
    answer_update(door, fetch(open_lists(door), tuple(list_id or ()), today()))
    return 0
