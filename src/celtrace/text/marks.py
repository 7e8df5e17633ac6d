"""Marks in a text that stand apart from spelling: Juche years, characters for names.

The calendar counts from 1912, which is Juche 1 (in use from 1997 to 2024); the nine private
characters come from KPS 9566 and say something only beside Hangul, as fonts of icons use the
same points. Neither is written by the press in Korean that appears in China.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

_YEAR = re.compile(r"(?:주체|[Jj]uche)[ ]?(?:8[5-9]|9\d|1[01]\d)(?![\d명개번원])(?:년)?")
_NAME = re.compile("[\uf113-\uf118\uf120-\uf122]+")
_HANGUL = re.compile("[가-힣]")


class Mark(msgspec.Struct, frozen=True):
    """One mark: which kind, how it is written, and where."""

    kind: Literal["juche year", "leader name"]
    form: str
    at: int


def marks(text: str) -> tuple[Mark, ...]:
    """The marks of a text in order."""
    found = [Mark("juche year", one.group(), one.start()) for one in _YEAR.finditer(text)]
    if _HANGUL.search(text):
        found += [Mark("leader name", one.group(), one.start()) for one in _NAME.finditer(text)]
    return tuple(sorted(found, key=lambda mark: mark.at))
