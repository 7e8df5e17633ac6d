"""Parties that hold each other in a circle (strongly connected groups of the holdings).

Tarjan's algorithm (SIAM Journal on Computing 1(2), 1972), after all parties that cannot
be in a circle, because they own nothing or nobody owns them, are taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from celtrace.law.stakes import Holding


def circles(held: Iterable[Holding]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more parties that hold each other, sorted."""
    below: dict[str, set[str]] = {}
    for holding in held:
        below.setdefault(holding.owner, set()).add(holding.asset)
    core = _core(below)
    links = {node: sorted(below[node] & core) for node in sorted(core)}
    return tuple(sorted(group for group in _groups(links) if len(group) > 1))


def _core(below: Mapping[str, set[str]]) -> set[str]:
    """Nodes left when ends of chains are taken away until none is left."""
    above: dict[str, set[str]] = {}
    for owner, assets in below.items():
        for asset in assets:
            above.setdefault(asset, set()).add(owner)
    core = set(below) & set(above)
    ends = [node for node in set(below) | set(above) if node not in core]
    into = {node: len(above.get(node, ())) for node in core}
    out = {node: len(below.get(node, ())) for node in core}
    while ends:
        node = ends.pop()
        for near, counts in ((below.get(node, set()), into), (above.get(node, set()), out)):
            for other in [one for one in near if one in core]:
                counts[other] -= 1
                if counts[other] == 0:
                    core.discard(other)
                    ends.append(other)
    return core


def _groups(links: Mapping[str, list[str]]) -> Iterable[tuple[str, ...]]:
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    for root in links:
        walk = [(root, iter(links[root]))] if root not in index else []
        if walk:
            index[root] = low[root] = len(index)
            stack.append(root)
        while walk:
            node, rest = walk[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    walk.append((other, iter(links[other])))
                    break
                if other in low:
                    low[node] = min(low[node], low[other])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == index[node]:
                    yield _popped(stack, node, low)


def _popped(stack: list[str], node: str, low: dict[str, int]) -> tuple[str, ...]:
    """The group that the stack holds down to the node; its members leave `low`."""
    at = len(stack) - 1 - stack[::-1].index(node)
    group = tuple(sorted(stack[at:]))
    del stack[at:]
    for member in group:
        del low[member]
    return group
