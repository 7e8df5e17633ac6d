"""From the bytes of a picture to its pixels: any mode, flattened on white, of a bounded size.

Pillow reads PNG, JPEG, TIFF, WebP, GIF, BMP, TGA and the composite of PSD, OpenCV the TIFF that
Pillow does not (floating point in colour). 16-bit samples are scaled by their own range, CMYK is
converted, transparent parts are paper. OpenEXR is refused: its decoders are not safe to run on
strangers' files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import cv2
import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from celtrace.frames.arrays import Colour, Grey

MAX_BYTES = 1_000_000_000
"""Bytes of the decoded picture: 30,000 x 30,000 in grey, 15,800 square in colour."""
LONGEST = 1600
"""Pixels of the longer side that are kept; a larger picture is shrunk to it."""
_EXR, _TIFF = b"\x76\x2f\x31\x01", (b"II*\0", b"MM\0*")
LEAST = 16
"""Pixels of the shorter side below which there is nothing to compare."""


class PictureUnread(ValueError):
    """The bytes are not a picture that can be read; the text says why."""


def decode(data: bytes) -> Colour:
    """The pixels of a picture's bytes; PictureUnread says what is wrong with them."""
    try:
        with _unbounded():
            image = _opened(data)
            shown = _shrunk(image)
            return np.ascontiguousarray(_flat(shown)[:, :, ::-1])
    except UnidentifiedImageError as error:
        return _otherwise(data, error)
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError) as error:
        raise PictureUnread(str(error) or "the picture is damaged") from error


def encode(pixels: Colour, quality: int = 90) -> bytes:
    """The pixels as JPEG."""
    good, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not good:
        raise ValueError("the picture cannot be written as JPEG")
    return bytes(data)


def png(pixels: Colour) -> bytes:
    """The pixels as PNG."""
    return bytes(cv2.imencode(".png", pixels)[1])


@contextmanager
def _unbounded() -> Iterator[None]:
    """Pillow without its own bound: `_opened` has one in bytes."""
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _opened(data: bytes) -> ImageFile.ImageFile:
    """The picture, not yet decoded; of a large JPEG so many pixels as are kept."""
    image = Image.open(io.BytesIO(data))
    wide, high = image.size
    if min(wide, high) < LEAST:
        raise PictureUnread(f"{wide} x {high} pixels are too few to compare")
    image.draft("RGB", (LONGEST, LONGEST))
    if image.size[0] * image.size[1] * _depth(image) > MAX_BYTES:
        raise PictureUnread(
            f"{wide:,} x {high:,} pixels are more than are read: hand in a smaller copy"
        )
    return image


def _depth(image: Image.Image) -> int:
    """Bytes of one pixel in memory."""
    deep = {"1": 1, "I": 4, "F": 4, "RGB": 4}
    return deep.get(image.mode, 2 if image.mode.startswith("I;16") else len(image.getbands()))


def _otherwise(data: bytes, error: Exception) -> Colour:
    """What Pillow does not know: TIFF in floating point by OpenCV, or the reason why not."""
    if data.startswith(_EXR):
        raise PictureUnread("OpenEXR is not read: convert it to PNG or TIFF") from error
    pixels = None
    if data.startswith(_TIFF):
        with suppress(cv2.error):
            pixels = cv2.imdecode(
                np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH
            )
    if pixels is None or min(pixels.shape[:2]) < LEAST:
        raise PictureUnread("no picture of a format that is read") from error
    small = resized(pixels, LONGEST)
    if small.dtype.kind == "f":
        return (np.clip(np.nan_to_num(small), 0, 1) * 255).astype(np.uint8)
    return (small // 257 if small.dtype == np.uint16 else small).astype(np.uint8)


def _shrunk(image: Image.Image) -> Image.Image:
    """The picture with its longer side at most `LONGEST`; palettes are unfolded first."""
    plain = image.convert("RGBA") if image.mode in ("P", "PA", "LA", "1") else image
    longer = max(plain.size)
    if longer <= LONGEST or plain.mode in ("I", "F", "I;16", "I;16B"):
        return plain
    size = tuple(max(LEAST, round(side * LONGEST / longer)) for side in plain.size)
    return plain.resize((size[0], size[1]), Image.Resampling.BOX)


def _flat(image: Image.Image) -> Colour:
    if image.mode.startswith(("I", "F")):
        return _scaled(np.asarray(image, dtype=np.float64))
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
        return np.asarray(Image.alpha_composite(paper, image).convert("RGB"))
    return np.asarray(image.convert("RGB"))


def _scaled(samples: np.ndarray) -> Colour:
    """Deep grey samples to 8 bits: 0 to 65535 for 16 bits, else their own range."""
    finite = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(finite.min()), float(finite.max())
    top = 65535.0 if high > 255 and low >= 0 and high <= 65535 else max(high, 1e-9)
    grey = np.clip(finite / top * 255, 0, 255).astype(np.uint8)
    return resized(np.repeat(grey[:, :, None], 3, axis=2), LONGEST)


def resized(pixels: np.ndarray, longest: int) -> np.ndarray:
    """The picture with its longer side at most `longest` pixels, averaged."""
    high, wide = pixels.shape[:2]
    share = longest / max(high, wide)
    if share >= 1:
        return pixels
    size = (max(1, round(wide * share)), max(1, round(high * share)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def brightest(pixels: Colour) -> Grey:
    """The strongest of the three colours at each pixel."""
    blue, green, red = cv2.split(pixels)
    return cv2.max(cv2.max(blue, green), red)


def darkest(pixels: Colour) -> Grey:
    """The weakest of the three colours at each pixel."""
    blue, green, red = cv2.split(pixels)
    return cv2.min(cv2.min(blue, green), red)


def apart_from(pixels: Colour, colour: np.ndarray) -> Colour:
    """How far each pixel's colours are from one colour of three numbers."""
    return cv2.absdiff(pixels, np.broadcast_to(colour.astype(np.uint8), pixels.shape).copy())
