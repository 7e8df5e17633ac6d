"""Notes in pictures, read: `python benchmarks/ocr.py [--images 4] [--only ours] [--rows red]`.

Draws pictures of 1280 by 900 with four notes each over pencil lines and noise, in typed,
pen and Kai fonts of Debian (fonts-noto-cjk, fonts-nanum, fonts-nanum-extra,
fonts-arphic-ukai; further pens: fonts-unfonts-core, fonts-unfonts-extra), black, red or blue,
tilted up to 3.5 degrees; prints for each condition
the share of characters read right (1 - edit distance / length against the best line of the
output), processor seconds an image, and lines of the output that no note has half the letters
of ("invented", a box of drawing read as letters among them): ours with and without
Tesseract, beside Tesseract alone and RapidOCR alone, on the same pictures. `--seed` draws
others. Fonts are not handwriting: real notes are read less well.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import LCSseq, Levenshtein
from rapidocr import RapidOCR

from celtrace.cases.found.tesseract import Tesseract
from celtrace.notes.read import Reader

KOREAN = tuple(
    """
눈을 조금 더 크게 그려 주세요
이 선은 지워 주십시오
손가락 방향이 틀렸습니다
머리카락을 길게 할것
표정이 너무 약합니다
배경과 색이 다르다
입모양을 다시 맞추어야 한다
컷 112 다시 그리기
어깨선이 맞지 않음
래일까지 수정하여 보내시오
그림자를 왼쪽으로 옮기시오
3번 그림 빠졌음
옷주름이 너무 많다
발이 땅에 닿아야 함
움직임을 더 부드럽게
얼굴 각도를 확인할것
""".strip().splitlines()
)
OTHER = tuple(
    """
그 다음 컷과 이어지게 하시오
눈동자 위치가 높다
앞머리 두께를 줄일것
왼팔이 몸에서 떨어져 보임
걸음걸이가 뻣뻣하다
치마 끝을 흔들어 주세요
색칠하지 않은 곳이 있음
물결 모양을 바꿀것
원화의 선을 따라 그릴것
동화 5장 추가
밝기를 조금 낮추십시오
귀걸이가 없어졌다
입을 다물고 웃는 얼굴로
칼끝이 화면 밖으로 나감
꼬리를 짧게 고쳐 주십시오
말의 뒤다리가 어색하다
창문 밖 구름이 멎어 있음
련속 동작을 확인해 주세요
목이 너무 굵고 길다
오늘 저녁까지 끝내야 함
흰자위에 그늘을 넣으시오
넓은 장면은 뒤로 미룬다
밟은 자리에 먼지를 그려 넣기
틀린 번호를 고쳤습니다
""".strip().splitlines()
)
"""Notes that nothing was set with."""
CHINESE = tuple(
    """
眼睛再画大一点
这条线不要
手指的方向不对
头发再长一些
表情太弱了
颜色和背景不一样
口型重新对一下
第112镜重画
肩膀的线对不上
明天之前改好发过来
影子移到左边
第3张缺了
衣服的褶皱太多
脚要碰到地面
动作再柔和一点
确认脸部角度
""".strip().splitlines()
)
OTHERS = tuple(
    """
Draw the left arm again
Lips do not move here
CHECK THE COLOUR OF THE COAT
Shorten the tail in cut 47
Исправить левую руку
Губы здесь не двигаются
Проверить цвет пальто
Хвост короче, сцена 47
""".strip().splitlines()
)
GREEK = tuple(
    """
