"""How tests read the content of a report."""

from __future__ import annotations

import msgspec

from celtrace.report.content import ReportContent
from celtrace.report.document import Block, Card, Group, Section, Table, every_block


def strings(value: object) -> list[str]:
    """All texts of a value, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for held in value.values() for text in strings(held)]
    if isinstance(value, (list, tuple)):
        return [text for held in value for text in strings(held)]
    return []


def text(part: Section | Block) -> str:
    return " ".join("".join(strings(msgspec.to_builtins(part))).split())


def section(content: ReportContent, id_: str) -> Section:
    return next(section for section in content.sections if section.id == id_)


def group(content: ReportContent, id_: str) -> Group:
    blocks = (b for s in content.sections for b in every_block(s.blocks))
    return next(b for b in blocks if isinstance(b, Group) and b.id == id_)


def cards(content: ReportContent) -> dict[str, Card]:
    blocks = (b for s in content.sections for b in every_block(s.blocks))
    return {block.id: block for block in blocks if isinstance(block, Card)}


def facts(card: Card) -> dict[str, str]:
    return {f.label: " ".join("".join(s.text for s in line) for line in f.lines)
            for f in card.facts}  # fmt: skip


def table(part: Section | Group, caption: str) -> list[list[str]]:
    """Cells of the table whose caption starts so, as texts."""
    tables = [b for b in every_block(part.blocks) if isinstance(b, Table)]
    found = next(b for b in tables if b.caption.startswith(caption))
    return [["".join(span.text for span in cell) for cell in row.cells] for row in found.rows]
