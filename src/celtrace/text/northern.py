"""How far a bundle of Korean notes follows the northern norm, with what that rests on.

One note proves little: it shows the places where the norms differ, and below a length
nothing. A bundle of a folder or author is weighed as a whole: at each place that has to
choose between the norms (`northern_choices`), how much likelier the choice is in the north
than with southern writers who space their words with care, and than with those in a hurry
who leave spaces out. Notes of one folder come from either kind of writer, so each note is
held beside the mixture of both; a bundle must be likelier than that, and than all with care.
Each note counts once however often it was copied, and a form twice at most
(`celtrace/text/_tables/northern.md`). Writers of Korean in China are taught the same norm, so
no result says where anybody is from; it is context.
"""

from __future__ import annotations

import csv
import math
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec

from celtrace.text import northern_lexicon, northern_spaces
from celtrace.text.northern_choices import BY_LETTERS, Choice, choices
from celtrace.text.northern_lexicon import Words
from celtrace.text.northern_rules import Site, sites
from celtrace.text.northern_spaces import Told

SHARED = (
    "Writers of Korean in China are taught the same norm, so this does not tell where a "
    "writer is from."
)
"""Stands beside every result."""
SHORTEST = 6
"""Syllables under which a note is not decidable and not counted."""
FEWEST = 10
"""Notes under which a bundle is not decidable."""
LIMIT = {10: (6.7, 8.1), 20: (5.4, 7.6), 30: (2.4, 4.0), 50: (0.0, 0.0), 100: (0.0, 0.0)}
"""Logarithms of the two ratios that a bundle of so many notes must pass, beside careful writing
and beside either: on southern text of every source that they were set with, 1 bundle in 2,000
does."""
SAME_FORM = 2
"""How often a northern form counts in a bundle."""
_SPACES, _RULED = 0.8, 0.2
"""Shares of the two readings of the same spaces: by the model of gaps, by the rules."""
_LETTERS, _GRAMS = Told(0.7, 1.0), Told(0.3, 0.5)
"""Shares of what letters say and of the n-grams."""
_MOST = 4.0
"""How much the n-grams of one note can say at most."""
_CLIP_NOTE = 6.0
"""How much one note can say at most."""
_HURRIED = 0.5
"""Share of southern notes that is taken to be written in a hurry."""
_STEEP = 1.5
"""Power of the weights of n-grams: few strong ones say more than many weak ones."""
_DRAWS, _CLIP = 200, 9.0
_NOT_HANGUL = re.compile("[^가-힣]+")


class Weighed(NamedTuple):
    """Logarithm of how much likelier a bundle is in the northern norm."""

    careful: float
    """Than written with care in the south."""
    either: float
    """Than written in the south, each note with care or in a hurry."""


Verdict = Literal["northern norm", "northern norm or spaces left out", "no sign", "not decidable"]


class Note(msgspec.Struct, frozen=True):
    """What one note shows."""

    text: str
    sites: tuple[Site, ...]
    choices: tuple[Choice, ...]
    spaces: Told
    """What its spaces say, its letters taken as given."""
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
    """Ten's logarithm of how many times likelier the notes are in the northern norm than in
    southern writing, each note with care or in a hurry."""
    low: float
    high: float
    """Its bounds when notes are drawn again (95 %)."""
    verdict: Verdict
    """`northern norm` only beyond what 1 in 1,000 southern bundles of this size reach;
    `... or spaces left out` where only southern text with all its spaces is ruled out."""

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
    """Weights of the n-grams of a note; southern text lies lower."""
    weights = _weights()
    return sum(weights.get(gram, 0.0) for gram in sorted(set(grams(plain(text)))))


def look(text: str, words: Words | None = None) -> Note:
    """One note: its diagnostic places, its choices and its score."""
    known = northern_lexicon.words() if words is None else words
    run = plain(text)
    made = tuple(one for one in choices(run, known) if one.kind in rates())
    long = len(run.replace(" ", "")) >= SHORTEST
    told_ = northern_spaces.spaces(run)
    return Note(text, sites(text, known.forms), made, told_, score(text), long)


