"""The part of section 5 on parties that share rare values and declare no tie."""

from __future__ import annotations

from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    Span,
    Words,
    anchor,
    name,
    strong,
    words,
)
from celtrace.report.material import Material
from celtrace.report.wording import GROUPS, full_stop
from celtrace.text.counts import count
from celtrace.weigh.assessment import ClusterLink, HiddenLink

_ABOUT = (
    "Each is a question to both parties, not an answer: shared values have harmless causes, "
    "which stand with each finding. Rarity is in bits, in the data of this case only: how often "
    "the number of all parties is halved to reach those that hold the rarest value of a group."
)


def undeclared(material: Material) -> list[Block]:
    """One heading for each pair, in the order of the assessment; nothing where there is none.

    The word for a pair is the one that the assessment chose, never a stronger one.
    """
    pairs = material.assessment.hidden
    if not pairs:
        return []
    return [Group("hidden", words("Shared values with no declared tie"), 3, (
        Para(words(_ABOUT), "note"), *(_pair(material, pair) for pair in pairs),
    ))]  # fmt: skip


def _pair(material: Material, pair: HiddenLink) -> Group:
    ends = (material.party(pair.a), " and ", material.party(pair.b))
    groups = ", ".join(f"{GROUPS.get(g, g)} ({c})" for g, c in sorted(pair.groups.items()))
    items = [
        words("Groups of evidence: ", groups or "none", f"; rarity {count(pair.bits, 'bit')}."),
        *(_shared(link) for link in pair.links),
    ]
    items += _checks(material, pair)
    return Group(
        anchor("hidden", f"{pair.a}\n{pair.b}"), words(*ends, ": ", strong(pair.word)), 4,
        (Para(words(full_stop(pair.because))), Bullets(tuple(items))),
    )  # fmt: skip


def _shared(link: ClusterLink) -> Words:
    times = f", {link.count:,} times" if link.count > 1 else ""
    return words(f"Same {link.by}: ", name(link.value), f"{times}.")


def _checks(material: Material, pair: HiddenLink) -> list[Words]:
    """What would tell, each check once, with the findings that name it."""
    by_check: dict[str, list[str]] = {}
    for id_ in pair.findings:
        finding = material.findings.get(id_)
        by_check.setdefault(finding.check if finding else "", []).append(id_)
    lines = []
    for check, ids in by_check.items():
        refs: list[Span | str] = []
        for number, id_ in enumerate(ids):
            refs += [", " if number else "", Span(f"finding {id_}", to=anchor("finding", id_))]
        told = f"What would tell: {full_stop(check)} Rests on " if check else "Rests on "
        lines.append(words(told, *refs, "."))
    return lines
