"""Cut ranges as production offices write them, into one name per cut.

`ep 5 cuts 101-140; ep 7 cuts 20-59`, `#05 C-101~140`, `第5话 101-140`, `5화 컷 3, 5`,
`S01E05 c12A` and `ep05_c101` are read exactly. What cannot be read is handed back.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

LONGEST = 10_000
"""Cuts of one range beyond which it is taken for something else and handed back."""

_DASHES = str.maketrans("‐‑‒–—―−〜～~", "----------")
_EPISODE = re.compile(
    r"(?:(?<![a-z])(?:s\d{1,2}[ ._]?e|episodes?|eps?|folge|épisode|серия|серии)[ ._:#-]*"
    r"|#|第[ ]?)(\d{1,4})(?:[ ]?(?:话|話|回|集|화|회))?(?!\d)"
    r"|(?<!\d)(\d{1,4})[ ]?(?:话|話|回|集|화|회)"
)
_CUT = re.compile(
    r"(?P<mark>(?<![a-z])(?:cuts?|scenes?|sc|c)[ ._#-]*|(?:カット|컷|镜头|鏡頭|镜)[ ._#-]*)?"
    r"(?<![\d.])(?P<first>\d{1,6})(?P<letter>[a-z](?![a-z]))?"
    r"(?:[ ]?(?:-|\bto\b|\bthrough\b|至|到|から|부터)[ ]?(?:(?:cuts?|c)[ ._-]*)?"
    r"(?P<last>\d{1,6})(?P<end>[a-z](?![a-z]))?)?"
    r"(?![\d.]*\d|-\d)(?(mark)|(?![ ]?(?!and\b|ep|cuts?\b|plus\b)[a-z]{3,}))"
)
_BETWEEN = re.compile(r"(?:[ ,、&+:_./()\[\]-]|\band\b|\bund\b|\bplus\b|и|和|、)+")
_ENDS = re.compile(r"[;；\n]")


class CutList(msgspec.Struct, frozen=True):
    """The cuts a text names, in order of episode and cut, and what was not read as cuts."""

    names: tuple[str, ...]
    """`ep05_c101`: episode with two digits or more, cut with three or more, then its letter."""
    unread: tuple[str, ...] = ()


def read_cuts(text: str) -> tuple[str, ...]:
    """The names of the cuts that a free text names exactly; none where it names no episode."""
    return cut_list(text).names


def cut_list(text: str) -> CutList:
    """The same, with what was not read as cuts."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    found: set[tuple[int, int, str]] = set()
    unread: list[str] = []
    for part in _ENDS.split(plain):
        _read(" ".join(part.split()), found, unread)
    names = tuple(_name(*cut) for cut in sorted(found))
    return CutList(names, tuple(unread))


def _name(episode: int, cut: int, letter: str) -> str:
    return f"ep{episode:02d}_c{cut:03d}{letter}"


def _read(part: str, found: set[tuple[int, int, str]], unread: list[str]) -> None:
    """Read one part: each episode with the cuts that follow it without a break."""
    at = 0
    while episode := _EPISODE.search(part, at):
        _leave(part[at : episode.start()], unread)
        number = int(episode.group(1) or episode.group(2))
        at = start = _skip(part, episode.end())
        while not _EPISODE.match(part, at) and (cut := _CUT.match(part, at)):
            cuts = _range(cut)
            if cuts is None:
                unread.append(cut.group())
            else:
                found.update((number, *one) for one in cuts)
            at = _skip(part, cut.end())
        if at == start:
            unread.append(episode.group())
    _leave(part[at:], unread)


def _skip(part: str, at: int) -> int:
    between = _BETWEEN.match(part, at)
    return between.end() if between else at


def _leave(rest: str, unread: list[str]) -> None:
    if kept := rest.strip(" ,.:-"):
        unread.append(kept)


def _range(cut: re.Match[str]) -> list[tuple[int, str]] | None:
    """The cuts of a match; None for a range that runs backwards, too far, or between letters."""
    first, letter, last, end = cut.group("first", "letter", "last", "end")
    if last is None:
        return [(int(first), letter or "")]
    low, high = int(first), int(last)
    if letter or end or not low <= high < low + LONGEST:
        return None
    return [(number, "") for number in range(low, high + 1)]
