"""Whether what a reader of Hangul read stands as Hangul.

A reader that knows Hangul and little else makes digits, capitals and a syllable or two of a
line of Russian or Greek. So syllables must be a good part of all letters and digits, save where
they are words that stand beside numbers in the trade: of `컷 112` one in four is a syllable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from celtrace.notes.hangul import UNNAMED, Letter, said

HANGUL = 0.4
"""Share of letters and digits that must be syllables for a reading to stand."""
MOSTLY = 0.75
"""The same where our net is believed alone; of Greek it made six tenths at most."""
BESIDE = frozenset((
    "컷", "씬", "신", "화", "편", "부", "권", "회", "막", "번", "호", "장", "매", "쪽", "초",
    "분", "시", "프레임", "차", "건", "개", "원", "년", "월", "일", "까지", "제", "총", "약",
))  # fmt: skip
"""Words beside numbers in the trade: cut, scene, episode, sheet, frame, piece, price, day."""
_SYLLABLES = re.compile("[가-힣]+")
_NUMBER = re.compile("[A-Z]?[0-9]+[A-Z]?")


def hangul(text: str, share: float = HANGUL) -> bool:
    """Whether enough is Hangul; letters without a name and parts of syllables are none."""
    runs = _SYLLABLES.findall(text)
    syllables = sum(map(len, runs))
    letters = sum(one.isalnum() or one == UNNAMED for one in text)
    if syllables >= share * max(1, letters):
        return True
    return bool(runs) and BESIDE.issuperset(runs) and _numbers(_SYLLABLES.sub(" ", text))


def best(readings: Sequence[Sequence[Letter]]) -> Sequence[Letter]:
    """The surest of the readings that are of Hangul; empty where none is."""
    korean = [one for one in readings if hangul(said(one)[0])]
    return max(korean, key=lambda one: said(one)[1], default=())


def _numbers(text: str) -> bool:
    """Whether all letters and digits are numbers, each with one capital at most on a side."""
    words = re.findall(rf"[^\W_]+|{UNNAMED}", text)
    return all(map(_NUMBER.fullmatch, words))
