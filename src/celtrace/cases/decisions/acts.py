"""The acts of people on a case: judge, note, assign, ask, answer. Each is one journal line.

Everything that must hold is held here, whichever door the act comes through: a reason stands
beside each judgement, tier 4 takes two different people, nobody decides over a line that they
have not seen, and a request that is sent twice counts once. The caller lets one act in at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import msgspec

from celtrace.cases.decisions.honour import Changed, reopenings
from celtrace.cases.decisions.ledger import (
    JUDGED,
    REOPENED,
    Ledger,
    Standing,
    person,
    read_judgement,
)
from celtrace.cases.decisions.talk import (
    ANSWER,
    ASSIGNED,
    NOTE,
    QUESTION,
    TRANSLATED,
    Talk,
    mentions,
)
from celtrace.errors import NeedsAnother, Overtaken, UsageError
from celtrace.findings import Finding
from celtrace.judgements import WORDS, Basis, Judgement, Verdict, kind_of
from celtrace.ports import Entry, Journal
from celtrace.records import Candidate

ANSWER_WITHIN = timedelta(days=14)
"""An unanswered question older than this is shown (R4)."""
MACHINE = "celtrace"
"""Who acts where nobody does: no person can have this name."""
LONGEST = 20_000
"""Characters of one text."""


class Read(Protocol):
    """What an act needs to know of the reviewed case; `cases.outcome.Outcome` gives it."""

    def basis(self, target: str) -> Basis:
        """What a judgement on the target rests on now; UsageError if there is no such target."""

    def tier(self, target: str, verdict: Verdict | None = None) -> int:
        """The highest tier that hangs on the target."""


class Decision(msgspec.Struct, frozen=True):
    """What somebody wants to be held about a target."""

    target: str
    verdict: Verdict
    why: str
    seen: int | None = None
    """Number of the last line about the target that the person has seen; None: not asked."""
    key: str = ""
    """A mark of the request."""


class Desk:
    """Where acts are taken: the journal, what stands, and the clock."""

    def __init__(self, journal: Journal, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._clock = clock
        self.ledger = Ledger()
        self.talk = Talk()
        for entry in journal.read():
            self._take(entry)

    def decide(self, who: str, wanted: Decision, read: Read) -> Judgement:
        """Take a judgement; the same one again if its key was seen before.

        UsageError without a reason or target; Overtaken if somebody judged in the meantime;
        NeedsAnother if the same person would sign twice.
        """
        if earlier := self._sent_before(who, wanted):
            return earlier
        _person(who)
        why = _text(wanted.why, "A judgement needs a reason.")
        basis = read.basis(wanted.target)
        if wanted.verdict not in WORDS[kind_of(wanted.target)]:
            message = f"{wanted.verdict} cannot be said of {wanted.target}."
            raise UsageError(message, f"Say one of: {', '.join(WORDS[kind_of(wanted.target)])}.")
        tier = read.tier(wanted.target, wanted.verdict)
        _may(who, wanted, self.ledger.of(wanted.target, tier))
        body = {"target": wanted.target, "verdict": wanted.verdict, "why": why, "tier": tier,
                "basis": msgspec.to_builtins(basis), "key": wanted.key}  # fmt: skip
        return read_judgement(self._log(who, JUDGED, body))

    def note(self, who: str, target: str, text: str) -> Entry:
        """Write a note on anything; `@name` in it mentions somebody."""
        _person(who)
        said = _text(text, "A note needs a text.")
        named = list(mentions(said))
        return self._log(who, NOTE, {"target": target, "text": said, "mentions": named})

    def assign(self, who: str, target: str, to: str) -> Entry:
        """Give something to somebody to look at; nobody, if `to` is empty."""
        _person(who)
        return self._log(who, ASSIGNED, {"target": target, "to": " ".join(to.split())})

    def translate(self, who: str, passage: str, text: str) -> Entry:
        """Write a translation beside a text; a later one is shown in its place."""
        _person(who)
        said = _text(text, "A translation needs a text.")
        return self._log(who, TRANSLATED, {"passage": passage, "text": said})

    def ask(self, who: str, party: str, text: str, due: date | None = None) -> Entry:
        """Ask a vendor something, to be answered by a day (14 days from now if none is given)."""
        _person(who)
        day = due or self._clock().date() + ANSWER_WITHIN
        body = {"party": party, "text": _text(text, "A question needs a text."),
                "due": day.isoformat()}  # fmt: skip
        return self._log(who, QUESTION, body)

    def answer(self, who: str, question: int, text: str) -> Entry:
        """Answer a question; UsageError if there is none of that number."""
        _person(who)
        if question not in self.talk.questions:
            raise UsageError(f"There is no question {question}.", "See: celtrace case show")
        said = _text(text, "An answer needs a text.")
        return self._log(who, ANSWER, {"question": question, "text": said})

    def reopen(self, found: Iterable[Finding | Candidate]) -> tuple[Changed, ...]:
        """Re-open what was judged and is not as it was; what was found anew is given."""
        changed = tuple(reopenings(found, self.ledger))
        for one in changed:
            body = {"target": one.target, "changed": list(one.changed)}
            self._log(MACHINE, REOPENED, body)
        return changed

    def _log(self, who: str, action: str, body: dict[str, Any]) -> Entry:
        entry = self._journal.append(self._clock(), who, action, body)
        self._take(entry)
        return entry

    def _take(self, entry: Entry) -> None:
        self.ledger.take(entry)
        self.talk.take(entry)

    def _sent_before(self, who: str, wanted: Decision) -> Judgement | None:
        earlier = self.ledger.by_key(wanted.key)
        if earlier is None:
            return None
        same = (earlier.target, earlier.verdict, earlier.who, earlier.why)
        if same != (wanted.target, wanted.verdict, who, wanted.why.strip()):
            message = "The mark of this request was used for another one."
            raise UsageError(message, "Send it with a new mark.")
        return earlier


def _may(who: str, wanted: Decision, held: Standing) -> None:
    if wanted.seen is not None and wanted.seen < held.last:
        last = held.judgements[-1] if held.judgements else None
        said = f"{last.who} judged {wanted.target} in the meantime" if last else "It was re-opened"
        raise Overtaken(f"{said}; nothing was written.", "Look again, then decide.")
    if held.waiting == wanted.verdict and person(who) in {person(one) for one in held.first}:
        if wanted.verdict == "unsure":
            raise UsageError("You have said so already.", "Add what is new as a note.")
        message = "This takes two different people, and you have signed already."
        raise NeedsAnother(message, "Ask a colleague to look and sign.")
    if held.verdict == wanted.verdict and person(who) in {person(one) for one in held.signed}:
        raise UsageError("You have said so already.", "Add what is new as a note.")


def _person(who: str) -> None:
    if person(who) in ("", MACHINE):
        raise UsageError("It is not said who acts.", "Give a name: --who NAME")


def _text(text: str, missing: str) -> str:
    found = text.strip()
    if not found:
        raise UsageError(missing, "Write a sentence that others can follow.")
    if len(found) > LONGEST:
        raise UsageError(f"The text is longer than {LONGEST:,} characters.", "Shorten it.")
    return found
