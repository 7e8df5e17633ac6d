"""Exports for other programs: graphs of the chain, entities, events with a time."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.pages.files import closed_to
from celtrace.doors.web.site import Forbidden, Site, outcome_of, site_of, user_of

router = APIRouter()
CHAINS = {
    "chain.svg": ("svg", "image/svg+xml"), "chain.gexf": ("gexf", "application/gexf+xml"),
    "chain.graphml": ("graphml", "application/graphml+xml"),
    "entities.ftm.json": ("ftm", "application/json+ftm"),
}  # fmt: skip
EVENTS = {
    "events.jsonl": ("timesketch", "application/x-ndjson"),
    "events.csv": ("timesketch-csv", "text/csv; charset=utf-8"),
}


@router.get("/report/exports/{name}")
def export(request: Request, name: str) -> Response:
    """The case for Gephi (GEXF, GraphML), Aleph (FollowTheMoney) or Timesketch."""
    if name not in CHAINS and name not in EVENTS:
        raise HTTPException(404)
    data, media = exported_as(site_of(request), user_of(request).role, outcome_of(request), name)
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media, headers=kept)


def exported_as(site: Site, role: str, outcome: Outcome, name: str) -> tuple[bytes, str]:
    """The case in the form of another program, and its kind; Forbidden where names are closed."""
    from celtrace.cases.chain import Asked, chain
    from celtrace.cases.chain_outputs import FORMATS
    from celtrace.cases.handover.events import exported

    room = site.room
    if name in CHAINS:
        form, media = CHAINS[name]
        asked = Asked(outcome.folder, room.settings, room.lists, _quiet, site.day())
        return room.sealed(lambda _: FORMATS[form](chain(asked))), media
    if closed_to(role, outcome):
        raise Forbidden("Files of other companies' shows are among them: ask an admin.")
    form, media = EVENTS[name]
    return exported(outcome.folder, tuple(room.journal.read()), form), media


def _quiet(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody sees."""
