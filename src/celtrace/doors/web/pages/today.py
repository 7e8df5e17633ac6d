"""Today: what needs the person who looks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases import queue
from celtrace.cases.fresh import fresh
from celtrace.doors.web.site import GoTo, outcome_of, page, site_of, user_of

router = APIRouter()


@router.get("/")
def today(request: Request) -> Response:
    """What waits, most pressing first."""
    user = user_of(request)
    if user.role == "vendor":
        raise GoTo("/vendor")
    site, outcome = site_of(request), outcome_of(request)
    found = queue.today(outcome, site.room.desk, user.name, site.day())
    raised = sorted(
        (s for s in outcome.assessment.subjects if s.tier > 1),
        key=lambda s: (-s.tier, -len(s.findings), s.kind, s.id),
    )
    return page(request, "today.html.j2", now=found, raised=raised[:12], raised_count=len(raised),
                assessment=outcome.assessment, fresh=fresh(site.room))  # fmt: skip
