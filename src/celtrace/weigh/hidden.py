"""Links that nobody declared: two parties that share rare identifiers of several kinds.

A value weighs by its rarity in the user's own data: log2(parties / holders), rounded down,
never by how well known it is. In an independence group only the rarest value counts (R1).
`likely` needs two groups, one of them strong; a value of a hub is context and joins
nobody. A pair with a declared contract, stake or office between them is not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable

from celtrace.findings import Category
from celtrace.ports import View
from celtrace.records import Contract, Ownership, Party, Role
from celtrace.weigh.assessment import ClusterLink, HiddenLink
from celtrace.weigh.tiers import Tally, Weighed

ENOUGH_GROUPS = 2
_FIELDS = ("a", "b", "by", "value", "holders")


def hidden(view: View, found: Iterable[Weighed], closed: Iterable[str] = ()) -> list[HiddenLink]:
    """Pairs of parties with shared values and no declared tie; likely ones first, rarest first.

    Findings in `closed` do not count.
    """
    out = set(closed)
    pairs: dict[tuple[str, str], list[Weighed]] = {}
    for weighed in found:
        finding = weighed.finding
        if (
            weighed.counts
            and weighed.id not in out
            and all(hasattr(finding, name) for name in _FIELDS)
        ):
            values = finding.values
            pairs.setdefault((values["a"], values["b"]), []).append(weighed)
    if not pairs:
        return []
    tied = declared(view)
    population = len(view.all(Party))
    links = [_link(pair, some, population) for pair, some in pairs.items() if pair not in tied]
    return sorted(links, key=lambda link: (link.word, -link.bits, link.a, link.b))


def declared(view: View) -> set[tuple[str, str]]:
    """Pairs, in order of id, with a contract, a stake or an office between them."""
    ends = [(c.client, c.contractor) for c in view.all(Contract)]
    ends += [(s.owner, s.asset) for s in view.all(Ownership)]
    ends += [(r.person, r.party) for r in view.all(Role)]
    return {(min(pair), max(pair)) for pair in ends}


def bits(population: int, holders: int) -> int:
    """How rare a value is: log2(population / holders), rounded down; 0 where most hold it."""
    return max(population // max(holders, 1), 1).bit_length() - 1


def _link(pair: tuple[str, str], some: list[Weighed], population: int) -> HiddenLink:
    groups = Tally(some).groups()
    best: dict[str, int] = {}
    for weighed in some:
        rare = bits(population, int(weighed.finding.values["holders"]))
        best[weighed.group] = max(best.get(weighed.group, 0), rare)
    strong = any(c is not Category.SUPPORTING for c in groups.values())
    likely = strong and len(groups) >= ENOUGH_GROUPS
    said = ", ".join(sorted({str(w.finding.values["by"]) for w in some}))
    number = f"{len(groups)} independent groups" if len(groups) > 1 else "one group"
    lack = "" if likely else "; two groups, one of them strong, would make it likely"
    return HiddenLink(
        a=pair[0], b=pair[1],
        word="likely undisclosed link" if likely else "possible link", bits=sum(best.values()),
        groups={str(group): str(groups[group]) for group in sorted(groups)},
        links=tuple(sorted({_shared(w) for w in some}, key=lambda k: (k.by, k.value))),
        findings=tuple(sorted(w.id for w in some)),
        because=f"Both hold the same {said}: {number} of evidence, no tie declared{lack}.",
    )  # fmt: skip


def _shared(weighed: Weighed) -> ClusterLink:
    values = weighed.finding.values
    return ClusterLink(
        values["a"], values["b"], str(values["by"]), str(values["value"]),
        int(values.get("count", 1)),
    )  # fmt: skip