Διόρθωσε το αριστερό χέρι
Τα χείλη δεν κινούνται εδώ
Έλεγξε το χρώμα του παλτού
Πιο κοντή ουρά, σκηνή 47
""".strip().splitlines()  # noqa: RUF001 - Greek letters
)
PENS, TYPED = ("NanumPen", "NanumBrush"), ("NotoSansCJK-Regular", "NotoSerifCJK-Regular")
FURTHER = ("UnPilgi.ttf", "UnPen.ttf", "UnPenheulim.ttf", "NanumBarunpenR.ttf")
"""Pen fonts that no figure was set with."""
PACKAGES = (
    "fonts-noto-cjk fonts-nanum fonts-nanum-extra fonts-arphic-ukai fonts-unfonts-core "
    "fonts-unfonts-extra"
)
FONTS = Path("/usr/share/fonts")
RED, BLUE, BLACK, PENCIL = (200, 30, 40), (40, 60, 190), (25, 25, 25), (110, 110, 112)


class Condition(NamedTuple):
    """One row of the table."""

    name: str
    texts: tuple[tuple[str, ...], ...]
    fonts: tuple[str, ...]
    ink: tuple[int, int, int] = BLACK
    lines: int = 55


CONDITIONS = (
    Condition("Korean typed, clean", (KOREAN,), TYPED, lines=0),
    Condition("Korean typed over line art", (KOREAN,), TYPED),
    Condition("Korean pen fonts over line art", (KOREAN,), PENS),
    Condition("Korean typed, red over line art", (KOREAN,), TYPED, RED),
    Condition("Korean pen fonts, red over line art", (KOREAN,), PENS, RED),
    Condition("Korean further pen fonts over line art", (KOREAN,), FURTHER),
    Condition("Korean further pen fonts, red over line art", (KOREAN,), FURTHER, RED),
    Condition("Other Korean notes typed over line art", (OTHER,), TYPED),
    Condition("Other Korean notes in pen fonts over line art", (OTHER,), PENS),
    Condition("Other Korean notes in pen fonts, red over line art", (OTHER,), PENS, RED),
    Condition("Other Korean notes in further pen fonts over line art", (OTHER,), FURTHER),
    Condition("Other Korean notes in further pen fonts, red over line art", (OTHER,), FURTHER, RED),
    Condition("Korean typed, blue over line art", (KOREAN,), TYPED, BLUE),
    Condition("Korean typed, pencil grey over line art", (KOREAN,), TYPED, PENCIL),
    Condition("Korean pen fonts, pencil grey over line art", (KOREAN,), PENS, PENCIL),
    Condition("Chinese typed over line art", (CHINESE,), TYPED),
    Condition("Chinese Kai over line art", (CHINESE,), ("ukai",)),
    Condition("Chinese typed, red over line art", (CHINESE,), TYPED, RED),
    Condition("Chinese and Korean mixed", (CHINESE, KOREAN), TYPED),
    Condition("English and Russian typed over line art", (OTHERS,), TYPED),
    Condition("Greek typed over line art", (GREEK,), TYPED),
    Condition("Line art without notes", (), TYPED),
)


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of the system by the beginning of its file name."""
    found = sorted(FONTS.rglob(f"{name}*"))
    if not found:
        raise SystemExit(f"The font {name} is missing: apt-get install {PACKAGES}")
    return ImageFont.truetype(str(found[0]), size)


def picture(condition: Condition, rng: random.Random) -> tuple[Image.Image, list[str]]:
    """A picture and the notes in it."""
    page = Image.new("RGB", (1280, 900), (250, 250, 247))
    draw = ImageDraw.Draw(page)
    for _ in range(condition.lines):
        scribble(draw, rng)
    said = []
    for row in range(4 if condition.texts else 0):
        text = rng.choice(condition.texts[row % len(condition.texts)])
        name = rng.choice(condition.fonts)
        size = rng.randint(34, 46) + (12 if name in PENS else 0)
        note = Image.new("RGBA", (900, 110), (0, 0, 0, 0))
        ImageDraw.Draw(note).text((10, 15), text, font=font(name, size), fill=(*condition.ink, 255))
        note = note.rotate(rng.uniform(-3.5, 3.5), Image.Resampling.BICUBIC, expand=True)
        place = (rng.randint(20, 380), 40 + 205 * row + rng.randint(0, 50))
        page.paste(note, place, note)
        said.append(text)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, 6, (900, 1280, 1))
    return Image.fromarray((np.asarray(page) + noise).clip(0, 255).astype(np.uint8)), said


