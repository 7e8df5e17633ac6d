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
NORTH, SOUTH, SPREAD = 0.58, -0.84, 2.2
"""Means of note scores, of speeches (CC0) and of southern news sentences (KLUE DP), and the
spread of both together: with one spread the ratio rises with the score everywhere."""
ALIKE = 0.015
"""Correlation of notes of one text, measured between the speeches."""
ALARM = {10: 0.86, 20: 0.37, 30: 0.12, 50: -0.10, 100: -0.30, 200: -0.43}
"""Mean score that a bundle of so many notes must pass."""
SPELLED = {10: 1, 20: 1, 30: 1, 50: 2, 100: 3, 200: 4}
"""Different forms in it that are told by letters: hurried writers anywhere leave out spaces."""
MISSING = 0.2
"""What the mean must pass more for each such form that is missing; with none nothing passes."""
SPACING = frozenset({"joined bound noun", "joined auxiliary"})
FORM, LETTERS = 2.0, 4.0
"""What a form of the dictionary adds to a note's score, and a place that letters tell by a rule."""
_STEEP = 1.5
"""Power of the weights of n-grams: few strong ones say more than many weak ones."""
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


def score(text: str, found: Iterable[Site] = ()) -> float:
    """Weights of the n-grams of a note and of its diagnostic places; southern text lies lower.

    Places told by spaces alone add nothing: hurried writers anywhere leave spaces out.
    """
    weights = _weights()
    told = sum(weights.get(gram, 0.0) for gram in sorted(set(grams(plain(text)))))
    for site in found:
        if site.rule not in SPACING:
            told += FORM if site.rule == "lexicon" else LETTERS
    return told


def look(text: str, lexicon: Mapping[str, str] | None = None) -> Note:
    """One note: its diagnostic places and its score."""
    known = northern_lexicon.forms() if lexicon is None else lexicon
    letters = len(plain(text).replace(" ", ""))
    found = sites(text, known)
    return Note(text, found, score(text, found), letters >= SHORTEST)


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
    missing = max(0, SPELLED[size] - forms)
    return forms > 0 and _mean(scores) > ALARM[size] + MISSING * missing


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores)


def _ratio(scores: Sequence[float]) -> float:
    """Ratio of two normal densities at the mean, for as many notes as are independent."""
    alone = len(scores) / (1 + (len(scores) - 1) * ALIKE)
    mean = _mean(scores)
    nearer = ((mean - SOUTH) ** 2 - (mean - NORTH) ** 2) * alone / (2 * SPREAD**2)
    return max(-_CLIP, min(_CLIP, nearer / math.log(10)))


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
            weight = math.copysign(abs(int(value) / 100) ** _STEEP, int(value))
            found.update(dict.fromkeys(own, weight))
    return found
