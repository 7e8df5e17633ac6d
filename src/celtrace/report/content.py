"""Builds the content of the report, once, for both the HTML page and the PDF."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from celtrace.findings import Finding, Ran
from celtrace.ports import View
from celtrace.records import Problem
from celtrace.report.answer import answer
from celtrace.report.chain import build_chain
from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Fact,
    Group,
    Para,
    ReportContent,
    Row,
    Section,
    Table,
    Words,
    anchors,
)
from celtrace.report.found import found
from celtrace.report.linked import chained, paid
from celtrace.report.material import ColumnReading, Intake, Material, TableReading
from celtrace.report.method import method, sources
from celtrace.report.pending import candidates, cuts, said
from celtrace.report.questions import questions
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
    known = frozenset(anchors(sections))
    return ReportContent(
        title=facts.title or "Untitled dossier",
        as_of=facts.as_of,
        celtrace=assessment.celtrace,
        digest=facts.digest,
        behalf=view.name(f"party:{facts.us}") if facts.us else "",
        highest=assessment.highest,
        sections=tuple(_section(section, known) for section in sections),
        chain=chain,
    )


def _section(section: Section, known: frozenset[str]) -> Section:
    """The section with references to nowhere turned into plain text."""
    return msgspec.structs.replace(
        section, blocks=tuple(_block(block, known) for block in section.blocks)
    )


def _block(block: Block, known: frozenset[str]) -> Block:
    change = msgspec.structs.replace
    match block:
        case Para():
            return change(block, words=_words(block.words, known))
        case Bullets():
            return change(block, items=tuple(_words(item, known) for item in block.items))
        case Table():
            return change(block, rows=tuple(
                Row(tuple(_words(cell, known) for cell in row.cells), row.id)
                for row in block.rows
            ))  # fmt: skip
        case Group():
            return change(block, title=_words(block.title, known),
                          blocks=tuple(_block(inner, known) for inner in block.blocks))  # fmt: skip
        case Card():
            return change(block, facts=_facts(block.facts, known), more=_facts(block.more, known))
        case _:
            return block


def _facts(facts: tuple[Fact, ...], known: frozenset[str]) -> tuple[Fact, ...]:
    return tuple(Fact(f.label, tuple(_words(line, known) for line in f.lines)) for f in facts)


def _words(words: Words, known: frozenset[str]) -> Words:
    if all(span.to in known for span in words if span.to):
        return words
    return tuple(
        msgspec.structs.replace(s, to="") if s.to and s.to not in known else s for s in words
    )
