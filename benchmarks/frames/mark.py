"""Whose copy was traced: recipients named from ten drawings, and how often nobody's is.

    python benchmarks/frames/mark.py [--recipients 64] [--drawings 120] [--kinds traced,rough]

Every drawing is read once, from a marked copy and from the unmarked original; then ten at a
time are drawn from those read, thousands of times. Of unmarked drawings every name is like
every other, so names are dealt anew for each set: that gives many sets from few drawings, and
bounds the rate of false accusations far below what trials one by one could. Sets share
drawings, so the rates hold for these drawings and makers; how the share of right names varies
when other shows are drawn (with replacement) stands beside it, and the upper end of Wilson's
95 % interval beside what was accused. Simulated tracing only: a traced line with a shaking
hand (0.2 %), pencil (its own warp 0.4 %), rough (0.6 %, strokes redrawn and left out),
searched-for lines by another maker (0.7 %), all a little askew. Nothing was tuned on shows from
900 on; the mark and its reader were tuned on those from 600 on (`--first 600`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import numpy as np
from run import wilson

from celtrace.frames.mark import APART, DECOYS, FEWEST, SURE, Mark, Told, pooled, told, warp, warped
from celtrace.frames.mark_plan import planned
from celtrace.frames.strokes import ink_of
from frames import traced
from frames.drawn import Drawn, Show

SECRET = b"for the benchmark"
SIZE = (480, 270)
CUTS = 5


def read(kind: str, drawn: Drawn, number: int, recipients: list[str], to: str) -> Told | None:
    """What a tracing of one drawing says; of the copy `to` somebody, or of the unmarked one."""
    mark, ink = Mark(SECRET, f"{kind} {number}"), drawn.ink
    ours = ink_of(cv2.resize(ink, SIZE, interpolation=cv2.INTER_AREA))
    if to:
        ink = warped(ink, warp(mark, to, planned(ours), (ink.shape[1], ink.shape[0])))
    rng = np.random.default_rng([number, bool(to)])
    found = traced.KINDS[kind](ink, drawn.mask, rng)
    seen = cv2.resize(found, SIZE, interpolation=cv2.INTER_AREA)
    return told(ink_of(seen), ours, mark, recipients)


class Read(NamedTuple):
    """What the drawings of one kind say, and of which show each is."""

    marked: list[tuple[int, Told]]
    unmarked: list[tuple[int, Told]]


def sets(read_: Sequence[Told], rng: np.random.Generator, count: int, *, deal: bool) -> list[Told]:
    """So many of what was read; with names dealt anew where all are alike."""
    chosen = [read_[n] for n in rng.choice(len(read_), count, replace=False)]
    return [_dealt(one, rng) for one in chosen] if deal else chosen


def _dealt(one: Told, rng: np.random.Generator) -> Told:
    far = rng.permutation(list(one.recipients.values()))
    named = dict(zip(one.recipients, far, strict=True))
    return Told(named, tuple(rng.permutation(one.decoys)))


def all_read(kind: str, given: argparse.Namespace, recipients: list[str]) -> Read:
    """Every drawing once marked and once not."""
    both = Read([], [])
    for number in range(given.drawings):
        show = Show(given.first + number // CUTS, CUTS)
        drawn = show.frame(number % CUTS, 0.2 + 0.15 * (number % 5))
        for said, to in zip(both, (recipients[0], ""), strict=True):
            if (one := read(kind, drawn, number, recipients, to)) is not None:
                said.append((number // CUTS, one))
    return both


def over_shows(
    marked: list[tuple[int, Told]], true: str, count: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Between which shares of sets are right in 95 of 100 draws of shows, with replacement."""
    shows = sorted({show for show, _ in marked})
    shares = []
    for _ in range(100):
        drawn = [one for show in rng.choice(shows, len(shows)) for at, one in marked if at == show]
        said = (pooled(sets(drawn, rng, count, deal=False)) for _ in range(200))
        shares.append(np.mean([one.recipient == true for one in said]))
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float(high)


def measured(kind: str, given: argparse.Namespace, recipients: list[str]) -> None:
    """Read all drawings of one kind, and print what sets of them say."""
    began, true = time.process_time(), recipients[0]
    both = all_read(kind, given, recipients)
    cost = (time.process_time() - began) / (2 * given.drawings)
    marked, unmarked = ([one for _, one in each] for each in both)
    rng = np.random.default_rng(5)
    for count in (one for one in given.pooled if 2 * one <= len(marked)):
        named = [pooled(sets(marked, rng, count, deal=False)).recipient for _ in range(given.sets)]
        right, wrong = named.count(true), len(named) - named.count(true) - named.count("")
        chance = [pooled(sets(unmarked, rng, count, deal=True)) for _ in range(given.sets)]
        accused = sum(one.recipient != "" for one in chance)
        low, high = over_shows(both.marked, true, count, rng)
        bound = wilson(accused, given.sets)[1] / 100
        print(
            f"{kind:8} {count:3} drawings: right {right / given.sets:.2%} (over shows {low:.1%} to "
            f"{high:.1%}), wrong {wrong}; unmarked: {accused} of {given.sets} accused (at most "
            f"{bound:.1e}), greatest deviation {max(one.deviations for one in chance):.1f}",
            flush=True,
        )
    singly = [one.recipients[true] for one in marked]
    print(
        f"{kind:8} one drawing: mean deviation {np.mean(singly):.2f}, least {min(singly):.2f}; "
        f"{len(marked)} of {given.drawings} marked, {len(unmarked)} unmarked could be laid; "
        f"{cost:.2f} CPU s a drawing",
        flush=True,
    )


def main() -> None:
    """Each kind of tracing, marked and unmarked, and what was said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=64)
    parser.add_argument("--drawings", type=int, default=120)
    parser.add_argument("--first", type=int, default=900, help="Show to begin with.")
    parser.add_argument("--sets", type=int, default=10_000)
    parser.add_argument("--pooled", type=int, nargs="+", default=[FEWEST, 20])
    parser.add_argument("--kinds", default=",".join(traced.KINDS))
    given = parser.parse_args()
    cv2.setNumThreads(1)
    recipients = [f"recipient {n:03d}" for n in range(given.recipients)]
    print(
        f"{given.recipients} recipients, {DECOYS} decoys; named from {SURE} deviations on, "
        f"{APART} before the next"
    )
    for kind in given.kinds.split(","):
        measured(kind, given, recipients)


if __name__ == "__main__":
    main()
