"""`celtrace networks`: dated lists of addresses, installed like the sanctions lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import day, today
from celtrace.doors.door import Door
from celtrace.errors import ListRefused

if TYPE_CHECKING:
    from celtrace.cases.networks import NetworkShelf

group = typer.Typer(no_args_is_help=True, help="Dated lists of addresses: VPN, hosting, places.")


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(group, name="networks")


def open_networks(door: Door) -> NetworkShelf:
    """The lists of addresses installed under the home folder."""
    from celtrace.cases.networks import NetworkShelf

    return NetworkShelf(door.settings.home)


@group.command("status")
def status(context: typer.Context) -> int:
    """Which lists of addresses are installed: date, age, shelf life, ranges."""
    from rich.table import Table

    door: Door = context.obj
    rows = open_networks(door).status(today())
    if door.as_json:
        door.document(rows)
        return 0
    table = Table(show_edge=False)
    for heading in ("list", "kind", "newest", "age", "shelf life", "ranges", "note"):
        table.add_column(heading)
    for row in rows:
        age = f"{row.age_days} d" if row.age_days is not None else "-"
        table.add_row(
            row.list, row.form, str(row.newest or "-"), age, f"{row.shelf_days} d",
            f"{row.entries:,}", row.note,
        )  # fmt: skip
    door.show(table)
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
    from celtrace.cases.networks import Wanted

    door: Door = context.obj
    notes: list[dict[str, str]] = []

    def note(place: str, reason: str, consequence: str) -> None:
        notes.append({"place": place, "reason": reason, "consequence": consequence})
        door.say(f"{place}: {reason}; {consequence}")

    wanted = Wanted(list_id, kind, day(snapshot, "--snapshot"), source)
    done = open_networks(door).import_paths(paths, wanted, note)
    if door.as_json:
        door.document({"imported": done, "notes": notes})
    else:
        for one in done:
            door.show(f"{one.list} {one.snapshot} ({one.form}): {one.entries:,} ranges")
    return 0


@group.command("update")
def update(
    context: typer.Context,
    list_id: Annotated[list[str] | None, typer.Option("--list", help="Only this list.")] = None,
) -> int:
    """Fetch the open lists from their publishers; it uses the network."""
    from celtrace.cases.networks_update import update as fetch

    door: Door = context.obj
    results = fetch(open_networks(door), tuple(list_id or ()), today())
    if door.as_json:
        door.document(results)
    else:
        for one in results:
            door.show(f"{one.list}: {one.said}")
    if not any(one.fine for one in results):
        raise ListRefused("No list was updated; what was installed is untouched.")
    return 0
