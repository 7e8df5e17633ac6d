"""Workers' sealed files, for those who may: invite, look, record, meet, forget.

Whoever opens a file or a picture of it leaves a line in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.cases.room import Room
from celtrace.cases.workers import acts, meetings
from celtrace.cases.workers.register import READING, File, Register
from celtrace.detect._plans import plans
from celtrace.doors.web.site import Form, back, page, site_of, user_of
from celtrace.errors import MissingExtra, UsageError
from celtrace.ports import CaseFacts
from celtrace.records import (
    Adverse,
    Camera,
    ConsentGrant,
    Credential,
    Handed,
    Interview,
    PaperPage,
    Party,
    Record,
    SignedDelivery,
    StepResult,
    Worker,
)

if TYPE_CHECKING:
    from celtrace.cases.workers.portraits import Beside

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
    made = invited_by(site_of(request).room, user_of(request).name, form)
    return _files(request, link_of(request, made))


def invited_by(room: Room, who: str, told: Mapping[str, str]) -> acts.Invited:
    """Begin a file for whom `name`, `role`, `party` and `worker` tell."""
    someone = Worker(
        seen=acts.SEEN, id=told.get("worker", ""), name=told.get("name", "").strip(),
        party=told.get("party", ""), role=told.get("role", "").strip(),
    )  # fmt: skip
    return room.people(lambda register: acts.invite(register, who, someone))


def link_of(request: Request, made: acts.Invited) -> str:
    """The link that the worker opens, under the address that was asked."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}{made.path}"


@router.get("/workers/files/{person}")
def file(request: Request, person: str) -> Response:
    """One file: the plan with what is recorded, and the forms to record more."""
    return _shown(request, person)


def _shown(request: Request, person: str, **more: Any) -> Response:  # noqa: ANN401 - for the page
    room = site_of(request).room
    shown = opened_by(room, user_of(request).name, person)
    spoken = {
        one: meetings.spoken(talk.seed, one) for talk in shown["talks"] for one in talk.challenges
    }
    checks = [check for check in plans().checks if check.about == "worker"]
    return page(request, "worker_file.html.j2", person=person, checks=checks,
                states={line.step: line for line in shown["level"].steps}, spoken=spoken,
                now=room.clock(), observations=meetings.meetings().observations,
                outcomes=acts.OUTCOMES, **shown, **more)  # fmt: skip


def opened_by(room: Room, who: str, person: str) -> dict[str, Any]:
    """Everything in a worker's file; that it was looked at is kept."""
    from celtrace.cases.workers.checking import of_file
    from celtrace.cases.workers.holder import holders_said

    def seen(register: Register) -> dict[str, Any]:
        held = file_in(register, person)
        records, unread = _opened(register, held)
        level, found = of_file(records, parties, CaseFacts(as_of=room.clock().date(), us=us))
        return {
            "worker": held.worker, "grants": held.all(ConsentGrant), "unread": unread,
            "handed": [one for one in held.all(Handed) if one.what != READING],
            "read": [one for one in records if isinstance(one, PaperPage)],
            "steps": held.all(StepResult), "talks": held.all(Interview),
            "keys": held.all(Credential), "signed": held.all(SignedDelivery),
            "adverse": held.all(Adverse), "notice": acts.standing_notice(held),
            "level": level, "found": found, "holders": tuple(holders_said(records)),
        }  # fmt: skip

    parties = room.outcome.view.all(Party) if room.outcome else ()
    us = room.outcome.view.facts.us if room.outcome else ""
    shown = room.people(seen)
    room.log(who, "worker looked at", {"person": person})
    return shown


def _opened(register: Register, held: File) -> tuple[tuple[Record, ...], int | None]:
    """The records with what pictures say, and how many are unread; None where none can be."""
    try:
        from celtrace.cases.workers.handed import waiting, with_readings
    except ImportError:
        return held.records, None
    return with_readings(register, held), len(waiting(register, held))


@router.post("/workers/files/{person}/read")
def read(request: Request, person: str, form: Form) -> Response:  # noqa: ARG001 - its mark
    """Read the pictures of documents that were handed in."""
    number = read_by(site_of(request).room, person)
    said = "The picture was read." if number == 1 else f"{number} pictures were read."
    return back({}, said, f"/workers/files/{person}")


@router.post("/workers/files/{person}/faces")
def faces(request: Request, person: str, form: Form) -> Response:  # noqa: ARG001 - its mark
    """Hold the faces of the pictures beside each other; the bands are shown and not kept."""
    found = faces_by(site_of(request).room, user_of(request).name, person)
    return _shown(request, person, faces=found)


