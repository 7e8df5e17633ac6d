"""Writes compound files ([MS-CFB], version 3) for samples: every stream in whole sectors."""

from __future__ import annotations

import struct

_SECTOR, _SMALL = 512, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _entries(streams: dict[str, bytes]) -> list[tuple[str, str, bytes | None]]:
    """Path, name and content of root, storages and streams."""
    paths: dict[str, bytes | None] = {}
    for path, data in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts)):
            paths.setdefault("/".join(parts[:depth]), None)
        paths[path] = data
    return [("", "Root Entry", None)] + [(p, p.rpartition("/")[2], d) for p, d in paths.items()]


def compound(streams: dict[str, bytes], identity: bytes = bytes(16)) -> bytes:
    """The file with these streams; small ones are padded so that no mini stream is needed.

    Siblings hang in a list to the right: readers follow it as they follow a tree.
    """
    entries = _entries({path: data.ljust(_SMALL, b"\0") for path, data in streams.items()})
    sectors: list[bytes] = []
    following: list[int] = []

    def placed(data: bytes) -> int:
        first = len(sectors)
        count = -(-len(data) // _SECTOR)
        sectors.extend(
            data[_SECTOR * n : _SECTOR * (n + 1)].ljust(_SECTOR, b"\0") for n in range(count)
        )
        following.extend([*range(first + 1, first + count), _END])
        return first

    starts = {path: placed(data) for path, _, data in entries if data is not None}
    first_entry = placed(_directory(entries, starts, identity))
    tables = -(-(len(sectors) + len(sectors) // 120 + 2) // 128)
    fat_at = len(sectors)
    following.extend([_FAT] * tables)
    packed = struct.pack(f"<{len(following)}I", *following).ljust(tables * _SECTOR, b"\xff")
    places = [fat_at + n for n in range(tables)] + [_FREE] * (109 - tables)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, first_entry, 0, _SMALL, _END, 0, _END, 0)
    return head + struct.pack("<109I", *places) + b"".join(sectors) + packed


def _directory(
    entries: list[tuple[str, str, bytes | None]], starts: dict[str, int], identity: bytes
) -> bytes:
    numbers = {path: number for number, (path, _, _) in enumerate(entries)}
    out = b""
    for path, name, data in entries:
        inside = [p for p, _, _ in entries if p and p != path and p.rpartition("/")[0] == path]
        above = path.rpartition("/")[0]
        beside = [p for p, _, _ in entries if path and p and p.rpartition("/")[0] == above]
        later = beside[beside.index(path) + 1 :] if path else []
        raw = name.encode("utf-16-le") + b"\0\0"
        kind = 5 if not path else 1 if data is None else 2
        out += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
        out += struct.pack("<3I", _FREE, numbers[later[0]] if later else _FREE,
                           numbers[inside[0]] if inside else _FREE)  # fmt: skip
        out += (identity if not path else bytes(16)) + bytes(20)
        out += struct.pack("<IQ", starts.get(path, _END), len(data or b""))
    return out
