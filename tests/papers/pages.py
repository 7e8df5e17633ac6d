"""Pages drawn here: an invented passport with its two lines, and pages without any."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from celtrace.papers.bands import Grey
from documents.test_mrz import td1, td3

TD3, TD1 = tuple(td3()), tuple(td1("X1234567<7"))


NAME = ("MUSTER", "ADA MARIA")


def page(
    lines: Sequence[str], *, size: tuple[int, int] = (1000, 700), name: Sequence[str] = NAME
) -> Image.Image:
    """A page with some print above and the lines at its foot."""
    picture = Image.new("L", size, 235)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(28)
    draw.rectangle((60, 120, 260, 380), fill=140)
    for at, text in enumerate(("UTOPIA", *name, "01 JAN / JAN 90", "ZENITH")):
        draw.text((320, 120 + 60 * at), text, fill=40, font=ImageFont.load_default(22))
    pitch = (size[0] - 100) / max(map(len, lines), default=1)
    for row, line in enumerate(lines):
        top = size[1] - 44 * (len(lines) - row) - 20
        for at, character in enumerate(line):
            draw.text((50 + pitch * at, top), character, fill=20, font=font)
    return picture


def grey(picture: Image.Image) -> Grey:
    """The picture as numbers."""
    return np.asarray(picture.convert("L"), dtype=np.uint8)


def document(seed: int, lines: Sequence[str] = TD3) -> Image.Image:
    """A page with a ground, a portrait of nothing and print, all of them drawn from `seed`."""
    draw = np.random.default_rng(seed)
    sheet = page(lines)
    grain = draw.integers(0, 60, (70, 100)).astype(np.uint8)
    ground = np.asarray(Image.fromarray(grain).resize(sheet.size, Image.Resampling.BICUBIC))
    made = np.minimum(np.asarray(sheet), 200 + ground // 2).astype(np.uint8)
    face = Image.fromarray(draw.integers(40, 220, (13, 10)).astype(np.uint8))
    made[120:380, 60:260] = np.asarray(face.resize((200, 260), Image.Resampling.BICUBIC))
    whole = Image.fromarray(made)
    pen, font = ImageDraw.Draw(whole), ImageFont.load_default(18)
    for row in range(12):
        words = " ".join(str(n) for n in draw.integers(100, 99999, 6))
        pen.text((600, 60 + 40 * row), words, fill=60, font=font)
        pen.text((60 + 13 * row, 20 + 8 * row), words[:12], fill=90, font=font)
    return whole


def exchanged(sheet: Image.Image, seed: int) -> Image.Image:
    """The page with another portrait and another name, turned, smaller and lighter."""
    made, draw = sheet.copy(), np.random.default_rng(seed)
    face = Image.fromarray(draw.integers(40, 220, (13, 10)).astype(np.uint8))
    made.paste(face.resize((200, 260), Image.Resampling.BICUBIC), (60, 120))
    pen = ImageDraw.Draw(made)
    pen.rectangle((320, 175, 560, 205), fill=225)
    pen.text((320, 180), "OTHER", fill=40, font=ImageFont.load_default(22))
    turned = made.rotate(2, expand=True, fillcolor=200).point(lambda grey: min(255, grey + 12))
    return turned.resize((turned.width * 4 // 5, turned.height * 4 // 5))
