"""Foreign text made safe to look at: nothing invisible, nothing that turns the line round."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e"
    "\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe"
    "\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\U00020000-\U0003ffff]+"
)
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff]")


def visible(text: str) -> str:
    """The text with control, direction, zero-width and blank characters written as `[U+202E]`."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.replace("\r\n", "\n"))


def runs(text: str) -> tuple[tuple[str, str], ...]:
    """Split into (language tag, piece); the tag chooses a font and claims nothing else.

    `ja` where the text has Kana, `ko` where it has Hangul, otherwise `zh` for
    Chinese characters; empty for everything that is not East Asian.
    """
    shown = visible(text)
    if shown.isascii():
        return (("", shown),) if shown else ()
    language = "ja" if _KANA.search(shown) else "ko" if _HANGUL.search(shown) else "zh"
    pieces: list[tuple[str, str]] = []
    end = 0
    for found in _WIDE.finditer(shown):
        if found.start() > end:
            pieces.append(("", shown[end : found.start()]))
        pieces.append((language, found[0]))
        end = found.end()
    if end < len(shown):
        pieces.append(("", shown[end:]))
    return tuple(pieces)
