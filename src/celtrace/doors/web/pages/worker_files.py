"""Workers' sealed files, for those who may: invite, look, record, meet, forget.

Whoever opens a file or a picture of it leaves a line in the journal.
"""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.workers import acts, meetings, tending
from celtrace.detect._plans import plans
from celtrace.doors.web.site import Form, back, page, site_of, user_of
from celtrace.errors import UsageError
from celtrace.records import Camera, Party, Worker

router = APIRouter()


@router.get("/workers/files")
def files(request: Request) -> Response:
    """Everybody who has a file, and the form that begins one."""
    return _files(request, "")


def _files(request: Request, link: str) -> Response:
    room = site_of(request).room
    held = room.people(lambda register: [(f.person, f.worker) for f in register.files()])
    parties = room.outcome.view.all(Party)[:2000] if room.outcome else ()
    workers = room.outcome.view.all(Worker)[:2000] if room.outcome else ()
    named = [(person, worker) for person, worker in held if worker]
    named.sort(key=lambda one: (one[1].name, one[0]))
    return page(request, "worker_files.html.j2", held=named, parties=parties, workers=workers,
                link=link)  # fmt: skip


@router.post("/workers/files")
def invite(request: Request, form: Form) -> Response:
    """Begin a file; its link is shown this once."""
    made = tending.invited(site_of(request).room, user_of(request).name, form)
    return _files(request, link_of(request, made))


def link_of(request: Request, made: acts.Invited) -> str:
    """The link that the worker opens, under the address that was asked."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}{made.path}"


@router.get("/workers/files/{person}")
def file(request: Request, person: str) -> Response:
    """One file: the plan with what is recorded, and the forms to record more."""
    return _shown(request, person)


def _shown(request: Request, person: str, **more: Any) -> Response:  # noqa: ANN401 - for the page
    room = site_of(request).room
    shown = tending.opened(room, user_of(request).name, person)
    spoken = {
        one: meetings.spoken(talk.seed, one) for talk in shown["talks"] for one in talk.challenges
    }
    checks = [check for check in plans().checks if check.about == "worker"]
    return page(request, "worker_file.html.j2", person=person, checks=checks,
                states={line.step: line for line in shown["level"].steps}, spoken=spoken,
                now=room.clock(), observations=meetings.meetings().observations,
                outcomes=acts.OUTCOMES, **shown, **more)  # fmt: skip


@router.post("/workers/files/{person}/read")
def read(request: Request, person: str, form: Form) -> Response:  # noqa: ARG001 - its mark
    """Read the pictures of documents that were handed in."""
    number = tending.read(site_of(request).room, person)
    said = "The picture was read." if number == 1 else f"{number} pictures were read."
    return back({}, said, f"/workers/files/{person}")


@router.post("/workers/files/{person}/faces")
def faces(request: Request, person: str, form: Form) -> Response:  # noqa: ARG001 - its mark
    """Hold the faces of the pictures beside each other; the bands are shown and not kept."""
    found = tending.faces(site_of(request).room, user_of(request).name, person)
    return _shown(request, person, faces=found)


@router.get("/workers/files/{person}/{digest}")
def picture(request: Request, person: str, digest: str) -> Response:
    """A picture that was handed in; that it was looked at is kept."""
    data, media = tending.picture(site_of(request).room, user_of(request).name, person, digest)
    return Response(data, media_type=media or "application/octet-stream")


@router.post("/workers/files/{person}/step")
def step(request: Request, person: str, form: Form) -> Response:
    """Record what came out of a step."""
    who, given = user_of(request).name, tending.result_of(person, form)
    site_of(request).room.people(lambda register: acts.record_step(register, who, person, given))
    return back({}, "The result is kept.", f"/workers/files/{person}")


@router.post("/workers/files/{person}/met")
def met(request: Request, person: str, form: Form) -> Response:
    """Record how a meeting went."""
    who, given = user_of(request).name, form.get("camera", "")
    try:
        camera: Camera = msgspec.convert(given, type=Camera)
    except msgspec.ValidationError as error:
        raise UsageError(f"The camera cannot be {given}.") from error
    seen = meetings.Seen(
        camera, bool(form.get("in_person")), _ticked(form, "done"), _ticked(form, "seen"),
        bool(form.get("consider")), (), form.get("second", "").strip(),
    )  # fmt: skip
    id_ = form.get("meeting", "")
    site_of(request).room.people(lambda register: meetings.held(register, who, person, id_, seen))
    return back({}, "How the meeting went is kept.", f"/workers/files/{person}")


def _ticked(form: dict[str, str], kind: str) -> tuple[str, ...]:
    return tuple(name.partition(":")[2] for name in form if name.startswith(f"{kind}:"))


@router.post("/workers/files/{person}/adverse")
def adverse(request: Request, person: str, form: Form) -> Response:
    """A step towards turning a worker down, or back: named, with a reason, and answered."""
    who, room = user_of(request).name, site_of(request).room
    tending.turned(room, who, person, (form.get("stage", ""), form.get("why", "")))
    return back({}, "It is kept, and the worker sees it.", f"/workers/files/{person}")


@router.post("/workers/files/{person}/forget")
def forget(request: Request, person: str, form: Form) -> Response:
    """Destroy the key of a file."""
    tending.forgotten(site_of(request).room, user_of(request).name, person, form.get("why", ""))
    return back({}, "Forgotten. Nothing of it can be read any more.", "/workers/files")
