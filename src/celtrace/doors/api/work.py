"""`/api/v1`, the work on a case: files in, the dossier, reviews, reports and frozen files."""

from __future__ import annotations

import io
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from celtrace.doors.api.parts import (
    ERRORS,
    ApiError,
    Case,
    Cursor,
    Decider,
    Id,
    Importer,
    Key,
    Limit,
    Page,
    Reader,
    once,
    paged,
    plain,
)
from celtrace.doors.web.pages.report import KINDS, MEDIA, MOST_PAGES, freezer
from celtrace.doors.web.site import MOST_FORM, read_body, site_of
from celtrace.errors import UsageError

router = APIRouter(prefix="/api/v1", responses=ERRORS)
MOST_FILE = 64 * 2**20
"""Bytes of a file that comes in by the API; larger ones are put into the folder."""
_BYTES = {"requestBody": {"required": True, "content": {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
}}}  # fmt: skip
_NAME = r"^[^\x00-\x1f\x7f/\\]*[^\x00-\x1f\x7f\s./\\][^\x00-\x1f\x7f/\\]*$"


class DossierBody(BaseModel):
    """The text of dossier.yaml."""

    text: str = Field(max_length=MOST_FORM)


class FreezeBody(BaseModel):
    """What is frozen to be handed on."""

    kind: Literal["bundle", "production"]
    evidence: bool = False
    tier: int = Field(default=3, ge=1, le=4)
    prefix: str = Field(default="CT", pattern=r"^[A-Za-z0-9 _-]{1,20}$")
    first: int = Field(default=1, ge=1, lt=MOST_PAGES)


@router.get("/uploads", response_model=Page)
def uploads(request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """What came in together, the newest first."""
    return paged(site_of(request).room.uploads.batches(), cursor, limit)


@router.post("/uploads", status_code=201, openapi_extra=_BYTES)
async def upload(
    request: Request, user: Importer, name: Annotated[str, Query(pattern=_NAME, max_length=200)]
) -> dict[str, Any]:
    """Take a file into the dossier's folder: its bytes are the body."""
    data = await read_body(request, MOST_FILE)
    room = site_of(request).room
    file = (name, io.BytesIO(data))
    made = await run_in_threadpool(room.uploads.take, user.name, room.clock(), [file])
    room.log(user.name, "uploaded", {"files": list(made.files), "batch": made.number})
    return plain(made)


@router.delete("/uploads/last")
def undo(request: Request, user: Importer) -> dict[str, Any]:
    """Take out again what came in last."""
    room = site_of(request).room
    if not room.uploads.batches():
        raise ApiError(404, "There is nothing to undo.")
    made = room.uploads.undo()
    room.log(user.name, "upload undone", {"files": list(made.files), "batch": made.number})
    return plain(made)


@router.get("/dossier")
def dossier(request: Request, _: Reader) -> DossierBody:
    """dossier.yaml; a first guess with a comment at each, where there is none."""
    return DossierBody(text=site_of(request).room.uploads.dossier())


@router.put("/dossier")
def write_dossier(request: Request, user: Importer, body: DossierBody) -> DossierBody:
    """Keep dossier.yaml; the next review reads it."""
    room = site_of(request).room
    room.uploads.write_dossier(body.text)
    room.log(user.name, "dossier written", {"characters": len(body.text)})
    return body


@router.get("/reviews/last")
def job(request: Request, _: Reader) -> dict[str, Any]:
    """How far the review is that runs, or how the last one ended."""
    return plain(site_of(request).room.jobs.job)


@router.post("/reviews", status_code=202)
def review(request: Request, _: Importer) -> dict[str, Any]:
    """Review what lies in the folder, in the background; one that runs goes on."""
    room = site_of(request).room
    if not room.uploads.files():
        raise UsageError("There is nothing to review.", "Take files in first.")
    return plain(room.jobs.start())


@router.get(
    "/reports/{name}", response_class=Response,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA.values()}}},
)  # fmt: skip
def report(
    _: Reader, outcome: Case, name: Id,
    names: Annotated[bool, Query(description="Names of uninvolved people stay in.")] = False,
) -> Response:  # fmt: skip
    """A report in one of its forms: brief.pdf, evidence.docx, tables.xlsx, ..."""
    from celtrace.cases.handover.report import report as report_of

    if name not in KINDS:
        raise ApiError(404, f"There is no report {name}.", f"One of: {', '.join(KINDS)}.")
    form, how = KINDS[name]
    return Response(report_of(outcome.folder, form, how, names=names), media_type=MEDIA[how])


@router.get("/frozen", response_model=Page)
def frozen(request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """What was frozen to be handed on, the newest first."""
    return paged(freezer(site_of(request).room).held(), cursor, limit)


@router.post("/frozen", status_code=201)
def freeze(
    request: Request, user: Decider, outcome: Case, body: FreezeBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Freeze the case as a signed bundle, or as a production for OFAC."""
    from celtrace.cases.handover.frozen import Ask
    from celtrace.report.exhibit import Numbers

    room = site_of(request).room
    ask = Ask(body.kind, user.name, body.evidence, body.tier, Numbers(body.prefix, body.first))
    highest = max((one.tier for one in outcome.assessment.subjects), default=0)

    def act() -> dict[str, Any]:
        if body.kind == "production" and highest < body.tier:
            message = f"No subject stands in tier {body.tier} or above."
            raise ApiError(404, message, "Name a lower one.")
        return plain(room.sealed(lambda _: freezer(room).freeze(ask)))

    return once(request, user, idempotency_key, body, act)


@router.get("/frozen/{name}", response_class=FileResponse,
            responses={200: {"content": {"application/zip": {}}}})  # fmt: skip
def taken(request: Request, _: Reader, name: Id) -> FileResponse:
    """A frozen file."""
    path = freezer(site_of(request).room).path(name)
    if path is None:
        raise ApiError(404, f"There is no frozen file {name}.")
    return FileResponse(path, media_type="application/zip", filename=path.name)
