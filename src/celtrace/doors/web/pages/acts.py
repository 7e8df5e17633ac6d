"""What people do on any screen: judge, note, assign, ask, answer."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.decisions.acts import Decision
from celtrace.doors.web.site import Forbidden, Form, back, day_in, outcome_of, site_of, user_of
from celtrace.doors.web.words import verdict_words
from celtrace.errors import UsageError
from celtrace.judgements import VERDICTS, Verdict

router = APIRouter()


@router.post("/decide")
def decide(request: Request, form: Form) -> Response:
    """Judge a target; the reason is required, and so is a second person at tier 4."""
    room, user, outcome = site_of(request).room, user_of(request), outcome_of(request)
    wanted = decision(form)
    room.act(lambda desk: desk.decide(user.name, wanted, outcome))
    standing = room.desk.ledger.of(wanted.target, outcome.tier(wanted.target))
    said = f"Kept: {verdict_words(wanted.verdict, wanted.target)}."
    if standing.state == "waits for a second person":
        said += " A second person has to sign."
    return back(form, said)


def decision(form: dict[str, str]) -> Decision:
    """The decision of a form; UsageError if it is not whole."""
    verdict = form.get("verdict", "")
    if verdict not in VERDICTS:
        raise UsageError("Nothing was chosen.", "Choose an answer and give the reason.")
    seen = form.get("seen", "")
    return Decision(
        form.get("target", ""), msgspec.convert(verdict, Verdict), form.get("why", ""),
        int(seen) if seen.lstrip("-").isdigit() else None, form.get("key", "")[:100],
    )  # fmt: skip


@router.post("/note")
def note(request: Request, form: Form) -> Response:
    """Write a note."""
    target, text, who = form.get("target", ""), form.get("text", ""), user_of(request).name
    outcome_of(request).basis(target)
    site_of(request).room.act(lambda desk: desk.note(who, target, text))
    return back(form, "The note is kept.")


@router.post("/assign")
def assign(request: Request, form: Form) -> Response:
    """Give a target to somebody."""
    target, to, who = form.get("target", ""), form.get("to", ""), user_of(request).name
    outcome_of(request).basis(target)
    site_of(request).room.act(lambda desk: desk.assign(who, target, to))
    return back(form, f"Given to {to}." if to else "Given to nobody.")


@router.post("/ask")
def ask(request: Request, form: Form) -> Response:
    """Put a question to a vendor."""
    party, who = form.get("party", ""), user_of(request).name
    outcome_of(request).basis(f"subject:party:{party}")
    due = day_in(form.get("due", ""))
    site_of(request).room.act(lambda desk: desk.ask(who, party, form.get("text", ""), due))
    return back(form, "The question is kept. Send it by your own means.")


@router.post("/answer")
def answer(request: Request, form: Form) -> Response:
    """Keep an answer; a vendor answers only what it was asked."""
    room, user = site_of(request).room, user_of(request)
    number = int(form["question"]) if form.get("question", "").isdigit() else -1
    asked = room.desk.talk.questions.get(number)
    if user.role == "vendor" and (asked is None or asked.party != user.party):
        raise Forbidden("This question was put to somebody else.")
    room.act(lambda desk: desk.answer(user.name, number, form.get("text", "")))
    return back(form, "The answer is kept.")
