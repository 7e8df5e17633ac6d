"""How usual the letters of a text are in Korean of either norm, in Chinese and in Japanese.

The table `_tables/usual.txt` holds the bits of each letter and of usual pairs, for text of each
kind; it is made by `benchmarks/training/usual.py`. A text is the more usual the fewer bits it
takes: that tells in which code bytes were written, and which letters only one language has.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from celtrace.text.alphabets import EAST, alphabet

Kind = Literal["south", "north", "simple", "traditional", "japanese"]
KINDS: tuple[Kind, ...] = ("south", "north", "simple", "traditional", "japanese")
ASCII = 6.0
"""Bits of a letter of ASCII."""
_RARE, _ODD, _OTHER = 20.0, 34.0, 12.0
_STRANGE, _INSIDE = 2.0, 5.0
"""Bits for a pair of letters that is not among the usual ones, and for one beside Latin."""
_MARKS = "、。，！？：；（）《》「」『』【】〈〉・ー～…—“”‘’　〜％＝＋－／"


def bits(text: str, kind: Kind) -> float:
    """How surprising a text is, in bits, for a kind of text; less is more usual."""
    usual, total, before, latin = _usual()[kind], 0.0, "", False
    for char in text:
        own = _bits(char, usual)
        pair = usual.get(before + char) if before else None
        total += own if pair is None else min(own, pair)
        if before and pair is None and char >= EAST:
            total += _STRANGE
        total += _INSIDE * ((latin and char >= EAST) or (bool(before) and _is_latin(char)))
        before, latin = (char if char >= EAST else ""), _is_latin(char)
    return total


def least(text: str) -> float:
    """The bits for the kind that they are fewest for."""
    return min(bits(text, kind) for kind in KINDS)


def any_script(text: str) -> float:
    """The bits of a text that may be in any script, its alphabets taken by their own rules."""
    rest = "".join(char for char in text if char >= EAST or not char.isalpha())
    return alphabet(text) + least(rest)


def usual_letters(kind: Kind, most: float = 99.0) -> frozenset[str]:
    """Letters of a kind of text whose share is at least one in 2 to the power of `most`."""
    table = _usual()[kind]
    return frozenset(one for one, bits_ in table.items() if len(one) == 1 and bits_ <= most)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.islower()


def _bits(char: str, usual: dict[str, float]) -> float:
    known = usual.get(char)
    if known is not None:
        return known
    if char < "\x80":
        return ASCII if char >= " " or char in "\r\n\t" else _ODD
    if char in _MARKS or "\uff10" <= char <= "\uff5a":
        return _OTHER
    return _RARE if EAST <= char <= "\u9fff" or "가" <= char <= "힣" else _ODD


@cache
def _usual() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    text = (files(__package__) / "_tables" / "usual.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind != "#":
            halves, _, chars = rest.partition(" ")
            size = 2 if kind.endswith("2") else 1
            names = (chars[at : at + size] for at in range(0, len(chars), size))
            table.setdefault(kind.rstrip("2"), {}).update(dict.fromkeys(names, int(halves) / 2))
    return table
