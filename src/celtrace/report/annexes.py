"""The report as tables for a spreadsheet: one sheet a question, one row a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from celtrace.records import Payment
from celtrace.report.material import Material
from celtrace.report.questions import asked
from celtrace.report.wording import STATUSES, TIERS, day


class Sheet(msgspec.Struct, frozen=True):
    """A named table of texts."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def annexes(material: Material) -> tuple[Sheet, ...]:
    """All sheets of a report."""
    return (
        Sheet("Subjects", ("Kind", "Id", "Name", "Tier", "In words", "Single source", "Groups"),
              tuple(_subjects(material))),
        Sheet("Findings", ("Id", "Rule", "Group", "Category", "Subject", "Says", "What would tell",
                           "Counts for"), tuple(_findings(material))),
        Sheet("Evidence", ("Finding", "Source", "Place", "Quote", "SHA-256"),
              tuple(_evidence(material))),
        Sheet("Statuses", ("Party", "Name", "Regime", "Status", "Row", "Since", "Until", "Note"),
              tuple(_statuses(material))),
        Sheet("Names to settle", ("Party", "Name there", "Listed name", "List", "Row", "Alike",
                                  "State", "Why"), tuple(_candidates(material))),
        Sheet("Payments", ("Date", "Payer", "Payee", "Amount", "Currency", "Contract", "Source",
                           "Place"), tuple(payments(material, material.view.all(Payment)))),
        Sheet("Questions", ("To", "Question"), tuple(_questions(material))),
        Sheet("Background", ("About", "Status", "Statement", "By", "Date", "Address"),
              tuple(_claims(material))),
        Sheet("Not taken in", ("Source", "Place", "Reason", "Consequence"), tuple(
            (p.source, p.place, p.reason, p.consequence) for p in material.intake.problems)),
        Sheet("Lists", ("List", "Regime", "Snapshot", "Entries", "Age in days", "SHA-256"), tuple(
            (u.list, u.regime, day(u.snapshot) or "not checked", str(u.entries or ""),
             str(u.age_days or ""), u.digest) for u in material.assessment.lists)),
    )  # fmt: skip


def changed(sheets: Iterable[Sheet], change: Callable[[str], str]) -> tuple[Sheet, ...]:
    """The sheets with every cell changed: names taken out."""
    return tuple(
        msgspec.structs.replace(sheet, rows=tuple(tuple(map(change, row)) for row in sheet.rows))
        for sheet in sheets
    )


def _subjects(material: Material) -> Iterator[tuple[str, ...]]:
    for one in material.subjects:
        groups = "; ".join(f"{group}: {said}" for group, said in sorted(one.groups.items()))
        yield (one.kind, one.id, material.title(one), str(one.tier), TIERS[one.tier],
               "yes" if one.single_source else "", groups)  # fmt: skip


def _findings(material: Material) -> Iterator[tuple[str, ...]]:
    counted: dict[str, list[str]] = {}
    for subject in material.subjects:
        for id_ in subject.findings:
            counted.setdefault(id_, []).append(f"{subject.kind}:{subject.id}")
    for id_, one in sorted(material.findings.items()):
        yield (id_, one.name, str(one.group), str(one.strength), one.subject, one.sentence,
               one.check, " ".join(counted.get(id_, ())))  # fmt: skip


def _evidence(material: Material) -> Iterator[tuple[str, ...]]:
    for id_, one in sorted(material.findings.items()):
        for seen in one.evidence:
            yield id_, seen.source, seen.place, seen.quote, seen.digest


def _statuses(material: Material) -> Iterator[tuple[str, ...]]:
    for one in material.assessment.blocked:
        yield (one.party, material.view.name(f"party:{one.party}"), one.regime,
               STATUSES[one.status], one.row, day(one.since), day(one.until), one.note)  # fmt: skip


def _candidates(material: Material) -> Iterator[tuple[str, ...]]:
    for one in material.assessment.candidates:
        yield (one.party, *one.names, one.list, one.row, f"{one.score:.2f}", one.state,
               one.because)  # fmt: skip


def payments(material: Material, held: Iterable[Payment]) -> Iterator[tuple[str, ...]]:
    """Payments as rows, with the names of who paid and who got it."""
    called = material.view.name
    for one in held:
        amount = "" if one.amount is None else f"{one.amount:f}"
        payer = called(f"party:{one.payer}") if one.payer else ""
        payee = called(f"party:{one.payee}") if one.payee else ""
        yield (day(one.date), payer, payee, amount, one.currency, one.contract,
               one.seen.source, one.seen.place)  # fmt: skip


def _questions(material: Material) -> Iterator[tuple[str, ...]]:
    for vendor, questions in asked(material):
        for question, _ in questions:
            yield material.view.name(f"party:{vendor}") if vendor else "", question


def _claims(material: Material) -> Iterator[tuple[str, ...]]:
    for one in material.assessment.claims:
        yield one.about, one.status, one.statement, one.by, day(one.date), one.url
