"""Titles, episodes and cuts in names of files, layers and sheets.

`EP305/sc012_c045.psd`, `第5话/C-112`, `#05 C-112`, `StarBoat_05_c012`: read like the scope of
a contract (`celtrace.text.cuts`), with the scene of `sc012_c045` passed over. What stands
before the code in the same part of a path is taken for a title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from celtrace.text.cuts import read_cuts

_SCENE = re.compile(r"(?<![a-z])sc\d+[ _-]*(?=c\d)")
_CODE = re.compile(
    r"(?:(?<![a-z])(?:s\d{1,2}[ ._]?e|episode|eps?)[ ._:#-]*\d{1,4}|#\d{1,4}"
    r"|第\d{1,4}[话話回集]|(?<!\d)\d{1,4}[话話回集화회]"
    r"|(?<![a-z])(?:cut|sc|c)[ ._-]?\d{2,4}|(?<![\da-z])\d{2,3}[ _-]c\d{2,4})"
)
_PLAIN = frozenset(
    re.findall(
        r"\S+",
        """
animation anime cut cuts scene scenes episode episodes final layout lo key keys genga douga
color colour bg background backgrounds check retake retakes fix rough clean work files project
new old backup delivery out in render comp composite sheet sheets video movie preview export
원화 동화 배경 수정 작업 컷 原画 动画 動画 背景 修正 作画 撮影 仕上 工作 文件
""",
    )
)
"""Words of the trade, which are no title."""
_LEAST_LATIN, _LEAST = 4, 2
NAMING = frozenset({"title", "name", "sheet", "layer", "note"})
"""Roles of texts inside a file that may name a show."""
LONGEST = 200
"""Letters of such a text; a longer one is prose, and no name of a thing."""


class Named(msgspec.Struct, frozen=True):
    """What a name says: which of our shows, which cuts, or the title of another show."""

    production: str = ""
    cuts: tuple[str, ...] = ()
    other: str = ""
    """A title that is none of ours, as it is written; only where a code stands beside it."""


def plain(text: str) -> str:
    """Compatibility forms, in one case."""
    return unicodedata.normalize("NFKC", text).casefold()


def cuts_of(path: str) -> tuple[str, ...]:
    """The cuts that a path names exactly: `ep305_c045`."""
    spaced = " ".join(_SCENE.sub("", part) for part in _parts(path))
    return read_cuts(re.sub(r"(?<=\d)_(?=c\d)", " ", spaced))


def read_name(path: str, shows: Iterable[tuple[str, str]]) -> Named:
    """Whose show a path is of; `shows` are ids with a title or alias each."""
    whole = plain(path)
    for id_, title in shows:
        folded = plain(title)
        if len(folded) > 1 and (folded in whole or _joined(folded) in _joined(whole)):
            return Named(id_, cuts_of(path))
    for part in _parts(path):
        code = _CODE.search(part)
        title = _title(part[: code.start()]) if code else ""
        if title:
            return Named("", cuts_of(path), title)
    return Named("", cuts_of(path))


def _parts(path: str) -> list[str]:
    """The folders and the name without its ending."""
    parts = [part for part in plain(path).replace("\\", "/").split("/") if part]
    return [*parts[:-1], re.sub(r"\.[a-z0-9]{1,6}$", "", parts[-1])] if parts else []


def _joined(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _title(before: str) -> str:
    """The words before a code, unless they are words of the trade or too short."""
    words = [word for word in re.split(r"[\W_]+", before) if word and word not in _PLAIN]
    words = [word for word in words if not word.isdigit()]
    title = " ".join(words)
    least = _LEAST_LATIN if title.isascii() else _LEAST
    return title if sum(map(str.isalpha, title)) >= least else ""
