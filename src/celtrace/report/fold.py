"""How much of a very large report is printed: never cut without saying so."""

from __future__ import annotations

import msgspec

from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Fact,
    Group,
    Para,
    ReportContent,
    Row,
    Table,
    Words,
    strong,
    words,
)
from celtrace.report.references import resolved

WHOLE = "All of them stand in assessment.json and findings.jsonl."


class Most(msgspec.Struct, frozen=True):
    """The largest table, list and number of parts under one heading."""

    rows: int
    items: int
    parts: int
    """Headings and findings that stand directly under it."""
    spans: int
    """Pieces of one cell, item or paragraph: a row of names has two for each name."""
    quotes: int
    """Quotes of one finding."""


SCREEN = Most(rows=3_000, items=1_000, parts=2_000, spans=4_000, quotes=200)
"""A page of this size still opens and scrolls at once in a browser."""
PAPER = Most(rows=250, items=250, parts=400, spans=400, quotes=40)
"""Nobody reads more rows on paper, and typesetting takes its time and memory by the row."""


def folded(content: ReportContent, most: Most) -> ReportContent:
    """The content with long tables, lists and rows of headings cut, each cut with a note."""
    sections = tuple(
        msgspec.structs.replace(section, blocks=_blocks(section.blocks, most))
        for section in content.sections
    )
    if sections == content.sections:
        return content
    return msgspec.structs.replace(content, sections=resolved(sections))


def _blocks(blocks: tuple[Block, ...], most: Most) -> tuple[Block, ...]:
    found: list[Block] = []
    parts = 0
    for block in blocks:
        counted = isinstance(block, (Group, Card))
        parts += counted
        if not counted or parts <= most.parts:
            found += _block(_run_short(block, most.spans), most)
    if parts > most.parts:
        found.append(_note(most.parts, parts))
    return tuple(found)


def _block(block: Block, most: Most) -> tuple[Block, ...]:
    change = msgspec.structs.replace
    if isinstance(block, Group):
        return (change(block, blocks=_blocks(block.blocks, most)),)
    if isinstance(block, Table) and len(block.rows) > most.rows:
        cut = change(block, rows=block.rows[: most.rows])
        return cut, _note(most.rows, len(block.rows))
    if isinstance(block, Card):
        return (_card(block, most),)
    if isinstance(block, Bullets) and len(block.items) > most.items:
        cut_list = change(block, items=block.items[: most.items])
        return cut_list, _note(most.items, len(block.items))
    return (block,)


def _card(block: Card, most: Most) -> Card:
    """A finding with its quotes and the lines of its parts cut."""
    facts = tuple(_lines(fact, most) for fact in block.facts)
    if len(block.citations) > most.quotes:
        said = _note(most.quotes, len(block.citations)).words
        facts = (*facts, Fact("Quotes", (said,)))
    more = tuple(_lines(fact, most) for fact in block.more)
    quotes = block.citations[: most.quotes]
    return msgspec.structs.replace(block, citations=quotes, facts=facts, more=more)


def _lines(fact: Fact, most: Most) -> Fact:
    lines = tuple(_run(line, most.spans) for line in fact.lines[: most.items])
    if len(fact.lines) > most.items:
        lines = (*lines, _note(most.items, len(fact.lines)).words)
    return Fact(fact.label, lines)


def _run_short(block: Block, most: int) -> Block:
    """The block with rows of names cut; how many there are stands before them."""
    change = msgspec.structs.replace
    if isinstance(block, Para):
        return change(block, words=_run(block.words, most))
    if isinstance(block, Bullets):
        return change(block, items=tuple(_run(item, most) for item in block.items))
    if isinstance(block, Table):
        rows = (Row(tuple(_run(cell, most) for cell in row.cells), row.id) for row in block.rows)
        return change(block, rows=tuple(rows))
    return block


def _run(said: Words, most: int) -> Words:
    if len(said) <= most:
        return said
    return words(*said[:most], strong(f"… and so on. {WHOLE}"))


def _note(shown: int, of: int) -> Para:
    return Para(words(strong(f"Shown are the first {shown:,} of {of:,}. {WHOLE}")), "note")
