"""Hit review: the party left, the list row right, field by field, and the decision below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.cases import queue
from celtrace.cases.queue import Hit
from celtrace.doors.web.site import outcome_of, page, paged, site_of
from celtrace.dossier.countries import names_of
from celtrace.records import Candidate, Designation, Party
from celtrace.text.search import folded

router = APIRouter()


class Field(NamedTuple):
    """One line of the comparison."""

    name: str
    ours: str
    listed: str
    did: str
    """What it did to the answer: in plain words."""


@router.get("/hits")
def hits(request: Request) -> Response:
    """The queue."""
    found = queue.hits(outcome_of(request), site_of(request).room.desk)
    show = request.query_params.get("show", "open")
    shown = [hit for hit in found if show == "all" or hit.waits == (show == "open")]
    done = sum(not hit.waits for hit in found)
    return page(request, "hits.html.j2", list=paged(request, shown), show=show, done=done,
                all=len(found), view=outcome_of(request).view)  # fmt: skip


@router.get("/hits/{id_}")
def hit(request: Request, id_: str) -> Response:
    """One candidate."""
    outcome = outcome_of(request)
    found = queue.hits(outcome, site_of(request).room.desk)
    at = next((n for n, one in enumerate(found) if one.candidate.id == id_), None)
    if at is None:
        raise HTTPException(404)
    one = found[at]
    party = outcome.view.get(Party, one.candidate.party)
    later = _after(found, at)
    notes = site_of(request).room.desk.talk.notes_on(one.target)
    lines = compared(request, one.candidate, party)
    return page(
        request, "hit.html.j2", hit=one, party=party, fields=lines,
        later=later, done=sum(not h.waits for h in found), all=len(found), notes=notes,
        tier=outcome.tier(one.target), standing=one.standing, target=one.target,
    )  # fmt: skip


def compared(request: Request, candidate: Candidate, party: Party | None) -> list[Field]:
    """What is known of both, with what the list states beyond it."""
    row = site_of(request).room.lists.row(candidate.list, candidate.row)
    return [*fields(candidate, party), *(only_listed(row, party) if row else ())]


def _after(found: Sequence[Hit], at: int) -> str:
    """The next one that waits, after this or from the start; empty if none does."""
    order = [*found[at + 1 :], *found[:at]]
    return next((one.candidate.id for one in order if one.waits), "")


def fields(candidate: Candidate, party: Party | None) -> Iterator[Field]:
    """What is known of both, side by side; what only one has can decide nothing."""
    ours, listed = candidate.names
    score = f"{candidate.score:.0%} alike" + (", a weak alias of the row" if candidate.weak else "")
    yield Field("Name", ours, listed, f"{score}. A name never settles it.")
    if found := candidate.identifier:
        yield Field(
            "Identifier", f"{found.type} {found.value}", f"{found.type} {found.value}",
            "equal: it settles it unless it was copied wrongly",
        )  # fmt: skip
    if party is None:
        return
    for name, value in _known(party):
        seen = _stated(name, value, candidate.row_seen.quote)
        yield Field(name, value, seen, IN_ROW if seen else NOT_IN_ROW)
    if not party.identifiers:
        yield Field("Identifiers", "", "", "none known of the party: ask for one")


def only_listed(row: Designation, party: Party | None) -> Iterator[Field]:
    """What the row states in its newest snapshot and nothing of the party does, a value a line."""
    ours = [bare(value) for _, value in _known(party)] + [bare(party.name)] if party else []
    told = [("other name", one.text, ONLY_ROW) for one in row.aliases]
    told += [(one.type, one.value, ASK_FOR_IT) for one in row.identifiers]
    told += [("born or founded", one, ONLY_ROW) for one in row.born]
    told += [("nationality", one, ONLY_ROW) for one in row.nationalities]
    told += [("country", one, ONLY_ROW) for one in row.countries]
    told += [("address", one, ONLY_ROW) for one in row.addresses]
    told += [("linked to", one, ONLY_ROW) for one in row.linked_to]
    for name, value, did in told[:MOST_OF_ROW]:
        if bare(value) not in ours:
            yield Field(name, "", value, did)


MOST_OF_ROW = 60
ONLY_ROW = "only the row states it"
ASK_FOR_IT = "only the row states it: ask the party for its own"
IN_ROW = "stands in the row, too"
NOT_IN_ROW = "not found in the row's text: read it beside"


def _known(party: Party) -> Iterator[tuple[str, str]]:
    """What is known of a party beside its name, one value a line."""
    yield from ((one.type, one.value) for one in party.identifiers)
    yield from (("other name", alias) for alias in party.aliases[:20])
    for name, value in (
        ("country", party.country), ("born or founded", party.born),
        ("nationality", party.nationality), ("address", party.address), ("city", party.city),
    ):  # fmt: skip
        if value:
            yield name, value


def _stated(name: str, value: str, row: str) -> str:
    """How a row states a value of the party's; empty where it does not. A country by any name."""
    if name in ("country", "nationality"):
        words = " ".join(re.findall(r"[^\W_]+", folded(row)))
        return next((one for one in names_of(value) if f" {one} " in f" {words} "), "")
    return value if bare(value) and bare(value) in bare(row) else ""


def bare(text: str) -> str:
    """A text as it is compared: letters and digits alone, without case and accents."""
    return "".join(char for char in folded(text) if char.isalnum())
