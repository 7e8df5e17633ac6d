"""Questions to vendors: due dates, answers, a calendar; and the vendor's own page."""

from __future__ import annotations

from datetime import UTC, datetime, time

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.decisions.acts import Desk
from celtrace.cases.decisions.talk import Question
from celtrace.doors.web.site import outcome_of, page, site_of, user_of
from celtrace.records import Party
from celtrace.text.calendar import Event, calendar

router = APIRouter()


@router.get("/questions")
def questions(request: Request) -> Response:
    """All questions, the overdue first, and those that the findings suggest."""
    outcome, desk = outcome_of(request), site_of(request).room.desk
    asked = list(desk.talk.questions.values())
    known = {(q.party, q.text) for q in asked}
    suggested = [
        (subject.id, subject.name, text)
        for subject in outcome.assessment.subjects if subject.kind == "party"
        for text in subject.questions if (subject.id, text) not in known
    ]  # fmt: skip
    asked.sort(key=lambda q: (bool(q.answers), q.due, q.seq))
    return page(request, "questions.html.j2", asked=asked, suggested=suggested[:100],
                view=outcome.view, parties=outcome.view.all(Party)[:2000])  # fmt: skip


@router.get("/questions.ics")
def due_dates(request: Request) -> Response:
    """Due dates as iCalendar (RFC 5545)."""
    return Response(
        due_calendar(site_of(request).room.desk), media_type="text/calendar; charset=utf-8"
    )


def due_calendar(desk: Desk) -> str:
    """The due dates of what was asked and not answered."""
    return calendar("Questions", map(_due, desk.talk.open_questions()))


def _due(one: Question) -> Event:
    starts = datetime.combine(one.due, time(), UTC)
    said = f"Answer due from {one.party}: {one.text}"
    return Event(f"question-{one.seq}", one.at, starts, said)


@router.get("/vendor")
def vendor(request: Request) -> Response:
    """What a vendor was asked, and nothing else."""
    party = user_of(request).party
    desk = site_of(request).room.desk
    asked = [q for q in desk.talk.questions.values() if q.party == party]
    asked.sort(key=lambda q: (bool(q.answers), q.due, q.seq))
    return page(request, "vendor.html.j2", asked=asked)
