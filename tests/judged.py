"""Small findings, records and one-line factories for the tests of weighing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.listing import ListUse
from celtrace.ports import CaseFacts, View
from celtrace.records import (
    Candidate,
    Contract,
    Evidence,
    Lot,
    Match,
    Ownership,
    Party,
    Payment,
    Record,
    Ref,
    Span,
    Worker,
)
from celtrace.records import Digest as Hash
from celtrace.store.memory import MemoryShelf
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment, Blocked, DossierFacts, Indicators, Subject

AS_OF = date(2024, 4, 22)
SEEN = Evidence(Hash("0" * 64), "sheet.csv", "row 2", "quote", "test")
_NUMBERS = itertools.count()


class Plain(Finding, frozen=True, kw_only=True):
    """A finding whose group and category are given by the test."""

    rule = "plain"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.SUPPORTING
    says = "Seen: {what}."
    because = ("a public source",)
    innocent = ("a harmless cause",)
    check = "a document"
    ask = "What is {what}?"

    what: str = ""


KINDS: dict[tuple[str, bool, str], type[Plain]] = {
    (group.value, asks, hypothesis.value): type(
        f"Plain{group}{asks}{hypothesis}",
        (Plain,),
        {
            "group": group, "marks_ask": asks, "hypothesis": hypothesis,
            "__annotations__": {}, "__module__": __name__,
        },
        frozen=True, kw_only=True,
    )
    for group in Group for asks in (False, True) for hypothesis in Hypothesis
}  # fmt: skip


class Closing(Finding, frozen=True, kw_only=True):
    """A counter finding that closes `plain` where `what` is equal."""

    rule = "closing"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.COUNTER
    says = "Shown: {what}."
    because = ("a public source",)
    innocent = ("a harmless cause",)
    check = "a document"
    closes = ("plain",)
    matches = ("what",)

    what: str = ""


def finding(
    subject: str, group: str = "money", strength: str = "supporting", **more: Any
) -> Finding:
    kind = KINDS[group, more.pop("asks", False), more.pop("hypothesis", "H4")]
    more.setdefault("basis", (f"record:{next(_NUMBERS)}",))
    more.setdefault("evidence", (SEEN,))
    return kind(subject=Ref(subject), grade=Category(strength), **more)


def counter(subject: str, **more: Any) -> Finding:
    more.setdefault("basis", (f"record:{next(_NUMBERS)}",))
    return Closing(subject=Ref(subject), evidence=(SEEN,), **more)


def party(id_: str, **more: Any) -> Party:
    return Party(seen=SEEN, id=id_, name=more.pop("name", id_.title()), **more)


def worker(id_: str, party: str) -> Worker:
    return Worker(seen=SEEN, id=id_, name=id_.title(), party=party)


def contract(id_: str, client: str, contractor: str, **more: Any) -> Contract:
    return Contract(seen=SEEN, id=id_, client=client, contractor=contractor, **more)


def lot(id_: str, to: str, **more: Any) -> Lot:
    return Lot(seen=SEEN, id=id_, assigned_to=to, **more)


def payment(id_: str, payee: str, amount: str, **more: Any) -> Payment:
    return Payment(
        seen=SEEN, id=id_, payer=more.pop("payer", "us"), payee=payee,
        amount=Decimal(amount), currency=more.pop("currency", "USD"), **more,
    )  # fmt: skip


def owns(owner: str, asset: str, percent: str, **more: Any) -> Ownership:
    return Ownership(seen=SEEN, owner=owner, asset=asset, share=Decimal(percent), **more)


def match(cut: str, reviewer: Any = "confirmed") -> Match:
    return Match(seen=SEEN, file=f"found/{cut}.psd", cut=cut, reviewer=reviewer)


def candidate(id_: str, *spans: Span, regime: str = "US", **more: Any) -> Candidate:
    lists = {"US": "us_ofac_sdn", "EU": "eu_fsf", "GB": "gb_fcdo", "UN": "un_sc"}
    more = {"by": "settled", "state": "confirmed", "list": lists[regime], "row": "7"} | more
    return Candidate(
        seen=SEEN, row_seen=SEEN, party=id_, regime=regime, score=1.0, names=(id_, id_),
        spans=spans, **more,
    )  # fmt: skip


USES = tuple(
    ListUse(list_, regime, AS_OF, 1000, "d", 0)
    for list_, regime in (
        ("us_ofac_sdn", "US"), ("eu_fsf", "EU"), ("gb_fcdo", "GB"), ("un_sc", "UN"),
    )
)  # fmt: skip


def view(*records: Record, as_of: date = AS_OF) -> View:
    return MemoryShelf(records).view(CaseFacts(as_of=as_of, us="us"))


def judge(
    findings: Iterable[Finding] = (),
    *records: Record,
    uses: tuple[ListUse, ...] = USES,
    as_of: date = AS_OF,
) -> Assessment:
    return assess(
        view(*records, as_of=as_of), tuple(findings), uses,
        dossier=DossierFacts("t", as_of, "d", "us"), version="0", indicators=Indicators(),
    )  # fmt: skip


def subject(made: Assessment, ref: str) -> Subject:
    return next(s for s in made.subjects if f"{s.kind}:{s.id}" == ref)


def status(made: Assessment, id_: str, regime: str = "US") -> Blocked:
    return next(line for line in made.blocked if (line.party, line.regime) == (id_, regime))


def tier_of(*findings: Finding, ref: str = "party:v") -> int:
    return subject(judge(findings, party("v")), ref).tier
