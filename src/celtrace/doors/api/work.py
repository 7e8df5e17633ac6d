"""`/api/v1`, the work on a case: files in, what they mean, reviews, reports, frozen files."""

from __future__ import annotations

import io
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from celtrace.cases.columns import Columns
from celtrace.cases.handover.kept import Frozen
from celtrace.doors.api.parts import (
    ERRORS,
    ApiError,
    Case,
    Cursor,
    Decider,
    Id,
    Importer,
    Limit,
    Page,
    Reader,
    fitting,
    paged,
    plain,
)
from celtrace.doors.web.pages.exports import CHAINS, EVENTS, exported_as
from celtrace.doors.web.pages.report import KINDS, MEDIA, MOST_PAGES, freezer
from celtrace.doors.web.pages.workers import FORMS, PACKS, packed
from celtrace.doors.web.site import MOST_FORM, read_body
from celtrace.dossier.guess import ColumnHead, Understood
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


class ColumnBody(BaseModel):
    """A column, and what it means; an empty key leaves it out."""

    header: str = Field(max_length=1_000)
    key: str = Field(default="", max_length=100)


class SheetBody(BaseModel):
    """A sheet, and the part of the dossier that it is; an empty one leaves it out."""

    path: str = Field(max_length=1_000)
    sheet: str = Field(default="", max_length=200)
    section: str = Field(default="", max_length=100)
    columns: list[ColumnBody] = Field(default=[], max_length=1_000)


class ColumnsBody(BaseModel):
    """What the sheets of the dossier's folder mean."""

    title: str = Field(default="", max_length=1_000)
    sheets: list[SheetBody] = Field(max_length=1_000)


class FreezeBody(BaseModel):
    """What is frozen to be handed on."""

    kind: Literal["bundle", "production"]
    evidence: bool = False
    tier: int = Field(default=3, ge=1, le=4)
    prefix: str = Field(default="CT", pattern=r"^[A-Za-z0-9 _-]{1,20}$")
    first: int = Field(default=1, ge=1, lt=MOST_PAGES)


