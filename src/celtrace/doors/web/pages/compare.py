"""Compare: a found drawing against the frame it may be; side by side, wipe, blink, overlay."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import outcome_of, page, paged
from celtrace.ports import View
from celtrace.records import Digest, FileFact, Match, Picture, Reference

router = APIRouter()
WAYS = ("side", "wipe", "blink", "over")


@router.get("/compare")
def compare(request: Request) -> Response:
    """One match, chosen in the address; and the list of all."""
    outcome = outcome_of(request)
    asked = request.query_params
    matches = sorted(outcome.view.all(Match), key=lambda m: (m.reviewer != "open", m.file, m.cut))
    chosen = next((m for m in matches if m.id == asked.get("match")), None)
    chosen = chosen or (matches[0] if matches else None)
    way = asked.get("way", "side")
    return page(
        request, "compare.html.j2", list=paged(request, matches), match=chosen, ways=WAYS,
        way=way if way in WAYS else "side", found=found(outcome, chosen.file) if chosen else "",
        frame=frame(outcome, chosen.cut) if chosen else "",
        proof=proof(outcome.view, chosen) if chosen else "",
    )  # fmt: skip


def found(outcome: Outcome, path: str) -> str:
    """Digest of the picture of a found file; empty if none was taken out."""
    for file in outcome.view.where(FileFact, "path", path):
        held = outcome.view.where(Picture, "file", file.digest)
        return str(held[0].digest if held else file.digest)
    return ""


def proof(view: View, match: Match) -> str:
    """Digest of the proof picture; empty if it is not among the files of the case."""
    held = view.where(FileFact, "digest", match.picture) if match.picture else ()
    return match.picture if held else ""


def frame(outcome: Outcome, cut: str) -> str:
    """Digest of a picture of our own footage of the cut; empty if there is none."""
    for reference in outcome.view.all(Reference):
        if reference.id == cut or cut in reference.path:
            for file in outcome.view.where(FileFact, "path", reference.path):
                held = outcome.view.where(Picture, "file", Digest(file.digest))
                return str(held[0].digest if held else file.digest)
    return ""
