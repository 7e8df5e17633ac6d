"""Workers: the measures of the official advice, and who passed which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace import __version__
from celtrace.cases.folder import DOSSIER
from celtrace.cases.room import Room
from celtrace.doors.web.pages.report import MEDIA
from celtrace.doors.web.site import outcome_of, page, paged, site_of
from celtrace.records import Check, StaffList, Worker
from celtrace.text.search import Needle

if TYPE_CHECKING:
    from celtrace.cases.handover.report import Format

router = APIRouter()
PACKS = {
    "ofac": "the OFAC framework for compliance programmes",
    "mpa": "MPA controls OR-3.0, OR-3.1, OR-3.4, OP-2.0 and TS-1.6",
    "advisory": "every measure and red flag of the advisories",
}
FORMS: tuple[Format, ...] = ("html", "pdf", "docx")


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
                q=wanted, packs=PACKS)  # fmt: skip


@router.get("/workers/packs/{name}")
def pack(request: Request, name: str) -> Response:
    """An evidence pack: what the records show of a framework's controls, and what they do not."""
    which, _, form = name.partition(".")
    if which not in PACKS or form not in FORMS:
        raise HTTPException(404)
    kept = {"content-disposition": f'attachment; filename="{which}-pack.{form}"'}
    data = packed(site_of(request).room, which, form)
    return Response(data, media_type=MEDIA[form], headers=kept)


def packed(room: Room, which: str, form: str) -> bytes:
    """An evidence pack in one of its forms."""
    from celtrace.cases.workers import packs
    from celtrace.cases.workers.checking import gather
    from celtrace.report import docx, html, pdf

    folder = room.dossier if (room.dossier / DOSSIER).is_file() else None
    held = room.sealed(lambda _: gather(folder, room.settings, room.clock, None))
    render = {"html": html.render, "pdf": pdf.render, "docx": docx.render}[form]
    return render(packs.content(which, held, __version__))
