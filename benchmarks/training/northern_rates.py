"""Counts how often each norm takes the northern way, and sets the limits of bundles.

    python benchmarks/training/northern_rates.py --data DIR --careful FILE... --hurried FILE...
        --unseen FILE...

North: the New Year speeches and the first half of the parallel corpus (`--north` takes one of
them only). With care: chat lines and KLUE DP of the data folder and the files given (UD Kaist,
UD GSD; one sentence a line). In a hurry: the film comments of the data folder and the files
given (comments under news). Writes `northern_rates.csv` and prints the limits that 1 in 2,000
bundles of any of these southern sources pass, of the files given as unseen and of the southern
side of that half: on notes that were not counted where a source has more than were. Shares of
choices do not depend on topics: a place counts whichever way it is written.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import korean

from celtrace.text import northern, northern_lexicon
from celtrace.text.northern_choices import choices

TABLE = Path(northern.__file__).parent / "_tables" / "northern_rates.csv"
PER_NOTE = ("initial by rule", "initial within", "dictionary", "honoured")
"""Kinds of which only the northern way can be seen."""
NEUTRAL = (
    "not",
    "object",
    "contracted",
    "must",
    "time",
    "seeming",
    "and then",
    "adverb",
    "particle",
)
"""Kinds that both norms write alike."""
RARE = {"asking", "habit", "wishing"}
"""Kinds that northern text may hardly have; what the rule books say stands in."""
EXPECTED = {"north": 0.9, "careful": 0.05, "hurried": 0.4}
PULL, LEAST, NOTES, DRAWS = 3, 0.01, 4000, 20_000
ONE_IN = 2000
"""Limits leave room: sources that nothing was set with may be worse than any that was."""
TRAINED, FEW = 6000, 1000
"""Notes of a source that the model of spaces saw at most, and as many as limits need."""


def shares(sources: list[list[str]], side: str) -> dict[str, float]:
    """Share of the northern way by kind, each source weighing the same."""
    words, found = northern_lexicon.words(), []
    for notes in sources:
        north: Counter[str] = Counter()
        both: Counter[str] = Counter()
        for choice in (one for note in notes for one in choices(note, words)):
            both[choice.kind] += 1
            north[choice.kind] += choice.northern
        found.append((north, both, len(notes)))
    kinds = sorted({kind for _, both, _ in found for kind in both} | RARE)
    told = {}
    for kind in kinds:
        neutral = side == "north" and kind in NEUTRAL
        expected = 0.03 if neutral else EXPECTED[side]
        told[kind] = sum(
            (north[kind] + 0.5) / (count + 150) if kind in PER_NOTE
            else (north[kind] + expected * PULL) / (both[kind] + PULL)
            for north, both, count in found
        ) / len(found)  # fmt: skip
    return told


def write(by_side: dict[str, dict[str, float]]) -> None:
    """The table of the package."""
    lines = ["kind,north,careful,hurried,per"]
    for kind in sorted(by_side["north"].keys() & by_side["careful"].keys()):
        per = "note" if kind in PER_NOTE else "place"
        floor = 0.0 if kind in PER_NOTE else LEAST
        kept = [max(floor, min(1 - floor, side.get(kind, LEAST))) for side in by_side.values()]
        lines.append(",".join([kind, *(f"{share:.4f}" for share in kept), per]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    northern.rates.cache_clear()
    northern.weight.cache_clear()


def held(notes: list[str]) -> list[str]:
    """Notes that nothing was counted or trained on, or the first where too few are left."""
    after = notes[TRAINED : TRAINED + NOTES]
    return after if len(after) >= FEW else notes[:NOTES]


def limits(sources: dict[str, list[northern.Note]], size: int) -> dict[str, tuple[float, float]]:
    """What one bundle of so many notes in `ONE_IN` passes, by source: with care, either way."""
    found = {}
    for name, notes in sources.items():
        rng = random.Random(size)
        drawn = [northern.told(rng.sample(notes, size)) for _ in range(DRAWS)]
        careful, either = (sorted(side)[-DRAWS // ONE_IN - 1] for side in zip(*drawn, strict=True))
        found[name] = round(careful, 1), round(either, 1)
    return found


def main() -> None:
    """Count, write, set."""
    given = korean.options(__doc__)
    own = {name: korean.notes(lines) for name, _, lines in korean.sources(given.data)}

    def more(paths: list[Path]) -> dict[str, list[str]]:
        return {path.stem: korean.notes_in(path) for path in paths}

    def counted(sources: dict[str, list[str]], side: str) -> dict[str, float]:
        return shares([notes[:NOTES] for notes in sources.values()], side)

    north = {str(at): notes for at, notes in enumerate(korean.northern_notes(given, own))}
    careful = {name: own[name] for name in ("KLUE dp", "chat")} | more(given.careful)
    hurried = {"film comments": own["film comments"]} | more(given.hurried)
    sides = {"north": north, "careful": careful, "hurried": hurried}
    write({side: counted(sources, side) for side, sources in sides.items()})
    name = "parallel looked at, south"
    south = careful | hurried | more(given.unseen) | {name: own[name]}
    looked = {name: [northern.look(note) for note in held(south[name])] for name in south}
    for size in northern.LIMIT:
        print(size, limits(looked, size), flush=True)


if __name__ == "__main__":
    main()
