"""Setting up, signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.doors.web.site import COOKIE, Form, GoTo, back, let_in, page, site_of, slowed
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
    return let_in(request, user, back({}))


@router.get("/login")
def login(request: Request) -> Response:
    """Name and password."""
    if site_of(request).accounts.empty:
        raise GoTo("/setup")
    wanted = request.query_params.get("next", "")
    return _login(request, wanted)


@router.post("/login")
def log_in(request: Request, form: Form) -> Response:
    """Sign in."""
    name, wanted = form.get("name", ""), form.get("back", "")
    slowed(request)
    user = site_of(request).accounts.sign_in(name, form.get("password", ""))
    if user is None:
        wrong = "Name and password do not go together."
        return _login(request, wanted, 403, name=name, wrong=wrong)
    return let_in(request, user, back({"back": wanted}))


@router.post("/logout")
def log_out(request: Request, form: Form) -> Response:
    """Sign out."""
    site_of(request).accounts.sign_out(request.cookies.get(COOKIE, ""))
    answer = back(form, otherwise="/login")
    answer.delete_cookie(COOKIE)
    return answer


def _login(
    request: Request, wanted: str, status: int = 200, *, name: str = "", wrong: str = ""
) -> Response:
    oidc = site_of(request).oidc
    return page(request, "login.html.j2", status, name=name, wrong=wrong, wanted=wanted,
                provider=oidc.provider.shown if oidc else "")  # fmt: skip
