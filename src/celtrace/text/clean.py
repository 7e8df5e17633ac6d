"""Text as it was meant: invisible characters out, compatible forms joined, look-alikes named."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from celtrace.text.scripts import counts, script_of

LONGEST = 400
"""Characters of a name that are looked at; what lies beyond is cut and noted."""

# Unicode general category Cf and the fillers that render as nothing (UTS 39, section 3.1).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")

# Letters that look like Latin ones (Unicode confusables.txt, revision 16), per script.
_CYRILLIC = ("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhqwABEKMHOPCTYXIJS")
_GREEK = ("ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovABEZHIKMNOPTYX")
_TO_LATIN = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])
_TO_CYRILLIC = str.maketrans(_CYRILLIC[1], _CYRILLIC[0])


class Cleaned(msgspec.Struct, frozen=True):
    """Cleaned text and what was done to it, one plain sentence per thing done."""

    text: str
    notes: tuple[str, ...] = ()


def plain(text: str) -> str:
    """NFKC, without invisible and control characters, single spaces."""
    if text.isascii():
        if text.isprintable() and "  " not in text:
            return text.strip()
        return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()
    text = _CONTROL.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    # What stood apart for an invisible character joins now: a letter and its accent.
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def _unmixed(word: str) -> str | None:
    """The word in one script when it mixes Latin with look-alikes, else None."""
    if word.isascii():
        return None
    found = {script_of(char) for char in word} - {None}
    if "Latn" not in found or not found & {"Cyrl", "Grek"}:
        return None
    for table, script in ((_TO_LATIN, "Latn"), (_TO_CYRILLIC, "Cyrl")):
        one = word.translate(table)
        if {script_of(char) for char in one} <= {script, None}:
            return one
    return None


def unmix(text: str) -> tuple[str, tuple[str, ...]]:
    """Words that mix look-alike letters written in one script, and which words they were.

    A word wholly in Cyrillic or Greek is left as it is. Source of the rule: UTS 39,
    section 5.1, mixed-script detection.
    """
    if text.isascii():
        return text, ()
    mixed: list[str] = []
    cyrillic = counts(text)
    lone = cyrillic.get("Cyrl", 0) > cyrillic.get("Latn", 0)

    def put(match: re.Match[str]) -> str:
        one = _unmixed(match.group())
        if lone and len(match.group()) == 1:
            return match.group().translate(_TO_CYRILLIC)
        if one is None:
            return match.group()
        mixed.append(match.group())
        return one

    return _WORD.sub(put, text), tuple(mixed)


def cleaned(text: str, longest: int = LONGEST) -> Cleaned:
    """The text for comparison, with notes on everything that a reader would not see.

    `longest` is in characters. NFKC is applied after the cut, so at most 18 times as many
    characters come back (the longest NFKC expansion, UAX 15).
    """
    notes: list[str] = []
    if len(text) > longest:
        notes.append(f"only the first {longest} of {len(text)} characters were compared")
        text = text[:longest]
    if not text.isprintable() and (_INVISIBLE.search(text) or _CONTROL.search(text)):
        notes.append("invisible characters left aside")
    text, mixed = unmix(plain(text))
    notes += [
        f"look-alike letters of another script in {word!r} read as the word's own" for word in mixed
    ]
    return Cleaned(text, tuple(notes))
