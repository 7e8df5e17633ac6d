"""How usual each character is, per kind of text: makes `celtrace/text/_tables/usual.txt`.

    python benchmarks/training/usual.py --south FILE... --north FOLDER --jieba dict.txt
        --opencc FOLDER --ipadic sys.dic --korean sys.dic

Sources, none of which any figure is reported on: southern Korean from chat lines (MIT) and
film comments (CC0), northern Korean from speeches (CC0), Chinese word counts from jieba
(MIT), traditional forms from OpenCC (Apache-2.0), Korean words from NK-HanDic (BSD-3),
Japanese word costs from IPADIC (its own permissive licence). What is kept is -log2 of a
character's share, rounded to a half.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "src" / "celtrace" / "text" / "_tables" / "usual.txt"
HEADER = "# Made by benchmarks/training/usual.py; -log2 of a character's share in halves.\n"
FEW = 1e-6
PAIRS = 20000
"""So many pairs are kept of a kind of text."""
HAN = re.compile("[\u4e00-\u9fff]+")
HANGUL = re.compile("[가-힣]+")
RUNNING = (
    "のにはをがたでてとしれさあいうえかきくけこすなまもやよらりるアイウエオカキクコシスタトニメルン"
    "っだんじちつせそわげどろめみごびべ"
)
"""Kana by how often running text has them; a dictionary counts each particle once."""


def lines_of(paths: Iterable[Path]) -> Iterator[str]:
    """Sentences of chat lines (CSV: Q, A, label), film comments (JSON: review) and plain lines."""
    for path in paths:
        if path.suffix == ".txt":
            yield from path.read_text("utf-8", "replace").splitlines()
            continue
        if path.suffix == ".csv":
            with path.open(encoding="utf-8") as stream:
                for row in csv.reader(stream):
                    yield from row[:2]
        else:
            for one in json.loads(path.read_text(encoding="utf-8")):
                yield one["review"]


def speeches(folder: Path) -> Iterator[str]:
    """What follows the southern preface of each speech."""
    for path in sorted(folder.glob("*.txt")):
        yield path.read_text(encoding="utf-8").rpartition("원 문")[2]


def hangul(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Counts of Hangul syllables, and of pairs of them inside a word."""
    runs = [run for text in texts for run in HANGUL.findall(text)]
    ones = Counter(char for run in runs for char in run)
    return ones, Counter(a + b for run in runs for a, b in pairwise(run))


def words_of(dictionary: Path) -> list[tuple[str, int]]:
    """Chinese words with their counts."""
    lines = (line.split(" ") for line in dictionary.read_text(encoding="utf-8").splitlines())
    return [(word, int(count)) for word, count, _ in lines]


def hanzi(words: Iterable[tuple[str, int]]) -> Counter[str]:
    """Counts of the characters of words."""
    counts: Counter[str] = Counter()
    for word, count in words:
        for char in word:
            if "\u4e00" <= char <= "\u9fff":
                counts[char] += count
    return counts


def word_pairs(words: Iterable[tuple[str, int]]) -> Counter[str]:
    """Counts of the pairs of characters that stand together in words."""
    counts: Counter[str] = Counter()
    for word, count in words:
        for a, b in pairwise(word):
            if HAN.fullmatch(a + b):
                counts[a + b] += count
    return counts


