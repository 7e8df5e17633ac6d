"""`celtrace connect`: bring what a tracker holds into a dossier folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.door import Door
from celtrace.errors import InputUnread, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.doors.connectors.kitsu_folder import Connected

TOKEN = "CELTRACE_KITSU_TOKEN"  # noqa: S105 - the name of a variable
group = typer.Typer(no_args_is_help=True, help="Bring what a tracker holds into a dossier folder.")


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(group, name="connect")


@group.command("kitsu")
def kitsu(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The address that people open Kitsu at.")],
    out: Annotated[Path, typer.Option(help="The dossier folder.")],
    token_file: Annotated[
        Path | None, typer.Option(help=f"File with the token of a bot [else ${TOKEN}].")
    ] = None,
    project: Annotated[
        list[str] | None, typer.Option(help="Sections of this production only [all].")
    ] = None,
    plain_http: Annotated[
        bool, typer.Option("--plain-http", help="Send the token over http:// to another machine.")
    ] = False,
) -> int:
    """Read persons, tasks, comments, previews, sign-ins and events of a Kitsu server."""
    from celtrace.doors.connectors.kitsu import checked, opened
    from celtrace.doors.connectors.kitsu_folder import connect

    door: Door = context.obj
    address = checked(url, plain=plain_http)
    with opened(address, _token(token_file)) as server:
        done = connect(server, out, datetime.now(UTC), door.say, project or ())
    if door.as_json:
        door.document(done)
    else:
        _show(door, done)
    if door.settings.strict and done.unread:
        raise InputUnread(
            f"Not read: {count(len(done.unread), 'part')} of the server.",
            "See above.",
        )
    return 0


def _token(file: Path | None) -> str:
    """The token; it never stands in a command, where other users of the machine can see it."""
    try:
        token = file.read_text("utf-8").strip() if file else os.environ.get(TOKEN, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} could not be read: {error}.", "Put the token into it.") from error
    if not token or not token.isascii() or " " in token:
        raise UsageError(
            "There is no token.", f"Set {TOKEN}, or give --token-file FILE; a bot of Kitsu has one."
        )
    return token


def _show(door: Door, done: Connected) -> None:
    door.show(f"{done.url} (Zou {done.zou}) into {done.folder}")
    door.show("    rows: " + ", ".join(f"{kind} {count:,}" for kind, count in done.rows.items()))
    said = ", ".join(f"{name} {count:,}" for name, count in done.sections.items())
    door.show(f"    sections: {said or 'none'}")
    door.show(f"    addresses of the login log ({done.address.trust}): {done.address.because}")
    for note in done.unread:
        door.show(f"    not read: {note}")
    for note in done.notes:
        door.show(f"    in no section: {note}")
    door.show(f"    {done.dossier}")
    door.show(f"Next: celtrace review {done.folder}, or celtrace access {done.folder}/kitsu/logins")
    door.show("Kitsu drops sign-ins and events after 90 days: run this again before that.")
