"""Finding words in texts of any script: folded, and in pairs of letters where no spaces stand.

Chinese, Japanese and Korean words of two letters are found as any others; an index of three
letters (trigrams) misses them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LETTERS = "⺀-⿿぀-ヿ㐀-鿿가-힯豈-﫿"
_RUN = re.compile(rf"[{_LETTERS}]+|[^\W_{_LETTERS}]+")
_CJK = re.compile(rf"[{_LETTERS}]")
_WORD = re.compile(r"[^\W_]+")
_COMBINING = "".join(c for c in map(chr, range(0x1FFFF)) if unicodedata.combining(c))
_MARKS = re.compile(f"[{_COMBINING}]+")
"""What stands above, below or within a letter and is no letter itself."""


def folded(text: str) -> str:
    """A text without case, width and accents (NFKD), Hangul put together again."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFKD", apart.casefold())  # ㎐ is a capital only once taken apart
    return unicodedata.normalize("NFC", _MARKS.sub("", plain))


def tokens(text: str) -> Iterator[str]:
    """Words; of runs without spaces every pair of neighbours, and a single letter as it is."""
    plain = folded(text)
    if plain.isascii():
        yield from _WORD.findall(plain)
        return
    for run in _RUN.findall(plain):
        if not _CJK.match(run) or len(run) == 1:
            yield run
        else:
            yield from (run[n : n + 2] for n in range(len(run) - 1))


def goes_on(token: str) -> bool:
    """Whether what somebody typed may be the beginning of a token: all but a pair of letters."""
    return len(token) == 1 or not _CJK.match(token)


class Needle:
    """What somebody looks for; nothing fits everything."""

    def __init__(self, wanted: str) -> None:
        self._parts = folded(wanted).split()

    def within(self, *texts: str) -> bool:
        """Whether every word stands in one of the texts."""
        if not self._parts:
            return True
        hay = "\n".join(map(folded, texts))
        return all(part in hay for part in self._parts)