def compare(texts: Iterable[str], words: Words | None = None) -> Bundle:
    """All notes of one folder or author; copies of a note are one note."""
    once: dict[str, str] = {}
    count = 0
    for text in texts:
        count += 1
        once.setdefault(plain(text), text)
    notes = [look(once[key], words) for key in sorted(once) if key]
    long = tuple(note for note in notes if note.decidable)
    copies, short = count - len(notes), len(notes) - len(long)
    if len(long) < FEWEST:
        return Bundle(long, copies, short, 0, 0, 0, "not decidable")
    low, high = _bounds(long)
    ratio = _tens(told(long))
    return Bundle(long, copies, short, ratio, low, high, verdict(told(long), len(long)))


def told(notes: Sequence[Note]) -> Weighed:
    """What the choices, the spaces and the n-grams of some notes say together."""
    seen: Counter[str] = Counter()
    careful = either = 0.0
    for note in notes:
        says = _alone(note, seen)
        careful += _kept(says.careful)
        either += _kept(_beside_either(says))
    return Weighed(careful, either)


def _beside_either(says: Told) -> float:
    """Beside a writer who may be either, of whom nothing else is known."""
    least = min(says)
    with_care = (1 - _HURRIED) * math.exp(least - says.careful)
    return least - math.log(with_care + _HURRIED * math.exp(least - says.hurried))


def _alone(note: Note, seen: Counter[str]) -> Told:
    """What one note says, a form that was seen often enough before left out."""
    grams_ = max(-_MOST, min(_MOST, note.score))
    careful = _SPACES * note.spaces.careful + _GRAMS.careful * grams_
    hurried = _SPACES * note.spaces.hurried + _GRAMS.hurried * grams_
    for choice in note.choices:
        says = weight(choice.kind, northern=choice.northern)
        if says.careful > 0:
            seen[choice.form] += 1
            if seen[choice.form] > SAME_FORM:
                continue
        share = _LETTERS if choice.kind in BY_LETTERS else Told(_RULED, _RULED)
        careful += share.careful * says.careful
        hurried += share.hurried * says.hurried
    return Told(careful, hurried)


def _kept(says: float) -> float:
    return max(-_CLIP_NOTE, min(_CLIP_NOTE, says))


@cache
def weight(kind: str, *, northern: bool) -> Told:
    """What one choice says."""
    north, *south, alone = rates()[kind]
    if northern:
        return Told(*(math.log(north / share) for share in south))
    return Told(0, 0) if alone else Told(*(math.log((1 - north) / (1 - one)) for one in south))


def verdict(says: Weighed, count: int) -> Verdict:
    """What so many notes are called that say so much together."""
    size = max(size for size in LIMIT if size <= max(count, FEWEST))
    careful, either = LIMIT[size]
    if says.careful <= careful:
        return "no sign"
    return "northern norm" if says.either > either else "northern norm or spaces left out"


@cache
def rates() -> dict[str, tuple[float, float, float, bool]]:
    """Share of the northern way by kind: in the north, with care, in a hurry.

    The last part says whether it is per note: of such a kind only the northern way can be seen.
    """
    table = (files(__package__) / "_tables" / "northern_rates.csv").read_text(encoding="utf-8")
    return {
        row["kind"]: (
            float(row["north"]), float(row["careful"]), float(row["hurried"]),
            row["per"] == "note",
        )
        for row in csv.DictReader(table.splitlines())
    }  # fmt: skip


def _tens(says: Weighed) -> float:
    return round(max(-_CLIP, min(_CLIP, min(says) / math.log(10))), 2)


def _bounds(notes: Sequence[Note]) -> tuple[float, float]:
    """The middle 95 % of the ratio when as many notes are drawn again and again."""
    rng = random.Random(len(notes))  # noqa: S311 - the same notes give the same bounds
    drawn = sorted(_tens(told(rng.choices(notes, k=len(notes)))) for _ in range(_DRAWS))
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
