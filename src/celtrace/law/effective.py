"""Effective ownership: stakes multiplied along every path. Shown beside, never a status.

It is not the rule of OFAC FAQ 401: in its first example the effective share is 25 % and
the company is blocked.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from celtrace.law.ownership import OwnershipAnswer
from celtrace.law.stakes import Holding

LARGEST = 60
"""Parties above an asset beyond which the exact equations are not solved."""


def effective(answer: OwnershipAnswer, asset: str) -> Fraction | None:
    """The seeds' effective share of an asset in percent, over lower bounds, solved exactly.

    For each party x: share(x) = sum of stakes in x times 1 for a seed, share(owner) for
    others. None where the parties above are too many, or a closed circle has no answer.
    """
    above = _above(answer, asset)
    if len(above) > LARGEST:
        return None
    names = sorted(above)
    places = {name: number for number, name in enumerate(names)}
    rows = []
    for name in names:
        row = [Fraction(int(other == name)) for other in names] + [Fraction(0)]
        for holding in above[name]:
            part = answer.holdings.percent(holding.low) / 100
            if holding.owner in answer.seeds:
                row[-1] += part
            else:
                row[places[holding.owner]] -= part
        rows.append(row)
    solved = _solved(rows)
    return None if solved is None else solved[places[asset]] * 100


def _above(answer: OwnershipAnswer, asset: str) -> dict[str, list[Holding]]:
    """The asset and all parties above it that are not seeds, with the stakes in each."""
    found: dict[str, list[Holding]] = {}
    front = [asset]
    while front and len(found) <= LARGEST:
        node = front.pop()
        if node in found:
            continue
        found[node] = [h for h in answer.into(node) if h.form == "shares" and h.low > 0]
        front += [h.owner for h in found[node] if h.owner not in answer.seeds]
    return found


def _solved(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Gauss-Jordan elimination; None where the equations have no single answer."""
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for number, row in enumerate(rows):
            if number != column and row[column]:
                factor = row[column]
                rows[number] = [a - factor * b for a, b in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]


def smallest_stake(answer: OwnershipAnswer, asset: str, among: Collection[str] = ()) -> str | None:
    """The owner with the smallest stake whose loss alone would unblock the asset.

    Only direct stakes are tried. `among` narrows the owners. None where no single one would.
    """
    held = answer.held(asset)
    if held is None or answer.status(asset) != "blocked":
        return None
    shares = {
        h.owner: answer.holdings.percent(h.low) for h in answer.into(asset) if h.owner in held.by
    }
    enough = [
        (size, owner)
        for owner, size in shares.items()
        if not answer.rule.passes(held.low - size) and (not among or owner in among)
    ]
    return min(enough)[1] if enough else None
