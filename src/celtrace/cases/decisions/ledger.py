"""What stands, folded from the journal: who said what, what took effect, what waits.

A judgement takes effect when enough different people gave the same one since the target
was last re-opened. Until then what took effect before goes on, so that one person alone
neither holds nor releases what needs two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from celtrace.errors import EvidenceChanged
from celtrace.judgements import TWO_PEOPLE_FROM, Judgement, Verdict
from celtrace.ports import Entry

JUDGED, REOPENED = "judgement", "reopened"
State = Literal["open", "waits for a second person", "decided", "re-opened"]


class Standing(msgspec.Struct, frozen=True):
    """How one target stands."""

    target: str
    state: State = "open"
    verdict: Verdict | None = None
    """What took effect; None while nothing has."""
    signed: tuple[str, ...] = ()
    """Who gave the judgement that took effect."""
    waiting: Verdict | None = None
    """What one person has said and another has yet to confirm, or `unsure`."""
    first: tuple[str, ...] = ()
    """Who said what is waiting."""
    judgements: tuple[Judgement, ...] = ()
    """Every judgement, the oldest first."""
    changed: tuple[str, ...] = ()
    """What changed when it was last re-opened."""
    last: int = -1
    """Number of the journal's last line about it."""
    since: int = -1
    """Number of the line that re-opened it last; -1 if none did."""

    @property
    def current(self) -> tuple[Judgement, ...]:
        """Judgements since it was last re-opened."""
        return tuple(j for j in self.judgements if j.seq > self.since)

    @property
    def why(self) -> str:
        """The reasons of those whose judgement took effect."""
        said = [j for j in self.judgements if j.verdict == self.verdict and j.who in self.signed]
        return " / ".join(dict.fromkeys(j.why for j in said))


def needed(judgements: Iterable[Judgement], tier: int = 0) -> int:
    """How many different people it takes, at the tier of now and those it was judged at."""
    highest = max((tier, *(j.tier for j in judgements)))
    return 2 if highest >= TWO_PEOPLE_FROM else 1


def person(name: str) -> str:
    """A name as it is compared: two spellings of one account are one person."""
    return " ".join(name.split()).casefold()


class Ledger:
    """All targets, folded line by line; the same lines always give the same standings."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._held: dict[str, Standing] = {}
        self._keys: dict[str, Judgement] = {}
        for entry in entries:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Take one more line in; lines about other things are passed over."""
        if entry.action == JUDGED:
            self._judged(read_judgement(entry))
        elif entry.action == REOPENED:
            self._reopened(entry)

    def of(self, target: str, tier: int = 0) -> Standing:
        """How a target stands; with the tier of now, whether one person was enough."""
        held = self._held.get(target) or Standing(target)
        return _short_of_people(held, tier)

    def all(self) -> Sequence[Standing]:
        """Every target that something was said about, by its name."""
        return [self._held[target] for target in sorted(self._held)]

    def by_key(self, key: str) -> Judgement | None:
        """The judgement that was sent with this mark."""
        return self._keys.get(key) if key else None

    def _judged(self, judgement: Judgement) -> None:
        before = self._held.get(judgement.target) or Standing(judgement.target)
        self._held[judgement.target] = _after(before, judgement)
        if judgement.key:
            self._keys.setdefault(judgement.key, judgement)

    def _reopened(self, entry: Entry) -> None:
        target = str(entry.body.get("target", ""))
        before = self._held.get(target) or Standing(target)
        changed = tuple(str(line) for line in entry.body.get("changed", ()))
        self._held[target] = Standing(
            target, "re-opened", judgements=before.judgements, changed=changed,
            last=entry.seq, since=entry.seq,
        )  # fmt: skip


def read_judgement(entry: Entry) -> Judgement:
    """The judgement of a line; EvidenceChanged if the line does not hold one."""
    own: dict[str, Any] = {"who": entry.actor, "at": entry.at, "seq": entry.seq}
    try:
        return msgspec.convert(entry.body | own, Judgement)
    except msgspec.ValidationError as error:
        msg = f"Journal line {entry.seq} does not hold a judgement: {error}."
        raise EvidenceChanged(msg, "Restore the case from a copy.") from error


def _after(before: Standing, new: Judgement) -> Standing:
    said = (*before.judgements, new)
    held = msgspec.structs.replace(before, judgements=said, last=new.seq, changed=())
    if new.verdict == before.verdict:
        return msgspec.structs.replace(
            held, state="decided", signed=_with(before.signed, new.who), waiting=None, first=()
        )
    first = _with(before.first if before.waiting == new.verdict else (), new.who)
    current = [j for j in said if j.seq > before.since]
    if new.verdict != "unsure" and len(first) >= needed(current):
        return msgspec.structs.replace(
            held, state="decided", verdict=new.verdict, signed=first, waiting=None, first=()
        )
    waits = new.verdict != "unsure"
    state: State = "waits for a second person" if waits else held.state
    if held.state == "re-opened" and not waits:
        state = "open"
    return msgspec.structs.replace(held, state=state, waiting=new.verdict, first=first)


def _with(signed: tuple[str, ...], who: str) -> tuple[str, ...]:
    known = {person(name) for name in signed}
    return signed if person(who) in known else (*signed, who)


def _short_of_people(held: Standing, tier: int) -> Standing:
    """What one person decided waits for another once the tier has risen to where it takes two."""
    if held.verdict is None or len(held.signed) >= needed(held.current, tier):
        return held
    return msgspec.structs.replace(
        held, state="waits for a second person", verdict=None, signed=(),
        waiting=held.verdict, first=held.signed,
    )  # fmt: skip
