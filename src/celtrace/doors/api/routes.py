"""`/api/v1`: the case as documents, and acts on it, for holders of a token.

Lists come in pages: `next` is the cursor of the page that follows, absent on the last. An act
that carries an `Idempotency-Key` counts once, however often it is sent. Errors are problem
documents (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from celtrace.cases import queue
from celtrace.cases.daily import masked
from celtrace.cases.decisions.acts import LONGEST, Decision
from celtrace.doors.api.parts import (
    ERRORS,
    ID,
    TEXT,
    ApiError,
    Case,
    Cursor,
    Decider,
    Id,
    Key,
    Limit,
    Noter,
    Page,
    Reader,
    once,
    paged,
    plain,
    there,
)
from celtrace.doors.web.pages.files import closed_to, readable
from celtrace.doors.web.site import site_of
from celtrace.judgements import Verdict
from celtrace.records import FileFact, Match, Party, Worker

router = APIRouter(prefix="/api/v1", responses=ERRORS)


class DecisionBody(BaseModel):
    """A judgement on a target."""

    target: str = Field(pattern=ID)
    verdict: Verdict
    why: str = Field(min_length=1, max_length=LONGEST, pattern=TEXT)
    seen: int | None = None


class NoteBody(BaseModel):
    """A note beside a target."""

    target: str = Field(pattern=ID)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=TEXT)


class QuestionBody(BaseModel):
    """A question to a party."""

    party: str = Field(pattern=ID)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=TEXT)
    due: date | None = None


class AssignBody(BaseModel):
    """To whom a target is given."""

    target: str = Field(pattern=ID)
    to: str = Field(max_length=80, pattern=r"^[^\x00-\x1f]*$")


class AnswerBody(BaseModel):
    """An answer to a question, by its number."""

    question: int = Field(ge=0, le=2**53)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=TEXT)


@router.get("/case")
def case(_: Reader, outcome: Case) -> dict[str, Any]:
    """What was reviewed, with which lists."""
    assessment = outcome.assessment
    return {
        "celtrace": assessment.celtrace,
        "dossier": plain(assessment.dossier),
        "lists": [plain(use) for use in assessment.lists],
        "highest": assessment.highest,
    }


@router.get("/subjects", response_model=Page)
def subjects(
    _: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50,
    tier: Annotated[int, Query(ge=0, le=4, description="The lowest tier.")] = 0,
) -> dict[str, Any]:  # fmt: skip
    """Subjects from a tier on, the gravest first."""
    found = [s for s in outcome.assessment.subjects if s.tier >= tier]
    found.sort(key=lambda s: (-s.tier, s.kind, s.id))
    return paged(found, cursor, limit)


@router.get("/parties", response_model=Page)
def parties(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Parties, by id."""
    return paged(outcome.view.all(Party), cursor, limit)


@router.get("/candidates", response_model=Page)
def candidates(
    request: Request, _: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50
) -> dict[str, Any]:
    """Candidates with how they stand; those that wait come first."""
    return paged(queue.hits(outcome, site_of(request).room.desk), cursor, limit)


