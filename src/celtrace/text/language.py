"""Chinese, Japanese or Korean: by letters alone, which settles it for all but Han-only notes.

Hangul is Korean and kana is Japanese. A note in Han letters alone is Chinese where it has
letters that only simplified or only traditional Chinese writes, Japanese where it has
letters that only Japan writes, and otherwise `zh or ja`: the words for retake, check and
background are the same. Such a note takes the language of its folder, where that has one.
A language is context for whoever reads on; it is never evidence of anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from celtrace.text.scripts import counts
from celtrace.text.usual import usual_letters

OPEN = "zh or ja"
_MOSTLY = 0.3
"""Share of the East Asian letters that Hangul needs beside Han letters."""


def language(text: str) -> str:
    """`ko`, `ja`, `zh`, `zh or ja`, or nothing where no such letter stands."""
    if text.isascii():
        return ""
    found = counts(text)
    hangul, kana, han = (found.get(script, 0) for script in ("Hang", "Kana", "Hani"))
    if not hangul + kana + han:
        return ""
    if hangul >= _MOSTLY * (hangul + kana + han) and hangul >= kana:
        return "ko"
    return "ja" if kana else _han(text)


def resolve(texts: Sequence[str], around: Iterable[str] = ()) -> list[str]:
    """The language of each note of one folder; Han-only ones take that of the others.

    `around` are languages settled beside it, for example of the folder above. Where the
    folder has both Chinese and Japanese notes, or neither, the note stays open.
    """
    found = [language(text) for text in texts]
    settled = Counter(one for one in (*found, *around) if one in {"zh", "ja"})
    only = next(iter(settled)) if len(settled) == 1 else OPEN
    return [only if one == OPEN else one for one in found]


def _han(text: str) -> str:
    """Each letter that only one language writes is one vote; a split vote stays open."""
    chinese, japanese = _own()
    zh = sum(char in chinese for char in text)
    ja = sum(char in japanese for char in text)
    if zh > ja:
        return "zh"
    return "ja" if ja > zh else OPEN


@cache
def _own() -> tuple[frozenset[str], frozenset[str]]:
    """Letters of Chinese text that Japanese has not, and the other way round."""
    chinese = usual_letters("simple", 17.0) | usual_letters("traditional", 17.0)
    japanese = usual_letters("japanese", 19.5)
    every = usual_letters("simple") | usual_letters("traditional")
    own = (char for char in japanese - every if not _coded(char, "big5", "gb2312"))
    return frozenset(chinese - usual_letters("japanese")), frozenset(own)


def _coded(char: str, *codes: str) -> bool:
    """Whether a standard code of Chinese has the character."""
    return any(char.encode(code, "ignore") for code in codes)
