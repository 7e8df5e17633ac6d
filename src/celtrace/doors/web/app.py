"""The application: screens, API, matching call, and what every answer carries."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from importlib.resources import files
from types import ModuleType
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from celtrace import __version__
from celtrace.cases.accounts import Accounts, Locked, NoProvider, NotLetIn
from celtrace.cases.find import Left
from celtrace.cases.room import Busy, Room
from celtrace.cases.workers.receiving import Forged
from celtrace.doors import api
from celtrace.doors.api import parts
from celtrace.doors.api.once import OtherRequest
from celtrace.doors.match_api import handle_refusals, routes_of
from celtrace.doors.match_service import Current
from celtrace.doors.web import pages
from celtrace.doors.web.site import MOST_FORM, Forbidden, GoTo, Site, guard, page, templates
from celtrace.errors import Absent, CeltraceError, NeedsAnother, Overtaken, UsageError
from celtrace.listing import ALL_REGIMES

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
KINDS = {"css": "text/css", "js": "text/javascript", "txt": "text/plain"}
STATUS: tuple[tuple[type[CeltraceError], int], ...] = (
    (Absent, 404), (Overtaken, 409), (NeedsAnother, 403), (Forged, 403),
    (NotLetIn, 403), (OtherRequest, 422), (NoProvider, 502), (Busy, 503), (Left, 503),
    (Locked, 429), (UsageError, 400),
)  # fmt: skip
"""Which error is which HTTP answer; the first that fits."""

if TYPE_CHECKING:
    from celtrace.doors.web.oidc import Oidc

Next = Callable[[Request], Awaitable[Response]]


def app_of(room: Room, accounts: Accounts, oidc: Oidc | None = None) -> FastAPI:
    """The application for one room; people may sign in with the provider, if there is one."""
    app = FastAPI(
        title="Celtrace case room", version=__version__, docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )  # fmt: skip
    app.state.site = Site(room, accounts, templates(), oidc=oidc)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    _headers(app)
    _errors(app)
    for router in _routers(pages):
        app.include_router(router, dependencies=[Depends(guard)], include_in_schema=False)
    _static(app)
    for router in _routers(api):
        app.include_router(router)
    _matching(app, room)
    return app


def _routers(package: ModuleType) -> Iterator[APIRouter]:
    """The routers of a package's modules, by name."""
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        if router := getattr(module, "router", None):
            yield router


def status_of(error: CeltraceError) -> int:
    """The HTTP status that stands for an error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def _headers(app: FastAPI) -> None:
    @app.middleware("http")
    async def headers(request: Request, call: Next) -> Response:
        answer = await call(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            answer.headers.setdefault("cache-control", "no-store")
        return answer


def _errors(app: FastAPI) -> None:
    @app.exception_handler(GoTo)
    async def go_to(_: Request, error: GoTo) -> Response:
        return RedirectResponse(error.where, 303)

    @app.exception_handler(Forbidden)
    async def forbidden(request: Request, error: Forbidden) -> Response:
        await drained(request)
        return said(request, 403, error.said, "")

    @app.exception_handler(parts.ApiError)
    async def by_token(_: Request, error: parts.ApiError) -> Response:
        return parts.problem(error.status, error.title, error.detail)

    @app.exception_handler(CeltraceError)
    async def refused(request: Request, error: CeltraceError) -> Response:
        return said(request, status_of(error), error.message, error.remedy)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        text = "There is no such page." if error.status_code == 404 else str(error.detail)  # noqa: PLR2004
        return said(request, error.status_code, text, "")

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return said(request, 422, "; ".join(faults), "")


async def drained(request: Request) -> None:
    """Read what is left of a small body, so that the refusal arrives and not a broken line."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) <= MOST_FORM and not getattr(request.state, "read", False):
        await request.body()


def said(request: Request, status: int, message: str, remedy: str) -> Response:
    """An error as a page, or as a problem document (RFC 9457) under /api."""
    if request.url.path.startswith("/api/"):
        return parts.problem(status, message, remedy)
    return page(request, "error.html.j2", status, message=message, remedy=remedy)


def _matching(app: FastAPI, room: Room) -> None:
    """The calls of yente, for holders of a token with the scope `match`."""
    current = Current(
        lambda day: room.lists.state(day, regimes=ALL_REGIMES, pins={}),
        lambda: room.clock().date(), room.lists.mark, room.settings.home / "cache",
    )  # fmt: skip
    handle_refusals(app)
    held = [Depends(parts.Holder("match"))]
    app.include_router(routes_of(current, held), include_in_schema=False)


def _static(app: FastAPI) -> None:
    folder = files("celtrace.doors.web") / "static"
    held = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}

    @app.get("/static/{name}", include_in_schema=False)
    async def static(name: str) -> Response:
        """A file of the package."""
        if name not in held:
            raise HTTPException(404)
        kind = KINDS.get(name.rsplit(".", 1)[-1], "application/octet-stream")
        kept = {"cache-control": "public, max-age=86400"}
        return Response(held[name], media_type=kind, headers=kept)
