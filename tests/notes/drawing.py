"""Pictures with writing in them, drawn with the font of the package."""

from __future__ import annotations

import math
import random
import struct
import zlib
from io import BytesIO

import numpy as np
from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont

from celtrace.notes.ink import Picture

BLACK, RED, BLUE, PENCIL = (20, 20, 20), (205, 30, 40), (40, 60, 195), (125, 125, 125)
Colour = tuple[int, int, int]


def page(
    *lines: tuple[str, Colour], pencil: int = 0, size: tuple[int, int] = (900, 420)
) -> Picture:
    """Lines below each other over pencil curves."""
    sheet = Image.new("RGB", size, (251, 250, 247))
    draw = ImageDraw.Draw(sheet)
    rng = random.Random(5)  # noqa: S311 - a drawing
    for _ in range(pencil):
        x, y, turn = rng.uniform(0, size[0]), rng.uniform(0, size[1]), rng.uniform(0, 6)
        points = []
        for _ in range(40):
            points.append((x, y))
            turn += rng.uniform(-0.3, 0.3)
            x, y = x + 11 * math.cos(turn), y + 11 * math.sin(turn)
        draw.line(points, fill=PENCIL, width=2)
    font = ImageFont.truetype(str(FONT_PATH), 40)
    for at, (text, colour) in enumerate(lines):
        draw.text((60, 40 + 120 * at), text, font=font, fill=colour)
    return np.asarray(sheet, np.uint8)


def png(picture: Picture, mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.fromarray(picture).convert(mode).save(out, "PNG")
    return out.getvalue()


def huge(side: int = 60_000) -> bytes:
    """A PNG that says it is a square of so many pixels and holds none."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", b""),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
