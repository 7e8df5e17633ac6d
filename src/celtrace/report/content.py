"""Builds the content of the report, once, for both the HTML page and the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from celtrace.findings import Finding, Ran
from celtrace.ports import View
from celtrace.records import Problem
from celtrace.report.answer import answer
from celtrace.report.chain import build_chain
from celtrace.report.document import ReportContent
from celtrace.report.found import found
from celtrace.report.linked import chained
from celtrace.report.material import ColumnReading, Intake, Material, TableReading
from celtrace.report.method import method, sources
from celtrace.report.paid import paid
from celtrace.report.pending import candidates, cuts, said
from celtrace.report.questions import questions
from celtrace.report.references import resolved
from celtrace.report.statuses import statuses
from celtrace.report.unknown import unknown
from celtrace.weigh.assessment import Assessment

__all__ = ["ColumnReading", "ReportContent", "TableReading", "build"]


def build(
    assessment: Assessment,
    findings: Sequence[Finding],
    problems: Sequence[Problem],
    ran: Sequence[Ran],
    view: View,
    headers: Sequence[TableReading] = (),
) -> ReportContent:
    """The report on an assessment; every reference in it leads somewhere.

    `headers` tells how each table was read; the rows counted there are the m of "n of m".
    """
    intake = Intake(tuple(problems), tuple(ran), tuple(headers))
    material = Material(assessment, findings, view, intake)
    chain = build_chain(assessment, view)
    sections = (
        answer(material), found(material), questions(material), statuses(material),
        chained(material, chain), paid(material), cuts(material), candidates(material),
        said(material), unknown(material), sources(material), method(material),
    )  # fmt: skip
    facts = assessment.dossier
    return ReportContent(
        title=facts.title or "Untitled dossier",
        as_of=facts.as_of,
        celtrace=assessment.celtrace,
        digest=facts.digest,
        behalf=view.name(f"party:{facts.us}") if facts.us else "",
        highest=assessment.highest,
        sections=resolved(sections),
        chain=chain,
    )
