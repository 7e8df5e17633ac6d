"""`celtrace serve`: the case room in the browser, its API, and the matching call."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import day, list_line, now, open_lists, today
from celtrace.errors import MissingExtra, NoSnapshot, UsageError
from celtrace.listing import ALL_REGIMES

if TYPE_CHECKING:
    from celtrace.cases.alerts.ways import Way
    from celtrace.cases.progress import Progress
    from celtrace.cases.room import Room
    from celtrace.doors.door import Door
    from celtrace.doors.web.oidc import Oidc
    from celtrace.ports import Entry

ALERTS_EVERY = 5.0
"""Seconds between two looks at the journal."""
LISTS_EVERY = 60.0
"""Seconds between two looks at the installed lists."""
WARM_AFTER = 3.0
"""Seconds after which the index of the search is made, if a review elsewhere left none."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


_commands = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(_commands)


@_commands.command("serve")
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
    webhook: Annotated[
        str, typer.Option(help="Address that is told, signed, when something waits for people.")
    ] = "",
    mail_to: Annotated[
        list[str] | None, typer.Option(help="Address that is mailed; may be repeated.")
    ] = None,
    mail_from: Annotated[str, typer.Option(help="Sender of the mails.")] = "celtrace@localhost",
    smtp: Annotated[str, typer.Option(help="HOST:PORT of the mail server.")] = "localhost:25",
    base: Annotated[
        str, typer.Option(help="Address under which people reach the room [HOST:PORT].")
    ] = "",
    oidc_issuer: Annotated[
        str, typer.Option("--oidc", help="Address of an OpenID provider that signs people in.")
    ] = "",
    oidc_client: Annotated[str, typer.Option(help="The room's client id at the provider.")] = "",
    oidc_role: Annotated[
        list[str] | None, typer.Option(help="GROUP=ROLE that a group gives; may be repeated.")
    ] = None,
    oidc_claim: Annotated[
        str, typer.Option(help="The provider's claim that names the groups.")
    ] = "groups",
) -> None:
    """Open the case room in the browser, with its API; or answer the matching call alone."""
    door: Door = context.obj
    if match_only:
        _match(door, host, port, as_of)
        return
    ways = _ways(door, webhook, (smtp, mail_from, tuple(mail_to or ()), base or _at(host, port)))
    oidc = _oidc(oidc_issuer, oidc_client, oidc_role or [], (oidc_claim, base))
    with _loading():
        _room(door, (host, port), dossier, (ways, oidc))


def _at(host: str, port: int) -> str:
    return f"http://{host}:{port}"


def _match(door: Door, host: str, port: int, as_of: str) -> None:
    try:
        import uvicorn

        from celtrace.doors.match_api import app_of
    except ModuleNotFoundError as error:
        raise MissingExtra("The web server", "web") from error
    from celtrace.doors.match_service import Service

    state = open_lists(door).state(day(as_of, "--as-of") or today(), regimes=ALL_REGIMES, pins={})
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


def _ways(door: Door, webhook: str, mail: tuple[str, str, tuple[str, ...], str]) -> tuple[Way, ...]:
    """Where alerts go; nothing is sent anywhere unless it was asked for."""
    from celtrace.cases.alerts.ways import Mail, Webhook, secret_of

    found: list[Way] = []
    if webhook:
        place = door.settings.home / "server" / "webhook.key"
        found.append(Webhook(webhook, secret_of(place), now))
        door.say(f"Alerts to {webhook}, signed with the secret in {place}.")
    if mail[2]:
        mailer = Mail(*mail)
        user = os.environ.get("CELTRACE_SMTP_USER", "")
        mailer.login = (user, os.environ.get("CELTRACE_SMTP_PASSWORD", "")) if user else None
        found.append(mailer)
        door.say(f"Alerts by mail to {', '.join(mail[2])}.")
    return tuple(found)


