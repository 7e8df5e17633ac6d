"""Workers: the measures of the official advice, and who passed which."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.doors.web.site import outcome_of, page, paged
from celtrace.records import Check, StaffList, Worker
from celtrace.text.search import Needle

router = APIRouter()


@router.get("/workers")
def workers(request: Request) -> Response:
    """A line for each worker, a column for each measure that was recorded."""
    outcome = outcome_of(request)
    view = outcome.view
    wanted = request.query_params.get("q", "")
    needle = Needle(wanted)
    found = [w for w in view.all(Worker) if needle.within(w.name, w.party, view.name(w.party))]
    checks = [check for check in view.all(Check) if check.measure]
    measures = sorted({check.measure for check in checks})
    held = {(str(check.subject), check.measure): check for check in checks}
    listed = paged(request, found)
    expiring = [(w, d) for w in found for d in w.documents if d.expires]
    expiring.sort(key=lambda pair: (pair[1].expires, pair[0].id))
    levels = {one.worker: one for one in outcome.assessment.verified.workers}
    return page(request, "workers.html.j2", list=listed, levels=levels, measures=measures,
                held=held, view=view, lists=view.all(StaffList), expiring=expiring[:50],
                q=wanted)  # fmt: skip
