"""Report builder: what is missing before it is handed on, and the forms it comes in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from celtrace.cases import queue
from celtrace.cases.decisions.acts import Desk
from celtrace.cases.handover.uninvolved import uninvolved
from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import Form, back, outcome_of, page, site_of, user_of
from celtrace.errors import UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.handover.frozen import Freezer, Kind
    from celtrace.cases.handover.report import Format
    from celtrace.cases.room import Room
    from celtrace.report import content

router = APIRouter()
MOST_PAGES = 10**9
TIERS = ("1", "2", "3", "4")
MEDIA: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
}
KINDS: dict[str, tuple[content.Form, Format]] = {
    "report.html": ("evidence", "html"), "report.pdf": ("evidence", "pdf"),
    "brief.html": ("brief", "html"), "brief.pdf": ("brief", "pdf"), "brief.docx": ("brief", "docx"),
    "evidence.html": ("evidence", "html"), "evidence.pdf": ("evidence", "pdf"),
    "evidence.docx": ("evidence", "docx"),
    "tables.xlsx": ("evidence", "xlsx"), "tables.csv.zip": ("evidence", "csv"),
}  # fmt: skip
"""What can be taken away, by its name; the first two as the review left them."""


def freezer(room: Room) -> Freezer:
    """The frozen files of the room's case; what makes them is loaded when it is first needed."""
    from celtrace.cases.handover.frozen import Freezer

    return Freezer(room.settings.home, room.settings.case, room.clock)


@router.get("/report")
def builder(request: Request) -> Response:
    """What is missing, and the downloads."""
    outcome, room = outcome_of(request), site_of(request).room
    gaps = list(missing(outcome, room.desk, user_of(request).name))
    return page(
        request, "report.html.j2", gaps=gaps, assessment=outcome.assessment,
        frozen=freezer(room).held(), out=len(uninvolved(outcome.view, outcome.assessment)),
    )  # fmt: skip


def missing(outcome: Outcome, desk: Desk, who: str) -> Iterator[tuple[str, str]]:
    """What whoever gets the report would ask for, with the page to mend it."""
    now = queue.today(outcome, desk, who, outcome.assessment.dossier.as_of)
    if now.hits:
        yield f"{count(now.hits, 'name hit is', 'name hits are')} not decided.", "/hits"
    waiting = len(now.second) + len(now.own)
    if waiting:
        yield f"{count(waiting, 'decision waits', 'decisions wait')} for a second person.", "/"
    if now.reopened:
        yield f"{count(len(now.reopened), 'decision was', 'decisions were')} re-opened.", "/"
    questions = desk.talk.open_questions()
    if questions:
        asked = count(len(questions), "question to a vendor has", "questions to vendors have")
        yield f"{asked} no answer.", "/questions"
    if now.unchecked:
        lists = ", ".join(use.list for use in now.unchecked)
        yield f"Not checked: {lists}.", "/import"
    if now.problems:
        parts = count(now.problems, "part of the input was", "parts of the input were")
        yield f"{parts} not taken in.", "/case#problems"
    held = [s for s in outcome.assessment.subjects if s.tier == 4]  # noqa: PLR2004 - R3: hold
    open_ = [s for s in held if not desk.ledger.of(f"subject:{s.kind}:{s.id}", s.tier).verdict]
    if open_:
        subjects = count(len(open_), "subject in tier 4 has", "subjects in tier 4 have")
        yield f"{subjects} no decision of two people.", "/case?tier=4"


@router.get("/report/{name}")
def report(request: Request, name: str) -> Response:
    """The report as the review left it, or made again for whoever gets it."""
    from celtrace.cases.handover.report import report as report_of

    outcome = outcome_of(request)
    if name not in KINDS:
        raise HTTPException(404)
    form, how = KINDS[name]
    names = request.query_params.get("names") == "yes"
    made = outcome.folder / name
    data = (
        made.read_bytes() if made.is_file() else report_of(outcome.folder, form, how, names=names)
    )
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=MEDIA[how], headers=disposition)


@router.post("/report/freeze")
def freeze(request: Request, form: Form) -> Response:
    """Freeze the case as a signed bundle, or as a production for OFAC."""
    from celtrace.cases.handover.frozen import Ask
    from celtrace.report.exhibit import Numbers

    room, who = site_of(request).room, user_of(request).name
    first, tier = form.get("first", "1"), form.get("tier", "3")
    if not (first.isdigit() and 0 < int(first) < MOST_PAGES and tier in TIERS):
        raise UsageError("The first page or the tier is no number.", "Write 1, and a tier of 1-4.")
    numbers = Numbers(form.get("prefix", "CT")[:20], int(first))
    kind: Kind = "production" if form.get("kind") == "production" else "bundle"
    ask = Ask(kind, who, bool(form.get("evidence")), int(tier), numbers)
    made = room.sealed(lambda _: freezer(room).freeze(ask))
    return back({}, f"{made.name} is frozen: {made.said}.", "/report#frozen")


@router.get("/report/frozen/{name}")
def frozen(request: Request, name: str) -> Response:
    """A frozen file."""
    path = freezer(site_of(request).room).path(name)
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, media_type="application/zip", filename=path.name)
