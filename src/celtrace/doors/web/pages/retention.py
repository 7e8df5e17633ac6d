"""How long what is kept: periods with purpose and basis, what is due, and erasing it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.retention import due, erase_in, held_in, keep_period, periods
from celtrace.doors.web.site import Form, back, page, site_of, user_of
from celtrace.errors import UsageError

router = APIRouter()
HERE = "/settings/retention"


@router.get("/settings/retention")
def retention(request: Request) -> Response:
    """Periods, and what is due."""
    held = held_in(site_of(request).room)
    return page(request, "retention.html.j2", periods=periods(held.entries), due=due(held))


@router.post("/settings/retention")
def keep(request: Request, form: Form) -> Response:
    """Set a period, its purpose and its basis."""
    room, who, term = site_of(request).room, user_of(request).name, form.get("days", "").strip()
    if term and not term.isdecimal():
        raise UsageError(f"{term} is no number of days.", "Leave it empty for no period.")
    words = (form.get("purpose", ""), form.get("basis", ""))
    days = int(term) if term else None
    keep_period(room, who, form.get("category", ""), days, words)
    return back({}, "The period is set.", HERE)


@router.post("/settings/retention/erase")
def erase_due(request: Request, form: Form) -> Response:
    """Erase what is due; a case as a whole goes from the command line, the server stopped."""
    room, who = site_of(request).room, user_of(request).name
    category = form.get("category", "")
    gone = erase_in(room, who, form.get("why", ""), category)
    return back({}, f"Erased: {len(gone)} of {category.replace('_', ' ')}.", HERE)
