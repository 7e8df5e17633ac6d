"""Bytes of a log in blocks of whole lines, in UTF-8, never more than a few MiB at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

BLOCK = 1 << 20
LONGEST = 1 << 21
"""A line may grow to so many bytes before it is given out in pieces."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_LONGEST_BOM = len(codecs.BOM_UTF8)


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Blocks that end with a line's end; only the last, or a piece of a huge line, does not."""
    carry: list[bytes] = []
    held = 0
    for chunk in _utf8(stream):
        end = chunk.rfind(b"\n") + 1
        if not end and held < LONGEST:
            carry.append(chunk)
            held += len(chunk)
            continue
        cut = end or len(chunk)
        yield b"".join((*carry, chunk[:cut]))
        carry, held = [chunk[cut:]], len(chunk) - cut
    if last := b"".join(carry):
        yield last


def byte_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Number from 1, bytes without line end, whether the line ended."""
    number, open_ = 0, False
    for block in blocks(stream):
        lines = block.split(b"\n")
        ended = not lines[-1]
        if ended:
            lines.pop()
        for place, line in enumerate(lines):
            number += not (open_ and not place)
            yield number, line, ended or place < len(lines) - 1
        open_ = not ended


def text_of(block: bytes) -> str:
    r"""Text of a block; bytes that are not UTF-8 are kept as `\xNN`."""
    try:
        return block.decode()
    except UnicodeDecodeError:
        return block.decode("utf-8", "backslashreplace")


def _utf8(stream: BinaryIO) -> Iterator[bytes]:
    """Chunks as UTF-8, whatever the byte order mark says."""
    chunk = stream.read(BLOCK)
    while 0 < len(chunk) <= _LONGEST_BOM and (more := stream.read(BLOCK)):
        chunk += more
    mark, code = next((pair for pair in _BOMS if chunk.startswith(pair[0])), (b"", "utf-8"))
    chunk = chunk[len(mark) :]
    decoder = None if code == "utf-8" else codecs.getincrementaldecoder(code)("backslashreplace")
    while chunk:
        yield decoder.decode(chunk).encode() if decoder else chunk
        chunk = stream.read(BLOCK)
