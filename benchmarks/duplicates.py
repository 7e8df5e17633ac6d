"""Who shares what, at size: `python benchmarks/duplicates.py`.

Prints for 10,000 invented workers with 12 values each, 40 planted rings of five people who
share two values: processor seconds, planted rings found, other rings for every 1,000 people.
Then for 5,100 invented CVs of about 200 words, 100 of them another one with 15 % of its words
exchanged: processor seconds for all pairs, copies found, other pairs named.
"""

from __future__ import annotations

import random
import sys
import time

from celtrace.documents.rings import Held, Kind, rings
from celtrace.papers.phrases import shared

KINDS: tuple[Kind, ...] = (
    "phone", "mail", "account", "address", "device", "passkey", "document number", "photograph",
    "text", "source", "portfolio", "profile",
)  # fmt: skip
PEOPLE, RINGS = 10_000, 40
CVS, COPIES, CHANGED = 5_000, 100, 0.15


def people(draw: random.Random) -> tuple[list[Held], list[set[str]]]:
    """People with values of their own, houses, agencies, shared machines; and planted rings."""
    held = []
    for n in range(PEOPLE):
        own = [Held(f"p{n:05}", kind, f"{kind} {n}") for kind in KINDS if kind != "address"]
        held += own
        held.append(Held(f"p{n:05}", "address", f"house {draw.randrange(PEOPLE // 2)}"))
        if draw.random() < 0.3:
            held.append(Held(f"p{n:05}", "phone", f"agency {draw.randrange(20)}"))
        if draw.random() < 0.01:
            held.append(Held(f"p{n:05}", "device", f"machine {draw.randrange(PEOPLE // 50)}"))
    planted = []
    for n in range(RINGS):
        five = {f"p{m:05}" for m in draw.sample(range(PEOPLE), 5)}
        planted.append(five)
        for kind in draw.sample(KINDS, 2):
            held += [Held(person, kind, f"planted {n} {kind}") for person in five]
    return held, planted


def cvs(draw: random.Random) -> list[str]:
    """CVs of common words of the trade and rare ones, the copies last."""
    common = ["".join(draw.choices("abcdefghijklmnop", k=draw.randint(3, 9))) for _ in range(2_000)]
    form = " ".join(draw.choices(common, k=40))
    texts = [f"{form} {' '.join(draw.choices(common, k=160))}" for _ in range(CVS)]
    for text in texts[:COPIES]:
        words = [draw.choice(common) if draw.random() < CHANGED else w for w in text.split()]
        texts.append(" ".join(words))
    return texts


def main() -> int:
    """Print both tables."""
    draw = random.Random(8)
    held, planted = people(draw)
    start = time.process_time()
    found = [set(ring.members) for ring in rings(held)]
    spent = time.process_time() - start
    hit = sum(any(ring <= other for other in found) for ring in planted)
    wrong = sum(not any(ring & other for other in planted) for ring in found)
    print(f"{PEOPLE:,} people, {len(held):,} values: {spent:.1f} cpu-s, {hit} of {RINGS} planted "
          f"rings found, {1000 * wrong / PEOPLE:.2f} others for every 1,000 people")  # fmt: skip
    texts = cvs(draw)
    start = time.process_time()
    pairs = {(one.one, one.other) for one in shared(texts)}
    spent = time.process_time() - start
    own = {(n, CVS + n) for n in range(COPIES)}
    print(f"{len(texts):,} CVs, all pairs: {spent:.1f} cpu-s, {len(own & pairs)} of {COPIES} "
          f"copies found, {len(pairs - own)} other pairs named")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
