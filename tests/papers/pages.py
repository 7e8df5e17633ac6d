"""Pages drawn here: an invented passport with its two lines, and pages without any."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from celtrace.papers.bands import Grey
from documents.test_mrz import td1, td3

TD3, TD1 = tuple(td3()), tuple(td1("X1234567<7"))


def page(lines: Sequence[str], *, size: tuple[int, int] = (1000, 700)) -> Image.Image:
    """A page with some print above and the lines at its foot."""
    picture = Image.new("L", size, 235)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(28)
    draw.rectangle((60, 120, 260, 380), fill=140)
    for at, text in enumerate(("UTOPIA", "MUSTER", "ADA MARIA", "01 JAN / JAN 90", "ZENITH")):
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
