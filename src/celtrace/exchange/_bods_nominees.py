"""Nominee to nominator: what is held for somebody counts as held by that somebody.

BODS 0.4 states a nomination as an arrangement with a nominee and a nominator
(https://standard.openownership.org/en/0.4.0/standard/modelling/repr-nominees.html).
Where two or more nominators stand behind it, each may hold any part up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from celtrace.exchange._bods_interests import NOMINEES, OFFICES, Claim
from celtrace.exchange._items import Item, Value
from celtrace.ports import Note


def resolved(held: list[Claim], nominations: Iterable[str], note: Note) -> Iterator[Item]:
    """Stakes and offices; those of a nomination, or of a nominee, for its nominators."""
    arrangements = set(nominations)
    behind: dict[str, list[str]] = {}
    for claim in held:
        if claim.type == "nominator":
            behind.setdefault(claim.subject, []).append(claim.party)
    for claim in held:
        if claim.type == "nominator":
            continue
        if claim.type == "nominee":
            yield _office(claim, claim.party, "nominee")
            continue
        if claim.party in arrangements:
            principals, agent = behind.get(claim.party, []), claim.party
        elif _nominee_of(claim, held):
            principals, agent = behind.get(claim.subject, []), claim.party
        else:
            yield _item(claim, claim.party, "", shared=False)
            continue
        if not principals:
            note(f"entry {claim.number}", f"{agent} holds as a nominee; for whom is not stated",
                 "the stake stands as the nominee's own")  # fmt: skip
            yield _item(claim, agent, "", shared=False)
        for principal in principals:
            yield _item(claim, principal, agent, shared=len(principals) > 1)


def _nominee_of(claim: Claim, held: Iterable[Claim]) -> bool:
    """Whether the holder is a nominee in the very thing it holds."""
    return any(
        one.type in NOMINEES[:1] and (one.party, one.subject) == (claim.party, claim.subject)
        for one in held
    )


def _item(claim: Claim, holder: str, agent: str, *, shared: bool) -> Item:
    if claim.type in OFFICES:
        return _office(claim, holder, OFFICES[claim.type])
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


def _office(claim: Claim, holder: str, role: str) -> Item:
    values: dict[str, Value] = {
        "person": holder, "party": claim.subject, "role": role,
        "since": claim.since, "until": claim.until,
    }  # fmt: skip
    return Item("roles", claim.number, values)
