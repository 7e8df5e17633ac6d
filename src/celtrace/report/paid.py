"""Section 6: where the money went, by contract, country of the bank and day."""

from __future__ import annotations

from collections.abc import Callable

from celtrace.records import Contract
from celtrace.report.document import Block, Para, Row, Section, Span, Table, Words, name, words
from celtrace.report.known import contract_words
from celtrace.report.material import Material
from celtrace.report.wording import money
from celtrace.text.counts import count
from celtrace.weigh.assessment import PaymentTotal

_NOT_STATED = "not stated"
"""The key under which a total puts payments without a payee, country or day."""


def paid(material: Material) -> Section:
    """The section on money: totals by contract, and who got what another was owed."""
    totals = material.assessment.totals.payments
    if not totals:
        return Section("money", "Money by payee",
                       (Para(words("No payment was handed in.")),))  # fmt: skip
    rows = tuple(
        Row((contract_words(material, total.contract), words(f"{total.count:,}"),
             words(_sum(total)), _others(material, total)))
        for total in totals
    )  # fmt: skip
    blocks: list[Block] = [Table(
        "Payments by contract",
        ("Contract", "Payments", "Sum", "Of it to somebody other than the contractor"),
        rows, (3, 1, 2, 4),
    )]  # fmt: skip
    if any(total.unknown and total.amount for total in totals):
        blocks.append(Para(words("Each sum is of the amounts that are stated."), "note"))
    country = _split(material, "country of the payee's bank", lambda total: total.by_country)
    if any(isinstance(block, Table) for block in country):
        country.append(Para(words("The country of a bank tells where money went; it is not "
                                  "evidence against anybody."), "note"))  # fmt: skip
    blocks += country
    blocks += _split(material, "day", lambda total: total.by_day)
    return Section("money", "Money by payee", tuple(blocks))


def _sum(total: PaymentTotal) -> str:
    """The sum, and of how many payments the amount is not stated."""
    said = money(total.amount, total.currency) if total.amount else ""
    return "; ".join(filter(None, (said, _unstated(total.unknown, total.count)))) or money("", "")


def _unstated(unknown: int, of: int) -> str:
    return f"amount not stated for {unknown:,} of {count(of, 'payment')}" if unknown else ""


def _others(material: Material, total: PaymentTotal) -> Words:
    """Who got money that another was owed; without a contract, who got money at all."""
    if material.view.get(Contract, total.contract) is None:
        return words("no contractor to compare with", *_payees(material, total, total.by_payee))
    other = total.to_other_payee
    if not other.by_payee:
        return words("nothing")
    partly = f"; {_unstated(other.unknown, other.count)}" if other.unknown and other.amount else ""
    return words(*_payees(material, total, other.by_payee)[1:], partly)


def _payees(material: Material, total: PaymentTotal, by_payee: dict[str, str]) -> list[Span | str]:
    """Each payee and sum, each after a semicolon of its own."""
    parts: list[Span | str] = []
    for payee, amount in sorted(by_payee.items()):
        called = material.party(payee) if payee != _NOT_STATED else "payee not stated"
        parts += ["; ", called, f": {money(amount, total.currency)}"]
    return parts


def _split(
    material: Material, by: str, held: Callable[[PaymentTotal], dict[str, str]]
) -> list[Block]:
    """A table of the sums by what `held` gives; a sentence where no payment states any."""
    split = [(total, held(total)) for total in material.assessment.totals.payments]
    keys = {key for _, sums in split for key in sums}
    if keys <= {_NOT_STATED}:
        return [Para(words(f"No payment states a {by}."), "note")] if keys else []
    rows = tuple(
        Row((contract_words(material, total.contract), words(name(key)),
             words(money(amount, total.currency))))
        for total, sums in split for key, amount in sorted(sums.items())
    )  # fmt: skip
    return [Table(f"Payments by {by}", ("Contract", by[0].upper() + by[1:], "Sum"),
                  rows, (4, 2, 2))]  # fmt: skip