def read_by(room: Room, person: str) -> int:
    """Read what waits in a file; how many pictures those were."""
    try:
        from celtrace.cases.workers.handed import read_waiting
    except ImportError as error:
        raise MissingExtra(f"A part that reads documents ({error.name})", "workers") from error
    room.people(lambda register: file_in(register, person))
    return read_waiting(room.people, person, room.settings.limits)


def faces_by(room: Room, who: str, person: str) -> tuple[Beside, ...]:
    """Hold the faces of a file's pictures beside each other."""
    try:
        from celtrace.cases.workers.portraits import beside
    except ImportError as error:
        raise MissingExtra(f"A part that compares faces ({error.name})", "workers") from error
    room.people(lambda register: file_in(register, person))
    return beside(room.people, who, person, room.settings.limits)


@router.get("/workers/files/{person}/{digest}")
def picture(request: Request, person: str, digest: str) -> Response:
    """A picture that was handed in; that it was looked at is kept."""
    data, media = picture_by(site_of(request).room, user_of(request).name, person, digest)
    return Response(data, media_type=media or "application/octet-stream")


def picture_by(room: Room, who: str, person: str, digest: str) -> tuple[bytes, str]:
    """Bytes and kind of a picture in a file; that it was looked at is kept."""

    def opened(register: Register) -> tuple[bytes, str]:
        held = file_in(register, person)
        handed = next((one for one in held.all(Handed) if one.sealed == digest), None)
        if handed is None:
            raise HTTPException(404)
        return register.bytes_of(held, handed), handed.media

    shown = room.people(opened)
    room.log(who, "worker looked at", {"person": person, "object": digest})
    return shown


@router.post("/workers/files/{person}/step")
def step(request: Request, person: str, form: Form) -> Response:
    """Record what came out of a step."""
    who, given = user_of(request).name, step_of(person, form)
    site_of(request).room.people(lambda register: acts.record_step(register, who, person, given))
    return back({}, "The result is kept.", f"/workers/files/{person}")


def step_of(person: str, form: Mapping[str, str]) -> StepResult:
    """The result of a step: `step`, `result`, and what the form of the step asks for."""
    check = plans().check(form.get("step", ""))
    fields = check.fields if check else ()
    return StepResult(
        seen=acts.SEEN, worker=person, step=form.get("step", ""), result=_outcome(form),
        form=tuple((name, form[name].strip()) for name in fields if form.get(name, "").strip()),
    )  # fmt: skip


def _outcome(form: Mapping[str, str]) -> Any:  # noqa: ANN401 - a word of a typing form
    found = next((one for one in acts.OUTCOMES if one == form.get("result")), None)
    if found is None:
        raise UsageError("No result was chosen.", "Choose one.")
    return found


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
    turned_by(room, who, person, (form.get("stage", ""), form.get("why", "")))
    return back({}, "It is kept, and the worker sees it.", f"/workers/files/{person}")


@router.post("/workers/files/{person}/forget")
def forget(request: Request, person: str, form: Form) -> Response:
    """Destroy the key of a file."""
    forgotten_by(site_of(request).room, user_of(request).name, person, form.get("why", ""))
    return back({}, "Forgotten. Nothing of it can be read any more.", "/workers/files")


def turned_by(room: Room, who: str, person: str, told: tuple[str, str]) -> Adverse:
    """Keep a step, by its stage and reason, towards turning a worker down or back."""
    stage, why = told
    try:
        wanted = msgspec.convert(
            {"seen": acts.SEEN, "worker": person, "stage": stage, "by": who, "why": why,
             "when": room.clock()}, Adverse,
        )  # fmt: skip
    except msgspec.ValidationError as error:
        raise UsageError("No step was chosen.", "Choose one.") from error
    return room.people(lambda register: acts.adverse(register, who, person, wanted))


def forgotten_by(room: Room, who: str, person: str, why: str) -> None:
    """Destroy the key of a file, for a reason."""
    if not why.strip():
        raise UsageError("This needs a reason.", "Write who asked for it, and when.")
    room.people(lambda register: register.forget(who, person, why.strip()))


def file_in(register: Register, person: str) -> File:
    """The file of a person; 404 if there is none."""
    held = next((one for one in register.files() if one.person == person), None)
    if held is None or held.worker is None:
        raise HTTPException(404)
    return held
