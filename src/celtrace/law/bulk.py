"""The cascade over columns, for registers of millions of stakes; needs the extra `scale`.

The same rules as `ownership` (OFAC FAQ 398-402), over whole millionths of a percentage point
instead of fractions: shares finer than that are rounded outwards, so that a lower bound is
never too high and an upper bound never too low; an excluded bound is one part off. Only
what surely blocks, and what may by its bounds, is answered here; proofs, circles and
remainders are made by the exact engine for the parties somebody asks about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from celtrace.law.stakes import Holdings

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

Numbers = NDArray[np.int32]

POINT = 1_000_000
"""Parts of one percentage point."""


class Register:
    """Holdings as columns: owner, asset (numbers from 0), lower and upper bound in parts.

    One row per owner and asset. `count` is the number of parties.
    """

    def __init__(self, count: int, owner: Ints, asset: Ints, low: Ints, high: Ints) -> None:
        order = np.argsort(owner, kind="stable")
        self.count = count
        self.owner: Numbers = owner[order].astype(np.int32)
        self.asset: Numbers = asset[order].astype(np.int32)
        self.low: Ints = low[order].astype(np.int64)
        self.high: Ints = high[order].astype(np.int64)
        counts = np.bincount(self.owner, minlength=count)
        self.start: Ints = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        """Rows of owner n are `start[n]` to `start[n + 1]`."""

    def row(self, owner: int, asset: int) -> int:
        """The row of a holding; KeyError if there is none."""
        first, last = int(self.start[owner]), int(self.start[owner + 1])
        found = np.flatnonzero(self.asset[first:last] == asset)
        if not len(found):
            raise KeyError((owner, asset))
        return first + int(found[0])

    def blocked(
        self, seeds: Sequence[int], *, strict: bool, upper: bool = False
    ) -> tuple[Bools, Ints]:
        """Which parties are blocked, and what blocked owners hold of each, in parts.

        `strict`: more than half; otherwise half is enough. `upper`: over upper bounds.
        """
        weight = self.high if upper else self.low
        held = np.zeros(self.count, dtype=np.int64)
        inside = np.zeros(self.count, dtype=np.bool_)
        front: Ints = np.unique(np.asarray(seeds, dtype=np.int64))
        inside[front] = True
        self._spread(front, weight, held, inside, strict=strict)
        return inside, held

    def _spread(
        self, front: Ints, weight: Ints, held: Ints, inside: Bools, *, strict: bool
    ) -> None:
        """Add what the front holds, take in what passes, until nothing does."""
        line = 50 * POINT + strict
        while len(front):
            rows = self._rows(front)
            assets = self.asset[rows]
            if len(rows) > self.count // 8:
                held += np.bincount(assets, weight[rows], self.count).astype(np.int64)
                front = np.flatnonzero((held >= line) & ~inside)
            else:
                np.add.at(held, assets, weight[rows])
                touched = np.unique(assets).astype(np.int64)
                front = touched[(held[touched] >= line) & ~inside[touched]]
            inside[front] = True

    def _rows(self, owners: Ints) -> Ints:
        """The rows of all these owners."""
        first, last = self.start[owners], self.start[owners + 1]
        counts = last - first
        total = int(counts.sum())
        skipped = np.repeat(np.cumsum(counts) - counts, counts)
        rows: Ints = np.repeat(first, counts) + np.arange(total) - skipped
        return rows


class Standing:
    """The blocked set of a register, kept up to date while single stakes change."""

    def __init__(self, register: Register, seeds: Sequence[int], *, strict: bool) -> None:
        self.register = register
        self.strict = strict
        self.seeds = frozenset(int(seed) for seed in seeds)
        self.blocked, self.held = register.blocked(seeds, strict=strict)

    def change(self, owner: int, asset: int, low: int) -> None:
        """Set the lower bound of one stake, in parts, and follow what that changes.

        A larger stake can only add; for a smaller one everything below the asset that is
        blocked is taken out and tried again from what remains.
        """
        register = self.register
        row = register.row(owner, asset)
        moved = low - int(register.low[row])
        register.low[row] = low
        if not self.blocked[owner] or moved == 0:
            return
        self.held[asset] += moved
        line = 50 * POINT + self.strict
        passes = bool(self.held[asset] >= line)
        if moved > 0:
            if passes and not self.blocked[asset]:
                self._take_in(np.asarray([asset]))
        elif self.blocked[asset] and asset not in self.seeds:
            self._try_again(asset)

    def _take_in(self, front: Ints) -> None:
        self.blocked[front] = True
        self.register._spread(  # noqa: SLF001 - two halves of one engine
            front, self.register.low, self.held, self.blocked, strict=self.strict
        )

    def _try_again(self, asset: int) -> None:
        """Take the asset and what stands below it out, then let in again what still passes."""
        register = self.register
        below = np.zeros(register.count, dtype=np.bool_)
        below[asset] = True
        fixed = np.zeros(register.count, dtype=np.bool_)
        fixed[list(self.seeds)] = True
        front: Ints = np.asarray([asset], dtype=np.int64)
        while len(front):
            near = register.asset[register._rows(front)]  # noqa: SLF001 - two halves of one engine
            near = near[self.blocked[near] & ~below[near] & ~fixed[near]]
            front = np.unique(near).astype(np.int64)
            below[front] = True
        out = np.flatnonzero(below)
        rows = register._rows(out)  # noqa: SLF001 - as above
        np.subtract.at(self.held, register.asset[rows], register.low[rows])
        self.blocked[out] = False
        line = 50 * POINT + self.strict
        back = out[self.held[out] >= line]
        if len(back):
            self._take_in(back)


def register_of(held: Holdings) -> tuple[Register, dict[str, int]]:
    """The share holdings of a day as columns, with the number of each party."""
    shares = [h for h in held.all if h.form == "shares"]
    numbers = _numbers(name for h in shares for name in (h.owner, h.asset))
    columns = [(numbers[h.owner], numbers[h.asset], h.low, h.high) for h in shares]
    table = [list(column) for column in zip(*columns, strict=True)] or [[], [], [], []]
    low = [_parts(bound, held, up=False) for bound in table[2]]
    high = [_parts(bound, held, up=True) for bound in table[3]]
    owner, asset = (np.asarray(column, dtype=np.int64) for column in table[:2])
    made = Register(
        len(numbers), owner, asset, np.asarray(low, dtype=np.int64),
        np.asarray(high, dtype=np.int64),
    )  # fmt: skip
    return made, numbers


def _numbers(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found.setdefault(name, len(found))
    return found


def _parts(bound: int, held: Holdings, *, up: bool) -> int:
    """A bound in parts, rounded outwards, one part off where it is excluded."""
    percent = held.percent(bound)
    exact = percent * POINT
    mark = int(bound > percent * held.point) - int(bound < percent * held.point)
    return (-int(-exact // 1) if up else int(exact // 1)) + mark


def named(mask: Bools, numbers: Mapping[str, int]) -> set[str]:
    """The parties that a mask holds."""
    return {name for name, number in numbers.items() if mask[number]}
