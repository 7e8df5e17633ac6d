"""Parties that share identifiers, from the findings that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from celtrace.weigh.assessment import Cluster, ClusterLink
from celtrace.weigh.tiers import Weighed


def clusters(found: Iterable[Weighed]) -> tuple[Cluster, ...]:
    """Groups of parties joined by findings about two of them (`a`, `b`, `by`, `value`).

    Context (addresses of buildings, values of agencies) joins nobody. A pair has the id
    of its findings' subject, a larger group its members joined in the same way.
    """
    links = sorted(set(_links(found)), key=lambda k: (k.a, k.b, k.by, k.value, k.count))
    home: dict[str, str] = {}
    for link in links:
        one, other = _root(home, link.a), _root(home, link.b)
        home[max(one, other)] = min(one, other)
    members: dict[str, set[str]] = {}
    for link in links:
        members.setdefault(_root(home, link.a), set()).update((link.a, link.b))
    held: dict[str, list[ClusterLink]] = {root: [] for root in members}
    for link in links:
        held[_root(home, link.a)].append(link)
    return tuple(
        Cluster("+".join(sorted(members[root])), tuple(sorted(members[root])), tuple(held[root]))
        for root in sorted(members)
    )


def _links(found: Iterable[Weighed]) -> Iterator[ClusterLink]:
    for weighed in found:
        values = weighed.finding
        if weighed.counts and all(hasattr(values, name) for name in ("a", "b", "by", "value")):
            plain = values.values
            count = int(plain.get("count", 1))
            yield ClusterLink(plain["a"], plain["b"], str(plain["by"]), str(plain["value"]), count)


def _root(home: dict[str, str], party: str) -> str:
    while home.setdefault(party, party) != party:
        home[party] = home[home[party]]
        party = home[party]
    return party
