"""How far a bundle of Korean notes follows the northern norm, with what that rests on.

One note proves little: it shows the places where the norms differ, and below a length
nothing. A bundle of a folder or author is compared with southern text as a whole: the mean
score of its notes, each counted once however often it was copied, against the means that
southern and northern text gave (`celtrace/text/_tables/northern.md`). Writers of Korean in
China are taught the same norm, so no result says where anybody is from; it is context.
"""

from __future__ import annotations

import math
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from celtrace.text import northern_lexicon
from celtrace.text.northern_rules import Site, sites

SHARED = (
    "Writers of Korean in China are taught the same norm, so this does not tell where a "
    "writer is from."
)
"""Stands beside every result."""
SHORTEST = 6
"""Syllables under which a note is not decidable and not counted."""
FEWEST = 10
"""Notes under which a bundle is not decidable."""
NORTH, SOUTH = (0.12, 1.43), (-0.81, 1.55)
"""Mean and spread of note scores: speeches (CC0) and southern news sentences (KLUE DP)."""
ALIKE = 0.015
"""Correlation of notes of one text, measured between the speeches."""
ALARM = {10: 0.39, 20: 0.05, 30: -0.06, 50: -0.26, 100: -0.37, 200: -0.49}
"""Mean score that a bundle of so many notes must pass."""
SPELLED = {10: 1, 20: 1, 30: 1, 50: 2, 100: 3, 200: 4}
"""Different forms in it that are told by letters: hurried writers anywhere leave out spaces."""
SPACING = frozenset({"joined bound noun", "joined auxiliary"})
_DRAWS, _CLIP = 400, 4.0
_NOT_HANGUL = re.compile("[^가-힣]+")

Verdict = Literal["northern norm", "no sign", "not decidable"]


class Note(msgspec.Struct, frozen=True):
    """What one note shows."""

    text: str
    sites: tuple[Site, ...]
    score: float
    decidable: bool
    """Whether it is long enough to be counted in a bundle; alone it decides nothing."""


class Bundle(msgspec.Struct, frozen=True):
    """What the notes of one folder or author show together."""

    notes: tuple[Note, ...]
    """Different notes that are long enough."""
    copies: int
    short: int
    ratio: float
    """Ten's logarithm of how many times likelier the notes are in the northern norm."""
    low: float
    high: float
    """Its bounds when notes are drawn again (95 %)."""
    verdict: Verdict
    """`northern norm` only beyond what 1 in 1,000 southern bundles of this size reach."""

    @property
    def sites(self) -> tuple[Site, ...]:
        """The diagnostic places of all notes."""
        return tuple(site for note in self.notes for site in note.sites)


def plain(text: str) -> str:
    """Hangul words with single spaces: punctuation would tell the source, not the norm."""
    return _NOT_HANGUL.sub(" ", unicodedata.normalize("NFC", text)).strip()


def grams(text: str) -> Iterator[str]:
    """One to four letters, with the spaces, of a plain text."""
    whole = f" {text} "
    for size in (1, 2, 3, 4):
        for at in range(len(whole) - size + 1):
            yield whole[at : at + size]


def score(text: str) -> float:
    """Sum of the weights of the n-grams of a note; southern text lies lower."""
    weights = _weights()
    return sum(weights.get(gram, 0.0) for gram in sorted(set(grams(plain(text)))))


def look(text: str, lexicon: Mapping[str, str] | None = None) -> Note:
    """One note: its diagnostic places and its score."""
    known = northern_lexicon.forms() if lexicon is None else lexicon
    letters = len(plain(text).replace(" ", ""))
    return Note(text, sites(text, known), score(text), letters >= SHORTEST)


def compare(texts: Iterable[str], lexicon: Mapping[str, str] | None = None) -> Bundle:
    """All notes of one folder or author; copies of a note are one note."""
    once: dict[str, str] = {}
    count = 0
    for text in texts:
        count += 1
        once.setdefault(plain(text), text)
    notes = [look(once[key], lexicon) for key in sorted(once) if key]
    long = tuple(note for note in notes if note.decidable)
    scores = [note.score for note in long]
    if len(long) < FEWEST:
        return Bundle(long, count - len(notes), len(notes) - len(long), 0, 0, 0, "not decidable")
    low, high = _bounds(scores)
    forms = {site.form for note in long for site in note.sites if site.rule not in SPACING}
    verdict: Verdict = "northern norm" if is_northern(scores, len(forms)) else "no sign"
    return Bundle(
        long, count - len(notes), len(notes) - len(long), round(_ratio(scores), 2),
        round(low, 2), round(high, 2), verdict,
    )  # fmt: skip


def is_northern(scores: Sequence[float], forms: int) -> bool:
    """Whether a bundle passes what 1 in 1,000 southern ones of its size do.

    `forms` is the number of different forms in it that are told by letters, not by spaces.
    """
    size = max(size for size in ALARM if size <= max(len(scores), FEWEST))
    return _mean(scores) > ALARM[size] and forms >= SPELLED[size]


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores)


def _ratio(scores: Sequence[float]) -> float:
    """Ratio of two normal densities at the mean, for as many notes as are independent."""
    alone = len(scores) / (1 + (len(scores) - 1) * ALIKE)
    mean = _mean(scores)

    def bits(centre: float, spread: float) -> float:
        return -((mean - centre) ** 2) * alone / (2 * spread**2) - math.log(spread)

    return max(-_CLIP, min(_CLIP, (bits(*NORTH) - bits(*SOUTH)) / math.log(10)))


def _bounds(scores: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the ratio when as many notes are drawn again and again."""
    rng = random.Random(len(scores))  # noqa: S311 - the same notes give the same bounds
    drawn = sorted(_ratio(rng.choices(scores, k=len(scores))) for _ in range(_DRAWS))
    return drawn[_DRAWS // 40], drawn[-_DRAWS // 40]


@cache
def _weights() -> dict[str, float]:
    table = (files(__package__) / "_tables" / "northern_model.txt").read_text(encoding="utf-8")
    found: dict[str, float] = {}
    for line in table.splitlines():
        value, _, names = line.partition(" ")
        if value != "#":
            own = (name.replace("_", " ") for name in names.split(" "))
            found.update(dict.fromkeys(own, int(value) / 100))
    return found
