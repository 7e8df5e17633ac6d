"""Initials that are written as the letters are called: 에스이케이 and エスイーケー are SEK."""

from __future__ import annotations

import re
from functools import lru_cache

from celtrace.names import tables

FEWEST = 3
"""Letters of an abbreviation, at least: two are a Korean or Japanese word as often."""


@lru_cache(maxsize=2)
def _called(script: str) -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Letter by its name, a pattern for a whole run of names and one for each of them."""
    names = {
        name: letter
        for letter, called in tables.letters()[script].items()
        for name in called.split("|")
    }
    one = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return names, re.compile(f"(?:{one}){{{FEWEST},}}"), re.compile(one)


def initials(word: str, script: str) -> str:
    """The Latin letters whose names make up the whole word, lower case; empty for other words.

    `script` is Hang or Kana.
    """
    names, run, one = _called(script)
    return "".join(names[name] for name in one.findall(word)) if run.fullmatch(word) else ""
