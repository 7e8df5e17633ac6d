"""`celtrace serve`: the case room in the browser, its API, and the matching call."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import day, list_line, open_lists, today
from celtrace.errors import MissingExtra, NoSnapshot

if TYPE_CHECKING:
    from celtrace.doors.door import Door

LOOPBACK = ("127.0.0.1", "::1", "localhost")


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
    as_of: Annotated[str, typer.Option(help="The date for which --match-only answers.")] = "",
    dossier: Annotated[
        Path | None, typer.Option(help="The dossier's folder [`dossier` beside the case].")
    ] = None,
) -> None:
    """Open the case room in the browser, with its API; or answer the matching call alone."""
    try:
        import uvicorn

        from celtrace.doors.match_api import app_of
    except ModuleNotFoundError as error:
        raise MissingExtra("The web server", "web") from error
    from celtrace.doors.match_service import Service

    door: Door = context.obj
    if not match_only:
        _room(door, host, port, dossier)
        return
    state = open_lists(door).state(
        day(as_of, "--as-of") or today(), regimes=("US", "EU", "GB", "UN"), pins={}
    )
    if not any(use.snapshot and use.regime for use in state.uses):
        message = "No list snapshot is installed; there is nothing to match against."
        raise NoSnapshot(message, "Run: celtrace lists update, or celtrace lists import PATH")
    for use in state.uses:
        door.say(("" if use.snapshot else "not checked: ") + list_line(use))
    app = app_of(Service(state, door.settings.home / "cache"))
    if host not in LOOPBACK:
        door.say(f"Whoever reaches {host} can ask: there is no sign-in for the matching call.")
    door.say(f"http://{host}:{port}/match/default (stop with Ctrl-C)")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)


def _room(door: Door, host: str, port: int, dossier: Path | None) -> None:
    try:
        import python_multipart  # noqa: F401 - reads uploads
        import uvicorn

        from celtrace.doors.web.app import app_of
    except ModuleNotFoundError as error:
        raise MissingExtra("The web server", "web") from error
    from celtrace.cases.accounts import Accounts
    from celtrace.cases.room import Room
    from celtrace.store.accounts import AccountStore

    settings = door.settings
    folder = dossier or settings.case.absolute().parent / "dossier"
    store = AccountStore(settings.home / "server" / "accounts.db")
    signal.signal(signal.SIGTERM, _stop)
    with Room(settings, folder, _now) as room:
        app = app_of(room, Accounts(store, _now))
        if host not in LOOPBACK:
            door.say("Put a server that speaks HTTPS before it: passwords travel as they are.")
        door.say(f"http://{host}:{port}/ (stop with Ctrl-C)")
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False,
                    timeout_graceful_shutdown=5)  # fmt: skip


def _stop(*_: object) -> None:
    """What a service manager sends ends the server as Ctrl-C does: the case is sealed."""
    raise KeyboardInterrupt


def _now() -> datetime:
    return datetime.now(UTC)
