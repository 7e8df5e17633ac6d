"""Setting up, signing in and out."""

from __future__ import annotations

from math import ceil

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.accounts import LASTS, Locked
from celtrace.doors.web.site import COOKIE, Form, GoTo, address_of, back, page, site_of
from celtrace.errors import UsageError

router = APIRouter()


@router.get("/setup")
def setup(request: Request) -> Response:
    """The first administrator."""
    if not site_of(request).accounts.empty:
        raise GoTo("/login")
    return page(request, "setup.html.j2", name="", wrong="")


@router.post("/setup")
def set_up(request: Request, form: Form) -> Response:
    """Make the first administrator, and sign in."""
    accounts = site_of(request).accounts
    name, password = form.get("name", ""), form.get("password", "")
    try:
        user = accounts.set_up(name, password)
    except UsageError as error:
        if not accounts.empty:
            raise GoTo("/login") from error
        return page(request, "setup.html.j2", 400, name=name, wrong=str(error))
    return _signed_in(request, accounts.open_session(user), "/")


@router.get("/login")
def login(request: Request) -> Response:
    """Name and password."""
    if site_of(request).accounts.empty:
        raise GoTo("/setup")
    wanted = request.query_params.get("next", "")
    return page(request, "login.html.j2", name="", wrong="", wanted=wanted)


@router.post("/login")
def log_in(request: Request, form: Form) -> Response:
    """Sign in."""
    name, wanted = form.get("name", ""), form.get("back", "")
    if wait := site_of(request).rates.sign_ins.wait(address_of(request)):
        raise Locked("Too many sign-ins come from here.", f"Try again in {ceil(wait)} seconds.")
    secret = site_of(request).accounts.sign_in(name, form.get("password", ""))
    if secret is None:
        wrong = "Name and password do not go together."
        return page(request, "login.html.j2", 403, name=name, wrong=wrong, wanted=wanted)
    return _signed_in(request, secret, wanted)


@router.post("/logout")
def log_out(request: Request, form: Form) -> Response:
    """Sign out."""
    site_of(request).accounts.sign_out(request.cookies.get(COOKIE, ""))
    answer = back(form, otherwise="/login")
    answer.delete_cookie(COOKIE)
    return answer


def _signed_in(request: Request, secret: str, wanted: str) -> Response:
    answer = back({"back": wanted})
    answer.set_cookie(
        COOKIE, secret, max_age=int(LASTS.total_seconds()), httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer
