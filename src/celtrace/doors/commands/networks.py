"""`celtrace networks`: dated lists of addresses, installed like the sanctions lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import (
    Notes,
    age,
    answer_import,
    answer_table,
    answer_update,
    day,
    today,
)
from celtrace.doors.door import Door

if TYPE_CHECKING:
    from celtrace.cases.logs.networks import NetworkShelf

group = typer.Typer(no_args_is_help=True, help="Dated lists of addresses: VPN, hosting, places.")


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(group, name="networks")


def open_networks(door: Door) -> NetworkShelf:
    """The lists of addresses installed under the home folder."""
    from celtrace.cases.logs.networks import NetworkShelf

    return NetworkShelf(door.settings.home)


@group.command("status")
def status(context: typer.Context) -> int:
    """Which lists of addresses are installed: date, age, shelf life, ranges."""
    door: Door = context.obj
    rows = open_networks(door).status(today())
    headings = ("list", "kind", "newest", "age", "shelf life", "ranges", "note")
    answer_table(door, rows, headings, (
        (row.list, row.form, str(row.newest or "-"), age(row.age_days), age(row.shelf_days),
         f"{row.entries:,}", row.note)
        for row in rows
    ))  # fmt: skip
    return 0


@group.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files of lists, or folders of them.")],
    list_id: Annotated[str, typer.Option("--list", help="Which list it is, or a name.")] = "",
    kind: Annotated[
        str,
        typer.Option(help="For your own: vpn, hosting, tor, relay, country, asn, ioc."),
    ] = "",
    snapshot: Annotated[str, typer.Option(help="Its date, where the file has none.")] = "",
    source: Annotated[str, typer.Option(help="Who gave the list.")] = "",
) -> int:
    """Take in lists of addresses from files; works offline."""
    from celtrace.cases.logs.networks import Wanted

    door: Door = context.obj
    notes = Notes(door)
    wanted = Wanted(list_id, kind, day(snapshot, "--snapshot"), source)
    done = open_networks(door).import_paths(paths, wanted, notes.taker)
    lines = (f"{one.list} {one.snapshot} ({one.form}): {one.entries:,} ranges" for one in done)
    answer_import(door, done, notes, lines)
    return 0


@group.command("update")
def update(
    context: typer.Context,
    list_id: Annotated[list[str] | None, typer.Option("--list", help="Only this list.")] = None,
) -> int:
    """Fetch the open lists from their publishers; it uses the network."""
    from celtrace.cases.logs.networks_update import update as fetch

    door: Door = context.obj
    answer_update(door, fetch(open_networks(door), tuple(list_id or ()), today()))
    return 0
