"""The matching call of OpenSanctions' yente over HTTP, for clients that only change their URL.

Errors are RFC 9457 problem documents. Nothing is asked of the network and nothing is logged
of what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias

import msgspec
from fastapi import APIRouter, FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from celtrace import __version__
from celtrace.doors.match_service import ALGORITHM, Filters, Refused, Service
from celtrace.doors.match_service import Query as MatchQuery
from celtrace.names.model import CUTOFF

MOST_QUERIES = 100
MOST_RESULTS = 500
MOST_BYTES = 16 * 2**20
PAGE = 5
SEARCH_PAGE = 10
MOST_OFFSET = 9_999

Dataset = Annotated[str, Path(description="A list id, or `default` for all.")]
_BODY = msgspec.json.Decoder(MatchQuery)

Serving: TypeAlias = Callable[[], Service]


class Narrowing(BaseModel):
    """Parameters of a call that say which rows are wanted."""

    include_dataset: list[str] = []
    exclude_dataset: list[str] = []
    exclude_schema: list[str] = []
    topics: list[str] = []
    changed_since: str = ""

    def filters(self, dataset: str, **more: Any) -> Filters:  # noqa: ANN401 - fields of Filters
        """The same for the service."""
        return Filters(
            dataset, tuple(self.include_dataset), tuple(self.exclude_dataset),
            tuple(self.exclude_schema), topics=tuple(self.topics),
            changed_since=self.changed_since, **more,
        )  # fmt: skip


class MatchParameters(Narrowing):
    """Parameters of a match call; `cutoff` counts only below `threshold`."""

    limit: int = Field(PAGE, ge=1, le=MOST_RESULTS)
    threshold: float = Field(CUTOFF, ge=0, le=1)
    cutoff: float = Field(CUTOFF, ge=0, le=1)
    algorithm: str = ALGORITHM
    exclude_entity_ids: list[str] = []


class SearchParameters(Narrowing):
    """Parameters of a search."""

    q: str = ""
    limit: int = Field(SEARCH_PAGE, ge=0, le=MOST_RESULTS)
    offset: int = Field(0, ge=0, le=MOST_OFFSET)
    schema_: str = Field("", alias="schema")
    countries: list[str] = []


def app_of(service: Service) -> FastAPI:
    """The application that answers from a service."""
    app = FastAPI(title="Celtrace matching", version=__version__, docs_url=None, redoc_url=None)
    handle_refusals(app)
    _errors(app)
    app.include_router(routes_of(lambda: service))
    return app


def routes_of(serving: Serving, held: Sequence[Depends] = ()) -> APIRouter:
    """The calls of yente, answered by the service of the moment; `held` is asked before each."""
    router = APIRouter(dependencies=held)
    _status(router, serving)
    _matching(router, serving)
    _reading(router, serving)
    return router


def handle_refusals(app: FastAPI) -> None:
    """Answer what the service refuses with a problem document."""

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return problem(error.status, "The request cannot be answered", error.detail)


def answer(value: Any, status: int = 200, kind: str = "application/json") -> Response:  # noqa: ANN401 - any JSON value
    """A JSON answer."""
    return Response(msgspec.json.encode(value), status, media_type=kind)


def problem(status: int, title: str, detail: str) -> Response:
    """A problem document (RFC 9457)."""
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return answer(value, status, "application/problem+json")


def _errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        said = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return problem(422, "A parameter is not valid", "; ".join(said))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        return problem(error.status_code, "The request cannot be answered", str(error.detail))


def _status(router: APIRouter, serving: Serving) -> None:
    @router.get("/healthz")
    async def healthz() -> Response:
        """Whether the server runs."""
        return answer({"status": "ok"})

    @router.get("/readyz")
    async def readyz() -> Response:
        """Whether lists are loaded."""
        if not (await run_in_threadpool(serving)).lists:
            return problem(503, "Not ready", "No list snapshot is installed.")
        return answer({"status": "ok"})

    @router.get("/catalog")
    async def catalog() -> Response:
        """Lists, with the dates of their snapshots."""
        return answer((await run_in_threadpool(serving)).catalog())

    @router.get("/algorithms")
    async def algorithms() -> Response:
        """The matcher and its features."""
        return answer((await run_in_threadpool(serving)).algorithms())


async def _body(request: Request) -> MatchQuery:
    """The query of a request; Refused when it is too large or not one."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > MOST_BYTES:
            raise Refused(413, f"The body is larger than {MOST_BYTES:,} bytes.")
    try:
        query = _BODY.decode(bytes(data))
    except msgspec.ValidationError as error:
        raise Refused(422, f"The body is not a match query: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, f"The body is not JSON: {error}.") from error
    if len(query.queries) > MOST_QUERIES:
        raise Refused(400, f"Too many queries in one batch (limit: {MOST_QUERIES}).")
    return query


def _matching(router: APIRouter, serving: Serving) -> None:
    schema = {"requestBody": {"required": True, "content": {"application/json": {"example": {
        "queries": {"q1": {"schema": "Company", "properties": {"name": ["Example Studio"]}}}
    }}}}}  # fmt: skip

    @router.post("/match/{dataset}", openapi_extra=schema)
    async def match(
        request: Request, dataset: Dataset, asked: Annotated[MatchParameters, Query()]
    ) -> Response:
        """Which list rows each of the example entities may be. A result is a candidate."""
        service = await run_in_threadpool(serving)
        filters = asked.filters(dataset, exclude_entity_ids=tuple(asked.exclude_entity_ids))
        service.check(filters, asked.algorithm)
        query = await _body(request)
        found = await run_in_threadpool(
            lambda: service.match(
                query, filters, limit=asked.limit, threshold=asked.threshold,
                cutoff=min(asked.cutoff, asked.threshold),
            )
        )  # fmt: skip
        response = answer(found)
        response.headers["x-batch-size"] = str(len(query.queries))
        response.headers["x-algorithm"] = ALGORITHM
        return response


def _reading(router: APIRouter, serving: Serving) -> None:
    @router.get("/search/{dataset}")
    async def search(dataset: Dataset, asked: Annotated[SearchParameters, Query()]) -> Response:
        """Rows by text, for people who look something up."""
        service = await run_in_threadpool(serving)
        countries = tuple(code.lower() for code in asked.countries)
        filters = asked.filters(dataset, countries=countries, schema=asked.schema_)
        service.check(filters)
        found = await run_in_threadpool(
            lambda: service.search(asked.q, filters, limit=asked.limit, offset=asked.offset)
        )
        return answer(found)

    @router.get("/entities/{entity_id}")
    async def entity(entity_id: str) -> Response:
        """One row."""
        return answer((await run_in_threadpool(serving)).entity(entity_id))
