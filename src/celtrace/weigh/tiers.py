"""R1-R3: from the findings that count to a tier.

| what counts                                          | tier |
|------------------------------------------------------|------|
| one conclusive, or strong ones in two groups         | 4 hold |
| one strong (supporting ones beside it change nothing)| 3 review |
| supporting ones in three groups                      | 3 review |
| supporting ones in two groups, or one marked "ask"   | 2 ask |
| supporting ones in one group                         | 1 note |
| nothing                                              | 0 |

In a group only the strongest counts, never the sum (R1). Background, context and counter
findings never count (R2). Tier 3 on one strong group and nothing beside it is marked
"single source"; a supporting finding of another group beside it takes the mark away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from celtrace.findings import Category, Finding, Group

RANK = {Category.SUPPORTING: 1, Category.STRONG: 2, Category.CONCLUSIVE: 3}
"""Categories that count, and their order. The others have no rank because they never count."""
ASK, REVIEW, HOLD = 2, 3, 4
ENOUGH_GROUPS = 3
"""So many groups with supporting findings go to a reviewer (R3)."""


class Weighed(msgspec.Struct, frozen=True):
    """A finding with what weighing reads of it, worked out once."""

    id: str
    finding: Finding
    rule: str
    group: Group
    strength: Category
    asks: bool

    @property
    def counts(self) -> bool:
        """Whether the finding can count at all (R2): its group and its category allow it."""
        return self.group is not Group.BACKGROUND and self.strength in RANK


def weigh(finding: Finding) -> Weighed:
    """Read a finding once; its id is a hash over its basis."""
    return Weighed(
        finding.id,
        finding,
        finding.name,
        Group(finding.group),
        Category(finding.strength),
        finding.marks_ask,
    )


class Tally:
    """How many findings of each strength stand in each group; adding and taking away is cheap."""

    def __init__(self, counted: Iterable[Weighed] = ()) -> None:
        self._held: Counter[tuple[Group, Category]] = Counter()
        self._asks = 0
        for weighed in counted:
            self.add(weighed)

    def add(self, weighed: Weighed, times: int = 1) -> None:
        """Count a finding once more, or once less with `times=-1`; others than R2 allows never."""
        if weighed.counts:
            self._held[weighed.group, weighed.strength] += times
            self._asks += times * weighed.asks

    def groups(self) -> dict[Group, Category]:
        """The strongest category of each group (R1)."""
        best: dict[Group, Category] = {}
        for (group, category), number in self._held.items():
            if number > 0 and (group not in best or RANK[category] > RANK[best[group]]):
                best[group] = category
        return best

    def tier(self) -> int:
        """The tier of R3."""
        return tier(self.groups(), asks=self._asks > 0)


def tier(groups: Mapping[Group, Category], *, asks: bool) -> int:
    """The tier that the strongest categories of the groups give (the table above)."""
    held = Counter(groups.values())
    if held[Category.CONCLUSIVE] or held[Category.STRONG] > 1:
        return HOLD
    if held[Category.STRONG] or held[Category.SUPPORTING] >= ENOUGH_GROUPS:
        return REVIEW
    if held[Category.SUPPORTING] > 1 or asks:
        return ASK
    return held[Category.SUPPORTING]


def single_source(groups: Mapping[Group, Category]) -> bool:
    """Whether one strong finding's group stands alone (R3)."""
    return list(groups.values()) == [Category.STRONG]
