"""References inside the report: each leads somewhere, or is plain text."""

from __future__ import annotations

import msgspec

from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Citation,
    Fact,
    Group,
    Para,
    Row,
    Section,
    Table,
    Words,
    anchors,
)


def resolved(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with references to nowhere turned into plain text."""
    known = frozenset(anchors(sections))
    return tuple(_section(section, known) for section in sections)


def _section(section: Section, known: frozenset[str]) -> Section:
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
            return change(
                block, sentence=_words(block.sentence, known),
                citations=tuple(_citation(cited, known) for cited in block.citations),
                facts=_facts(block.facts, known), more=_facts(block.more, known),
            )  # fmt: skip
        case _:
            return block


def _citation(cited: Citation, known: frozenset[str]) -> Citation:
    return cited if cited.to in known else msgspec.structs.replace(cited, to="")


def _facts(facts: tuple[Fact, ...], known: frozenset[str]) -> tuple[Fact, ...]:
    return tuple(Fact(f.label, tuple(_words(line, known) for line in f.lines)) for f in facts)


def _words(words: Words, known: frozenset[str]) -> Words:
    if all(span.to in known for span in words if span.to):
        return words
    return tuple(
        msgspec.structs.replace(s, to="") if s.to and s.to not in known else s for s in words
    )
