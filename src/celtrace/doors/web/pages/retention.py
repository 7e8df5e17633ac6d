"""How long what is kept: periods with purpose and basis, what is due, and erasing it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.retention import SET, Held, due, erase, period_set, periods
from celtrace.doors.web.site import Form, back, page, site_of, user_of
from celtrace.errors import UsageError

router = APIRouter()
HERE = "/settings/retention"


@router.get("/settings/retention")
def retention(request: Request) -> Response:
    """Periods, and what is due."""
    room = site_of(request).room
    held = room.people(lambda register: Held(room.settings, register, room.clock))
    return page(request, "retention.html.j2", periods=periods(held.entries), due=due(held))


@router.post("/settings/retention")
def keep(request: Request, form: Form) -> Response:
    """Set a period, its purpose and its basis."""
    room, who, term = site_of(request).room, user_of(request).name, form.get("days", "").strip()
    if term and not term.isdecimal():
        raise UsageError(f"{term} is no number of days.", "Leave it empty for no period.")
    words = (form.get("purpose", ""), form.get("basis", ""))
    before = periods(room.journal.read())
    days = int(term) if term else None
    room.log(who, SET, period_set(before, form.get("category", ""), days, words))
    return back({}, "The period is set.", HERE)


@router.post("/settings/retention/erase")
def erase_due(request: Request, form: Form) -> Response:
    """Erase what is due; a case as a whole goes from the command line, the server stopped."""
    room, who = site_of(request).room, user_of(request).name
    category = form.get("category", "")
    if category in ("", "case"):
        message = "A case as a whole is not erased while it is open."
        raise UsageError(message, "Stop the server and run: celtrace case retention --erase")
    why = form.get("why", "")
    gone = room.sealed(lambda _: erase(room.settings, room.clock, who, why, category))
    return back({}, f"Erased: {len(gone)} of {category.replace('_', ' ')}.", HERE)
