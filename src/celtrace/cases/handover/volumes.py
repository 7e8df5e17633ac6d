"""Files of a production as ZIP volumes, none larger than may be sent in one go.

OFAC asks for another way of sending above 150 megabytes. A file that alone is larger goes into
several volumes in parts, which are joined by `cat FILE.part* > FILE`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MEGABYTE = 1_000_000
MOST = 150 * MEGABYTE
_HEADROOM = 64 * 1024
"""For names and the directory of an archive."""
_PIECE = 2**20


class Piece(NamedTuple):
    """A file, or a part of one, and the volume it goes into."""

    volume: int
    name: str
    start: int
    length: int


def planned(sizes: list[tuple[str, int]], most: int) -> Iterator[Piece]:
    """Files in their order, volume by volume; `most` is in bytes."""
    room = most - _HEADROOM
    volume, left = 1, room
    for name, size in sizes:
        if size <= room:
            if size > left:
                volume, left = volume + 1, room
            yield Piece(volume, name, 0, size)
            left -= size
            continue
        for part, start in enumerate(range(0, size, room), start=1):
            length = min(room, size - start)
            if length > left:
                volume, left = volume + 1, room
            yield Piece(volume, f"{name}.part{part:03}", start, length)
            left -= length


def write_volumes(folder: Path, names: list[str], out: Path, most: int = MOST) -> dict[str, str]:
    """Write `volume-001.zip`, ... into `out`; the volume or volumes of each file."""
    sizes = [(name, (folder / name).stat().st_size) for name in names]
    where: dict[str, list[str]] = {}
    held: dict[int, list[Piece]] = {}
    for piece in planned(sizes, most):
        held.setdefault(piece.volume, []).append(piece)
    for number, pieces in sorted(held.items()):
        volume = f"volume-{number:03}.zip"
        with zipfile.ZipFile(out / volume, "w", zipfile.ZIP_STORED) as archive:
            for piece in pieces:
                source = piece.name.partition(".part")[0] if piece.name not in names else piece.name
                _put(archive, piece, folder / source)
                where.setdefault(source, []).append(volume)
    return {name: " ".join(volumes) for name, volumes in where.items()}


def _put(archive: zipfile.ZipFile, piece: Piece, source: Path) -> None:
    entry = zipfile.ZipInfo(piece.name)
    with source.open("rb") as stream, archive.open(entry, "w", force_zip64=True) as out:
        stream.seek(piece.start)
        left = piece.length
        while left:
            data = stream.read(min(_PIECE, left))
            out.write(data)
            left -= len(data)
