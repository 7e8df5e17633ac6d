"""A worker's own pages: consent, documents, selfie, meeting, passkey, signed deliveries.

The link's secret is the only key: it is kept in a cookie of its own, opens one file, and ends.
What is sent is held in memory until it is sealed; none of it is written to the disk in the open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from celtrace.cases.accounts import form_mark
from celtrace.cases.workers import acts, meetings
from celtrace.cases.workers.passkeys import Keys
from celtrace.cases.workers.policy import policy
from celtrace.cases.workers.register import File, Register
from celtrace.doors.web.site import (
    Forbidden,
    GoTo,
    check_mark,
    day_in,
    fields_of,
    page,
    read_body,
    read_json,
    site_of,
)
from celtrace.doors.web.texts import chosen, texts
from celtrace.errors import UsageError
from celtrace.keys.passkeys import Site
from celtrace.records import (
    PURPOSES,
    Adverse,
    Credential,
    Handed,
    Interview,
    PersonalDocument,
    SignedDelivery,
    Worker,
)

router = APIRouter()
COOKIE, LANGUAGE = "celtrace_worker", "celtrace_language"
MOST = 12 * 2**20
ASKED = frozenset({"document front", "document back", "selfie"})
T = TypeVar("T")


class Joined(msgspec.Struct, frozen=True):
    """Whose link it is."""

    person: str
    register: Callable[[Callable[[Register, File], Any]], Any]
    """Runs an act on the file, one at a time."""


def joined(request: Request) -> Joined:
    """Whoever the link's cookie opens a file for; GoTo a page that says so for others."""
    person, _, secret = request.cookies.get(COOKIE, "").partition(".")
    room = site_of(request).room

    def held(what: Callable[[Register, File], T]) -> T:
        def with_file(register: Register) -> T:
            file = register.by_secret(person, secret)
            if file is None:
                raise GoTo("/join/ended")
            return what(register, file)

        return room.people(with_file)

    held(lambda _, file: file)
    return Joined(person, held)


async def posted(request: Request) -> dict[str, str]:
    """A form's fields; Forbidden if it was not made on the worker's own page."""
    form = await fields_of(request)
    _own(request, form.get("mark", ""))
    return form


Self = Annotated[Joined, Depends(joined)]
Form = Annotated[dict[str, str], Depends(posted)]


def _own(request: Request, mark: str) -> None:
    if not request.cookies.get(COOKIE):
        raise GoTo("/join/ended")
    check_mark(request, mark, COOKIE)


@router.get("/join/ended")
def ended(request: Request) -> Response:
    """What is said where a link opens nothing."""
    return _page(request, "join_ended.html.j2", 403)


