"""The work that findings are held against: which contract a record is of, and its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from celtrace.ports import View
from celtrace.records import Account, Contract, Invoice, Lot, Party, Payment, Worker

Days: TypeAlias = tuple[date, date]
"""First and last day; `date.min` and `date.max` where an end is not known (open)."""
OPEN: Days = (date.min, date.max)


def days(start: date | None, until: date | None) -> Days:
    """Unknown ends are open."""
    return start or date.min, until or date.max


def overlap(one: Days, other: Days) -> bool:
    """Whether two spans of days share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


class Work:
    """Contracts, lots and the parties in them, looked up once and kept."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._dates: dict[str, tuple[Days, ...]] = {}
        self._first_money: dict[str, date] | None = None
        self._by_party: dict[str, list[Days]] | None = None

    def contract_of(self, ref: str) -> str:
        """The contract that a contract, lot, invoice or payment belongs to; empty if none."""
        kind, _, id_ = ref.partition(":")
        if kind == "contract":
            return id_
        if kind == "lot":
            lot = self._view.get(Lot, id_)
            return lot.contract if lot else ""
        if kind == "payment":
            payment = self._view.get(Payment, id_)
            return contract_of(payment, self._view) if payment else ""
        if kind == "invoice":
            invoice = self._view.get(Invoice, id_)
            return invoice.contract if invoice else ""
        return ""

    def dates(self, ref: str) -> tuple[Days, ...]:
        """The days of the work of a subject; open where nothing is known."""
        if ref not in self._dates:
            self._dates[ref] = self._found(ref)
        return self._dates[ref]

    def first_money(self, ref: str) -> date | None:
        """The first day on which money moved under the contracts of a subject."""
        if self._first_money is None:
            self._first_money = _first_days(self._view)
        contract = self.contract_of(ref)
        kind, _, id_ = ref.partition(":")
        keys = [contract] if contract else [f"party:{id_}"] if kind == "party" else []
        return min((self._first_money[k] for k in keys if k in self._first_money), default=None)

    def _found(self, ref: str) -> tuple[Days, ...]:
        kind, _, id_ = ref.partition(":")
        if kind == "party":
            return self._of_party(id_)
        if kind == "worker":
            worker = self._view.get(Worker, id_)
            return self._of_party(worker.party) if worker and worker.party else (OPEN,)
        if kind == "account":
            return self._of_account(id_)
        lot = self._view.get(Lot, id_) if kind == "lot" else None
        contract = self._view.get(Contract, self.contract_of(ref))
        signed = (contract.date, contract.until) if contract else (None, None)
        if lot:
            return (days(lot.start or signed[0], lot.until or signed[1]),)
        return (days(*signed),)

    def _of_account(self, id_: str) -> tuple[Days, ...]:
        account = self._view.get(Account, id_)
        if account is None or not (account.party or account.worker):
            return (OPEN,)
        return self.dates(f"party:{account.party}" if account.party else f"worker:{account.worker}")

    def _of_party(self, id_: str) -> tuple[Days, ...]:
        """The contracts and lots of a party; else the days for which it is declared."""
        if self._by_party is None:
            self._by_party = self._parties()
        if id_ in self._by_party:
            return tuple(sorted(set(self._by_party[id_])))
        party = self._view.get(Party, id_)
        return (days(party.since, party.until) if party else OPEN,)

    def _parties(self) -> dict[str, list[Days]]:
        found: dict[str, list[Days]] = {}
        for contract in self._view.all(Contract):
            for side in {contract.client, contract.contractor}:
                found.setdefault(side, []).append(days(contract.date, contract.until))
        for lot in self._view.all(Lot):
            if lot.assigned_to:
                found.setdefault(lot.assigned_to, []).extend(self.dates(lot.ref))
        return found


def contract_of(payment: Payment, view: View) -> str:
    """Id of the contract that a payment is for, by itself or through its invoice."""
    invoice = view.get(Invoice, payment.invoice) if payment.invoice else None
    return payment.contract or (invoice.contract if invoice else "")


def _first_days(view: View) -> dict[str, date]:
    """First day of money by contract id, and by `party:ID` of its client and contractor."""
    first: dict[str, date] = {}
    for payment in view.all(Payment):
        id_ = contract_of(payment, view)
        contract = view.get(Contract, id_) if id_ else None
        if payment.date is None:
            continue
        sides: Iterable[str] = (
            (contract.client, contract.contractor) if contract else (payment.payer, payment.payee)
        )
        for key in (id_, *(f"party:{side}" for side in sides)):
            if key:
                first[key] = min(first.get(key, payment.date), payment.date)
    return first
