"""Parties: the list, and the page of one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import outcome_of, page, paged, site_of
from celtrace.records import Candidate, Contract, Ownership, Party, Worker
from celtrace.text.search import Needle

router = APIRouter()


@router.get("/parties")
def parties(request: Request) -> Response:
    """All parties, the gravest first; with `q`, those with the words in a name or identifier."""
    outcome = outcome_of(request)
    wanted = request.query_params.get("q", "").strip()
    needle = Needle(wanted)
    found = [one for one in outcome.view.all(Party) if needle.within(*_texts(one))]
    found.sort(key=lambda one: (-_tier(outcome, one.id), one.name, one.id))
    statuses: dict[str, dict[str, str]] = {}
    for line in outcome.assessment.blocked:
        statuses.setdefault(line.party, {})[line.regime] = line.status
    listed = paged(request, found)
    tiers = {one.id: _tier(outcome, one.id) for one in listed["rows"]}
    return page(request, "parties.html.j2", list=listed, q=wanted, statuses=statuses, tiers=tiers,
                regimes=outcome.context.facts.regimes)  # fmt: skip


def _texts(party: Party) -> tuple[str, ...]:
    return (party.name, party.id, *party.aliases, *(i.value for i in party.identifiers))


def _tier(outcome: Outcome, party: str) -> int:
    subject = outcome.subjects.get(f"party:{party}")
    return subject.tier if subject else 0


@router.get("/parties/{id_}")
def party(request: Request, id_: str) -> Response:
    """One party: names, identifiers, chain above and below, status by regime and date."""
    outcome, desk = outcome_of(request), site_of(request).room.desk
    known = about(outcome, id_)
    if known is None:
        raise HTTPException(404)
    subject, target = known["subject"], f"subject:party:{id_}"
    return page(
        request, "party.html.j2", **known, target=target, view=outcome.view,
        findings=_sentences(outcome, subject.findings if subject else ()),
        closed=_sentences(outcome, subject.closed if subject else ()),
        notes=desk.talk.notes_on(target), given=desk.talk.given_to(target),
        questions=[q for q in desk.talk.questions.values() if q.party == id_],
        standing=desk.ledger.of(target, subject.tier if subject else 0),
        tier=subject.tier if subject else 0,
    )  # fmt: skip


def about(outcome: Outcome, id_: str) -> dict[str, Any] | None:
    """What is known of a party: status, chain above and below, owners, hits, people."""
    view = outcome.view
    one = view.get(Party, id_)
    if one is None:
        return None
    return {
        "party": one, "subject": outcome.subjects.get(f"party:{id_}"),
        "blocked": [line for line in outcome.assessment.blocked if line.party == id_],
        "history": [line for line in outcome.assessment.history if line.party == id_],
        "above": view.where(Contract, "contractor", id_),
        "below": view.where(Contract, "client", id_),
        "owners": view.where(Ownership, "asset", id_), "owns": view.where(Ownership, "owner", id_),
        "candidates": view.where(Candidate, "party", id_),
        "workers": view.where(Worker, "party", id_),
    }  # fmt: skip


def _sentences(outcome: Outcome, ids: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Id, sentence and weight of findings."""
    found = ((id_, outcome.findings[id_]) for id_ in ids[:200])
    return [(id_, one.sentence, str(one.strength)) for id_, one in found]
