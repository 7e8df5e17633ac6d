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
_STRONG, _LONG = 2, 3
"""Points of a reason without which there is no pair; digits from which a number is telling."""
_NUMBER = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z_-]*\d*")
_LENGTHS = (0.5, 3.2)
"""Bounds of the ratio of lengths, Chinese against an alphabet or the other way round."""
_CONCEPTS = tuple(
    tuple(line.split())
    for line in """
修改 修正 수정 直 直す 修整 고치 고쳐 fix retake リテイク
眼 눈을 눈이 눈동자 눈의 eye
线 線 선을 선이 선은 윤곽선 어깨선 턱선 line
颜色 色 색 color colour
背景 배경 background
头发 頭髪 머리카락 머리를 hair
头 頭 머리 head
手 손 hand
指 손가락 finger
脸 顔 臉 얼굴 face
表情 표정 expression
动作 動作 동작 動き 움직임 motion
原画 원화 key
动画 動画 동화 inbetween
大 크게 크다 大きく bigger larger
小 작게 작다 小さく smaller
嘴 口 입 mouth
光 光线 빛 light
影 그림자 shadow
速度 속도 speed
确认 確認 확인 check
删 삭제 빼 지워 지울 delete remove
加 추가 넣 add
明天 내일 래일 明日 tomorrow
重 다시 再 again
鼻 코 nose
耳 귀 ear
下巴 顎 턱 chin
眉 눈썹 eyebrow
肩 어깨 shoulder
腰 허리 waist
脚 足 발이 발을 발끝 발바닥 foot
腿 다리 leg
膝 무릎 knee
衣 服 옷 clothes
袖 소매 sleeve
褶皱 皱 주름 fold wrinkle
鞋 靴 신발 구두 shoe
帽 모자 hat
左 왼 left
右 오른 right
方向 방향 direction
位置 위치 자리 position
角度 각도 angle
高 높 high
低 낮 low
长 長 길게 길다 길이 long
短 짧 short
快 速い 빠르 빨리 fast
慢 遅 천천히 느리 늦 slow
停 止 멈 정지 hold stop
节奏 리듬 박자 timing
顺序 차례 순서 order
黑 黒 검은 검게 black
白 흰 하얀 white
红 赤 붉 빨간 red
蓝 青 파란 푸른 blue
涂 塗 칠 paint
画 描 그려 그리기 그리시 draw
夜 밤 night
参考 참고 reference
设定 設定 설정 setting
圆 丸 둥글 round
柔和 부드럽 soft smooth
自然 자연 natural
弱 약하 약합 weak
细 細 가늘 가는 thin
粗 굵 太い thick
镜头 镜 카메라 화면 컷 cut camera
帧 格 칸 コマ frame
层 층 레이어 layer
缺 漏 빠졌 빠져 없음 missing
多 많 many
交 发 보내 제출 send
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
    """How much speaks for a pair, and what; nothing where only slight reasons do."""
    if not _two_languages(one.language, other.language) or _other_numbers(one.text, other.text):
        return 0, ()
    shared, apart = _concepts(one.text, other.text)
    telling = _same(_NUMBER, one.text, other.text) and _telling(one.text)
    because = []
    points = -_STRONG if apart and not shared else 0
    strong = False
    for name, worth, same in (
        ("the same numbers", _STRONG if telling else 1, _same(_NUMBER, one.text, other.text)),
        ("the same Latin names", _STRONG, _same(_LATIN, one.text, other.text)),
        ("the same words of the trade", _STRONG, shared > 0 and shared >= apart),
        ("lengths that fit", 1, _fit(one.text, other.text)),
        ("one below the other", 1, _below(one, other) or _below(other, one)),
    ):
        if same:
            points += worth
            strong = strong or worth == _STRONG
            because.append(name)
    return (points if strong else 0), tuple(because)


def _two_languages(one: str, other: str) -> bool:
    """Certainly two: Han letters alone may be the same language as Chinese or Japanese."""
    return one != other and not (OPEN in {one, other} and {one, other} & {"zh", "ja"})


def _same(pattern: re.Pattern[str], one: str, other: str) -> bool:
    first = {found.casefold() for found in pattern.findall(one)}
    return bool(first) and first == {found.casefold() for found in pattern.findall(other)}


def _other_numbers(one: str, other: str) -> bool:
    """Both have numbers, and not the same ones."""
    both = all(map(_NUMBER.search, (one, other)))
    return both and not _same(_NUMBER, one, other)


def _telling(text: str) -> bool:
    """Several numbers, or a long one: a single small one stands beside anything."""
    found = set(_NUMBER.findall(text))
    return len(found) > 1 or any(len(one) >= _LONG for one in found)


def _concepts(one: str, other: str) -> tuple[int, int]:
    """How many words of the trade both have, and how many the poorer one has alone."""
    first, second = (
        {at for at, words in enumerate(_CONCEPTS) if any(word in text.casefold() for word in words)}
        for text in (one, other)
    )
    shared = len(first & second)
    return shared, min(len(first), len(second)) - shared


def _fit(one: str, other: str) -> bool:
    first, second = (sum(map(str.isalpha, text)) for text in (one, other))
    return (
        _LENGTHS[0] <= first / second <= _LENGTHS[1] or _LENGTHS[0] <= second / first <= _LENGTHS[1]
    )
