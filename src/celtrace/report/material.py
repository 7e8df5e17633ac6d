"""What the report is made of, with the look-ups that its sections share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from celtrace.findings import Finding, Ran
from celtrace.ports import View
from celtrace.records import (
    Account,
    Contract,
    Invoice,
    Lot,
    Party,
    Payment,
    Problem,
    Production,
    Worker,
)
from celtrace.report.document import Span, anchor, name, ref_anchor
from celtrace.report.wording import KINDS
from celtrace.weigh.assessment import Assessment, Subject

_ORDER = list(KINDS)


class ColumnReading(msgspec.Struct, frozen=True):
    """How one header was understood; an empty `read_as` says that the column was passed over."""

    header: str
    read_as: str
    how: str = ""
    """`exact`, `synonym`, `mapped by the dossier`, ... in plain words."""


class TableReading(msgspec.Struct, frozen=True):
    """How the header of one table was understood, and how many rows stood under it."""

    source: str
    sheet: str
    section: str
    """The section of the dossier that the rows went to."""
    rows: int
    columns: tuple[ColumnReading, ...]


class Intake(msgspec.Struct, frozen=True):
    """What the run knows beside the assessment."""

    problems: tuple[Problem, ...] = ()
    ran: tuple[Ran, ...] = ()
    tables: tuple[TableReading, ...] = ()

    @property
    def counted(self) -> dict[str, int]:
        """Rows that stood in each table: the m of "n of m"."""
        total: dict[str, int] = {}
        for table in self.tables:
            total[table.source] = total.get(table.source, 0) + table.rows
        return total


class Material:
    """Assessment, findings and view, with what follows from them."""

    def __init__(
        self, assessment: Assessment, findings: Sequence[Finding], view: View, intake: Intake
    ) -> None:
        self.assessment = assessment
        self.findings: Mapping[str, Finding] = {f.id: f for f in findings}
        self.view = view
        self.intake = intake

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Highest tier first, then by kind, number of groups and findings, and id."""

        def rank(subject: Subject) -> tuple[int, int, int, int, str, str]:
            kind = _ORDER.index(subject.kind) if subject.kind in _ORDER else len(_ORDER)
            weight = -len(subject.groups), -len(subject.findings)
            return -subject.tier, kind, *weight, subject.kind, subject.id

        return tuple(sorted(self.assessment.subjects, key=rank))

    @cached_property
    def full(self) -> tuple[Subject, ...]:
        """Subjects shown in full: tier 1 and above, and those with a closed finding."""
        return tuple(s for s in self.subjects if s.tier > 0 or s.closed)

    @cached_property
    def home(self) -> dict[str, str]:
        """Finding to the `kind:id` of the subject under which it stands in full."""
        homes: dict[str, str] = {}
        for subject in self.subjects:
            ref = f"{subject.kind}:{subject.id}"
            for id_ in (*subject.findings, *subject.closed, *subject.context):
                found = self.findings.get(id_)
                if found is None:
                    continue
                if id_ not in homes or (found.subject == ref and homes[id_] != ref):
                    homes[id_] = ref
        return homes

    @cached_property
    def elsewhere(self) -> tuple[Finding, ...]:
        """Findings that no subject lists, for example counter findings that close nothing."""
        return tuple(f for id_, f in sorted(self.findings.items()) if id_ not in self.home)

    @cached_property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """Digest to the files, in order, that the findings cite under it."""
        held: dict[str, set[str]] = {}
        for finding in self.findings.values():
            for evidence in finding.evidence:
                held.setdefault(evidence.digest, set()).add(evidence.source)
        return {digest: tuple(sorted(names)) for digest, names in sorted(held.items())}

    def called(self, kind: str, id_: str) -> Span:
        """The name of a thing, leading to where the report speaks of it."""
        return name(self.view.name(f"{kind}:{id_}"), anchor(kind, id_))

    def party(self, id_: str) -> Span:
        """The name of a party, leading to where the report speaks of it."""
        return self.called("party", id_)

    def ref(self, ref: str) -> Span:
        """The name of what a ref names."""
        return name(self.view.name(ref), ref_anchor(ref))

    def about(self, id_: str) -> Span:
        """What a bare id or a ref names: a party, a worker or a production."""
        if ":" in id_:
            return self.ref(id_)
        production = self.view.get(Production, id_)
        return name(production.title) if production else self.party(id_)

    def title(self, subject: Subject) -> str:
        """What people call the subject."""
        return subject.name or self.view.name(f"{subject.kind}:{subject.id}")

    def vendor(self, subject: Subject) -> str:
        """Id of the party that can answer for a subject; empty when none is known."""
        return vendor_of(self.view, subject.kind, subject.id, self.assessment)


def vendor_of(view: View, kind: str, id_: str, assessment: Assessment) -> str:
    """Who can answer: the party itself, the contractor, the issuer, the employer."""
    if kind == "party":
        return id_
    if kind == "cluster":
        members = next((c.members for c in assessment.clusters if c.id == id_), ())
        return members[0] if members else ""
    if kind == "lot":
        lot = view.get(Lot, id_)
        return lot.assigned_to or _contractor(view, lot.contract) if lot else ""
    if kind == "contract":
        return _contractor(view, id_)
    if kind == "account":
        account = view.get(Account, id_)
        return account.party or _employer(view, account.worker) if account else ""
    return _by_paper(view, kind, id_)


def _by_paper(view: View, kind: str, id_: str) -> str:
    if kind == "invoice":
        invoice = view.get(Invoice, id_)
        return invoice.issuer or _contractor(view, invoice.contract) if invoice else ""
    if kind == "payment":
        payment = view.get(Payment, id_)
        return _contractor(view, payment.contract) or payment.payee if payment else ""
    return _employer(view, id_) if kind == "worker" else ""


def _contractor(view: View, contract: str) -> str:
    found = view.get(Contract, contract) if contract else None
    return found.contractor if found else ""


def _employer(view: View, worker: str) -> str:
    found = view.get(Worker, worker) if worker else None
    return found.party if found else ""


def strangers(material: Material) -> tuple[Party, ...]:
    """Parties of the dossier that are no subject of the assessment."""
    known = {s.id for s in material.assessment.subjects if s.kind == "party"}
    return tuple(party for party in material.view.all(Party) if party.id not in known)
