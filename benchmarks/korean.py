"""Recall and false alarms of the northern norm: `python benchmarks/korean.py [--data DIR]`.

Bundles of notes of about ten syllables, copies left out, drawn from one source at a time.
Reported: the parallel corpus of novels and scripture (the same passages in both norms, so the
topic is equal) and southern sentences of KLUE NLI, KLUE STS and KorNLI; nothing of these was
trained on or set with, nor of a file given by `--more NAME=FILE` (a sentence a line; hurried
web comments, news). Of the parallel corpus the first half was counted and ways were chosen on it;
reported is the second, which holds other sentences of the same books. The corpus repeats itself,
so lines and notes that the first half holds too are left out of the second.
Shown apart: the second half as it is, and sources that were counted, trained on or looked at. As
no published detector of this norm is known, the peers are hand rules alone (any diagnostic place)
and the dictionary alone, at the same false alarms. Last, what limits the recall of small
bundles: how many notes and bundles hold a place that letters tell, not spaces.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from celtrace.text import northern, northern_lexicon
from celtrace.text.northern_choices import BY_LETTERS

SIZES = (1, 10, 20, 50, 100)
DRAWS = 4000
LENGTHS = (6, 8, 10, 15, 20, 30)
CALLED = "northern norm"
NORTHERN = ("speeches", "parallel looked at, north")
"""Northern text to count in."""
COUNTED = {
    "parallel, north": "parallel looked at, north",
    "parallel, south": "parallel looked at, south",
}
"""Where the sentences of a reported source may come again in what was counted or looked at."""


def sources(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, norm (`counted`, `trained` and `chosen` mark what is not reported) and lines."""
    home = data / "korean"
    rows = (home / "kpc-half.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [row.split("\t") for row in rows if row.count("\t") == 1]
    half = len(pairs) // 2
    new = new_pairs(pairs[half:], pairs[:half])
    yield "parallel, north", "north", [one for one, _ in new]
    yield "parallel, south", "south", [other for _, other in new]
    yield "parallel with repeats, north", "chosen north", [one for one, _ in pairs[half:]]
    yield "parallel looked at, north", "chosen north", [one for one, _ in pairs[:half]]
    yield "parallel looked at, south", "chosen south", [other for _, other in pairs[:half]]
    for name, keys in (("nli", ("premise", "hypothesis")), ("sts", ("sentence1", "sentence2"))):
        found = json.loads((home / f"klue-{name}-v1.1_dev.json").read_text(encoding="utf-8"))
        yield f"KLUE {name}", "south", [row[key] for row in found for key in keys]
    lines = (home / "kor-xnli.dev.ko.tsv").read_text(encoding="utf-8").splitlines()[1:]
    yield "KorNLI", "south", [text for line in lines for text in line.split("\t")[:2]]
    speeches = sorted((home / "nk-new-year").glob("*.txt"))
    parts = [path.read_text(encoding="utf-8").rpartition("원 문")[2] for path in speeches]
    kept = [line for part in parts if faithful(part) for line in part.splitlines()]
    yield "speeches", "counted north", kept
    tree = (home / "klue-dp-v1.1_dev.tsv").read_text(encoding="utf-8").splitlines()
    yield (
        "KLUE dp",
        "counted south",
        [line.split("\t")[1] for line in tree if line.startswith("## klue") and "\t" in line],
    )
    with (home / "ChatbotData.csv").open(encoding="utf-8") as stream:
        yield "chat", "trained south", [text for row in csv.reader(stream) for text in row[:2]]
    films = sorted((home / "nsmc-sample").glob("*.json"))
    reviews = (json.loads(path.read_text(encoding="utf-8")) for path in films)
    yield "film comments", "trained south", [row["review"] for part in reviews for row in part]


KEPT = re.compile("되[여였]|[할볼될갈올있는한된]것|[가-힣]고있|[할될볼]수(?: |있|없)")
CHANGED = re.compile("되[어었]|[할볼될갈올있는한된] 것|[가-힣]고 있|[할될볼] 수(?: |있|없)")
MOSTLY = 0.9
"""Share of such places that a transcript must write the northern way to be taken."""


def faithful(text: str) -> bool:
    """Whether a transcript kept the spelling; some were brought to the southern norm in part."""
    kept, changed = len(KEPT.findall(text)), len(CHANGED.findall(text))
    return kept >= MOSTLY * (kept + changed)


def notes(lines: Iterable[str], size: int = 10) -> list[str]:
    """Runs of words with at least so many syllables, each once, in a fixed mixed order."""
    found: set[str] = set()
    for line in lines:
        run: list[str] = []
        for word in northern.plain(line).split(" "):
            run.append(word)
            if sum(map(len, run)) >= size:
                found.add(" ".join(run))
                run = []
    ordered = sorted(found)
    random.Random(3).shuffle(ordered)
    return ordered


def new_pairs(reported: list[list[str]], counted: list[list[str]]) -> list[list[str]]:
    """The pairs of which neither side stands, as plain words, on that side of those counted."""
    seen = [{northern.plain(text) for text in side} for side in zip(*counted, strict=True)]
    return [
        pair
        for pair in reported
        if not any(northern.plain(text) in side for text, side in zip(pair, seen, strict=True))
    ]


def new_notes(lines: Iterable[str], counted: Iterable[str], size: int = 10) -> list[str]:
    """The notes whose run of words stands nowhere in the lines counted, however these are cut."""
    whole = "\n".join(f" {northern.plain(line)} " for line in counted)
    return [note for note in notes(lines, size) if f" {note} " not in whole]


def notes_in(path: Path) -> list[str]:
    """The notes of a file of lines."""
    return notes(path.read_text("utf-8", "replace").splitlines())


def options(said: str | None) -> argparse.Namespace:
    """What the training scripts are asked with: the data folder, and more southern files."""
    ask = argparse.ArgumentParser(description=said)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--careful", nargs="*", type=Path, default=[])
    ask.add_argument("--hurried", nargs="*", type=Path, default=[])
    ask.add_argument("--unseen", nargs="*", type=Path, default=[])
    ask.add_argument("--north", nargs="+", choices=NORTHERN, default=NORTHERN)
    return ask.parse_args()


def northern_notes(given: argparse.Namespace, own: dict[str, list[str]]) -> list[list[str]]:
    """The northern notes to count in: without one of the two, what is told of it is new text."""
    return [own[name] for name in NORTHERN if name in given.north]


def means(scores: list[float], count: int) -> list[float]:
    """Mean scores of bundles of so many different notes, in order."""
    rng = random.Random(count)
    most = min(count, len(scores))
    return sorted(sum(rng.sample(scores, most)) / most for _ in range(DRAWS))


def over(sorted_means: list[float], level: float) -> float:
    """Share of bundles above a level."""
    return sum(mean > level for mean in sorted_means) / len(sorted_means)


def table(by_source: dict[str, tuple[str, list[float]]], size: int) -> None:
    """Print one line: each source above the level of 0.1 % in the worst southern source."""
    bundles = {name: means(scores, size) for name, (_, scores) in by_source.items()}
    south = [name for name, (norm, _) in by_source.items() if norm == "south"]
    worst = max(bundles[name][-DRAWS // 1000 - 1] for name in south)
    said = ", ".join(f"{name} {over(bundles[name], worst):.2%}" for name in by_source)
    print(f"  {size:3} notes, level {worst:6.2f}: {said}")


def shipped(looked: dict[str, list[northern.Note]], size: int) -> dict[str, Counter[str]]:
    """How many bundles of each source the product gives each verdict; prints the shares."""
    called: dict[str, Counter[str]] = {}
    for name, notes_ in looked.items():
        rng = random.Random(size)
        drawn = (rng.sample(notes_, min(size, len(notes_))) for _ in range(DRAWS))
        called[name] = Counter(northern.verdict(northern.told(one), size) for one in drawn)
    for label, said in (
        ("northern norm", ("northern norm",)),
        ("the same, or spaces left out", ("northern norm", "northern norm or spaces left out")),
    ):
        shares = ", ".join(
            f"{name} {sum(many[one] for one in said) / DRAWS:.2%}" for name, many in called.items()
        )
        print(f"  {size:3} notes, {label}: {shares}")
    return called


def most(found: int, tries: int) -> float:
    """The largest share that so many finds leave likely (Wilson, 95 % on one side)."""
    share, width = found / tries, 1.645**2 / tries
    middle = share + width / 2
    return (middle + (width * (share * (1 - share) + width / 4)) ** 0.5) / (1 + width)


def alarms(called: dict[str, Counter[str]], south: list[str]) -> None:
    """Print the false alarms of all southern sources together, and of the worst."""
    found = {name: called[name]["northern norm"] for name in south}
    worst = max(south, key=lambda name: found[name])
    whole, tries = sum(found.values()), DRAWS * len(south)
    print(
        f"      false alarms: {whole} of {tries:,} southern bundles (at most "
        f"{most(whole, tries):.3%}), the worst source {worst} {found[worst]} of {DRAWS:,} (at "
        f"most {most(found[worst], DRAWS):.3%})"
    )


def lengths(lines: list[str], counted: list[str], count: int) -> None:
    """Print recall of northern bundles by the length of their notes."""
    for length in LENGTHS:
        looked = [northern.look(text) for text in new_notes(lines, counted, length)[:count]]
        shares = []
        for size in (20, 50):
            rng = random.Random(size)
            drawn = (rng.sample(looked, size) for _ in range(DRAWS // 4))
            found = sum(northern.verdict(northern.told(one), size) == CALLED for one in drawn)
            shares.append(f"{size} notes {found / (DRAWS // 4):.1%}")
        print(f"  {length:2} syllables: {', '.join(shares)}")


def limits(looked: dict[str, list[northern.Note]]) -> None:
    """Print how many notes hold a place of each sort, and how many bundles of 20 hold few."""
    for name in ("parallel, north", "speeches"):
        notes_ = looked[name]
        told = [
            {one.form for one in note.choices if one.northern and one.kind in BY_LETTERS}
            for note in notes_
        ]
        any_ = sum(any(one.northern for one in note.choices) for note in notes_) / len(notes_)
        rng = random.Random(20)
        forms = [len(set[str]().union(*rng.sample(told, 20))) for _ in range(DRAWS)]
        print(
            f"  {name}: notes with a northern place {any_:.1%}, with one told by letters "
            f"{sum(map(bool, told)) / len(told):.1%}; bundles of 20 with no such form "
            f"{forms.count(0) / DRAWS:.1%}, with one {forms.count(1) / DRAWS:.1%}"
        )


def main() -> None:
    """Print recall and false alarms for the model and for its peers."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--notes", type=int, default=3000)
    ask.add_argument("--more", action="append", default=[], metavar="NAME=FILE")
    given = ask.parse_args()
    words = northern_lexicon.words()
    print(f"dictionary: {len(words.forms):,} forms" if words.nouns else northern_lexicon.REMEDY)
    norms = {name: norm for name, norm, _ in sources(given.data)}
    texts = {name: lines for name, _, lines in sources(given.data)}
    read = {
        name: (norm, new_notes(texts[name], texts.get(COUNTED.get(name, ""), []))[: given.notes])
        for name, norm in norms.items()
    }
    for name, first in COUNTED.items():
        every = len(notes(texts[name]))
        left = len(new_notes(texts[name], texts[first]))
        print(f"{name}: {len(texts[name]):,} lines, {left:,} of {every:,} notes are new")
    for name, _, path in (one.partition("=") for one in given.more):
        read[name] = ("south", notes_in(Path(path))[: given.notes])
    print("as the product calls it")
    looked = {name: [northern.look(text) for text in found] for name, (_, found) in read.items()}
    south = [name for name, (norm, _) in read.items() if norm == "south"]
    for size in SIZES[1:]:
        alarms(shipped(looked, size), south)
    print("recall by length of the notes (parallel, north)")
    lengths(texts["parallel, north"], texts[COUNTED["parallel, north"]], given.notes)
    print("what limits small bundles")
    limits(looked)
    ways: dict[str, Callable[[northern.Note], float]] = {
        "hand rules alone, at 0.1 % false alarms in the worst southern source": lambda note: float(
            sum(site.rule != "lexicon" for site in note.sites)
        ),
        "dictionary alone, likewise": lambda note: float(
            sum(site.rule == "lexicon" for site in note.sites)
        ),
    }
    for name, way in ways.items():
        print(name)
        by_source = {
            source: (read[source][0], [way(note) for note in found])
            for source, found in looked.items()
        }
        for size in SIZES[1:4]:
            table(by_source, size)


if __name__ == "__main__":
    main()
