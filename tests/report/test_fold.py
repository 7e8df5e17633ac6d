"""A very large report is cut with a note, never silently, and its links still lead somewhere."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.report.chain import Chain
from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    ReportContent,
    Row,
    Section,
    Span,
    Table,
    anchors,
    every_block,
    words,
)
from celtrace.report.fold import PAPER, SCREEN, Most, folded

SMALL = Most(rows=3, items=2, parts=2)


def table(rows: int) -> Table:
    made = tuple(Row((words(f"row {n}"),), f"row-{n}") for n in range(rows))
    return Table("A table", ("what",), made, (1.0,))


def group(number: int, *blocks: Block) -> Group:
    return Group(f"group-{number}", words(f"heading {number}"), 3, blocks)


def content(*blocks: Block) -> ReportContent:
    return ReportContent(
        title="t", as_of=date(2026, 1, 1), celtrace="0", digest="d", behalf="", highest=0,
        sections=(Section("found", "Found", blocks),), chain=Chain((), ()),
    )  # fmt: skip


def said(made: ReportContent) -> list[str]:
    return [
        "".join(span.text for span in block.words)
        for section in made.sections
        for block in every_block(section.blocks)
        if isinstance(block, Para)
    ]


def test_a_report_within_the_limits_is_left_as_it_is() -> None:
    whole = content(table(3), Bullets((words("a"), words("b"))), group(1), group(2))
    assert whole is folded(whole, SMALL)


def test_a_long_table_is_cut_with_the_numbers_in_a_note() -> None:
    made = folded(content(table(1_234)), SMALL)
    [cut, _] = made.sections[0].blocks
    assert isinstance(cut, Table)
    assert ["row-0", "row-1", "row-2"] == [row.id for row in cut.rows]
    assert [
        "Shown are the first 3 of 1,234. All of them stand in assessment.json and findings.jsonl."
    ] == said(made)


def test_a_long_list_is_cut_with_a_note() -> None:
    made = folded(content(Bullets(tuple(words(str(n)) for n in range(5)))), SMALL)
    [cut, _] = made.sections[0].blocks
    assert isinstance(cut, Bullets)
    assert 2 == len(cut.items)
    assert "the first 2 of 5" in said(made)[0]


def test_headings_beyond_the_limit_are_left_out_and_counted() -> None:
    made = folded(content(*(group(n) for n in range(6)), Para(words("the end"))), SMALL)
    kept = [block.id for block in made.sections[0].blocks if isinstance(block, Group)]
    assert ["group-0", "group-1"] == kept
    assert ["the end", "Shown are the first 2 of 6."] == [text[:27] for text in said(made)]


def test_a_table_inside_a_heading_is_cut_too() -> None:
    made = folded(content(group(0, table(9))), SMALL)
    assert "the first 3 of 9" in said(made)[0]


def test_a_link_to_what_was_cut_becomes_plain_text() -> None:
    link = Para(words(Span("see row 7", to="row-7"), Span("see row 1", to="row-1")))
    made = folded(content(link, table(9)), SMALL)
    known = set(anchors(made.sections))
    [first, *_] = made.sections[0].blocks
    assert isinstance(first, Para)
    assert ["", "row-1"] == [span.to for span in first.words]
    assert "row-1" in known


@pytest.mark.parametrize("most", [SCREEN, PAPER])
def test_what_folds_is_the_same_every_time(most: Most) -> None:
    large = content(table(5_000), *(group(n, table(2)) for n in range(3_000)))
    assert folded(large, most) == folded(large, most)
