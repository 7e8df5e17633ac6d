"""Which parties hold one value, and how much that carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from celtrace.detect._basis import Use, party
from celtrace.ports import View
from celtrace.records import Ownership, Party, Ref, Role

HUB = 5
"""A value that more parties hold is of an agency, a platform or a building: context."""
CROWD = 50
"""Of a value that more parties hold only the first two are named."""
_SPACES = re.compile(r"[\s.,;\-/()]+")
_POSTCODE = re.compile(r"\b\d{5,7}\b|\b\d{3}-\d{3,4}\b")
_NUMBERS = re.compile(r"\d+")
_UNIT = re.compile(
    r"(?:\b(?:room|rm|unit|flat|suite|ste|apt|apartment|office)\b\.?|#)\s*[\w-]*\d|\d+\s*(?:室|호)",
    re.IGNORECASE,
)


class Shared(msgspec.Struct, frozen=True):
    """A value that two parties hold, and the records that say so."""

    a: str
    b: str
    value: str
    holders: int
    uses: tuple[Use, ...]

    @property
    def subject(self) -> Ref:
        """The two parties as one subject, whatever they share."""
        return pair(self.a, self.b)


class Holders:
    """Who holds which value: the first spelling is shown, normal forms are compared."""

    def __init__(self) -> None:
        self._single: dict[str, tuple[str, str, Use]] = {}
        """Holder, spelling and record of values with one holder so far: nearly all of them."""
        self._held: dict[str, dict[str, Use]] = {}
        self._shown: dict[str, str] = {}

    def add(self, normal: str, shown: str, holder: str, use: Use) -> None:
        """Note the first record by which a party holds a value; empty ones are passed over."""
        if not normal or not holder:
            return
        if normal in self._held:
            self._held[normal].setdefault(holder, use)
            self._shown[normal] = min(shown, self._shown[normal])
            return
        first = self._single.setdefault(normal, (holder, shown, use))
        if first[0] != holder:
            self._held[normal] = {first[0]: first[2], holder: use}
            self._shown[normal] = min(shown, first[1])
            del self._single[normal]
        elif shown < first[1]:
            self._single[normal] = (holder, shown, first[2])

    def shared(self) -> Iterator[Shared]:
        """Each two parties with one value; of a hub only the first with each other one."""
        for normal in sorted(self._held):
            held = self._held[normal]
            for a, b in _pairs(sorted(held)):
                yield Shared(a, b, self._shown[normal], len(held), (held[a], held[b]))


def _pairs(holders: list[str]) -> Iterable[tuple[str, str]]:
    if len(holders) > CROWD:
        return [(holders[0], holders[1])]
    if len(holders) > HUB:
        return [(holders[0], other) for other in holders[1:]]
    return combinations(holders, 2)


def pair(a: str, b: str) -> Ref:
    """The ref of two parties taken together, the same from either side."""
    return Ref("cluster:" + "+".join(sorted((a, b))))


def declared_tie(a: str, b: str, view: View) -> bool:
    """Whether a role or a stake between the two is declared: then sharing is expected."""
    roles = (role for one in (a, b) for role in view.where(Role, "person", one))
    stakes = (stake for one in (a, b) for stake in view.where(Ownership, "owner", one))
    ties = [{role.person, role.party} for role in roles]
    return {a, b} in ties + [{stake.owner, stake.asset} for stake in stakes]


def digits(phone: str) -> str:
    """A telephone number as digits, with `00` for a plus in front."""
    numbers = re.sub(r"\D", "", phone)
    return "00" + numbers if phone.strip().startswith("+") else numbers


def compact(value: str) -> str:
    """An account, mail address or domain without spaces and in one case."""
    return "".join(value.split()).casefold()


def same_words(address: str) -> str:
    """An address as its words, in one case and without punctuation."""
    return _SPACES.sub(" ", address).strip().casefold()


def has_unit(address: str) -> bool:
    """Whether an address names a room or unit and not only a building.

    A room is a second number, in whatever language it stands: words for rooms are known of
    a few languages only, and a rule must not depend on the language (R9).
    """
    return bool(_UNIT.search(address)) or len(_NUMBERS.findall(_POSTCODE.sub(" ", address))) > 1


def own_domains(view: View) -> set[str]:
    """The domains that some party states as its own.

    Only these count when they stand in a mail address: a domain that nobody claims may be
    of a mail provider, and no list of providers is complete in every country (R9).
    """
    return {compact(domain) for who in view.all(Party) for domain in who.domains} - {""}


def mail_domain(address: str) -> str:
    """The domain of a mail address, in one case."""
    return compact(address).partition("@")[2]


def acted(shared: Shared) -> tuple[Ref, ...]:
    """Both parties: each uses the value itself."""
    return party(shared.a), party(shared.b)