def _oidc(
    issuer: str, client: str, given: list[str], more: tuple[str, str]
) -> Callable[[], Oidc] | None:
    """How the provider is made that was named; None, and nothing is asked, if none was."""
    from celtrace.cases.accounts import ROLES, Role

    if not issuer:
        return None
    if not client or not given:
        message = "A provider needs a client and at least one group with a role."
        raise UsageError(message, "Add: --oidc-client ID --oidc-role GROUP=ROLE")
    roles: dict[str, Role] = {}
    for one in given:
        group, _, told = one.rpartition("=")
        role = next((role for role in ROLES if role == told and role != "vendor"), None)
        if not group or role is None:
            known = ", ".join(role for role in ROLES if role != "vendor")
            raise UsageError(f"{one} gives no group a role.", f"Write GROUP=ROLE; roles: {known}.")
        roles[group] = role
    try:
        from celtrace.doors.web.oidc import Oidc, Provider
    except ModuleNotFoundError as error:
        raise MissingExtra("Sign-in with a provider", "oidc") from error
    secret = os.environ.get("CELTRACE_OIDC_SECRET", "")
    provider = Provider(issuer, client, secret, roles, *more)
    return lambda: Oidc(provider, now)


@contextmanager
def _loading() -> Iterator[None]:
    """What is loaded now stays: looking for garbage in it takes a third of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _room(
    door: Door, place: tuple[str, int], dossier: Path | None,
    more: tuple[tuple[Way, ...], Callable[[], Oidc] | None],
) -> None:  # fmt: skip
    ways, oidc = more
    try:
        import python_multipart  # noqa: F401 - reads uploads
        import uvicorn

        from celtrace.doors.web.app import app_of
    except ModuleNotFoundError as error:
        raise MissingExtra("The web server", "web") from error
    from celtrace.cases.accounts import Accounts
    from celtrace.cases.fresh import Rescreener
    from celtrace.cases.room import Room
    from celtrace.store.accounts import AccountStore

    settings, (host, port) = door.settings, place
    folder = dossier or settings.case.absolute().parent / "dossier"
    store = AccountStore(settings.home / "server" / "accounts.db")
    signal.signal(signal.SIGTERM, _stop)
    with (
        Room(settings, folder, now, _review) as room,
        _told(room, ways),
        Rescreener(room, LISTS_EVERY),
    ):
        app = app_of(room, Accounts(store, now), oidc() if oidc else None)
        if host not in LOOPBACK:
            door.say("Put a server that speaks HTTPS before it: passwords travel as they are.")
        door.say(f"http://{host}:{port}/ (stop with Ctrl-C)")
        room.warm(WARM_AFTER)
        gc.freeze()
        gc.enable()
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False,
                    timeout_graceful_shutdown=5)  # fmt: skip


def _review(room: Room, report: Progress) -> None:
    """Review; what that takes is loaded when it is first done, so that the server starts fast."""
    from celtrace.cases.review import review_room

    review_room(room, report)


def _told(room: Room, ways: tuple[Way, ...]) -> AbstractContextManager[object]:
    """Alerts, while the room is open, if there is any way for them to go."""
    from celtrace.cases.alerts.outbox import Outbox, Sender
    from celtrace.cases.room import Busy
    from celtrace.cases.seal import name_of

    if not ways:
        return nullcontext()
    own = name_of(room.settings.case)
    outbox = Outbox(room.settings.home / "server" / f"outbox-{own}.json", ways, now)

    seen = -1

    def lines() -> Iterable[Entry]:
        nonlocal seen
        try:
            if next(room.journal.read(seen + 1), None) is None:
                return ()
            found = list(room.journal.read())
        except Busy:
            return ()
        seen = found[-1].seq
        return found

    return Sender(outbox, lines, every=ALERTS_EVERY)


def _stop(*_: object) -> None:
    """What a service manager sends ends the server as Ctrl-C does: the case is sealed."""
    raise KeyboardInterrupt
