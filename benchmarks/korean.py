"""Recall and false alarms of the northern norm: `python benchmarks/korean.py [--data DIR]`.

Bundles of notes of about ten syllables, copies left out, drawn from one source at a time.
Reported: the parallel corpus of novels and scripture (the same passages in both norms, so the
topic is equal) and southern sentences of KLUE NLI, KLUE STS and KorNLI; nothing of them was
trained on or set with. Shown apart and marked: the speeches and KLUE DP, whose means set the
scale, and the film comments and chat lines that the model was trained on. As no published
detector of this norm exists, the peers are hand rules alone (any diagnostic place) and the
dictionary alone, at the same false alarms.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from celtrace.text import northern, northern_lexicon

SIZES = (1, 10, 20, 50, 100)
DRAWS = 4000


def sources(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, norm (`set` and `trained` mark those that are not reported) and lines."""
    home = data / "korean"
    rows = (home / "kpc-half.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [row.split("\t") for row in rows if row.count("\t") == 1]
    yield "parallel, north", "north", [one for one, _ in pairs]
    yield "parallel, south", "south", [other for _, other in pairs]
    for name, keys in (("nli", ("premise", "hypothesis")), ("sts", ("sentence1", "sentence2"))):
        found = json.loads((home / f"klue-{name}-v1.1_dev.json").read_text(encoding="utf-8"))
        yield f"KLUE {name}", "south", [row[key] for row in found for key in keys]
    lines = (home / "kor-xnli.dev.ko.tsv").read_text(encoding="utf-8").splitlines()[1:]
    yield "KorNLI", "south", [text for line in lines for text in line.split("\t")[:2]]
    speeches = sorted((home / "nk-new-year").glob("*.txt"))
    kept = [path for path in speeches if path.stem not in {"2008", "2014", "2015", "2018"}]
    parts = [path.read_text(encoding="utf-8").rpartition("원 문")[2] for path in kept]
    yield "speeches", "set north", [line for part in parts for line in part.splitlines()]
    tree = (home / "klue-dp-v1.1_dev.tsv").read_text(encoding="utf-8").splitlines()
    yield (
        "KLUE dp",
        "set south",
        [line.split("\t")[1] for line in tree if line.startswith("## klue") and "\t" in line],
    )
    with (home / "ChatbotData.csv").open(encoding="utf-8") as stream:
        yield "chat", "trained south", [text for row in csv.reader(stream) for text in row[:2]]
    films = sorted((home / "nsmc-sample").glob("*.json"))
    reviews = (json.loads(path.read_text(encoding="utf-8")) for path in films)
    yield "film comments", "trained south", [row["review"] for part in reviews for row in part]


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


def shipped(looked: dict[str, list[tuple[float, frozenset[str]]]], size: int) -> None:
    """Print one line: how many bundles of each source the product calls northern."""
    said = []
    for name, notes_ in looked.items():
        rng, called = random.Random(size), 0
        for _ in range(DRAWS):
            drawn = rng.sample(notes_, min(size, len(notes_)))
            forms = frozenset[str]().union(*(found for _, found in drawn))
            called += northern.is_northern([score for score, _ in drawn], len(forms))
        said.append(f"{name} {called / DRAWS:.2%}")
    print(f"  {size:3} notes: {', '.join(said)}")


def scored(text: str, lexicon: dict[str, str]) -> float:
    """The score of a note with its diagnostic places."""
    return northern.score(text, northern.sites(text, lexicon))


def spelled(text: str, lexicon: dict[str, str]) -> frozenset[str]:
    """Different forms of a note that are told by letters."""
    found = northern.sites(text, lexicon)
    return frozenset(site.form for site in found if site.rule not in northern.SPACING)


def main() -> None:
    """Print recall and false alarms for the model and for its peers."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--notes", type=int, default=3000)
    given = ask.parse_args()
    lexicon = northern_lexicon.forms()
    print(f"dictionary: {len(lexicon):,} forms" if lexicon else northern_lexicon.REMEDY)
    read = {name: (norm, notes(lines)[: given.notes]) for name, norm, lines in sources(given.data)}
    print("as the product calls it (score and forms told by letters)")
    looked = {
        name: [(scored(text, lexicon), spelled(text, lexicon)) for text in found]
        for name, (_, found) in read.items()
    }
    for size in SIZES[1:]:
        shipped(looked, size)
    ways: dict[str, Callable[[str], float]] = {
        "score alone, at 0.1 % false alarms in the worst source": lambda text: scored(
            text, lexicon
        ),
        "hand rules alone, likewise": lambda text: float(len(northern.sites(text, {}))),
        "dictionary alone, likewise": lambda text: float(
            sum(site.rule == "lexicon" for site in northern.sites(text, lexicon))
        ),
    }
    for name, way in ways.items():
        print(name)
        by_source = {
            source: (norm, [way(text) for text in found]) for source, (norm, found) in read.items()
        }
        for size in SIZES:
            table(by_source, size)


if __name__ == "__main__":
    main()
