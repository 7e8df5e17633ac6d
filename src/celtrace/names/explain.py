"""Why two names were put beside each other, and when a name cannot decide, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from celtrace.names import han, korean
from celtrace.names.align import Aligned
from celtrace.names.model import Reading

ENOUGH = 10.0
"""Nats of matched words from which a personal name is rare enough to tell people apart."""


def _plain(token: str) -> str:
    return token.lstrip("@#~%$")


def _order_changed(found: Aligned) -> bool:
    places = [j for _, j, _ in sorted(found.pairs)]
    return places != sorted(places)


def _unlike(first: str, second: str, value: float) -> str:
    if first[0] == "~" or second[0] == "~":
        return f"{_plain(first)} and {_plain(second)} have the same consonants"
    if value >= 0.96:  # noqa: PLR2004 - what latin.alike gives for one sound
        return f"{_plain(first)} sounds like {_plain(second)}"
    return f"{_plain(first)} compared with {_plain(second)}, {value:.0%} alike"


def steps(reading: Reading, listed: Sequence[str], found: Aligned) -> tuple[str, ...]:
    """What was folded, joined, reordered or left over between a searched and a listed name."""
    out = [reading.step] if reading.step else []
    query = reading.tokens
    translated = [_plain(query[i]) for i, _, _ in sorted(found.pairs) if query[i][0] == "@"]
    if translated:
        out.append("words compared by meaning: " + ", ".join(translated))
    seen = set()
    for i, j, value in sorted(found.pairs):
        if value < 1 and query[i][0] not in "%$" and (i, j) not in seen:
            out.append(_unlike(query[i], listed[j], value))
            seen.add((i, j))
    if _order_changed(found):
        out.append("name order changed")
    taken = ({i for i, _, _ in found.pairs}, {j for _, j, _ in found.pairs})
    left = [query[i] for i in range(len(query)) if i not in taken[0]]
    right = [listed[j] for j in range(len(listed)) if j not in taken[1]]
    if any(token[0] == "#" for token in left + right):
        out.append("legal form left aside")
    for words, text in ((left, "not in the listed name"), (right, "only in the listed name")):
        named = [_plain(token) for token in words if token[0] != "#"]
        if named:
            out.append(f"{text}: {' '.join(named)}")
    return tuple(out)


def _few_syllables(reading: Reading) -> bool:
    """Whether the name is Korean or Chinese: few syllables, borne by many people."""
    words = list(reading.tokens)
    if reading.hangul or words[0][0] in "%$":
        return True
    return bool(korean.parts(words) or han.latin_parts(words))


def undecidable(reading: Reading, found: Aligned, rivals: int, *, weak: bool) -> str:
    """A sentence when the name alone cannot decide, with what would; else empty.

    `rivals` is how many listed parties the name fits about equally well.
    """
    if reading.form == "person":
        would = "a date of birth, a passport number, a nationality or a role would"
        if rivals > 1:
            fit = f"{rivals} listed persons fit this name about equally well"
            return f"{fit}; the name cannot decide, {would}."
        if found.sums.info < ENOUGH or _few_syllables(reading):
            return f"Many people bear such a name; the name alone cannot decide, {would}."
    elif rivals > 1:
        fit = f"{rivals} listed parties fit this name about equally well"
        return f"{fit}; a registration number or an address would decide."
    elif all(reading.tokens[i][0] in "@#" for i, _, _ in found.pairs):
        return (
            "The name is made of general words; a registration number or an address would decide."
        )
    if weak:
        return "Only a weak alias of the listed party fits; on its own it decides nothing."
    return ""
