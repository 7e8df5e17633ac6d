"""Compare: a found drawing against the frame it may be; side by side, wipe, blink, overlay.

Everything stands in the address: match, way, how far, and whether lines are shown. Where
`celtrace frames match` left layers, both pictures lie on each other as the proof laid them.
"""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.pages.files import pictured
from celtrace.doors.web.site import outcome_of, page, paged
from celtrace.ports import Vault
from celtrace.records import Digest, FileFact, Match, Picture, Reference
from celtrace.store.vault import FolderVault

router = APIRouter()
WAYS = {"side": "Side by side", "wipe": "Wipe", "blink": "Blink", "over": "Overlay"}
STEPS = (0, 25, 50, 75, 100)


class Layers(NamedTuple):
    """Found, ours and lines below each other in one picture, and the size of each."""

    digest: str
    wide: int
    high: int


class State(NamedTuple):
    """What stands in the address."""

    match: str
    way: str = "side"
    at: int = 50
    lines: bool = False

    def link(self, **other: object) -> str:
        """The address of this view with something else."""
        new = self._replace(**other)  # type: ignore[arg-type]
        lines = "&lines=on" if new.lines else ""
        return f"/compare?match={new.match}&way={new.way}&at={new.at}{lines}"


@router.get("/compare")
def compare(request: Request) -> Response:
    """One match, chosen in the address; and the list of all."""
    outcome = outcome_of(request)
    matches = sorted(outcome.view.all(Match), key=lambda m: (m.reviewer != "open", m.file, m.cut))
    if not matches:
        return page(request, "compare.html.j2", match=None)
    wanted = request.query_params.get("match")
    chosen = next((m for m in matches if m.id == wanted), matches[0])
    place = matches.index(chosen)
    around = [matches[n].id if 0 <= n < len(matches) else "" for n in (place - 1, place + 1)]
    return page(
        request, "compare.html.j2", list=paged(request, matches), match=chosen, ways=WAYS,
        state=state(request, chosen), steps=STEPS, number=place + 1, around=around,
        layers=layers(outcome, chosen), found=found(outcome, chosen.file),
        frame=frame(outcome, chosen.cut),
        proof=proof(FolderVault(outcome.folder / "vault"), chosen),
    )  # fmt: skip


def state(request: Request, match: Match) -> State:
    """What the address asks for; what it cannot mean is taken as not said."""
    asked = request.query_params
    way, at = asked.get("way", "side"), asked.get("at", "50")
    return State(
        match.id, way if way in WAYS else "side",
        min(100, int(at)) if at.isascii() and at.isdecimal() else 50, asked.get("lines") == "on",
    )  # fmt: skip


def layers(outcome: Outcome, match: Match) -> Layers | None:
    """The layers of a match; None if they are not among the files of the case."""
    digest = Digest(match.layers)
    vault = FolderVault(outcome.folder / "vault")
    if not (pictured(digest) and vault.has(digest)):
        return None
    with vault.open(digest) as stream:
        size = canvas(stream.read(30))
    return Layers(match.layers, size[0], size[1] // 3) if size else None


def canvas(head: bytes) -> tuple[int, int] | None:
    """Width and height of an extended WebP (RFC 9649, section 2.7); None if it is none."""
    if head[:4] + head[8:16] != b"RIFFWEBPVP8X" or len(head) < 30:  # noqa: PLR2004 - end of the head
        return None
    return tuple(int.from_bytes(head[n : n + 3], "little") + 1 for n in (24, 27))  # type: ignore[return-value]


def found(outcome: Outcome, path: str) -> str:
    """Digest of the picture of a found file; empty if none was taken out."""
    for file in outcome.view.where(FileFact, "path", path):
        held = outcome.view.where(Picture, "file", file.digest)
        return str(held[0].digest if held else file.digest)
    return ""


def proof(vault: Vault, match: Match) -> str:
    """Digest of the proof picture; empty if the case does not hold it."""
    there = pictured(match.picture) and vault.has(Digest(match.picture))
    return match.picture if there else ""


def frame(outcome: Outcome, cut: str) -> str:
    """Digest of a picture of our own footage of the cut; empty if there is none."""
    for reference in outcome.view.all(Reference):
        if reference.id == cut or cut in reference.path:
            for file in outcome.view.where(FileFact, "path", reference.path):
                held = outcome.view.where(Picture, "file", Digest(file.digest))
                return str(held[0].digest if held else file.digest)
    return ""
