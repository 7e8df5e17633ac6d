"""What waits for people: hits, second signatures, re-opened targets, questions, old lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from celtrace.cases.decisions.acts import Desk
from celtrace.cases.decisions.ledger import Standing, person
from celtrace.cases.decisions.talk import Note, Question
from celtrace.cases.outcome import Outcome
from celtrace.listing import ListUse
from celtrace.records import Candidate

OLD_LIST = 7
"""A list that is older than so many days is shown: OFAC publishes several times a week."""


class Hit(msgspec.Struct, frozen=True):
    """A candidate and how it stands."""

    candidate: Candidate
    standing: Standing

    @property
    def target(self) -> str:
        """How the candidate is named as a target."""
        return f"candidate:{self.candidate.id}"

    @property
    def waits(self) -> bool:
        """Whether somebody still has to look."""
        return self.standing.state != "decided" and (
            self.candidate.state == "open" or bool(self.standing.judgements)
        )


class Today(msgspec.Struct, frozen=True):
    """What needs somebody, most pressing first."""

    hits: int
    hits_in_all: int
    second: tuple[Standing, ...]
    """Waiting for a second person, signed by somebody else."""
    own: tuple[Standing, ...]
    """Waiting for a second person, signed by oneself."""
    reopened: tuple[Standing, ...]
    tiers: dict[int, int]
    """Subjects of tiers 2 to 4."""
    overdue: tuple[Question, ...]
    asked: tuple[Question, ...]
    unchecked: tuple[ListUse, ...]
    old_lists: tuple[ListUse, ...]
    problems: int
    mentions: tuple[Note, ...]
    given: tuple[str, ...]


def hits(outcome: Outcome, desk: Desk) -> tuple[Hit, ...]:
    """All candidates: those that wait first, the likest names first."""
    found = [Hit(one, desk.ledger.of(f"candidate:{one.id}")) for one in outcome.candidates.values()]
    return tuple(sorted(found, key=_pressing))


def _pressing(hit: Hit) -> tuple[bool, bool, float, str, str]:
    one = hit.candidate
    return not hit.waits, not hit.standing.waiting, -one.score, one.party, one.id


def today(outcome: Outcome, desk: Desk, who: str, day: date) -> Today:
    """What needs this person on this day."""
    standings = desk.ledger.all()
    waiting = [s for s in standings if s.state == "waits for a second person"]
    me = person(who)
    own = {s.target for s in waiting if me in {person(n) for n in s.first}}
    found = hits(outcome, desk)
    tiers = dict.fromkeys((4, 3, 2), 0)
    for subject in outcome.assessment.subjects:
        if subject.tier in tiers:
            tiers[subject.tier] += 1
    uses = outcome.assessment.lists
    return Today(
        hits=sum(hit.waits for hit in found), hits_in_all=len(found),
        second=tuple(s for s in waiting if s.target not in own),
        own=tuple(s for s in waiting if s.target in own),
        reopened=tuple(s for s in standings if s.state == "re-opened"),
        tiers=tiers,
        overdue=tuple(q for q in desk.talk.open_questions() if q.overdue(day)),
        asked=tuple(q for q in desk.talk.open_questions() if not q.overdue(day)),
        unchecked=tuple(u for u in uses if u.snapshot is None and u.regime),
        old_lists=tuple(_old(uses, day)),
        problems=len(outcome.problems),
        mentions=tuple(reversed([n for n in desk.talk.notes if me in _named(n)]))[:20],
        given=tuple(t for t, a in desk.talk.assigned.items() if a.to and person(a.to) == me),
    )  # fmt: skip


def _named(note: Note) -> set[str]:
    return {person(name) for name in note.mentions}


def _old(uses: Sequence[ListUse], day: date) -> Iterator[ListUse]:
    for use in uses:
        if use.snapshot and use.regime and (day - use.snapshot).days > OLD_LIST:
            yield use
