"""Two names beside each other, without an index."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from celtrace.names import explain, korean, tables
from celtrace.names.align import Aligned, align
from celtrace.names.latin import FLOOR, alike, bones, sound
from celtrace.names.misspelt import meanings
from celtrace.names.model import Reading
from celtrace.names.reading import latin_words, read
from celtrace.names.score import score
from celtrace.names.vocabulary import is_plain, unvowelled
from celtrace.names.weight import weight_alone
from celtrace.text.clean import cleaned
from celtrace.text.scripts import main_script

_SHIFT = 0.0
_SOME = 0.3
"""Nats left over that are more than a legal form."""
_NEAR, _FAR = 0.15, 0.3
"""How unlike the least alike pair is: a slip, or another word."""
_SHORT_WORD = 5


class Comparison(msgspec.Struct, frozen=True):
    """How alike two names are, 0 to 1, and why."""

    score: float
    steps: tuple[str, ...] = ()


def token_alike(first: str, second: str) -> float:
    """How alike two tokens are, 0 or from 0.7 to 1."""
    if first == second:
        return 1.0
    marks = first[0] + second[0]
    if "@" in marks or "#" in marks:
        word, concept = (second, first) if first[0] in "@#" else (first, second)
        return meanings(word).get(concept, 0.0) if is_plain(word) else 0.0
    if any(mark in "%$" or mark.isdigit() for mark in marks):
        return 0.0
    if "~" in marks:
        heard, other = (part[1:] if part[0] == "~" else sound(part) for part in (first, second))
        value = unvowelled(heard, other) if bones(heard) == bones(other) else 0.0
        return value if value >= FLOOR else 0.0
    if second in tables.short_forms().get(first, ()):
        return max(0.85, alike(first, second))
    return alike(first, second)


def _aligned(first: Sequence[str], second: Sequence[str]) -> Aligned:
    weights = [weight_alone(token) for token in first], [weight_alone(token) for token in second]
    likes = [
        (value, -abs(i - j), i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if (value := token_alike(one, other))
    ]
    return align(first, second, weights, likes)


def _features(one: Reading, other: Reading, found: Aligned) -> tuple[float, ...]:
    """What the score of a pair rests on: shares and amounts in nats (see pair_score.yaml)."""
    sums = found.sums
    small, large = min(found.left), max(found.left)
    total = sums.matched + sums.lost + small + large + 1e-9
    likes = sorted(value for _, _, value in found.pairs)
    worst = 1 - likes[0] if likes else 1.0
    second = 1 - likes[1] if len(likes) > 1 else 0.0
    info = min(sums.info, 20.0) / 20
    forms = [{token for token in reading.tokens if token[0] == "#"} for reading in (one, other)]
    person = float(one.form == "person")
    unlike = [
        min(len(one.tokens[i]), len(other.tokens[j]))
        for i, j, value in found.pairs
        if value < 0.95  # noqa: PLR2004 - not one sound
    ]
    return (
        sums.lost / total, 2 * small / total, (large - small) / total, min(small, 8) / 8,
        min(large - small, 12) / 12, min(sums.lost, 6) / 6, worst, second,
        float(sums.pairs == 1), float(small > _SOME), float(worst > _FAR),
        float(_NEAR < worst <= _FAR),
        float(forms[0] != forms[1] and bool(forms[0]) and bool(forms[1])), info, person,
        max(0.0, worst - 0.12) * info, person * float(small > _SOME),
        float(bool(unlike) and min(unlike) < _SHORT_WORD), float(_places_differ(one, other, found)),
        float(_fathers_differ(found)), person * float(worst > _NEAR), float(large - small > _SOME),
    )  # fmt: skip


def _places_differ(one: Reading, other: Reading, found: Aligned) -> bool:
    taken = ({i for i, _, _ in found.pairs}, {j for _, j, _ in found.pairs})
    left = {token.lstrip("@") for i, token in enumerate(one.tokens) if i not in taken[0]}
    right = {token.lstrip("@") for j, token in enumerate(other.tokens) if j not in taken[1]}
    known = tables.places() | _PLACE_CONCEPTS
    return bool(left & known) and bool(right & known)


def _fathers_differ(found: Aligned) -> bool:
    """Whether words changed places other than by moving from one end to the other."""
    places = [j for _, j, _ in sorted(found.pairs)]
    if len(places) < 3 or places == sorted(places):  # noqa: PLR2004 - two names in either order are one name
        return False
    turns = [places[at:] + places[:at] for at in range(len(places))]
    return sorted(places) not in turns


_PLACE_CONCEPTS = frozenset(
    {"hongkong", "chinese", "russian", "korean", "japanese", "american", "iranian", "syrian"}
)


def _spelled(reading: Reading, name: str) -> float:
    """What is taken off the log odds when Hangul is not what the Latin letters spell."""
    if reading.hangul is None:
        return 0.0
    family, given = reading.hangul
    fits = [
        korean.family_fits(family, latin_family) * korean.given_fits(given, latin_given)
        for latin_family, latin_given in korean.split(latin_words(cleaned(name).text))
    ]
    return 6.0 * (1 - max(fits)) if fits else 1.0


def _odds(one: Reading, other: Reading, found: Aligned) -> float:
    table = tables.pair_score()
    weights = [value for name, value in table.items() if name != "intercept"]
    features = _features(one, other, found)
    return table["intercept"] + sum(
        weight * value for weight, value in zip(weights, features, strict=True)
    )


def _native_differs(first: str, second: str) -> bool:
    """Whether both are written in the same East Asian script, as long, with other characters."""
    script = main_script(first)
    if script not in {"Hang", "Hani"} or main_script(second) != script:
        return False
    letters = ["".join(filter(str.isalnum, text)) for text in (first, second)]
    return len(letters[0]) == len(letters[1]) and sorted(letters[0]) != sorted(letters[1])


def compare(first: str, second: str, form: str = "unknown") -> Comparison:
    """How alike two names are, from every way to read them.

    `form` is person, entity or unknown.
    """
    texts = cleaned(first).text, cleaned(second).text
    if texts[0].casefold() == texts[1].casefold():
        return Comparison(1.0 if texts[0] else 0.0, cleaned(first).notes)
    off_script = 2.0 if _native_differs(*texts) else 0.0
    best = Comparison(0.0)
    for one in read(first, form):
        for other in read(second, form):
            if one.form != other.form:
                continue
            found = _aligned(one.tokens, other.tokens)
            off = off_script
            if (one.hangul is None) != (other.hangul is None):
                off += _spelled(one, second) + _spelled(other, first)
            value = round(score(_odds(one, other, found) - off, _SHIFT), 4)
            if value > best.score:
                best = Comparison(value, explain.steps(one, other.tokens, found))
    return best
