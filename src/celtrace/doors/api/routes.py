"""`/api/v1`: the case as documents, and acts on it, for holders of a token.

Lists come in pages: `next` is the cursor of the page that follows, absent on the last. An act
that carries an `Idempotency-Key` counts once, however often it is sent. Errors are problem
documents (RFC 9457).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel, Field

from celtrace.cases import queue
from celtrace.cases.accounts import Scope
from celtrace.cases.decisions.acts import LONGEST, Decision
from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import address_of, site_of
from celtrace.errors import UsageError
from celtrace.judgements import Verdict
from celtrace.records import Party
from celtrace.store.accounts import User

MOST = 200
PROBLEM = "application/problem+json"
KINDS = ("bearer", "apikey")
"""How a token is sent: as RFC 6750 has it, or as clients of yente do."""
_ID = r"^[^\x00-\x1f]{1,200}$"
_TEXT = r"[^\s\x00-\x1f\x85]"
"""A text has something to read in it."""


class ApiError(Exception):
    """An answer that is a problem document."""

    def __init__(self, status: int, title: str, detail: str = "") -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class Page(BaseModel):
    """One page of a list."""

    items: list[dict[str, Any]]
    next: str | None = None
    total: int


class DecisionBody(BaseModel):
    """A judgement on a target."""

    target: str = Field(pattern=_ID)
    verdict: Verdict
    why: str = Field(min_length=1, max_length=LONGEST, pattern=_TEXT)
    seen: int | None = None


class NoteBody(BaseModel):
    """A note beside a target."""

    target: str = Field(pattern=_ID)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=_TEXT)


class QuestionBody(BaseModel):
    """A question to a party."""

    party: str = Field(pattern=_ID)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=_TEXT)


_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": said, "content": {PROBLEM: {"schema": Problem.model_json_schema()}}}
    for status, said in (
        (400, "The request cannot be carried out."), (401, "No token, or one that is not good."),
        (403, "A second, different person has to do it."), (404, "There is none."),
        (409, "Somebody acted in the meantime."), (422, "The request is not valid."),
        (429, "Too many requests."),
        (503, "A review is running."),
    )
}  # fmt: skip
router = APIRouter(prefix="/api/v1", responses=_ERRORS)
Cursor = Annotated[str, Query(pattern=r"^\d{0,9}$", description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Key = Annotated[str, Header(max_length=100, description="Marks the request; it counts once.")]
Id = Annotated[str, Path(pattern=_ID)]


def problem(status: int, title: str, detail: str = "") -> Response:
    """A problem document."""
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(msgspec.json.encode(value), status, media_type=PROBLEM)


class Holder:
    """Whoever holds a token of a scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: Request, authorization: Annotated[str, Header()] = "") -> User:
        """The user of the token; 401 if there is none."""
        kind, _, secret = authorization.partition(" ")
        accounts, rates = site_of(request).accounts, site_of(request).rates
        user = accounts.by_token(secret, self.scope) if kind.lower() in KINDS else None
        wait = rates.calls.wait(secret) if user else rates.wrong_tokens.wait(address_of(request))
        if wait:
            raise ApiError(429, "Too many requests.", f"Try again in {ceil(wait)} seconds.")
        if user is None:
            raise ApiError(401, f"A token with the scope {self.scope} is needed.")
        return user


Reader = Annotated[User, Depends(Holder("read"))]
Noter = Annotated[User, Depends(Holder("note"))]
Decider = Annotated[User, Depends(Holder("decide"))]


def _outcome(request: Request) -> Outcome:
    outcome = site_of(request).room.outcome
    if outcome is None:
        raise ApiError(404, "Nothing was reviewed yet.")
    return outcome


Case = Annotated[Outcome, Depends(_outcome)]


def _there(outcome: Outcome, target: str) -> None:
    """404 if the case has no such target."""
    try:
        outcome.basis(target)
    except UsageError as error:
        raise ApiError(404, error.message, error.remedy) from error


def _page(things: Sequence[Any], cursor: str, limit: int) -> dict[str, Any]:
    start = int(cursor or 0)
    shown = things[start : start + limit]
    more = str(start + limit) if start + limit < len(things) else None
    return {"items": [_plain(one) for one in shown], "next": more, "total": len(things)}


def _plain(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a struct or a document
    found: dict[str, Any] = msgspec.to_builtins(value)
    return found


@router.get("/case")
def case(_: Reader, outcome: Case) -> dict[str, Any]:
    """What was reviewed, with which lists."""
    assessment = outcome.assessment
    return {
        "celtrace": assessment.celtrace,
        "dossier": _plain(assessment.dossier),
        "lists": [_plain(use) for use in assessment.lists],
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
    return _page(found, cursor, limit)


@router.get("/parties", response_model=Page)
def parties(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Parties, by id."""
    return _page(outcome.view.all(Party), cursor, limit)


@router.get("/candidates", response_model=Page)
def candidates(
    request: Request, _: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50
) -> dict[str, Any]:
    """Candidates with how they stand; those that wait come first."""
    return _page(queue.hits(outcome, site_of(request).room.desk), cursor, limit)


@router.get("/findings", response_model=Page)
def findings(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Findings, as their lines stand in `findings.jsonl`."""
    ids = list(outcome.findings)
    made = _page([{"id": id_} for id_ in ids], cursor, limit)
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
    _there(outcome, target)
    return _plain(site_of(request).room.desk.ledger.of(target, outcome.tier(target)))


@router.get("/questions", response_model=Page)
def questions(
    request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50
) -> dict[str, Any]:
    """Questions with their answers."""
    return _page(list(site_of(request).room.desk.talk.questions.values()), cursor, limit)


@router.get("/journal", response_model=Page)
def journal(request: Request, _: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Lines of the journal, with the hashes that chain them."""
    lines: Iterable[Any] = site_of(request).room.journal.read()
    return _page(list(lines), cursor, limit)


@router.post("/decisions", status_code=201)
def decide(
    request: Request, user: Decider, outcome: Case, body: DecisionBody, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Judge a target; at tier 4 it takes effect when a second person gives the same."""
    _there(outcome, body.target)
    wanted = Decision(body.target, body.verdict, body.why, body.seen, idempotency_key)
    room = site_of(request).room
    room.act(lambda desk: desk.decide(user.name, wanted, outcome))
    return _plain(room.desk.ledger.of(body.target, outcome.tier(body.target)))


@router.post("/notes", status_code=201)
def note(request: Request, user: Noter, outcome: Case, body: NoteBody) -> dict[str, Any]:
    """Write a note."""
    _there(outcome, body.target)
    room = site_of(request).room
    return _plain(room.act(lambda desk: desk.note(user.name, body.target, body.text)))


@router.post("/questions", status_code=201)
def ask(request: Request, user: Noter, outcome: Case, body: QuestionBody) -> dict[str, Any]:
    """Keep a question to a party."""
    _there(outcome, f"subject:party:{body.party}")
    room = site_of(request).room
    return _plain(room.act(lambda desk: desk.ask(user.name, body.party, body.text)))
