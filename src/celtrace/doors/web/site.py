"""What every screen shares: who asks, forms, and how a page is made."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Annotated, Any, cast
from urllib.parse import parse_qsl, quote

import jinja2
import msgspec
from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from celtrace import __version__
from celtrace.cases.accounts import DECIDES, LASTS, WRITES, Accounts, Locked, form_mark
from celtrace.cases.outcome import Outcome
from celtrace.cases.room import Room
from celtrace.doors.api.once import Once
from celtrace.doors.web.access import ACCESS, PUBLIC
from celtrace.doors.web.rates import Rates
from celtrace.doors.web.words import FILTERS
from celtrace.errors import UsageError
from celtrace.keys.waiting import Waiting
from celtrace.store.accounts import User

if TYPE_CHECKING:
    from celtrace.doors.web.oidc import Oidc

COOKIE = "celtrace_session"
MOST_FORM = 2**20
PAGE = 50


class GoTo(Exception):
    """Not here: another page has to come first."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Forbidden(Exception):
    """Somebody may not do this; `said` tells why."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Site(msgspec.Struct, frozen=True):
    """The room, the accounts and the templates of one server."""

    room: Room
    accounts: Accounts
    templates: jinja2.Environment
    waiting: Waiting = msgspec.field(default_factory=Waiting)
    """Questions to workers' devices that wait for their answer."""
    rates: Rates = msgspec.field(default_factory=Rates)
    once: Once = msgspec.field(default_factory=Once)
    """What acts by the API were answered that carried a key."""
    oidc: Oidc | None = None
    """The provider that signs people in, if one was named."""

    def day(self) -> date:
        """Today."""
        return self.room.clock().date()


def templates() -> jinja2.Environment:
    """The templates of the package; everything that is put into them is escaped."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("celtrace.doors.web"), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters.update(FILTERS)
    return env


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    return cast("Site", request.app.state.site)


def user_of(request: Request) -> User:
    """Who asks; only behind `guard`."""
    return cast("User", request.state.user)


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def outcome_of(request: Request) -> Outcome:
    """The reviewed case; the import page, as long as there is none."""
    outcome = site_of(request).room.outcome
    if outcome is None:
        raise GoTo("/import")
    return outcome


def guard(request: Request) -> None:
    """Let in who may; GoTo the sign-in for others, Forbidden for a role that may not."""
    site = site_of(request)
    route = request.scope["route"].path
    roles = ACCESS.get(f"{request.method.replace('HEAD', 'GET')} {route}")
    if roles is None:
        raise Forbidden("Nobody may do this.")
    user = site.accounts.who(request.cookies.get(COOKIE, ""))
    request.state.user = user
    if roles is PUBLIC:
        return
    if user is None:
        raise GoTo("/setup" if site.accounts.empty else f"/login?next={_here(request)}")
    if user.role not in roles:
        raise Forbidden(f"The role {user.role} may not do this.")


def _here(request: Request) -> str:
    if request.method != "GET":
        return ""
    query = f"?{request.url.query}" if request.url.query else ""
    return quote(request.url.path + query)


async def read_form(request: Request) -> dict[str, str]:
    """A form's fields; Forbidden if it was not made here for this session (CSRF)."""
    form = await fields_of(request)
    check_mark(request, form.get("mark", ""))
    return form


async def fields_of(request: Request) -> dict[str, str]:
    """A form's fields as they were sent; UsageError if there are too many bytes."""
    data = await read_body(request, MOST_FORM)
    return dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))


async def read_body(request: Request, most: int) -> bytes:
    """The body, held in memory and never on a disk; UsageError if it is too large."""
    data = bytearray()
    request.state.read = True
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise UsageError(f"What was sent is larger than {most:,} bytes.")
    return bytes(data)


async def read_json(request: Request, most: int = MOST_FORM) -> dict[str, Any]:
    """The body as a JSON object; UsageError if it is none."""
    try:
        return msgspec.json.decode(await read_body(request, most), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise UsageError("What was sent is not JSON.") from error


def slowed(request: Request) -> None:
    """Count a sign-in; Locked if too many come from one address."""
    if wait := site_of(request).rates.sign_ins.wait(address_of(request)):
        raise Locked("Too many sign-ins come from here.", f"Try again in {ceil(wait)} seconds.")


def let_in(request: Request, user: User, answer: Response) -> Response:
    """Open a session for somebody who has shown who they are."""
    secret = site_of(request).accounts.open_session(user)
    answer.set_cookie(
        COOKIE, secret, max_age=int(LASTS.total_seconds()), httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def day_in(text: str) -> date | None:
    """The day of a form's field; None for an empty one."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text} is no day.", "Write it as 2026-07-31.") from error


def check_mark(request: Request, mark: str, cookie: str = COOKIE) -> None:
    """Forbidden if a form does not carry the mark of its session."""
    origin = request.headers.get("origin", "")
    if origin and origin != "null" and origin.split("://")[-1] != request.headers.get("host"):
        raise Forbidden("The form was sent from another site.")
    session = request.cookies.get(cookie, "")
    if session and mark != form_mark(session):
        raise Forbidden("The form is of another session. Open the page again.")


Form = Annotated[dict[str, str], Depends(read_form)]


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page made from a template."""
    site = site_of(request)
    user: User | None = getattr(request.state, "user", None)
    outcome = site.room.outcome
    shared: Mapping[str, object] = {
        "user": user, "mark": form_mark(request.cookies.get(COOKIE, "")), "here": request.url.path,
        "title_of_case": outcome.assessment.dossier.title if outcome else "",
        "may_write": bool(user and user.role in WRITES), "version": __version__,
        "may_decide": bool(user and user.role in DECIDES), "job": site.room.jobs.job,
        "once": secrets.token_hex(8), "today": site.day(),
        "said": request.query_params.get("said", ""),
    }  # fmt: skip
    text = site.templates.get_template(template).render({**shared, **values})
    return HTMLResponse(text, status)


def back(form: Mapping[str, str], said: str = "", otherwise: str = "/") -> Response:
    """To the page that the form names, on this site only, with a word on what was done."""
    target = form.get("back", "") or otherwise
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        target = otherwise
    if said:
        path, hash_, place = target.partition("#")
        target = f"{path}{'&' if '?' in path else '?'}said={quote(said)}{hash_}{place}"
    return RedirectResponse(target, 303)


def paged(request: Request, things: Any) -> dict[str, Any]:  # noqa: ANN401 - any sequence
    """One page of many things, and where the others are."""
    try:
        number = max(1, int(request.query_params.get("page", "1")))
    except ValueError:
        number = 1
    start = (number - 1) * PAGE
    query = {k: v for k, v in request.query_params.items() if k not in ("page", "said")}
    link = "&".join(f"{quote(k)}={quote(v)}" for k, v in query.items())
    return {
        "rows": things[start : start + PAGE], "count": len(things), "number": number,
        "pages": max(1, -(-len(things) // PAGE)), "link": f"?{link}{'&' if link else ''}page=",
    }  # fmt: skip


Clock = Callable[[], datetime]
