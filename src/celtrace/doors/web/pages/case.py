"""Case: what was found about whom, each finding explained, and the line of events."""

from __future__ import annotations

import inspect
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.cases.decisions.acts import Desk
from celtrace.cases.outcome import Outcome
from celtrace.doors.web.pages.files import readable
from celtrace.doors.web.site import outcome_of, page, paged, site_of, user_of
from celtrace.text.search import Needle

router = APIRouter()


@router.get("/case")
def case(request: Request) -> Response:
    """All subjects with something to report, the gravest first."""
    outcome = outcome_of(request)
    tier = request.query_params.get("tier", "")
    wanted = request.query_params.get("q", "")
    needle = Needle(wanted)
    found = [
        subject for subject in outcome.assessment.subjects
        if (subject.tier or subject.closed) and (not tier or str(subject.tier) == tier)
        and needle.within(subject.name, subject.id, subject.kind)
    ]  # fmt: skip
    found.sort(key=lambda s: (-s.tier, s.kind, s.id))
    listed = paged(request, found)
    says = {s.id: outcome.findings[s.findings[0]].sentence for s in listed["rows"] if s.findings}
    return page(request, "case.html.j2", list=listed, tier=tier, q=wanted, says=says,
                skipped=[ran for ran in outcome.ran if ran.skipped_because],
                problems=outcome.problems[:200], looked=len(outcome.ran))  # fmt: skip


@router.get("/subjects/{kind}/{id_:path}")
def subject(request: Request, kind: str, id_: str) -> Response:
    """One subject: its tier, what carries it, its findings."""
    outcome, desk = outcome_of(request), site_of(request).room.desk
    found = outcome.subjects.get(f"{kind}:{id_}")
    if found is None:
        raise HTTPException(404)
    target = f"subject:{kind}:{id_}"
    return page(
        request, "subject.html.j2", subject=found, target=target, tier=found.tier,
        findings=said_by(outcome, found.findings), closed=said_by(outcome, found.closed),
        context=said_by(outcome, found.context), notes=desk.talk.notes_on(target),
        given=desk.talk.given_to(target), standing=desk.ledger.of(target, found.tier),
    )  # fmt: skip


def said_by(outcome: Outcome, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """The lines of findings, at most two hundred."""
    return [outcome.findings.line(id_) for id_ in ids[:200]]


@router.get("/findings/{id_}")
def finding(request: Request, id_: str) -> Response:
    """The four parts of an explanation, and the decision."""
    outcome, desk = outcome_of(request), site_of(request).room.desk
    if id_ not in outcome.findings:
        raise HTTPException(404)
    target = f"finding:{id_}"
    tier = outcome.tier(target)
    return page(
        request, "finding.html.j2", line=outcome.findings.line(id_), target=target, tier=tier,
        rule=inspect.getdoc(type(outcome.findings[id_])) or "",
        subjects=outcome.held_by.get(id_, ()), notes=desk.talk.notes_on(target),
        given=desk.talk.given_to(target), standing=desk.ledger.of(target, tier),
    )  # fmt: skip


@router.get("/case/timeline")
def timeline(request: Request) -> Response:
    """Everything that people did, the newest first."""
    return page(
        request, "timeline.html.j2", list=paged(request, acts_of(site_of(request).room.desk))
    )


def acts_of(desk: Desk) -> list[Any]:
    """Everything that people did, the newest first."""
    acts: list[Any] = [j for s in desk.ledger.all() for j in s.judgements]
    acts += [*desk.talk.notes, *desk.talk.questions.values()]
    acts += [a for q in desk.talk.questions.values() for a in q.answers]
    return sorted(acts, key=lambda act: -act.seq)


@router.get("/search")
def search(request: Request) -> Response:
    """Names, sentences, texts of files and notes."""
    wanted, room = request.query_params.get("q", "").strip(), site_of(request).room
    notes = room.desk.talk.notes
    outcome = outcome_of(request)
    found, whole = room.finder.at_once(outcome, notes, wanted) if wanted else ([], True)
    found = readable(user_of(request).role, outcome, found)
    return page(request, "search.html.j2", q=wanted, list=paged(request, found), whole=whole)
