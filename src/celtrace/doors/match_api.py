"""The matching call of OpenSanctions' yente over HTTP, for clients that only change their URL.

Errors are RFC 9457 problem documents. Nothing is asked of the network and nothing is logged
of what was asked.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from celtrace import __version__
from celtrace.doors.match_service import ALGORITHM, Filters, Refused, Service
from celtrace.doors.match_service import Query as MatchQuery
from celtrace.names.index import CUTOFF

MOST_QUERIES = 100
MOST_RESULTS = 500
MOST_BYTES = 16 * 2**20
PAGE = 5
SEARCH_PAGE = 10

Texts = Annotated[list[str], Query()]
Dataset = Annotated[str, Path(description="A list id, or `default` for all.")]
_BODY = msgspec.json.Decoder(MatchQuery)


def app_of(service: Service) -> FastAPI:
    """The application that answers from a service."""
    app = FastAPI(title="Celtrace matching", version=__version__, docs_url=None, redoc_url=None)
    _errors(app)
    _status(app, service)
    _matching(app, service)
    _reading(app, service)
    return app


def answer(value: Any, status: int = 200, kind: str = "application/json") -> Response:  # noqa: ANN401 - any JSON value
    """A JSON answer."""
    return Response(msgspec.json.encode(value), status, media_type=kind)


def problem(status: int, title: str, detail: str) -> Response:
    """A problem document (RFC 9457)."""
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return answer(value, status, "application/problem+json")


def _errors(app: FastAPI) -> None:
    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return problem(error.status, "The request cannot be answered", error.detail)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        said = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return problem(422, "A parameter is not valid", "; ".join(said))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        return problem(error.status_code, "The request cannot be answered", str(error.detail))


def _status(app: FastAPI, service: Service) -> None:
    @app.get("/healthz")
    async def healthz() -> Response:
        """Whether the server runs."""
        return answer({"status": "ok"})

    @app.get("/readyz")
    async def readyz() -> Response:
        """Whether lists are loaded."""
        if not service.lists:
            return problem(503, "Not ready", "No list snapshot is installed.")
        return answer({"status": "ok"})

    @app.get("/catalog")
    async def catalog() -> Response:
        """Lists, with the dates of their snapshots."""
        return answer(service.catalog())

    @app.get("/algorithms")
    async def algorithms() -> Response:
        """The matcher and its features."""
        return answer(service.algorithms())


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


def _matching(app: FastAPI, service: Service) -> None:
    schema = {"requestBody": {"required": True, "content": {"application/json": {"example": {
        "queries": {"q1": {"schema": "Company", "properties": {"name": ["Example Studio"]}}}
    }}}}}  # fmt: skip

    @app.post("/match/{dataset}", openapi_extra=schema)
    async def match(
        request: Request,
        dataset: Dataset,
        limit: Annotated[int, Query(ge=1, le=MOST_RESULTS)] = PAGE,
        threshold: Annotated[float, Query(ge=0, le=1)] = CUTOFF,
        cutoff: Annotated[float, Query(ge=0, le=1)] = CUTOFF,
        algorithm: str = ALGORITHM,
        include_dataset: Texts = [],  # noqa: B006 - FastAPI copies defaults
        exclude_schema: Texts = [],  # noqa: B006 - as above
        exclude_dataset: Texts = [],  # noqa: B006 - as above
        topics: Texts = [],  # noqa: B006 - as above
        changed_since: str = "",
        exclude_entity_ids: Texts = [],  # noqa: B006 - as above
    ) -> Response:
        """Which list rows each of the example entities may be. A result is a candidate."""
        filters = Filters(
            dataset, tuple(include_dataset), tuple(exclude_dataset), tuple(exclude_schema),
            tuple(exclude_entity_ids), tuple(topics), changed_since,
        )  # fmt: skip
        service.check(filters, algorithm)
        query = await _body(request)
        found = await run_in_threadpool(
            lambda: service.match(
                query, filters, limit=limit, threshold=threshold, cutoff=min(cutoff, threshold)
            )
        )
        response = answer(found)
        response.headers["x-batch-size"] = str(len(query.queries))
        response.headers["x-algorithm"] = ALGORITHM
        return response


def _reading(app: FastAPI, service: Service) -> None:
    @app.get("/search/{dataset}")
    async def search(
        dataset: Dataset,
        q: str = "",
        limit: Annotated[int, Query(ge=0, le=MOST_RESULTS)] = SEARCH_PAGE,
        offset: Annotated[int, Query(ge=0, le=9_999)] = 0,
        schema: str = "",
        countries: Texts = [],  # noqa: B006 - FastAPI copies defaults
        topics: Texts = [],  # noqa: B006 - as above
        include_dataset: Texts = [],  # noqa: B006 - as above
        exclude_dataset: Texts = [],  # noqa: B006 - as above
        exclude_schema: Texts = [],  # noqa: B006 - as above
        changed_since: str = "",
    ) -> Response:
        """Rows by text, for people who look something up."""
        filters = Filters(
            dataset, tuple(include_dataset), tuple(exclude_dataset), tuple(exclude_schema), (),
            tuple(topics), changed_since, tuple(code.lower() for code in countries), schema,
        )  # fmt: skip
        service.check(filters)
        found = await run_in_threadpool(
            lambda: service.search(q, filters, limit=limit, offset=offset)
        )
        return answer(found)

    @app.get("/entities/{entity_id}")
    async def entity(entity_id: str) -> Response:
        """One row."""
        return answer(service.entity(entity_id))
