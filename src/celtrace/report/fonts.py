"""Where the East Asian font is, which characters it has, and a small copy with only those used."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

try:
    from noto_cjk_sans_otc import FONT_PATH
except ImportError:  # pragma: no cover - the package is a dependency
    FONT_PATH = None

FACES = {"ja": 0, "ko": 1, "zh": 2}
"""Number of the face in the collection, by the language tag that chooses it."""
FAMILIES = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR", "zh": "Noto Sans CJK SC"}
_DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]


def font_file() -> Path | None:
    """The font collection, or None where it is missing."""
    if FONT_PATH is None:
        return None
    path = Path(str(FONT_PATH))
    return path if path.is_file() else None


def font_state() -> str:
    """A sentence for `celtrace doctor`; empty when the font is there."""
    if font_file():
        return ""
    return (
        "The font for Korean, Chinese and Japanese (noto-cjk-sans-otc) is missing: the HTML report "
        "relies on the fonts of the reader's machine, the PDF prints such characters as code "
        "points. Run: pip install noto-cjk-sans-otc"
    )


@cache
def covered() -> frozenset[int]:
    """Code points that the font has; empty where it is missing."""
    path = font_file()
    if path is None:
        return frozenset()
    with TTFont(str(path), fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def small_font(language: str, text: Iterable[str]) -> bytes:
    """A WOFF with only the characters of the text, the same bytes every time.

    Empty where the font is missing or has none of them.
    """
    path = font_file()
    wanted = sorted({ord(char) for char in text} & covered())
    if path is None or not wanted:
        return b""
    options = subset.Options(
        layout_features=[], name_IDs=[], notdef_outline=True, hinting=False, recalc_timestamp=False
    )
    options.drop_tables += _DROPPED
    out = io.BytesIO()
    with TTFont(
        str(path), fontNumber=FACES[language], lazy=True, recalcTimestamp=False
    ) as font:  # fmt: skip
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(out)
    return out.getvalue()
