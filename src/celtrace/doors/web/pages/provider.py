"""Signing in with an OpenID provider, where one was named at the start."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from celtrace.doors.web.site import GoTo, back, let_in, site_of, slowed

router = APIRouter()
KEPT = "celtrace_provider"


@router.get("/login/provider")
def begin(request: Request) -> Response:
    """Go to the provider."""
    site = site_of(request)
    if site.oidc is None:
        raise GoTo("/login")
    slowed(request)
    wanted = request.query_params.get("next", "")
    where, cookie = site.oidc.begin(str(request.base_url), wanted)
    answer = RedirectResponse(where, 303)
    answer.set_cookie(
        KEPT, cookie, max_age=600, httponly=True, samesite="lax", path="/login/provider",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.get("/login/provider/back")
def come_back(request: Request) -> Response:
    """Let in whom the provider vouches for.

    The session's cookie is kept from other sites, and this address was opened by one: a page of
    our own goes on from here.
    """
    site = site_of(request)
    if site.oidc is None:
        raise GoTo("/login")
    slowed(request)
    person = site.oidc.finish(dict(request.query_params), request.cookies.get(KEPT, ""))
    user = site.accounts.by_provider(person.subject, person.name, person.role)
    target = escape(back({"back": person.wanted}).headers["location"])
    answer = HTMLResponse(
        f'<!doctype html><html lang="en"><title>Signed in</title>'
        f'<meta http-equiv="refresh" content="0;url={target}"><a href="{target}">Go on</a></html>'
    )
    answer.delete_cookie(KEPT, path="/login/provider")
    return let_in(request, user, answer)
