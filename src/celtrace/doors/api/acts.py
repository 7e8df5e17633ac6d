"""`/api/v1`, what people do: judge, note, assign, ask, answer, translate.

An act that carries an `Idempotency-Key` counts once, however often it is sent.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from celtrace.cases.decisions.acts import LONGEST, Decision
from celtrace.doors.api.parts import (
    ERRORS,
    ID,
    LINE,
    TEXT,
    ApiError,
    Case,
    Decider,
    Noter,
    plain,
    there,
)
from celtrace.doors.web.pages.files import closed_to
from celtrace.judgements import Verdict
from celtrace.records import TextPassage

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
    to: str = Field(max_length=80, pattern=LINE)


class AnswerBody(BaseModel):
    """An answer to a question, by its number."""

    question: int = Field(ge=0, le=2**53)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=TEXT)


class TranslationBody(BaseModel):
    """A translation of a text in a file, by the text's id."""

    passage: str = Field(pattern=ID)
    text: str = Field(min_length=1, max_length=LONGEST, pattern=TEXT)


@router.post("/decisions", status_code=201)
def decide(caller: Decider, outcome: Case, body: DecisionBody) -> dict[str, Any]:
    """Judge a target; at tier 4 it takes effect when a second person gives the same."""
    there(outcome, body.target)
    wanted = Decision(body.target, body.verdict, body.why, body.seen, caller.key)
    room, who = caller.room, caller.user.name
    room.act(lambda desk: desk.decide(who, wanted, outcome))
    return plain(room.desk.ledger.of(body.target, outcome.tier(body.target)))


@router.post("/notes", status_code=201)
def note(caller: Noter, outcome: Case, body: NoteBody) -> dict[str, Any]:
    """Write a note."""
    there(outcome, body.target)
    return caller.desk(body, lambda desk, who: desk.note(who, body.target, body.text))


@router.post("/assignments", status_code=201)
def assign(caller: Noter, outcome: Case, body: AssignBody) -> dict[str, Any]:
    """Give a target to somebody; to nobody if `to` is empty."""
    there(outcome, body.target)
    return caller.desk(body, lambda desk, who: desk.assign(who, body.target, body.to))


@router.post("/questions", status_code=201)
def ask(caller: Noter, outcome: Case, body: QuestionBody) -> dict[str, Any]:
    """Keep a question to a party, due in 14 days unless a day is given."""
    there(outcome, f"subject:party:{body.party}")
    return caller.desk(body, lambda desk, who: desk.ask(who, body.party, body.text, body.due))


@router.post("/answers", status_code=201)
def answer(caller: Noter, body: AnswerBody) -> dict[str, Any]:
    """Keep an answer to a question."""
    if body.question not in caller.room.desk.talk.questions:
        raise ApiError(404, f"There is no question {body.question}.")
    return caller.desk(body, lambda desk, who: desk.answer(who, body.question, body.text))


@router.post("/translations", status_code=201)
def translate(caller: Noter, outcome: Case, body: TranslationBody) -> dict[str, Any]:
    """Keep a translation beside a text of a file."""
    passage = outcome.view.get(TextPassage, body.passage)
    if passage is None:
        raise ApiError(404, f"There is no text {body.passage}.")
    if passage.file in closed_to(caller.user.role, outcome):
        raise ApiError(403, "This file names another company's show.")
    return caller.desk(body, lambda desk, who: desk.translate(who, body.passage, body.text))
