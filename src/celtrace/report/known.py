"""The part of section 5 on how much of the chain is known, and what is missing."""

from __future__ import annotations

from celtrace.records import Contract
from celtrace.report.document import Block, Group, Para, Row, Span, Table, Words, anchor, words
from celtrace.report.material import Material
from celtrace.text.counts import count
from celtrace.weigh.assessment import Completeness


def known(material: Material) -> list[Block]:
    """The whole in a sentence, then a row for each contract; nothing where there is none."""
    lines = material.assessment.completeness
    if not lines:
        return []
    rows = tuple(
        Row((contract_words(material, line.contract), words(_step(line)),
             words(f"{line.percent} % ({line.known:,} of {line.asked:,})"),
             words("; ".join(line.missing) or "nothing of what is asked for")))
        for line in lines
    )  # fmt: skip
    table = Table("What is known of each contract", ("Contract", "Steps from us", "Known",
                  "Missing"), rows, (3, 1.2, 1.2, 5))  # fmt: skip
    return [Group("known", words("How much of the chain is known"), 3,
                  (Para(_whole(lines)), table))]  # fmt: skip


def contract_words(material: Material, id_: str) -> Words:
    """A contract with its contractor; the words for money of no contract where there is no id."""
    if not id_:
        return words("no contract stated")
    contract = material.view.get(Contract, id_)
    code = Span(id_, "code", anchor("contract", id_))
    if contract is None:
        return words(code, ", not in the dossier")
    return words(code, " with ", material.party(contract.contractor))


def _whole(lines: tuple[Completeness, ...]) -> Words:
    held, asked = sum(line.known for line in lines), sum(line.asked for line in lines)
    percent = 100 * held // asked if asked else 0
    return words(
        f"{percent} % is known: {held:,} of {count(asked, 'thing')} asked for of "
        f"{count(len(lines), 'contract')}. What is missing is not evidence of anything."
    )


def _step(line: Completeness) -> str:
    return f"{line.tier:,}" if line.tier else "no chain to us"
