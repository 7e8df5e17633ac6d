"""Bytes of a log in blocks of whole lines, in UTF-8, never more than a few MiB at a time."""

from __future__ import annotations

import codecs
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO

from celtrace.logs._carried import Carried

BLOCK = 1 << 20
LONGEST = 1 << 21
"""A line may grow to so many bytes before it is given out in pieces."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_LONGEST_BOM = len(codecs.BOM_UTF8)


def blocks(stream: BinaryIO, carried: Carried | None = None) -> Iterator[bytes]:
    """Blocks that end with a line's end; only the last, or a piece of a huge line, does not.

    What was read of the stream before is passed over, and what is given out is counted.
    """
    carried = carried or Carried()
    carry: list[bytes] = []
    held = 0
    for chunk in _behind(_utf8(stream), carried.read):
        end = chunk.rfind(b"\n") + 1
        if not end and held < LONGEST:
            carry.append(chunk)
            held += len(chunk)
            continue
        cut = end or len(chunk)
        block = b"".join((*carry, chunk[:cut]))
        carried.read += len(block)
        yield block
        carry, held = [chunk[cut:]], len(chunk) - cut
    if last := b"".join(carry):
        carried.read += len(last)
        yield last


def line_blocks(
    stream: BinaryIO, carried: Carried | None = None
) -> Iterator[list[tuple[int, bytes, bool]]]:
    """Of each block number from 1, bytes without line end, whether the line ended."""
    carried = carried or Carried()
    open_ = False
    for block in blocks(stream, carried):
        lines = block.split(b"\n")
        ended = not lines[-1]
        if ended:
            lines.pop()
        first = carried.lines + (not open_)
        carried.lines = first + len(lines) - 1
        last = len(lines) - 1
        yield [(first + n, line, ended or n < last) for n, line in enumerate(lines)]
        open_ = not ended


def byte_lines(
    stream: BinaryIO, carried: Carried | None = None
) -> Iterator[tuple[int, bytes, bool]]:
    """Number from 1, bytes without line end, whether the line ended."""
    return chain.from_iterable(line_blocks(stream, carried))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles: a block makes many values and none of them."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


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


def _behind(chunks: Iterator[bytes], skip: int) -> Iterator[bytes]:
    """What comes behind so many bytes."""
    for chunk in chunks:
        if skip < len(chunk):
            yield chunk[skip:]
        skip = max(skip - len(chunk), 0)