def traditional(words: list[tuple[str, int]], folder: Path) -> list[tuple[str, int]]:
    """The same words in traditional characters."""
    table: dict[str, str] = {}
    for name in ("STCharacters.txt", "STPhrases.txt"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if "\t" in line:
                one, other = line.split("\t")
                table[one] = other.split(" ")[0]
    return [
        (table.get(word) or "".join(table.get(char, char) for char in word), count)
        for word, count in words
    ]


def entries(dictionary: Path) -> Iterator[tuple[int, list[str]]]:
    """Cost and fields of each entry of a compiled MeCab dictionary."""
    data = dictionary.read_bytes()
    sizes = struct.unpack_from("<10I", data)
    charset = data[40:72].rstrip(b"\0").decode()
    tokens, features = 72 + sizes[6], 72 + sizes[6] + sizes[7]
    for at in range(tokens, tokens + sizes[7], 16):
        cost, place = struct.unpack_from("<hI", data, at + 6)
        end = data.index(b"\0", features + place)
        yield cost, data[features + place : end].decode(charset, "replace").split(",")


def korean_words(dictionary: Path) -> Iterator[str]:
    """Each word of the dictionary once: words that speech and comments lack."""
    yield from sorted({fields[6] for _, fields in entries(dictionary)})


def japanese(dictionary: Path) -> Counter[str]:
    """Shares of kana and kanji from word costs (lower is more usual)."""
    counts: Counter[str] = Counter()
    for cost, fields in entries(dictionary):
        share = math.exp(-max(cost, 0) / 900)
        for char in fields[6] if fields[6] != "*" else "":
            counts[char] += share
    kept = {c: n for c, n in counts.items() if "\u3040" <= c <= "\u9fff"}
    whole = sum(kept.values())
    harmonic = sum(1 / (rank + 2) for rank in range(len(RUNNING)))
    for rank, char in enumerate(RUNNING):
        kept[char] = kept.get(char, 0) + 0.8 * whole / (rank + 2) / harmonic
    return Counter(kept)


def rows(name: str, counts: Counter[str]) -> Iterator[str]:
    """Lines of the table: kind, half bits, the characters of that share."""
    whole = sum(counts.values())
    bins: dict[int, list[str]] = {}
    for char, count in counts.items():
        if count / whole >= FEW:
            bins.setdefault(round(-2 * math.log2(count / whole)), []).append(char)
    for bits in sorted(bins):
        yield f"{name} {bits} {''.join(sorted(bins[bits]))}"


def pair_rows(name: str, ones: Counter[str], twos: Counter[str]) -> Iterator[str]:
    """Lines of the table: kind with `2`, half bits of the second given the first, the pairs."""
    bins: dict[int, list[str]] = {}
    for pair, count in twos.most_common(PAIRS):
        share = min(1.0, count / max(ones[pair[0]], 1))
        gain = math.log2(share * sum(ones.values()) / max(ones[pair[1]], 1))
        if gain > 1:
            bins.setdefault(round(-2 * math.log2(share)), []).append(pair)
    for bits in sorted(bins):
        yield f"{name}2 {bits} {''.join(sorted(bins[bits]))}"


def tables(given: argparse.Namespace) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """Each kind of text with counts of characters and of pairs."""
    south, south2 = hangul(lines_of(given.south))
    north, north2 = hangul(speeches(given.north))
    scale = sum(north.values()) / sum(south.values())
    words, words2 = hangul(korean_words(given.korean))
    share = sum(south.values()) / sum(words.values()) / 4
    for mine, other, factor in (
        (north, south, scale / 2), (north2, south2, scale / 2),
        (north, words, share * scale), (north2, words2, share * scale),
        (south, words, share), (south2, words2, share),
    ):  # fmt: skip
        mine.update({char: max(1, round(count * factor)) for char, count in other.items()})
    yield "south", south, south2
    yield "north", north, north2
    simple = words_of(given.jieba)
    yield "simple", hanzi(simple), word_pairs(simple)
    full = traditional(simple, given.opencc)
    yield "traditional", hanzi(full), word_pairs(full)
    yield "japanese", japanese(given.ipadic), Counter()


def main() -> None:
    """Read the sources, write the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--south", nargs="+", type=Path, required=True)
    for name in ("--north", "--jieba", "--opencc", "--ipadic", "--korean"):
        ask.add_argument(name, type=Path, required=True)
    text = []
    for name, ones, twos in tables(ask.parse_args()):
        text += [*rows(name, ones), *pair_rows(name, ones, twos)]
        print(f"{name}: {len(ones)} characters, {min(len(twos), PAIRS)} pairs")
    OUT.write_text(HEADER + "\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
