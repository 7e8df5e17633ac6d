"""Small reports: an assessment with nothing in it, changed as a test wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from celtrace.findings import Finding, Ran
from celtrace.ports import CaseFacts, View
from celtrace.records import Digest, Evidence, Party, Problem, Record
from celtrace.report.content import ReportContent, build
from celtrace.report.document import Span
from celtrace.report.material import Intake, Material
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import (
    Assessment,
    Blocked,
    DossierFacts,
    Indicators,
    StatusOn,
    Subject,
    Totals,
)

DAY = date(2024, 6, 1)
SEEN = Evidence(Digest("0" * 64), "a.csv", "line 2", "as written", "csv")


def party(id_: str, name: str = "", **more: Any) -> Party:
    return Party(seen=SEEN, id=id_, name=name or id_.title(), **more)


def view(*records: Record, us: str = "us", **more: Any) -> View:
    return MemoryShelf(records).view(CaseFacts(DAY, us, **more))


def bare(**changed: Any) -> Assessment:
    nothing: dict[str, Any] = {
        "celtrace": "0", "dossier": DossierFacts("T", DAY, "d" * 64, "us"), "lists": (),
        "subjects": (), "blocked": (), "history": (), "candidates": (), "paths": (),
        "clusters": (), "redo": (), "matches": (), "leak_points": (), "totals": Totals(()),
        "claims": (), "indicators": Indicators(),
    }  # fmt: skip
    return Assessment(**{**nothing, **changed})


def subject(id_: str, tier: int = 0, kind: str = "party", **more: Any) -> Subject:
    nothing: dict[str, Any] = {
        "single_source": False, "groups": {}, "findings": (), "closed": (), "closed_by": {},
        "context": (), "questions": (), "carried_by": (),
    }  # fmt: skip
    return Subject(kind, id_, more.pop("name", ""), tier, **{**nothing, **more})


def blocked(id_: str, status: str, regime: str = "US", **more: Any) -> Blocked:
    return Blocked(id_, regime, status, **more)  # type: ignore[arg-type]


def on(day: str, id_: str, status: str, regime: str = "US", **more: Any) -> StatusOn:
    shown = more.pop("by_name", False)
    return StatusOn(id_, regime, date.fromisoformat(day), status, by_name=shown, **more)  # type: ignore[arg-type]


def problem(source: str, place: str, reason: str = "no date") -> Problem:
    return Problem(seen=SEEN, source=source, place=place, reason=reason, consequence="left out")


def material(
    assessment: Assessment, *records: Record, findings: Sequence[Finding] = ()
) -> Material:
    return Material(assessment, findings, view(*records), Intake())


def made(
    assessment: Assessment,
    *records: Record,
    findings: Sequence[Finding] = (),
    ran: Sequence[Ran] = (),
    problems: Sequence[Problem] = (),
) -> ReportContent:
    return build(assessment, findings, problems, ran, view(*records))


def spans(value: object) -> Iterator[Span]:
    """All spans of a value of the document, in order."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for held in value:
            yield from spans(held)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))


def said(value: object) -> str:
    """The running text of a value of the document."""
    return "".join(span.text for span in spans(value))
