"""`celtrace serve`: the matching call over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import day, list_line, open_lists, today
from celtrace.errors import MissingExtra, NoSnapshot, UsageError

if TYPE_CHECKING:
    from celtrace.doors.door import Door


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for any.", min=0)] = 8700,
    match_only: Annotated[
        bool, typer.Option("--match-only", help="Only POST /match, as yente answers it.")
    ] = False,
    as_of: Annotated[str, typer.Option(help="The date for which the answers hold.")] = "",
) -> None:
    """Answer the matching call of OpenSanctions clients from the installed lists."""
    try:
        import uvicorn

        from celtrace.doors.match_api import app_of
    except ModuleNotFoundError as error:
        raise MissingExtra("The web server", "web") from error
    from celtrace.doors.match_service import Service

    door: Door = context.obj
    if not match_only:
        message = "This version serves the matching call only."
        raise UsageError(message, "Run: celtrace serve --match-only")
    state = open_lists(door).state(
        day(as_of, "--as-of") or today(), regimes=("US", "EU", "GB", "UN"), pins={}
    )
    if not any(use.snapshot and use.regime for use in state.uses):
        message = "No list snapshot is installed; there is nothing to match against."
        raise NoSnapshot(message, "Run: celtrace lists update, or celtrace lists import PATH")
    for use in state.uses:
        door.say(("" if use.snapshot else "not checked: ") + list_line(use))
    app = app_of(Service(state, door.settings.home / "cache"))
    if host not in ("127.0.0.1", "::1", "localhost"):
        door.say(f"Whoever reaches {host} can ask: there is no sign-in for the matching call.")
    door.say(f"http://{host}:{port}/match/default (stop with Ctrl-C)")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