@router.get("/uploads", response_model=Page)
def uploads(caller: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """What came in together, the newest first."""
    return paged(caller.room.uploads.batches(), cursor, limit)


@router.post("/uploads", status_code=201, openapi_extra=_BYTES)
async def upload(
    caller: Importer, name: Annotated[str, Query(pattern=_NAME, max_length=200)]
) -> dict[str, Any]:
    """Take a file into the dossier's folder: its bytes are the body."""
    data = await read_body(caller.request, MOST_FILE)
    room, who = caller.room, caller.user.name
    file = (name, io.BytesIO(data))
    made = await run_in_threadpool(room.uploads.take, who, room.clock(), [file])
    room.log(who, "uploaded", {"files": list(made.files), "batch": made.number})
    return plain(made)


@router.delete("/uploads/last")
def undo(caller: Importer) -> dict[str, Any]:
    """Take out again what came in last."""
    room = caller.room
    if not room.uploads.batches():
        raise ApiError(404, "There is nothing to undo.")
    made = room.uploads.undo()
    room.log(caller.user.name, "upload undone", {"files": list(made.files), "batch": made.number})
    return plain(made)


@router.get("/dossier")
def dossier(caller: Reader) -> DossierBody:
    """dossier.yaml; a first guess with a comment at each, where there is none."""
    return DossierBody(text=caller.room.uploads.dossier())


@router.put("/dossier")
def write_dossier(caller: Importer, body: DossierBody) -> DossierBody:
    """Keep dossier.yaml; the next review reads it."""
    caller.room.uploads.write_dossier(body.text)
    caller.room.log(caller.user.name, "dossier written", {"characters": len(body.text)})
    return body


@router.get("/columns")
def columns(caller: Reader) -> dict[str, Any]:
    """Every sheet with what its columns are read as; 404 where dossier.yaml was written by hand."""
    held = Columns(caller.room.uploads)
    if (sheets := held.understood()) is None:
        raise ApiError(404, "dossier.yaml was written by hand.", "Read and change it as text.")
    return plain({"title": held.said.title, "sheets": sheets})


@router.put("/columns")
def write_columns(caller: Importer, body: ColumnsBody) -> dict[str, Any]:
    """Say what sheets and columns mean, which writes dossier.yaml; how it is read now.

    Of a sheet that becomes another part than it was, the headers say what they mean.
    """
    held = Columns(caller.room.uploads)
    if held.understood() is None:
        raise ApiError(404, "dossier.yaml was written by hand.", "Change it as text.")
    with fitting():
        held.say(body.title, [_understood(one) for one in body.sheets])
        text = held.write()
    caller.room.log(caller.user.name, "dossier written", {"characters": len(text)})
    return columns(caller)


def _understood(one: SheetBody) -> Understood:
    heads = tuple(ColumnHead(column.header, column.key, "") for column in one.columns)
    return Understood(one.path, one.sheet, one.section, heads)


@router.get("/reviews/last")
def job(caller: Reader) -> dict[str, Any]:
    """How far the review is that runs, or how the last one ended."""
    return plain(caller.room.jobs.job)


@router.post("/reviews", status_code=202)
def review(caller: Importer) -> dict[str, Any]:
    """Review what lies in the folder, in the background; one that runs goes on."""
    room = caller.room
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


@router.get("/packs/{name}", response_class=Response,
            responses={200: {"content": {MEDIA[form]: {} for form in FORMS}}})  # fmt: skip
def pack(caller: Reader, outcome: Case, name: Id) -> Response:  # noqa: ARG001 - that there is a case
    """An evidence pack of a framework: ofac.pdf, mpa.docx, advisory.html, ..."""
    which, _, form = name.partition(".")
    if which not in PACKS or form not in FORMS:
        raise ApiError(
            404, f"There is no pack {name}.", f"{', '.join(PACKS)} as {', '.join(FORMS)}"
        )
    return Response(packed(caller.room, which, form), media_type=MEDIA[form])


@router.get("/exports/{name}", response_class=Response, responses={
    200: {"content": {media.partition(";")[0]: {} for _, media in (CHAINS | EVENTS).values()}}
})  # fmt: skip
def export(caller: Reader, outcome: Case, name: Id) -> Response:
    """The case for Gephi (GEXF, GraphML), Aleph (FollowTheMoney) or Timesketch."""
    if name not in CHAINS and name not in EVENTS:
        raise ApiError(404, f"There is no export {name}.", ", ".join((*CHAINS, *EVENTS)))
    data, media = exported_as(caller.site, caller.user.role, outcome, name)
    return Response(data, media_type=media)


@router.get("/frozen", response_model=Page)
def frozen(caller: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """What was frozen to be handed on, the newest first."""
    return paged(freezer(caller.room).held(), cursor, limit)


@router.post("/frozen", status_code=201)
def freeze(caller: Decider, outcome: Case, body: FreezeBody) -> dict[str, Any]:
    """Freeze the case as a signed bundle, or as a production for OFAC."""
    from celtrace.cases.handover.frozen import Ask
    from celtrace.report.exhibit import Numbers

    room = caller.room
    ask = Ask(
        body.kind, caller.user.name, body.evidence, body.tier, Numbers(body.prefix, body.first)
    )
    highest = max((one.tier for one in outcome.assessment.subjects), default=0)

    def act() -> Frozen:
        if body.kind == "production" and highest < body.tier:
            message = f"No subject stands in tier {body.tier} or above."
            raise ApiError(404, message, "Name a lower one.")
        return room.sealed(lambda _: freezer(room).freeze(ask))

    return caller.once(body, act)


@router.get("/frozen/{name}", response_class=FileResponse,
            responses={200: {"content": {"application/zip": {}}}})  # fmt: skip
def taken(caller: Reader, name: Id) -> FileResponse:
    """A frozen file."""
    path = freezer(caller.room).path(name)
    if path is None:
        raise ApiError(404, f"There is no frozen file {name}.")
    return FileResponse(path, media_type="application/zip", filename=path.name)
