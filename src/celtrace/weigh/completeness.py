"""How much of the chain is known: per contract, what a complete one would say, and what lacks.

Asked of every contract: its day, exact cuts, whether work may be passed on, to whom the
money went, the owners of the contractor up to 100 %, a complete staff list, and what lies
below it: either contracts, or a word that nobody does. Below our own contracts also the
contract above it and the day on which we learned of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from decimal import Decimal

from celtrace.ports import View
from celtrace.records import Contract, Lot, Ownership, Payment, StaffList
from celtrace.text.cuts import cut_list
from celtrace.weigh.assessment import Completeness
from celtrace.weigh.work import contract_of

_WHOLE = Decimal(100)


def layers(view: View) -> dict[str, int]:
    """Contract to tier: 1 where we are the client, one more for each contract above it.

    A contract that names none above it stands below those of its client. 0 where no chain
    ends at us. Where nobody says who we are, contracts with none above them are of tier 1.
    """
    contracts = view.all(Contract)
    us = view.facts.us
    hired = {contract.contractor for contract in contracts}
    below: dict[str, list[Contract]] = {}
    found: dict[str, int] = {}
    for contract in contracts:
        known = contract.parent and view.get(Contract, contract.parent)
        below.setdefault(contract.parent if known else f"of {contract.client}", []).append(contract)
        if contract.client == us or (not us and not known and contract.client not in hired):
            found[contract.id] = 1
    front = deque(contract for contract in contracts if contract.id in found)
    while front:
        here = front.popleft()
        for other in (*below.get(here.id, ()), *below.get(f"of {here.contractor}", ())):
            if other.id not in found:
                found[other.id] = found[here.id] + 1
                front.append(other)
    return {contract.id: found.get(contract.id, 0) for contract in contracts}


def completeness(view: View) -> tuple[Completeness, ...]:
    """One line for each contract, by tier and id; those that lead to nobody of ours last."""
    if not view.all(Contract):
        return ()
    tiers = layers(view)
    held = _Held(view)
    lines = [_line(contract, tiers[contract.id], held) for contract in view.all(Contract)]
    return tuple(sorted(lines, key=lambda line: (line.tier == 0, line.tier, line.contract)))


class _Held:
    """What is known beside the contracts, looked up once."""

    def __init__(self, view: View) -> None:
        self.paid = {contract_of(payment, view) for payment in view.all(Payment)}
        self.above = {contract.parent for contract in view.all(Contract)}
        self.lots: dict[str, list[Lot]] = {}
        for lot in view.all(Lot):
            self.lots.setdefault(lot.contract, []).append(lot)
        self.staffed = {s.party for s in view.all(StaffList) if s.status == "complete"}
        self.owned: dict[str, Decimal] = {}
        day = view.facts.as_of
        for stake in view.all(Ownership):
            ended = stake.until is not None and stake.until < day
            begun = stake.since is None or stake.since <= day
            if stake.form == "shares" and begun and not ended:
                low = stake.share if stake.share is not None else stake.low or Decimal(0)
                self.owned[stake.asset] = self.owned.get(stake.asset, Decimal(0)) + low


def _cuts(contract: Contract, tier: int, held: _Held) -> bool:  # noqa: ARG001 - one shape
    lots = held.lots.get(contract.id, ())
    return bool(cut_list(contract.scope).names or any(cut_list(lot.cuts).names for lot in lots))


def _below(contract: Contract, tier: int, held: _Held) -> bool:  # noqa: ARG001 - one shape
    told = any(lot.disclosed_subs is not None for lot in held.lots.get(contract.id, ()))
    return contract.id in held.above or told or contract.may_subcontract == "false"


_ASKED: tuple[tuple[str, Callable[[Contract, int, _Held], bool]], ...] = (
    ("the day of the contract", lambda c, _, __: c.date is not None),
    ("the cuts it covers, exactly", _cuts),
    ("whether work may be passed on", lambda c, _, __: c.may_subcontract != ""),
    ("what lies below it", _below),
    ("payments under it", lambda c, _, h: c.id in h.paid),
    ("all owners of the contractor", lambda c, _, h: h.owned.get(c.contractor, 0) >= _WHOLE),
    ("a complete staff list of the contractor", lambda c, _, h: c.contractor in h.staffed),
    ("the contract above it", lambda c, t, _: t == 1 or c.parent != ""),
    ("the day on which we learned of it", lambda c, t, _: t == 1 or c.disclosed is not None),
)


def _line(contract: Contract, tier: int, held: _Held) -> Completeness:
    missing = tuple(_missing(contract, tier, held))
    known = len(_ASKED) - len(missing)
    percent = 100 * known // len(_ASKED)
    return Completeness(contract.id, tier, percent, known, len(_ASKED), missing)


def _missing(contract: Contract, tier: int, held: _Held) -> Iterator[str]:
    yield from (what for what, known in _ASKED if not known(contract, tier, held))
