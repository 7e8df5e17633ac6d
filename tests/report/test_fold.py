"""A very large report is cut with a note, never silently, and its links still lead somewhere."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.report import html, pdf
from celtrace.report.chain import Chain
from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Citation,
    Fact,
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

SMALL = Most(rows=3, items=2, parts=2, spans=6, quotes=3)


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


CONTENTS = st.recursive(
    st.integers(0, 9).map(table)
    | st.integers(0, 9).map(lambda n: Bullets(tuple(words(str(i)) for i in range(n)))),
    lambda inner: st.lists(inner, max_size=4).map(lambda held: group(1, *held)),
    max_leaves=8,
)


@given(st.lists(CONTENTS, max_size=5))
def test_whatever_is_cut_is_followed_by_a_note_with_both_numbers(blocks: list[Block]) -> None:
    """Never cut without saying so."""
    whole, cut = content(*blocks), folded(content(*blocks), SMALL)
    assert (whole != cut) == any(text.startswith("Shown are the first") for text in said(cut))


@given(st.lists(CONTENTS, max_size=5))
def test_nothing_that_is_left_is_over_the_limit(blocks: list[Block]) -> None:
    for block in every_block(folded(content(*blocks), SMALL).sections[0].blocks):
        assert not isinstance(block, Table) or len(block.rows) <= SMALL.rows
        assert not isinstance(block, Bullets) or len(block.items) <= SMALL.items


@given(st.lists(CONTENTS, max_size=5))
def test_folding_twice_cuts_nothing_more(blocks: list[Block]) -> None:
    once = folded(content(*blocks), SMALL)
    assert once == folded(once, SMALL)


def test_a_quote_whose_file_is_cut_from_the_table_is_no_link_to_nowhere() -> None:
    cited = Citation("e1", "q", "a.csv", "row 1", "0" * 64, "csv 1", "row-7")
    card = Card("c1", "counts", words("It."), (), (cited,), (), ())
    [first, *_] = folded(content(card, table(9)), SMALL).sections[0].blocks
    assert isinstance(first, Card)
    assert ("", "q", "0" * 64) == (
        first.citations[0].to, first.citations[0].quote, first.citations[0].digest,
    )  # fmt: skip


def test_a_page_and_a_print_of_a_folded_report_have_no_dead_link() -> None:
    cited = tuple(Citation(f"e{n}", "q", "a", "p", "0" * 64, "r", f"row-{7 * n}") for n in range(2))
    cards = tuple(
        Card(f"c{n}", "counts", words("It."), (), (cited[n],), (), more)
        for n, more in enumerate([(), (Fact("Rule", (words("r"),)),)])
    )
    small = folded(content(*cards, table(9)), SMALL)
    page = html.render(small).decode()
    leads = set(re.findall(r'href="#([^"]+)"', page))
    assert leads <= set(re.findall(r' id="([^"]+)"', page))
    assert pdf.render(small).startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["para", "bullets", "cell"])
def test_a_long_row_of_names_is_cut_with_a_note(kind: str) -> None:
    names = words(*(f"party {n}; " for n in range(9)))
    held: dict[str, Block] = {
        "para": Para(names),
        "bullets": Bullets((names,)),
        "cell": Table("Nothing is shown", ("Parties",), (Row((names,)),), (1.0,)),
    }
    [cut] = folded(content(held[kind]), SMALL).sections[0].blocks
    whole = "".join(span.text for span in spans(cut))
    assert whole.startswith("party 0; party 1; party 2; party 3; party 4; party 5; … and so on.")
    assert "party 6" not in whole
    assert "assessment.json" in whole


def spans(block: Block) -> tuple[Span, ...]:
    if isinstance(block, Para):
        return block.words
    if isinstance(block, Bullets):
        return block.items[0]
    assert isinstance(block, Table)
    return block.rows[0].cells[0]


def test_a_finding_of_thousands_of_quotes_keeps_the_first_and_can_be_printed() -> None:
    cited = tuple(
        Citation(f"e{n}", "q", "a.csv", f"row {n}", "0" * 64, "csv 1", "") for n in range(5_000)
    )
    lines = tuple(words(f"value {n}") for n in range(5_000))
    whole = Card("c1", "counts", words("It."), (), cited, (), (Fact("Values", lines),))
    [card] = folded(content(whole), PAPER).sections[0].blocks
    assert isinstance(card, Card)
    assert (PAPER.quotes, PAPER.items + 1) == (len(card.citations), len(card.more[0].lines))
    [said] = card.facts
    assert "Shown are the first 40 of 5,000." in said.lines[0][0].text
    assert pdf.render(content(whole)).startswith(b"%PDF")
