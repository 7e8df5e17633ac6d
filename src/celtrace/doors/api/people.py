"""`/api/v1`, workers' sealed files: invite, look, record, meet, turn down, forget.

They need the scope `people`; whoever opens a file or a picture of it leaves a line in the journal.
"""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from celtrace.cases.workers import acts, meetings, tending
from celtrace.doors.api.parts import (
    ERRORS,
    ID,
    LINE,
    PICTURE,
    TEXT,
    Caller,
    Cursor,
    Forgetter,
    Id,
    Judge,
    Keeper,
    Limit,
    Looker,
    Page,
    Reason,
    Tender,
    fitting,
    paged,
    plain,
)
from celtrace.doors.web.pages.worker_files import link_of
from celtrace.records import Camera, StepOutcome

router = APIRouter(prefix="/api/v1", responses=ERRORS)


class InviteBody(BaseModel):
    """Whose file is begun."""

    name: str = Field(min_length=1, max_length=200, pattern=TEXT)
    role: str = Field(default="", max_length=200, pattern=LINE)
    party: str = Field(default="", max_length=200, pattern=LINE)
    worker: str = Field(default="", max_length=200, pattern=LINE)


class StepBody(BaseModel):
    """What came out of a step, with what its form asks for."""

    step: str = Field(pattern=ID)
    result: StepOutcome
    form: dict[str, str] = Field(default={}, max_length=50)


class MetBody(BaseModel):
    """How a meeting went."""

    camera: Camera = ""
    in_person: bool = False
    done: list[str] = Field(default=[], max_length=50)
    observed: list[str] = Field(default=[], max_length=50)
    consider: bool = False
    second: str = Field(default="", max_length=80, pattern=LINE)


class AdverseBody(BaseModel):
    """A step towards turning a worker down, or back; the worker reads the reason."""

    stage: Literal["notice", "withdrawn", "decided"]
    why: Reason


class ForgetBody(BaseModel):
    """Who asked for it, and when."""

    why: Reason


@router.get("/worker-files", response_model=Page)
def files(caller: Keeper, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Everybody who has a file."""
    held = caller.room.people(lambda register: [(f.person, f.worker) for f in register.files()])
    found = [{"person": person, "worker": worker} for person, worker in held if worker]
    return paged(found, cursor, limit)


@router.post("/worker-files", status_code=201)
def invite(request: Request, caller: Tender, body: InviteBody) -> dict[str, Any]:
    """Begin a file; the link that its worker opens is told this once."""

    def act() -> dict[str, str]:
        made = tending.invited(caller.room, caller.user.name, body.model_dump())
        return {"person": made.file.person, "link": link_of(request, made)}

    return caller.once(body, act)


@router.get("/worker-files/{person}")
def file(caller: Keeper, person: Id) -> dict[str, Any]:
    """One file: the plan with what is recorded, consents, meetings, keys, deliveries."""
    shown = tending.opened(caller.room, caller.user.name, person)
    said = [{"id": one.id, "rule": one.rule, "says": one.sentence} for one in shown["found"]]
    return plain(shown | {"found": said})


@router.get("/worker-files/{person}/pictures/{digest}", response_class=Response,
            responses=PICTURE)  # fmt: skip
def picture(caller: Looker, person: Id, digest: Id) -> Response:
    """A picture that was handed in."""
    data, media = tending.picture(caller.room, caller.user.name, person, digest)
    return Response(data, media_type=media or "image/unknown")


@router.post("/worker-files/{person}/readings", status_code=201)
def read(caller: Tender, person: Id) -> dict[str, Any]:
    """Read the pictures of documents that wait for it; how many those were."""
    _there(caller, person)
    return caller.once(None, lambda: {"read": tending.read(caller.room, person)})


@router.post("/worker-files/{person}/faces")
def faces(caller: Judge, person: Id) -> dict[str, Any]:
    """Hold the faces of the pictures beside each other; the bands are told and not kept."""
    _there(caller, person)
    with fitting():
        return plain({"faces": tending.faces(caller.room, caller.user.name, person)})


@router.post("/worker-files/{person}/steps", status_code=201)
def step(caller: Tender, person: Id, body: StepBody) -> dict[str, Any]:
    """Record what came out of a step."""
    _there(caller, person)
    given = tending.result_of(person, body.form | {"step": body.step, "result": body.result})
    room, who = caller.room, caller.user.name
    return caller.once(
        body, lambda: room.people(lambda register: acts.record_step(register, who, person, given))
    )


@router.post("/worker-files/{person}/meetings/{id_}", status_code=201)
def met(caller: Tender, person: Id, id_: Id, body: MetBody) -> dict[str, Any]:
    """Record how a meeting went."""
    _there(caller, person)
    seen = meetings.Seen(
        body.camera, body.in_person, tuple(body.done), tuple(body.observed), body.consider, (),
        body.second.strip(),
    )  # fmt: skip
    room, who = caller.room, caller.user.name
    return caller.once(
        body, lambda: room.people(lambda register: meetings.held(register, who, person, id_, seen))
    )


@router.post("/worker-files/{person}/adverse", status_code=201)
def adverse(caller: Judge, person: Id, body: AdverseBody) -> dict[str, Any]:
    """A step towards turning a worker down, or back: named, with a reason, and answered."""
    _there(caller, person)
    told = (body.stage, body.why)
    room, who = caller.room, caller.user.name
    return caller.once(body, lambda: tending.turned(room, who, person, told))


@router.delete("/worker-files/{person}")
def forget(caller: Forgetter, person: Id, body: ForgetBody) -> dict[str, Any]:
    """Destroy the key of a file: nothing of it can be read any more, in any copy."""
    _there(caller, person)
    tending.forgotten(caller.room, caller.user.name, person, body.why)
    return {"forgotten": person}


def _there(caller: Caller, person: str) -> None:
    """Absent, which is a 404, if nobody has such a file."""
    caller.room.people(lambda register: tending.file_in(register, person))
