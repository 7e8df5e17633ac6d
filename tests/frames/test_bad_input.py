"""Pictures nobody wants to get: each is read, or refused with a reason; none is a match."""

from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image

from celtrace.cases.frames.index import Index, digest_of
from celtrace.cases.frames.match import Answer, match
from celtrace.cases.frames.read import Seen
from celtrace.frames.pixels import PictureUnread, decode
from frames.drawn import Drawn

RNG = np.random.default_rng(21)


def coded(image: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def noise() -> bytes:
    return coded(Image.fromarray(RNG.integers(0, 255, (300, 500, 3)).astype(np.uint8)))


def grain() -> bytes:
    """Film grain on grey, as a scanner sees an empty sheet."""
    return coded(Image.fromarray(np.clip(RNG.normal(200, 9, (300, 500)), 0, 255).astype(np.uint8)))


def black() -> bytes:
    return coded(Image.new("RGB", (640, 360)))


def blank() -> bytes:
    return coded(Image.new("L", (640, 360), 250))


def wide() -> bytes:
    return coded(Image.new("L", (30_000, 200), 255))


def inks() -> bytes:
    return coded(Image.new("CMYK", (300, 200), (40, 90, 10, 0)), "TIFF")


def deep() -> bytes:
    ramp = np.tile(np.linspace(0, 65535, 300).astype(np.uint16), (200, 1))
    return coded(Image.fromarray(ramp))


def glass() -> bytes:
    return coded(Image.new("RGBA", (300, 200), (0, 0, 0, 0)))


def title() -> bytes:
    card = np.zeros((360, 640), np.uint8)
    for n, words in enumerate(("THE END", "A film by", "the makers of it", "and their friends")):
        cv2.putText(card, words, (150, 90 + 60 * n), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 230, 2)
    return coded(Image.fromarray(card))


def bars() -> bytes:
    levels = np.repeat(np.linspace(20, 235, 8).astype(np.uint8), 80)
    return coded(Image.fromarray(np.tile(levels, (360, 1))))


def checks() -> bytes:
    """A chequered board: every corner looks like every other."""
    y, x = np.mgrid[0:360, 0:640] // 40
    return coded(Image.fromarray(((x + y) % 2 * 255).astype(np.uint8)))


def rings() -> bytes:
    sheet = np.full((360, 640), 255, np.uint8)
    for radius in range(20, 170, 15):
        cv2.circle(sheet, (320, 180), radius, 0, 2)
    return coded(Image.fromarray(sheet))


def table() -> bytes:
    sheet = np.full((400, 600), 255, np.uint8)
    sheet[::40], sheet[:, ::60] = 0, 0
    return coded(Image.fromarray(sheet))


def asked(data: bytes, index: Index) -> Answer:
    [one] = match([Seen("found/x", digest_of(data), decode(data), data)], index)
    return one.answer


@pytest.mark.parametrize(
    "made",
    [noise, grain, black, blank, wide, inks, deep, glass, title, bars, checks, rings, table],
    ids=lambda made: made.__name__,
)
def test_what_is_no_drawing_of_ours_is_never_found(index: Index, made: Callable[[], bytes]) -> None:
    said = asked(made(), index)
    assert ("nothing found", None) == (said.outcome, said.ours)
    assert said.why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (coded(Image.new("L", (1, 1))), "1 x 1 pixels are too few to compare"),
        (b"", "no picture"),
        (b"%PDF-1.7 and more", "no picture"),
        (b"\x76\x2f\x31\x01" + bytes(200), "convert it to PNG or TIFF"),
        (b"GIF89a" + bytes(5), "."),
        (coded(Image.new("RGB", (200, 200)))[:60], "."),
    ],
    ids=["1 x 1", "empty", "pdf", "exr", "gif head", "cut png"],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(PictureUnread, match=why) as raised:
        decode(data)
    assert str(raised.value)


@pytest.mark.parametrize("turn", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180])
def test_a_picture_laid_down_the_wrong_way_is_found(index: Index, scene: Drawn, turn: int) -> None:
    data = coded(Image.fromarray(cv2.rotate(scene.ink, turn)))
    assert "the same drawing" == asked(data, index).outcome


@pytest.mark.parametrize("factor", [0.25, 4.0])
def test_a_small_and_a_large_scan_are_found(index: Index, scene: Drawn, factor: float) -> None:
    scan = cv2.resize(scene.ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    assert "the same drawing" == asked(coded(Image.fromarray(scan)), index).outcome


def test_a_negative_is_found(index: Index, scene: Drawn) -> None:
    """White lines on black: a border between light and dark is a line either way."""
    data = coded(Image.fromarray(255 - scene.ink))
    assert asked(data, index).outcome == "the same drawing"
