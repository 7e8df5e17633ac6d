"""Notes and their translations, found as pairs: `python benchmarks/relay.py`.

Instructions written for this command in Chinese and Korean, each beside its translation:
below each other in a picture, in one line, and with something between. What must not be
taken for a pair: every instruction under the translation of another, and neighbours that
share a number but not a sense (titles, timing, names of cuts). Prints how many pairs are
found, how many neighbours that are none are taken for one, and which. The words of the trade
in the package were widened after a look at the first set; the second was written after that
and nothing was changed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ocr import CHINESE, KOREAN

from celtrace.text.pairs import Box, pairs

MORE = tuple(
    tuple(line.split("|"))
    for line in """
袖子改短一些|소매를 좀 짧게 고칠것
第3格和第4格之间加一张|3번과 4번 사이에 한장 더 넣을것
这里要停6格|여기서 6칸 멈출것
SC024 背景换成夜景|SC024 배경을 밤으로 바꿀것
耳朵位置太高|귀 위치가 너무 높다
A层和B层顺序反了|A층과 B층의 차례가 바뀌였음
走路的节奏太快|걸음이 너무 빠르다
请参考设定图第12页|설정 12페지를 참고하시오
下巴的线条再圆一点|턱선을 좀 더 둥글게
黑色部分涂满|검은 부분을 다 칠할것
这一张不用改|이 장은 고치지 않아도 됨
镜头慢慢推近|화면을 천천히 가까이
""".strip().splitlines()
)
SEEN = (*zip(CHINESE, KOREAN, strict=True), *MORE)
"""An instruction and its translation: those that the words were widened on."""
UNSEEN = tuple(
    tuple(line.split("|"))
    for line in """
鼻子的阴影再淡一点|코의 그늘을 더 연하게 할것
尾巴要跟着身体动|꼬리가 몸을 따라 움직여야 한다
第25张的比例不对|25번 그림의 비례가 맞지 않음
门打开的时候加风|문이 열릴 때 바람을 넣을것
嘴唇的颜色太深|입술 색이 너무 진하다
左手拿的杯子忘画了|왼손에 쥔 고뿌를 그리지 않았음
眨眼改成3张|눈깜빡임을 3장으로 고칠것
请按照原画的角度|원화의 각도대로 하시오
SC118_A 重新扫描|SC118_A 다시 스캔할것
雨的线条不要太粗|비 줄을 너무 굵게 하지 말것
笑的时候肩膀动一下|웃을 때 어깨를 조금 움직일것
今天下午三点前交|오늘 오후 세시까지 보낼것
背包带子断了|배낭 끈이 끊어졌음
桌子上的书画反了|책상우의 책이 거꾸로 그려졌음
跑步循环用8张|달리기 반복은 8장으로 할것
裙子下摆的褶皱减少|치마 아래단의 주름을 줄일것
""".strip().splitlines()
)
SEEN_APART = tuple(
    tuple(line.split("|"))
    for line in """
第12集 春天的约定|12시 30분까지 보낼것
C-112 24格|컷 112 배경 담당자
镜号 045|045 원화 장수
2023-11-04 交|2023-11-04 받음
片长 22分|22 페지
EP05 总表|EP05 식사시간
第3张缺了|3층 작업실 열쇠
共18张|18일 휴식
导演 王|번호 7
7号 李|7번 그림을 다시 그리시오
1+12 3+6|보관함 1 12 3 6
头发再长一些|손가락 방향이 틀렸습니다
""".strip().splitlines()
)
"""Neighbours that say different things."""
UNSEEN_APART = tuple(
    tuple(line.split("|"))
    for line in """
第7话 雪国的列车|7월 20일 회의
监督 陈|제작 3과
星期三 14:00|수요일 식사 14명
B组 12人|12호실 청소
镜号 208 秒数 4|208호 전화
分镜 共96页|96년에 배운 노래
颜色指定表 v2|출근표 v2
张数 35|35원
背景 美术部|원화 작업반 명단
已收到 谢谢|점심 먹으러 갑니다
""".strip().splitlines()
)
Notes = list[tuple[str, Box | None]]


def below(one: str, other: str) -> Notes:
    """Two lines of a picture."""
    return [(one, (100, 80, 34 * len(one), 40)), (other, (104, 130, 30 * len(other), 40))]


def one_line(one: str, other: str) -> Notes:
    """The translation in brackets behind the note."""
    return [(f"{one} ({other})", None)]


def two_lines(one: str, other: str) -> Notes:
    """Two lines of a text file."""
    return [(f"{one}\n{other}", None)]


LAYOUTS: tuple[tuple[str, Callable[[str, str], Notes]], ...] = (
    ("below each other", below), ("in one line", one_line), ("lines of a text", two_lines),
)  # fmt: skip


Lines = tuple[tuple[str, ...], ...]
SETS: tuple[tuple[str, Lines, Lines], ...] = (
    ("first set (seen)", SEEN, SEEN_APART), ("second set (unseen)", UNSEEN, UNSEEN_APART),
)  # fmt: skip


def crossed(true: Lines) -> Iterator[tuple[str, ...]]:
    """Each instruction with the translation of every other."""
    for at, (one, _) in enumerate(true):
        yield from ((one, other) for number, (_, other) in enumerate(true) if number != at)


def taken(lines: Iterable[tuple[str, ...]], layout: Callable[[str, str], Notes]) -> list[str]:
    """Which neighbours are taken for a pair."""
    return [" / ".join(line) for line in lines if pairs(layout(line[0], line[1]))]


def main() -> None:
    """Print recall and false pairs of each set and layout."""
    for name, true, apart in SETS:
        for layout_name, layout in LAYOUTS:
            found, others, odd = (taken(some, layout) for some in (true, (*crossed(true),), apart))
            print(
                f"{name}, {layout_name}: {len(found)} of {len(true)} pairs found; taken for a pair "
                f"{len(others)} of {len(true) * (len(true) - 1)} notes under another's "
                f"translation, {len(odd)} of {len(apart)} titles, timings and names"
            )
        missed = sorted({" / ".join(line) for line in true} - set(found))
        print(f"  missed {'; '.join(missed)}\n  wrong {'; '.join((others + odd)[:12])}")


if __name__ == "__main__":
    main()
