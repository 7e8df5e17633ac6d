"""Which writing systems a string uses."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import Literal

Script = Literal[
    "Latn", "Cyrl", "Grek", "Hang", "Hani", "Kana", "Arab", "Hebr", "Deva", "Thai", "Other"
]

# Start and end of blocks, Unicode 16 Blocks.txt; letters only, in ascending order.
_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1100, 0x11FF, "Hang"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1D00, 0x1D7F, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FDF, "Hani"),
    (0x3005, 0x3007, "Hani"),
    (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA720, 0xA7FF, "Latn"),
    (0xA960, 0xA97F, "Hang"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9F, "Kana"),
    (0xFFA0, 0xFFDC, "Hang"),
    (0x20000, 0x323AF, "Hani"),
)
_STARTS = tuple(start for start, _, _ in _BLOCKS)


@lru_cache(maxsize=8192)
def script_of(char: str) -> Script | None:
    """The script of one character; None for digits, marks, spaces and punctuation."""
    if not char.isalpha() and char != "〇":
        return None
    point = ord(char)
    at = bisect_right(_STARTS, point) - 1
    if at >= 0 and point <= _BLOCKS[at][1]:
        return _BLOCKS[at][2]
    return "Other"


def counts(text: str) -> dict[Script, int]:
    """Letters per script."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return {"Latn": letters} if letters else {}
    return dict(Counter(script for script in map(script_of, text) if script))


def scripts(text: str) -> tuple[Script, ...]:
    """The scripts of the letters, most frequent first, ties by name."""
    found = counts(text)
    return tuple(sorted(found, key=lambda script: (-found[script], script)))


def main_script(text: str) -> Script | None:
    """The script of most letters; None when there is no letter."""
    found = scripts(text)
    return found[0] if found else None
