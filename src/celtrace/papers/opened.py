"""From the bytes of a document to its pages as grey pictures, or a word on why not.

Pictures are opened by Pillow, those of telephones (HEIC) by libheif, PDFs drawn by PDFium.
Orientation as the camera states it is applied; what is transparent becomes white. Nothing is
guessed: a format that cannot be drawn is named with what to do.
"""

from __future__ import annotations

import ctypes
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pypdfium2
from pi_heif import HeifImageFile
from PIL import Image, ImageOps, UnidentifiedImageError

from celtrace.papers.bands import Grey

PAGES = 6
"""Pages of one file that are drawn; a passport has one, a contract with a copy some."""
LONGEST = 2_600
"""Pixels of the longer side of what is kept."""
MOST_PIXELS = 220_000_000
"""A larger picture is not drawn."""
LEAST = 64
"""Pixels of a side below which nothing can be read."""
BROKEN = (
    OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError,
    EOFError, SyntaxError, struct.error, zlib.error, MemoryError, RecursionError, RuntimeError,
    NotImplementedError, ctypes.ArgumentError,
)  # fmt: skip
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypheim", b"ftypmsf1")


class Unopened(Exception):
    """Why a file cannot be drawn, and what would help."""


def pages(data: bytes) -> Iterator[Grey]:
    """The pages, first to last, each of shape (height, width). Unopened says why there is none."""
    if b"%PDF-" in data[:1024]:
        yield from _printed(data)
        return
    yield _drawn(data)


def animated(data: bytes) -> int:
    """How many frames a picture has; 1 for a plain one or what is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return int(getattr(opened, "n_frames", 1))
    except (*BROKEN, Image.DecompressionBombError):
        return 1


def _drawn(data: bytes) -> Grey:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _opened(data)
    except UnidentifiedImageError as error:
        raise Unopened("it is neither a picture nor a PDF that can be drawn") from error
    except Image.DecompressionBombError as error:
        raise Unopened(f"it has more than {MOST_PIXELS:,} pixels") from error
    except BROKEN as error:
        raise Unopened(f"its pixels are damaged ({type(error).__name__})") from error


def _opened(data: bytes) -> Grey:
    with _picture(io.BytesIO(data), heic=data[4:12] in _HEIC) as opened:
        if min(opened.size) < LEAST:
            raise Unopened(f"it has only {opened.width} x {opened.height} pixels")
        opened.draft("L", (LONGEST, LONGEST))
        turned: Any = ImageOps.exif_transpose(opened)
        return reduced(_grey(turned))


def _picture(data: io.BytesIO, *, heic: bool) -> Image.Image:
    """A picture that is not decoded yet; DecompressionBombError if it has too many pixels."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses from twice as many on
    if not heic:
        return Image.open(data)
    opened: Image.Image = HeifImageFile(data)
    if opened.width * opened.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    return opened


def _grey(image: Any) -> Grey:  # noqa: ANN401 - a Pillow image
    """One byte a pixel; sixteen bits are stretched, what is transparent is white."""
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float32)
        low, high = float(values.min()), float(values.max())
        return ((values - low) * (255 / max(high - low, 1))).astype(np.uint8)
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.asarray(image.convert("L"), np.uint8)


def reduced(page: Grey) -> Grey:
    """The page, made smaller where it is larger than is kept."""
    factor = LONGEST / max(page.shape)
    if factor >= 1:
        return np.ascontiguousarray(page)
    size = (max(1, round(page.shape[1] * factor)), max(1, round(page.shape[0] * factor)))
    return cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _printed(data: bytes) -> Iterator[Grey]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is under a password" if locked else "its structure is damaged"
        raise Unopened(f"{why}; ask for a copy that opens") from error
    try:
        for number in range(min(len(document), PAGES)):
            yield _page(document, number)
    finally:
        document.close()


def _page(document: Any, number: int) -> Grey:  # noqa: ANN401 - a PDFium document
    try:
        page = document[number]
        scale = min(LONGEST / max(*page.get_size(), 1), 4.0)
        drawn = page.render(scale=scale, grayscale=True).to_numpy()
        grey = np.array(drawn[..., 0] if drawn.ndim == 3 else drawn, np.uint8)  # noqa: PLR2004
        page.close()
    except (pypdfium2.PdfiumError, *BROKEN) as error:
        raise Unopened(f"page {number + 1} cannot be drawn ({type(error).__name__})") from error
    return grey
