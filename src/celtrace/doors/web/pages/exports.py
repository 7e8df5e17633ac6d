"""Exports for other programs: graphs of the chain, entities, events with a time."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.doors.web.pages.files import closed_to
from celtrace.doors.web.site import Forbidden, outcome_of, site_of, user_of

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
    from celtrace.cases.chain import Asked, chain
    from celtrace.cases.chain_outputs import FORMATS
    from celtrace.cases.handover.events import exported

    room, outcome = site_of(request).room, outcome_of(request)
    if name in CHAINS:
        form, media = CHAINS[name]
        asked = Asked(outcome.folder, room.settings, room.lists, _quiet, site_of(request).day())
        data = room.sealed(lambda _: FORMATS[form](chain(asked)))
    elif name in EVENTS:
        if closed_to(user_of(request).role, outcome):
            raise Forbidden("Files of other companies' shows are among them: ask an admin.")
        form, media = EVENTS[name]
        data = exported(outcome.folder, tuple(room.journal.read()), form)
    else:
        raise HTTPException(404)
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media, headers=kept)


def _quiet(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody sees."""
