"""Which lines of print on a page are the name that its machine-readable zone gives.

A page prints the primary and the secondary identifier on two lines or on one (ICAO Doc 9303
part 3, section 3.4), between labels that every state words in its own way. So each line is
looked at as a name, and the rules for writing a printed name in a zone decide; a line that is
only near to the name is told as what was read, never taken for the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec
from rapidfuzz.fuzz import ratio

from celtrace.documents.mrz import FILLER
from celtrace.documents.mrz_names import compare

NEAR = 75.0
"""Likeness of each part, of 100, from which on print is the name or a misreading of it."""
_MOST_WORDS = 8
_LABELS = frozenset({"NAME", "NAMES", "NOM", "SURNAME", "NACHNAME", "APELLIDOS", "PRENOMS"})

Words = tuple[str, ...]
Parts = tuple[str, str]
"""Primary and secondary identifier."""


class Printed(msgspec.Struct, frozen=True):
    """The name as it is printed, primary identifier first, and whether the zone gives it."""

    text: str
    same: bool


def printed_name(lines: Iterable[str], names: str) -> Printed | None:
    """The name among lines of print; None where no line is near to it.

    `names` is the name field of the zone. Lines may be read one by one: none is asked for
    after the name was found.
    """
    first, _, last = names.partition(FILLER * 2)
    wanted = _letters(first), _letters(last)
    apart: tuple[list[str], list[str]] = ([], [])
    nearest = (0.0, "")
    for line in lines:
        runs = list(_runs(line))
        told = [parts for run in runs for parts in _whole(run)]
        told += [parts for run in runs for parts in _joined(" ".join(run), wanted, apart)]
        for parts in told:
            text = ", ".join(filter(None, parts))
            if (like := _like(parts, wanted)) < NEAR:
                continue
            if compare(text, names).verdict == "same":
                return Printed(text, same=True)
            nearest = max(nearest, (like, text))
    return Printed(nearest[1], same=False) if nearest[1] else None


def _runs(line: str) -> Iterator[Words]:
    """Words that follow each other and are written as a name is; commas stand by themselves."""
    run: list[str] = []
    for word in re.sub(r"([,;/])", r" \1 ", line).split():
        if word == "," or _goes_on(word, run):
            run.append(word)
            continue
        yield from _trimmed(run)
        run = [word] if _goes_on(word, []) else []
    yield from _trimmed(run)


def _goes_on(word: str, before: list[str]) -> bool:
    """Whether a word may be of a name, and is in capitals or not as those before it."""
    bare = re.sub(r"[-'’.‘`]", "", word)
    if not bare.isalpha() or not bare[0].isupper():
        return False
    longer = [one for one in before if len(one) > 1]
    return len(bare) == 1 or not longer or bare.isupper() == longer[-1].isupper()


def _trimmed(run: list[str]) -> Iterator[Words]:
    """The run without the label before it; nothing of one that is empty or no name's length."""
    at = 0
    while at < len(run) and (run[at] == "," or _letters(run[at]) in _LABELS):
        at += 1
    words = tuple(run[at:])
    if words and words[-1] == ",":
        words = words[:-1]
    if 0 < len(words) <= _MOST_WORDS:
        yield words


def _whole(run: Words) -> Iterator[Parts]:
    """A run as a full name: parted at its comma, or anywhere if it is in capitals.

    Without a comma and in small letters it is sooner a signature than print.
    """
    if "," in run:
        at = run.index(",")
        yield " ".join(run[:at]), " ".join(word for word in run[at:] if word != ",")
    elif "".join(run).isupper():
        for at in range(1, len(run)):
            first, last = " ".join(run[:at]), " ".join(run[at:])
            yield from ((first, last), (last, first))


def _joined(text: str, wanted: Parts, apart: tuple[list[str], list[str]]) -> Iterator[Parts]:
    """A run as one identifier, with each earlier line that is near to the other one."""
    near = [bool(part) and ratio(_letters(text), part) >= NEAR for part in wanted]
    if near[0] and not wanted[1]:
        yield text, ""
    if near[0]:
        yield from ((text, last) for last in apart[1])
    if near[1]:
        yield from ((first, text) for first in apart[0])
    for part, is_near in zip(apart, near, strict=True):
        if is_near:
            part.append(text)


def _like(parts: Parts, wanted: Parts) -> float:
    return min(ratio(_letters(part), want) for part, want in zip(parts, wanted, strict=True))


def _letters(text: str) -> str:
    """The letters A-Z of a text, national ones without what they carry."""
    return re.sub(r"[^A-Z]", "", unicodedata.normalize("NFD", text).upper())
