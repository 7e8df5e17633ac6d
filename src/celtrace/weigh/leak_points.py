"""Where material of ours that lay elsewhere can have left the chain.

Every holder is named alike: that somebody held a cut does not say that it left there.
"""

from __future__ import annotations

from celtrace.ports import View
from celtrace.records import Contract, Lot, Match
from celtrace.text.cuts import read_cuts
from celtrace.weigh.assessment import LeakPoint


def leak_points(view: View) -> tuple[LeakPoint, ...]:
    """Our own storage, each party that held the cuts, and what is below the last known contract.

    Nothing where no match says that found files are ours; rejected matches say nothing.
    """
    cuts = {
        name
        for match in view.all(Match)
        if match.reviewer != "rejected"
        for name in read_cuts(match.cut) or (match.cut,)
    }
    if not cuts:
        return ()
    held = _holding(view, cuts)
    shown = f"{len(cuts)} matched cuts" if len(cuts) > 1 else f"cut {min(cuts)}"
    points = [LeakPoint("own-storage", f"{shown}: the material is ours and was kept here first")]
    because = _holders(view, held, cuts)
    us = view.facts.us
    points += [LeakPoint(p, because[p]) for p in sorted(because) if p not in ("", us)]
    above = {contract.parent for contract in held.values()}
    for id_ in sorted(set(held) - above):
        name = view.name(f"party:{held[id_].contractor}")
        text = f"contract {id_} is the lowest known; what {name} gave on is not declared"
        points.append(LeakPoint(f"undisclosed-below:{id_}", text))
    return tuple(points)


def _holding(view: View, cuts: set[str]) -> dict[str, Contract]:
    """Contracts whose work held the cuts: by scope or lot, all above, and those below.

    A contract below whose scope names other cuts did not hold them.
    """
    contracts = {contract.id: contract for contract in view.all(Contract)}
    scopes = {id_: set(read_cuts(contract.scope)) for id_, contract in contracts.items()}
    held = {id_ for id_, scope in scopes.items() if scope & cuts}
    held |= {lot.contract for lot in view.all(Lot) if cuts & set(read_cuts(lot.cuts))}
    held &= set(contracts)
    below: dict[str, list[str]] = {}
    for id_, contract in contracts.items():
        below.setdefault(contract.parent, []).append(id_)
    front = list(held)
    while front:
        id_ = front.pop()
        parent = contracts[id_].parent
        near = [parent] if parent in contracts else []
        near += [child for child in below.get(id_, ()) if not scopes[child]]
        for other in near:
            if other not in held:
                held.add(other)
                front.append(other)
    return {id_: contracts[id_] for id_ in sorted(held)}


def _holders(view: View, held: dict[str, Contract], cuts: set[str]) -> dict[str, str]:
    """Each party that held the cuts, and by what."""
    because: dict[str, str] = {}
    for id_, contract in held.items():
        because.setdefault(contract.client, f"client of contract {id_}, which covers the material")
        because[contract.contractor] = f"contractor of contract {id_}, which covers the material"
    for lot in view.all(Lot):
        if cuts & set(read_cuts(lot.cuts)):
            because[lot.assigned_to] = f"lot {lot.id} with the cuts was given to it"
            named = lot.disclosed_subs or ()
            because |= {s: f"disclosed for lot {lot.id}" for s in named if s not in because}
    return because
