"""What people said about a finding, a candidate or a subject, and on what it rested.

A judgement names who, when and why, and keeps what was on the table: so that it can be told
later whether that changed. Nothing here decides anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, get_args

import msgspec

Verdict = Literal["confirmed", "explained", "rejected", "unsure"]
TargetKind = Literal["finding", "candidate", "subject"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TWO_PEOPLE_FROM = 4
"""From this tier on a judgement takes effect when two different people have given it."""
WORDS: dict[TargetKind, dict[Verdict, str]] = {
    "finding": {
        "confirmed": "confirmed: it is as the sentence says",
        "explained": "explained: it has a harmless cause",
        "rejected": "rejected: it is not as the sentence says",
        "unsure": "cannot tell yet",
    },
    "candidate": {
        "confirmed": "same: the party is the row",
        "rejected": "not the same",
        "unsure": "cannot tell yet",
    },
    "subject": {
        "confirmed": "held: it stands as weighed",
        "explained": "released: it is explained",
        "unsure": "cannot tell yet",
    },
}
"""What may be said about each kind of target, in the words shown to people."""


class Basis(msgspec.Struct, frozen=True):
    """What a judgement rests on: values in words, quotes, and the digests they were read from."""

    said: dict[str, str] = {}
    quotes: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()


class Judgement(msgspec.Struct, frozen=True):
    """One person's word on one target; append-only, a line of the journal."""

    target: str
    """`finding:ID`, `candidate:ID` or `subject:KIND:ID`."""
    verdict: Verdict
    why: str
    who: str
    at: datetime
    seq: int
    """Number of the journal's line."""
    tier: int = 0
    """The highest tier that hung on the target when it was judged."""
    basis: Basis = Basis()
    key: str = ""
    """What the caller marked the request with, so that sending it twice counts once."""


def kind_of(target: str) -> TargetKind:
    """The kind of a target; ValueError if it is none."""
    kind = target.partition(":")[0]
    if kind not in WORDS:
        raise ValueError(f"{target} is no finding, candidate or subject")
    return kind


def changes(before: Basis, now: Basis) -> Iterator[str]:
    """A sentence for each thing that is not as it was judged; digests alone are no change.

    The same words in a file that was saved anew are the same evidence.
    """
    for name in sorted(before.said.keys() | now.said.keys()):
        old, new = before.said.get(name, ""), now.said.get(name, "")
        if old != new:
            yield f"{name} was “{old}”, is now “{new}”"
    yield from (f"no longer seen: “{q}”" for q in before.quotes if q not in now.quotes)
    yield from (f"seen now: “{q}”" for q in now.quotes if q not in before.quotes)