def scribble(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """One pencil curve."""
    x, y, turn = rng.uniform(0, 1280), rng.uniform(0, 900), rng.uniform(0, 6.3)
    points = []
    for _ in range(rng.randint(20, 60)):
        points.append((x, y))
        turn += rng.uniform(-0.35, 0.35)
        x, y = x + 12 * math.cos(turn), y + 12 * math.sin(turn)
    grey = rng.randint(90, 170)
    draw.line(points, fill=(grey, grey, grey), width=rng.randint(1, 2))


def right(said: list[str], read: list[str]) -> float:
    """Mean share of characters right, spaces apart; 0 where there is no note."""
    flat = [text.replace(" ", "") for text in read] or [""]
    plain = [text.replace(" ", "") for text in said]
    shares = [1 - min(Levenshtein.distance(one, text) for text in flat) / len(one) for one in plain]
    return sum(max(0.0, share) for share in shares) / max(1, len(shares))


def invented(said: list[str], read: list[str]) -> list[str]:
    """Lines of the output of which no note has half the letters in their order."""
    plain = [text.replace(" ", "") for text in said]
    found = []
    for line in read:
        flat = line.replace(" ", "")
        if not any(2 * LCSseq.similarity(flat, text) >= max(1, len(flat)) for text in plain):
            found.append(line)
    return found


def row(read: Callable[[bytes], list[str]], made: list[tuple[Image.Image, list[str]]]) -> str:
    """What one way makes of the pictures of a condition."""
    start, shares, wrong = used(), [], []
    for page, said in made:
        data = BytesIO()
        page.save(data, "PNG")
        lines = read(data.getvalue())
        shares.append(right(said, lines))
        wrong += invented(said, lines)
    seconds = (used() - start) / len(made)
    hangul = sum(any("가" <= one <= "힣" for one in line) for line in wrong)
    share = f"{sum(shares) / len(shares):6.1%}" if any(said for _, said in made) else "     -"
    return f"{share} {seconds:4.1f} s {len(wrong):2} invented ({hangul} with Hangul)"


def tesseract_alone(languages: str) -> Callable[[bytes], list[str]]:
    """Tesseract on the whole picture, sparse text."""

    def read(data: bytes) -> list[str]:
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(data)
            file.flush()
            call = ["tesseract", file.name, "-", "-l", languages, "--psm", "11"]
            done = subprocess.run(call, capture_output=True, text=True, check=False)
        return [line for line in done.stdout.splitlines() if line.strip()]

    return read


def rapid_alone() -> Callable[[bytes], list[str]]:
    """RapidOCR as it comes."""
    one = {"EngineConfig.onnxruntime.intra_op_num_threads": 1}
    engine = RapidOCR(params={"Global.log_level": "error", **one})

    def read(data: bytes) -> list[str]:
        found = engine(np.asarray(Image.open(BytesIO(data)).convert("RGB"))[:, :, ::-1])
        return list(found.txts or ())

    return read


def ours() -> Callable[[bytes], list[str]]:
    """Boxes, colours and all recognisers together."""
    return _texts(Reader(Tesseract.found()))


def net() -> Callable[[bytes], list[str]]:
    """The same where Tesseract is not installed."""
    return _texts(Reader())


def _texts(reader: Reader) -> Callable[[bytes], list[str]]:
    return lambda data: [note.text for note in reader.read(data)]


def used() -> float:
    """Processor seconds so far, of this process and its children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def ways(only: str) -> Iterator[tuple[str, Callable[[bytes], list[str]]]]:
    """What is compared."""
    every = {
        "ours": ours,
        "without Tesseract": net,
        "Tesseract kor+chi_sim": lambda: tesseract_alone("kor+chi_sim"),
        "RapidOCR": rapid_alone,
    }
    for name, made in every.items():
        if only in ("", name):
            yield name, made()


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--images", type=int, default=4)
    ask.add_argument("--only", default="", help="one way, by its name")
    ask.add_argument("--rows", default="", help="only the rows with these letters in their name")
    ask.add_argument("--seed", default="", help="any word: other pictures of the same rows")
    given = ask.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    readers = list(ways(given.only))
    for condition in (one for one in CONDITIONS if given.rows in one.name):
        rng = random.Random(condition.name + given.seed)
        made = [picture(condition, rng) for _ in range(given.images)]
        told = [f"{name} {row(read, made)}" for name, read in readers]
        print(f"{condition.name:60}" + "   ".join(told), flush=True)


if __name__ == "__main__":
    main()
