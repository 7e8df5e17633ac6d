"""Pictures that are set into a report or a production: their format, by how they begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}
_ENDS = {"png": b"IEND", "jpg": b"\xff\xd9"}
_TAIL = 64
"""Bytes in which the end of a picture is looked for."""


def picture_format(data: bytes) -> str:
    """The format of a picture that can be set; empty for anything else."""
    return next((kind for magic, kind in _PICTURES.items() if data.startswith(magic)), "")


def raster(pictures: Mapping[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Digest, format and bytes of each JPEG and PNG; what is neither or breaks off is left."""
    for digest, data in pictures.items():
        kind = picture_format(data)
        if kind in _ENDS and _ENDS[kind] in data[-_TAIL:]:
            yield digest, kind, data
