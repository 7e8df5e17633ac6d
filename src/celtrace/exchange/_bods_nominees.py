"""Nominee to nominator: what is held for somebody counts as held by that somebody.

BODS 0.4 states a nomination as an arrangement with a nominee and a nominator
(https://standard.openownership.org/en/0.4.0/standard/modelling/repr-nominees.html).
Where two or more nominators stand behind it, each may hold any part up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from celtrace.exchange._bods_interests import NOMINEES, OFFICES, Claim
from celtrace.exchange._items import Item, Value
from celtrace.ports import Note

NOMINEE_FOR = "nominee for"
"""The role that `celtrace.holders` reads."""


def resolved(held: list[Claim], nominations: Iterable[str], note: Note) -> Iterator[Item]:
    """Stakes and offices; those of a nomination, or of a nominee, for its nominators.

    Who holds only for the same nominators keeps the stake, with a role that says for whom;
    who holds for others elsewhere, or something of its own, has the stake written to them.
    """
    arrangements = set(nominations)
    behind: dict[str, list[Claim]] = {}
    for claim in held:
        if claim.type == "nominator":
            behind.setdefault(claim.subject, []).append(claim)
    found = [(claim, _nominators(claim, held, behind, arrangements)) for claim in held
             if claim.type not in NOMINEES]  # fmt: skip
    for claim in held:
        if claim.type == "nominee":
            yield _office(claim, claim.party, claim.subject, "nominee")
    named: set[tuple[str, str]] = set()
    for claim, principals in found:
        if principals == []:
            note(f"entry {claim.number}", f"{claim.party} holds as a nominee; for whom is not "
                 "stated", "the stake stands as the nominee's own")  # fmt: skip
        if not principals:
            yield _item(claim, claim.party, "", shared=False)
        elif _sole(claim, found):
            yield _item(claim, claim.party, "", shared=False)
            yield from _roles(claim.party, principals, named)
        else:
            for one in principals:
                yield _item(claim, one.party, claim.party, shared=len(principals) > 1)


def _roles(agent: str, principals: list[Claim], named: set[tuple[str, str]]) -> Iterator[Item]:
    """For whom somebody holds, each said once."""
    for one in principals:
        if (agent, one.party) not in named:
            named.add((agent, one.party))
            yield _office(one, agent, one.party, NOMINEE_FOR)


_Found: TypeAlias = list[tuple[Claim, list[Claim] | None]]


def _nominators(
    claim: Claim, held: list[Claim], behind: dict[str, list[Claim]], arrangements: set[str]
) -> list[Claim] | None:
    """For whom something is held; None where the holder is no nominee."""
    if claim.party in arrangements:
        return behind.get(claim.party, [])
    return behind.get(claim.subject, []) if _nominee_of(claim, held) else None


def _sole(claim: Claim, found: _Found) -> bool:
    """Whether all that the holder holds is held for the same nominators."""
    theirs = [principals for one, principals in found if one.party == claim.party]
    return len({tuple(sorted(n.party for n in p or ())) for p in theirs}) == 1


def _nominee_of(claim: Claim, held: Iterable[Claim]) -> bool:
    """Whether the holder is a nominee in the very thing it holds."""
    return any(
        one.type in NOMINEES[:1] and (one.party, one.subject) == (claim.party, claim.subject)
        for one in held
    )


def _item(claim: Claim, holder: str, agent: str, *, shared: bool) -> Item:
    if claim.type in OFFICES:
        return _office(claim, holder, claim.subject, OFFICES[claim.type])
    bounds = dict(claim.bounds)
    if shared:
        most = bounds.get("percent") or bounds.get("max", "100")
        bounds = {"max": most}
    through = f"held for it by {agent}; " if agent else ""
    values: dict[str, Value] = {
        "owner": holder, "asset": claim.subject, "percent": bounds.get("percent", ""),
        "min": bounds.get("min", ""), "max": bounds.get("max", ""),
        "min_exclusive": bounds.get("min_exclusive", ""),
        "max_exclusive": bounds.get("max_exclusive", ""), "kind": claim.form,
        "since": claim.since, "until": claim.until,
        "source": f"{through}{claim.type or 'interest of no stated type'}; {claim.source}",
    }  # fmt: skip
    return Item("ownership", claim.number, values)


def _office(claim: Claim, holder: str, party: str, role: str) -> Item:
    values: dict[str, Value] = {
        "person": holder, "party": party, "role": role,
        "since": claim.since, "until": claim.until,
    }  # fmt: skip
    return Item("roles", claim.number, values)