@router.get("/join/{link}")
def link(request: Request, link: str) -> Response:
    """Take the link's secret into a cookie, so that it leaves the address."""
    answer = RedirectResponse("/join", 303)
    answer.set_cookie(
        COOKIE, link, max_age=14 * 86400, httponly=True, samesite="lax", path="/join",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.get("/join")
def join(request: Request, me: Self) -> Response:
    """What is done and what is to do."""
    at = site_of(request).room.clock()

    def seen(register: Register, file: File) -> dict[str, Any]:
        grants = {p: acts.grant_of(file, p, register) for p in PURPOSES}
        return {
            "worker": file.worker, "grants": grants, "handed": {h.what for h in file.all(Handed)},
            "keys": [key for key in file.all(Credential) if not key.ended],
            "talks": [one for one in file.all(Interview) if not one.outcome and one.planned > at],
            "signed": file.all(SignedDelivery), "notice": acts.standing_notice(file),
        }  # fmt: skip

    return _page(request, "join.html.j2", policy=policy(), purposes=PURPOSES, **me.register(seen))


@router.post("/join/language")
def language(form: Form) -> Response:
    """Another language."""
    answer = RedirectResponse("/join", 303)
    answer.set_cookie(LANGUAGE, chosen("join", form.get("language", ""), ""), path="/join")
    return answer


@router.post("/join/consent")
def consent(request: Request, me: Self, form: Form) -> Response:
    """Agree to what is ticked."""
    ticked = [purpose for purpose in PURPOSES if form.get(purpose)]
    me.register(lambda register, file: acts.agree(register, me.person, file.person, ticked))
    return _thanks(request, "about")


@router.post("/join/withdraw")
def withdraw(request: Request, me: Self, form: Form) -> Response:
    """End a consent; what was kept under it is destroyed."""
    purpose = next((one for one in PURPOSES if one == form.get("purpose")), None)
    if purpose is None:
        raise UsageError("There is no such purpose.")
    me.register(lambda register, file: register.withdraw(me.person, file.person, purpose))
    return _thanks(request, "consent")


@router.post("/join/answer")
def answer(request: Request, me: Self, form: Form) -> Response:
    """Answer a notice: the right to be heard before anybody decides."""

    def keep(register: Register, file: File) -> None:
        said = Adverse(seen=acts.SEEN, worker=file.person, stage="disputed", by="",
                       why=form.get("why", "")[:20_000], when=register.clock())  # fmt: skip
        acts.adverse(register, me.person, file.person, said)

    me.register(keep)
    return _thanks(request, "consent")


@router.post("/join/about")
def about(request: Request, me: Self, form: Form) -> Response:
    """Keep contacts and what stands on the document."""
    paper = PersonalDocument(
        type=form.get("kind", "").strip()[:80], country=form.get("country", "").strip().upper()[:2],
        number=form.get("number", "").strip()[:80], expires=day_in(form.get("expires", "")),
    )  # fmt: skip

    def keep(register: Register, file: File) -> None:
        known = file.worker
        if known is None:
            raise GoTo("/join/ended")
        register.keep(me.person, file.person, _told(known, form, paper))

    me.register(keep)
    return _thanks(request, "paper")


def _told(known: Worker, form: dict[str, str], paper: PersonalDocument) -> Worker:
    mails, phones = ((form.get(key, "").strip()[:200],) for key in ("mail", "phone"))
    return msgspec.structs.replace(
        known, emails=tuple(filter(None, dict.fromkeys((*known.emails, *mails)))),
        phones=tuple(filter(None, dict.fromkeys((*known.phones, *phones)))),
        documents=(paper,) if paper.number else known.documents,
    )  # fmt: skip


@router.post("/join/files/{what}")
async def files(request: Request, me: Self, what: str) -> Response:
    """Take a picture: its bytes are the body, so that nothing is spooled to the disk."""
    _own(request, request.headers.get("x-mark", ""))
    if what not in ASKED:
        raise Forbidden("Nothing of this kind is asked for.")
    data = await read_body(request, MOST)
    media = acts.media_of(data)

    def keep(register: Register, file: File) -> None:
        acts.hand_in(register, me.person, file.person, what, data, media)

    await run_in_threadpool(me.register, keep)
    return JSONResponse({"kept": what})


@router.post("/join/meeting")
def meeting(request: Request, me: Self, form: Form) -> Response:
    """Book a meeting at an hour of the worker's own zone."""
    zone = form.get("zone", "") or "UTC"
    try:
        at = datetime.fromisoformat(form.get("when", "")).replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise UsageError("This is no day and hour.", "Choose both.") from error
    me.register(lambda register, file:
                meetings.plan(register, me.person, file.person, at, zone))  # fmt: skip
    return _thanks(request, "meeting")


@router.get("/join/meeting/{id_}.ics")
def calendar(me: Self, id_: str) -> Response:
    """The invitation, as iCalendar."""

    def text(register: Register, file: File) -> str:
        found = next((one for one in file.all(Interview) if one.id == id_), None)
        if found is None:
            raise GoTo("/join")
        return meetings.invitation(found, found.zone, register.clock())

    return Response(me.register(text), media_type="text/calendar; charset=utf-8")


@router.post("/join/keys/{act}")
async def keys(request: Request, me: Self, act: str) -> Response:
    """Questions to the worker's device and its answers, as JSON."""
    _own(request, request.headers.get("x-mark", ""))
    body = await read_json(request, 4 * MOST)
    site, answer = site_of(request), body.get("answer")
    held = Keys(Site(request.headers.get("origin", "")), site.waiting)
    list_ = str(body.get("list", "")).encode()
    told = answer if isinstance(answer, dict) else {}
    does: dict[str, Callable[[Register, str], Any]] = {
        "ask-enrol": held.ask_enrol,
        "enrol": lambda register, who: _bound(held.enrol(register, who, told)),
        "ask-use": held.ask_sign_in,
        "use": lambda register, who: _bound(held.sign_in(register, who, told)),
        "ask-sign": lambda register, who: held.ask_delivery(register, who, list_),
        "sign": lambda register, who: held.sign_delivery(register, who, list_, told).files,
    }
    if act not in does:
        raise Forbidden("Nothing of this kind is asked for.")

    def done(register: Register, file: File) -> Any:  # noqa: ANN401 - any JSON value
        return does[act](register, file.person)

    found = await run_in_threadpool(me.register, done)
    return Response(msgspec.json.encode(found), media_type="application/json")


def _bound(key: Credential) -> dict[str, Any]:
    return {"bound": key.device_bound, "count": key.count}


def _thanks(request: Request, place: str) -> Response:
    said = texts("join")[_language(request)]["thanks"]
    return RedirectResponse(f"/join?said={said}#{place}", 303)


def _language(request: Request) -> str:
    wanted = request.cookies.get(LANGUAGE, "")
    return chosen("join", wanted, request.headers.get("accept-language", ""))


def _page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    language = _language(request)
    answer = page(
        request, template, status, user=None, title_of_case="", lang=language,
        t=texts("join")[language], languages=policy().languages,
        mark=form_mark(request.cookies.get(COOKIE, "")), **values,
    )  # fmt: skip
    answer.headers["permissions-policy"] = "camera=(self), microphone=(), geolocation=()"
    return answer
