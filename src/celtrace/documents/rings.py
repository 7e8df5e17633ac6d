"""People who hang together by what they share: telephone, mail, bank, address, device, papers.

Every value that two to six people have joins them; what more have is of an agency, a studio
or a house, and joins nobody. A value weighs by how rare it is: the logarithm of how many
people there are for each of its holders, so one that two of ten thousand share weighs twelve.
Two people are tied by two kinds of value, or by one that is made for one person only (a
passkey, a bank account, the number or the photograph of a document). Ties of one kind alone
are named and join nobody: neighbours share a house, friends a machine.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Literal

import msgspec

Kind = Literal[
    "phone", "mail", "account", "address", "device", "passkey", "document number", "photograph",
    "text", "source", "portfolio", "profile",
]  # fmt: skip
PERSONAL: frozenset[Kind] = frozenset({"passkey", "account", "document number", "photograph"})
"""Kinds that are made for one person: one of them is enough."""
MOST = 6
"""People who share a value beyond which it joins nobody."""


class Held(msgspec.Struct, frozen=True, order=True):
    """A value that a person has, in its normal form."""

    person: str
    kind: Kind
    value: str
    shown: str = ""


class Tie(msgspec.Struct, frozen=True, order=True):
    """One value that two people share."""

    a: str
    b: str
    kind: Kind
    value: str
    holders: int
    weight: float
    """How rare the value is, in bits."""


class Ring(msgspec.Struct, frozen=True):
    """People who hang together, and by what."""

    members: tuple[str, ...]
    ties: tuple[Tie, ...]

    @property
    def weight(self) -> float:
        """The weights of its different values, together."""
        return round(sum({(tie.kind, tie.value): tie.weight for tie in self.ties}.values()), 1)


def rings(held: Iterable[Held], ignored: Iterable[tuple[Kind, str]] = ()) -> tuple[Ring, ...]:
    """All rings, the heaviest first. `ignored` are values known to be of an office or agency."""
    every = sorted(set(held))
    between: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in _ties(every, frozenset(ignored)):
        between[tie.a, tie.b].append(tie)
    joined = {pair: ties for pair, ties in between.items() if joins(ties)}
    homes = _together(joined)
    grouped: dict[str, list[Tie]] = defaultdict(list)
    for (a, b), ties in between.items():
        if a in homes and homes[a] == homes.get(b):
            grouped[homes[a]] += ties
    found = [Ring(_members(ties), tuple(sorted(ties))) for ties in grouped.values()]
    return tuple(sorted(found, key=lambda ring: (-ring.weight, ring.members)))


def joins(ties: Iterable[Tie]) -> bool:
    """Whether what two people share ties them: two kinds, or one made for one person."""
    kinds = {tie.kind for tie in ties}
    return len(kinds) > 1 or bool(kinds & PERSONAL)


def _ties(every: list[Held], ignored: frozenset[tuple[Kind, str]]) -> Iterator[Tie]:
    people = len({one.person for one in every})
    holders: dict[tuple[Kind, str], dict[str, str]] = defaultdict(dict)
    for one in every:
        if one.value:
            holders[one.kind, one.value].setdefault(one.person, one.shown or one.value)
    for (kind, value), who in holders.items():
        if 1 < len(who) <= MOST and (kind, value) not in ignored:
            weight = round(math.log2(max(people / len(who), 1.0)), 1)
            shown = min(who.values())
            for a, b in combinations(sorted(who), 2):
                yield Tie(a, b, kind, shown, len(who), weight)


def _together(pairs: Mapping[tuple[str, str], object]) -> dict[str, str]:
    """For each person the first member of the group that the pairs join."""
    home: dict[str, str] = {}
    for a, b in sorted(pairs):
        one, other = sorted((_root(home, a), _root(home, b)))
        home[other] = one
    return {person: _root(home, person) for pair in pairs for person in pair}


def _root(home: dict[str, str], person: str) -> str:
    home.setdefault(person, person)
    while home[person] != person:
        home[person] = home[home[person]]
        person = home[person]
    return person


def _members(ties: list[Tie]) -> tuple[str, ...]:
    return tuple(sorted({person for tie in ties for person in (tie.a, tie.b)}))
