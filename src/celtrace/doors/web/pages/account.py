"""One's own account: its password and its passkeys; and signing in with one of these."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from celtrace.cases.account_keys import AccountKeys
from celtrace.cases.accounts import matches
from celtrace.cases.room import Busy
from celtrace.doors.web.site import (
    COOKIE,
    Forbidden,
    Form,
    back,
    check_mark,
    let_in,
    page,
    read_json,
    site_of,
    slowed,
    user_of,
)
from celtrace.errors import UsageError
from celtrace.keys.passkeys import Cloned, Site

router = APIRouter()


@router.get("/account")
def account(request: Request) -> Response:
    """Password and passkeys."""
    return page(request, "account.html.j2")


@router.post("/account/password")
def password(request: Request, form: Form) -> Response:
    """Change one's password; whoever has one shows it first."""
    site, user = site_of(request), user_of(request)
    slowed(request)
    if user.secret and not matches(form.get("before", ""), user.secret):
        raise UsageError("The password now is another one.", "Type it again.")
    session = request.cookies.get(COOKIE, "")
    site.accounts.new_password(user.key, form.get("password", ""), session)
    _kept(request, user.name, "password changed", {"account": user.name})
    return back(form, "The password is changed.", "/account")


@router.post("/account/passkeys")
def remove(request: Request, form: Form) -> Response:
    """Remove a passkey of one's own."""
    user = user_of(request)
    gone = _keys(request).remove(user, form.get("credential", ""))
    _kept(request, user.name, "passkey removed", {"account": user.name, "label": gone.label})
    return back(form, f"{gone.label} no longer signs you in.", "/account")


@router.post("/account/keys/{act}")
async def keys(request: Request, act: str) -> Response:
    """Make a passkey: the question to the device, and its answer, as JSON."""
    check_mark(request, request.headers.get("x-mark", ""))
    user, body = user_of(request), await read_json(request)
    if act == "ask":
        return _json(await run_in_threadpool(_keys(request).ask_add, user))
    if act != "add":
        raise Forbidden("Nothing of this kind is asked for.")
    label = str(body.get("label", ""))
    made = await run_in_threadpool(_keys(request).add, user, label, _told(body))
    _kept(request, user.name, "passkey added", {"account": user.name, "label": made.label})
    return JSONResponse({"go": "/account?said=The+passkey+is+added."})


@router.post("/login/keys/{act}")
async def show(request: Request, act: str) -> Response:
    """Sign in with a passkey, as JSON; no name is asked for."""
    check_mark(request, request.headers.get("x-mark", ""))
    slowed(request)
    body = await read_json(request)
    if act == "ask":
        return _json(await run_in_threadpool(_keys(request).ask_sign_in))
    if act != "use":
        raise Forbidden("Nothing of this kind is asked for.")
    try:
        user = await run_in_threadpool(_keys(request).sign_in, _told(body))
    except Cloned:
        _kept(request, "celtrace", "passkey cloned", {"credential": str(_told(body).get("id"))})
        raise
    target = back({"back": str(body.get("back", ""))}).headers["location"]
    return let_in(request, user, JSONResponse({"go": target}))


def _keys(request: Request) -> AccountKeys:
    site = site_of(request)
    return AccountKeys(site.accounts, Site(request.headers.get("origin", "")), site.waiting)


def _told(body: Mapping[str, Any]) -> Mapping[str, Any]:
    answer = body.get("answer")
    return answer if isinstance(answer, dict) else {}


def _json(value: Any) -> Response:  # noqa: ANN401 - any JSON value
    return Response(msgspec.json.encode(value), media_type="application/json")


def _kept(request: Request, who: str, action: str, body: dict[str, object]) -> None:
    """Keep it in the journal; while a review has the case, people still sign in and out."""
    with suppress(Busy):
        site_of(request).room.log(who, action, body)
