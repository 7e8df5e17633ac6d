"""Pixels to PNG, with and without Pillow; what broken pictures may raise; how large they may be.

PNG: https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import importlib
import io
import struct
import zlib
from typing import Any

MOST_PIXELS = 100_000_000
"""A larger picture is named but not drawn."""
BROKEN: tuple[type[Exception], ...] = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, EOFError,
    AssertionError, struct.error, zlib.error, RecursionError, MemoryError, NotImplementedError,
    SyntaxError, BufferError,
)  # fmt: skip
"""What libraries raise over a broken file: their own bugs, never a fault of ours to hide."""
_SOME = {"1": "1", "L": "L", "LA": "LA", "P": "P", "RGB": "RGB", "RGBA": "RGBA", "I;16": "I;16"}
_KINDS = {1: 0, 2: 4, 3: 2, 4: 6}


def pillow() -> Any | None:  # noqa: ANN401 - the package is optional
    """`PIL.Image`, or None where Pillow is not installed."""
    try:
        image: Any = importlib.import_module("PIL.Image")
    except ImportError:
        return None
    image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return image


def png_of(image: Any) -> bytes:  # noqa: ANN401 - a Pillow image
    """A Pillow image as PNG; modes that PNG does not have become RGB or grey."""
    if image.mode not in _SOME:
        image = image.convert("L" if image.mode in ("I", "F", "I;16B") else _with_alpha(image.mode))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _with_alpha(mode: str) -> str:
    return "RGBA" if mode.endswith(("A", "a")) else "RGB"


def png(rows: bytes, width: int, channels: int) -> bytes:
    """Eight-bit pixels, row after row, as PNG: 1 channel is grey, 2 with alpha, 3 RGB, 4 RGBA."""
    stride = width * channels
    height = len(rows) // stride
    filtered = b"".join(b"\0" + rows[n * stride : (n + 1) * stride] for n in range(height))
    size = struct.pack(">IIBBBBB", width, height, 8, _KINDS[channels], 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(filtered, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
