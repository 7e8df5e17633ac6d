"""Builds the content of the report, once, for both the HTML page and the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from celtrace.findings import Finding, Ran
from celtrace.ports import View
from celtrace.records import Problem
from celtrace.report.answer import answer
from celtrace.report.brief import brief
from celtrace.report.chain import Chain, build_chain
from celtrace.report.document import ReportContent, Section
from celtrace.report.files import found_files
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
from celtrace.report.workers import workers
from celtrace.weigh.assessment import Assessment

__all__ = ["ColumnReading", "Form", "ReportContent", "TableReading", "build", "build_form"]


Form = Literal["evidence", "brief"]


def build(
    assessment: Assessment,
    findings: Sequence[Finding],
    problems: Sequence[Problem],
    ran: Sequence[Ran],
    view: View,
    headers: Sequence[TableReading] = (),
) -> ReportContent:
    """The report on an assessment in the form that has everything; see `build_form`.

    `headers` tells how each table was read; the rows counted there are the m of "n of m".
    """
    intake = Intake(tuple(problems), tuple(ran), tuple(headers))
    return build_form(Material(assessment, findings, view, intake), "evidence")


def build_form(material: Material, form: Form) -> ReportContent:
    """The report in a form; every reference in it leads somewhere."""
    facts = material.assessment.dossier
    chain = build_chain(material.assessment, material.view)
    sections = brief(material) if form == "brief" else _everything(material, chain)
    return ReportContent(
        title=facts.title or "Untitled dossier",
        as_of=facts.as_of,
        celtrace=material.assessment.celtrace,
        digest=facts.digest,
        behalf=material.view.name(f"party:{facts.us}") if facts.us else "",
        highest=material.assessment.highest,
        sections=resolved(sections),
        chain=chain,
    )


def _everything(material: Material, chain: Chain) -> tuple[Section, ...]:
    sections = (
        answer(material), found(material), questions(material), statuses(material),
        chained(material, chain), paid(material), *found_files(material), cuts(material),
        candidates(material), said(material), workers(material), unknown(material),
        sources(material), method(material),
    )  # fmt: skip
    return tuple(one for one in sections if one)
