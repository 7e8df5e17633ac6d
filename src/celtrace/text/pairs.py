"""An instruction and its translation, found as a pair of notes in two languages.

A pair stands together in the file or in the picture and says the same as far as that can be
seen without a dictionary: the same numbers and Latin names, plausible lengths, the same
words of the trade. It works between any two languages and says nothing about who reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from celtrace.text.language import OPEN, language

Box = tuple[int, int, int, int]
ENOUGH = 3
"""Points from which two neighbours are a pair."""
_NUMBER = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z_-]*\d*")
_LENGTHS = (0.5, 3.2)
"""Bounds of the ratio of lengths, Chinese against an alphabet or the other way round."""
_CONCEPTS = tuple(
    tuple(line.split())
    for line in """
修改 修正 수정 直 直す 修整 고치 고쳐 fix retake リテイク
眼 눈 eye
线 線 선 line
颜色 色 색 color colour
背景 배경 background
头 頭 머리 head
手 손 hand
脸 顔 臉 얼굴 face
表情 표정 expression
动作 動作 동작 動き 움직임 motion
原画 원화 key
动画 動画 동화 inbetween
大 크게 大きく bigger larger
小 작게 小さく smaller
嘴 口 입 mouth
光 光线 빛 light
影 그림자 shadow
速度 속도 speed
确认 確認 확인 check
删 삭제 빼 delete remove
加 추가 add
明天 내일 래일 明日 tomorrow
重 다시 再 again
""".strip().splitlines()
)
"""Words of the trade that mean the same."""


class Piece(msgspec.Struct, frozen=True):
    """A note as it is compared: its text, language, and where it stands."""

    text: str
    language: str
    of: int
    """Which of the given texts it is or is part of."""
    box: Box | None = None


class Pair(msgspec.Struct, frozen=True):
    """Two neighbours that say the same in two languages."""

    first: Piece
    second: Piece
    because: tuple[str, ...]


def pairs(texts: Sequence[tuple[str, Box | None]]) -> tuple[Pair, ...]:
    """Pairs among the notes of one file or picture, in their order; a note is in one pair."""
    pieces = [piece for at, (text, box) in enumerate(texts) for piece in _pieces(at, text, box)]
    found: list[Pair] = []
    used: set[int] = set()
    for one, other in _neighbours(pieces):
        if one in used or other in used:
            continue
        points, because = _points(pieces[one], pieces[other])
        if points >= ENOUGH:
            found.append(Pair(pieces[one], pieces[other], because))
            used |= {one, other}
    return tuple(found)


def _pieces(at: int, text: str, box: Box | None) -> Iterator[Piece]:
    """Lines of a text, and within a line the parts on both sides of a change of script."""
    for line in unicodedata.normalize("NFKC", text).splitlines():
        for part in _parts(line):
            said = language(part) or ("en" if len(_LATIN.findall(part)) > 1 else "")
            if said and sum(map(str.isalpha, part)) > 1:
                yield Piece(part.strip(), said, at, box)


def _parts(line: str) -> Iterator[str]:
    """Cut at brackets, bars, arrows; a piece without letters joins the one before."""
    start = ""
    for part in re.split(r"[()（）\[\]【】|/→=\t]+", line):
        if any(map(str.isalpha, part)):
            if start:
                yield start
            start = part
        else:
            start += f" {part}"
    if start.strip():
        yield start


def _neighbours(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Next to each other in order first; then in a picture, one below the other."""
    yield from pairwise(range(len(pieces)))
    for one, piece in enumerate(pieces):
        below = [
            other for other in range(len(pieces)) if other != one and _below(piece, pieces[other])
        ]
        yield from ((one, other) for other in below if abs(one - other) > 1)


def _below(one: Piece, other: Piece) -> bool:
    """Whether the second box begins within a line and a half under the first, and overlaps it."""
    if one.box is None or other.box is None:
        return False
    left, top, width, height = one.box
    left2, top2, width2, _ = other.box
    gap = top2 - (top + height)
    overlap = min(left + width, left2 + width2) - max(left, left2)
    return -height // 2 <= gap <= 1.5 * height and overlap > 0.3 * min(width, width2)


def _points(one: Piece, other: Piece) -> tuple[int, tuple[str, ...]]:
    if not _two_languages(one.language, other.language):
        return 0, ()
    because = []
    points = 0
    for name, worth, same in (
        ("the same numbers", 2, _same(_NUMBER, one.text, other.text)),
        ("the same Latin names", 2, _same(_LATIN, one.text, other.text)),
        ("the same words of the trade", 2, _concepts(one.text) & _concepts(other.text)),
        ("lengths that fit", 1, _fit(one.text, other.text)),
        ("one below the other", 1, _below(one, other) or _below(other, one)),
    ):
        if same:
            points += worth
            because.append(name)
    return points, tuple(because)


def _two_languages(one: str, other: str) -> bool:
    """Certainly two: Han letters alone may be the same language as Chinese or Japanese."""
    return one != other and not (OPEN in {one, other} and {one, other} & {"zh", "ja"})


def _same(pattern: re.Pattern[str], one: str, other: str) -> bool:
    first = {found.casefold() for found in pattern.findall(one)}
    return bool(first) and first == {found.casefold() for found in pattern.findall(other)}


def _concepts(text: str) -> set[int]:
    folded = text.casefold()
    return {at for at, words in enumerate(_CONCEPTS) if any(word in folded for word in words)}


def _fit(one: str, other: str) -> bool:
    first, second = (sum(map(str.isalpha, text)) for text in (one, other))
    return (
        _LENGTHS[0] <= first / second <= _LENGTHS[1] or _LENGTHS[0] <= second / first <= _LENGTHS[1]
    )
