"""Questions to vendors: due dates, answers, a calendar; and the vendor's own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.decisions.talk import Question
from celtrace.doors.web.site import outcome_of, page, site_of, user_of
from celtrace.records import Party

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
def calendar(request: Request) -> Response:
    """Due dates as iCalendar (RFC 5545)."""
    asked = site_of(request).room.desk.talk.open_questions()
    text = "\r\n".join([*calendar_lines(asked), ""])
    return Response(text, media_type="text/calendar; charset=utf-8")


def calendar_lines(asked: tuple[Question, ...]) -> Iterator[str]:
    """The lines of a calendar, folded at 75 bytes."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Celtrace//Questions//EN")
    for one in asked:
        yield "BEGIN:VEVENT"
        yield f"UID:question-{one.seq}@celtrace"
        yield f"DTSTAMP:{one.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{one.due:%Y%m%d}"
        yield from _folded(f"SUMMARY:{_escaped(f'Answer due from {one.party}: {one.text}')}")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> Iterator[str]:
    piece, room = "", 75
    for char in line:
        if len((piece + char).encode()) > room:
            yield piece
            piece = " "
        piece += char
    yield piece


@router.get("/vendor")
def vendor(request: Request) -> Response:
    """What a vendor was asked, and nothing else."""
    party = user_of(request).party
    desk = site_of(request).room.desk
    asked = [q for q in desk.talk.questions.values() if q.party == party]
    asked.sort(key=lambda q: (bool(q.answers), q.due, q.seq))
    return page(request, "vendor.html.j2", asked=asked)