@router.get("/findings", response_model=Page)
def findings(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Findings, as their lines stand in `findings.jsonl`."""
    ids = list(outcome.findings)
    made = paged([{"id": id_} for id_ in ids], cursor, limit)
    made["items"] = [outcome.findings.line(one["id"]) for one in made["items"]]
    return made


@router.get("/findings/{id_}")
def finding(_: Reader, outcome: Case, id_: Id) -> dict[str, Any]:
    """One finding."""
    if id_ not in outcome.findings:
        raise ApiError(404, f"There is no finding {id_}.")
    return outcome.findings.line(id_)


@router.get("/standings/{target}")
def standing(request: Request, _: Reader, outcome: Case, target: Id) -> dict[str, Any]:
    """How a target stands: every judgement, who signed, what changed."""
    there(outcome, target)
    return plain(site_of(request).room.desk.ledger.of(target, outcome.tier(target)))


@router.get("/questions", response_model=Page)
def questions(
    request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50
) -> dict[str, Any]:
    """Questions with their answers."""
    return paged(list(site_of(request).room.desk.talk.questions.values()), cursor, limit)


@router.get("/notes", response_model=Page)
def notes(request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Notes, the oldest first."""
    return paged(site_of(request).room.desk.talk.notes, cursor, limit)


@router.get("/workers", response_model=Page)
def workers(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Workers, by id, as the dossier states them."""
    return paged(outcome.view.all(Worker), cursor, limit)


@router.get("/files", response_model=Page)
def files(user: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Files that were taken in, with their digests; those of other shows without their names."""
    closed = closed_to(user.role, outcome)
    found = [masked(f) if f.digest in closed else f for f in outcome.view.all(FileFact)]
    return paged(found, cursor, limit)


@router.get("/matches", response_model=Page)
def matches(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Found drawings and the cuts that they show."""
    return paged(outcome.view.all(Match), cursor, limit)


@router.get("/search", response_model=Page)
def search(
    request: Request, user: Reader, outcome: Case,
    q: Annotated[str, Query(min_length=1, max_length=200, pattern=TEXT)],
    cursor: Cursor = "", limit: Limit = 50,
) -> dict[str, Any]:  # fmt: skip
    """Places in names, sentences, texts and notes that hold the words."""
    room = site_of(request).room
    found = room.finder.find(outcome, room.desk.talk.notes, q)
    return paged(readable(user.role, outcome, found), cursor, limit)


@router.get("/journal", response_model=Page)
def journal(request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Lines of the journal, with the hashes that chain them."""
    lines: Iterable[Any] = site_of(request).room.journal.read()
    return paged(list(lines), cursor, limit)


@router.post("/decisions", status_code=201)
def decide(
    request: Request, user: Decider, outcome: Case, body: DecisionBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Judge a target; at tier 4 it takes effect when a second person gives the same."""
    there(outcome, body.target)
    wanted = Decision(body.target, body.verdict, body.why, body.seen, idempotency_key)
    room = site_of(request).room
    room.act(lambda desk: desk.decide(user.name, wanted, outcome))
    return plain(room.desk.ledger.of(body.target, outcome.tier(body.target)))


@router.post("/notes", status_code=201)
def note(
    request: Request, user: Noter, outcome: Case, body: NoteBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Write a note."""
    there(outcome, body.target)
    act = site_of(request).room.act
    return once(request, user, idempotency_key, body, lambda: plain(
        act(lambda desk: desk.note(user.name, body.target, body.text))
    ))  # fmt: skip


@router.post("/assignments", status_code=201)
def assign(
    request: Request, user: Noter, outcome: Case, body: AssignBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Give a target to somebody; to nobody if `to` is empty."""
    there(outcome, body.target)
    act = site_of(request).room.act
    return once(request, user, idempotency_key, body, lambda: plain(
        act(lambda desk: desk.assign(user.name, body.target, body.to))
    ))  # fmt: skip


@router.post("/questions", status_code=201)
def ask(
    request: Request, user: Noter, outcome: Case, body: QuestionBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Keep a question to a party, due in 14 days unless a day is given."""
    there(outcome, f"subject:party:{body.party}")
    act = site_of(request).room.act
    return once(request, user, idempotency_key, body, lambda: plain(
        act(lambda desk: desk.ask(user.name, body.party, body.text, body.due))
    ))  # fmt: skip


@router.post("/answers", status_code=201)
def answer(
    request: Request, user: Noter, body: AnswerBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Keep an answer to a question."""
    room = site_of(request).room
    if body.question not in room.desk.talk.questions:
        raise ApiError(404, f"There is no question {body.question}.")
    return once(request, user, idempotency_key, body, lambda: plain(
        room.act(lambda desk: desk.answer(user.name, body.question, body.text))
    ))  # fmt: skip
