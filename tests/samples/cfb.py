"""A small writer of compound files (MS-CFB), for samples: every stream in whole sectors."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LEAST = 4096
"""Streams below this size would go into the small stream: they are filled up."""


def compound(streams: dict[str, bytes]) -> bytes:
    """A file whose root holds these streams; a name with `/` lies in a storage."""
    tops = sorted({name.split("/")[0] for name in streams}, key=lambda n: (len(n), n.upper()))
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, 1 if tops else FREE, END, 0]]
    bodies: list[tuple[int, bytes]] = []
    for name in tops:
        inside = sorted(n for n in streams if n.startswith(f"{name}/"))
        entries.append([name, 1 if inside else 2, FREE, FREE, FREE, END, 0])
        if not inside:
            bodies.append((len(entries) - 1, streams[name]))
    for at, name in enumerate(tops):
        if at + 1 < len(tops):
            entries[at + 1][3] = at + 2
        inside = sorted(n for n in streams if n.startswith(f"{name}/"))
        for number, path in enumerate(inside):
            entries.append([path.split("/")[1], 2, FREE, FREE, FREE, END, 0])
            if number == 0:
                entries[at + 1][4] = len(entries) - 1
            else:
                entries[-2][3] = len(entries) - 1
            bodies.append((len(entries) - 1, streams[path]))
    return _laid_out(entries, bodies)


def _laid_out(entries: list[list[object]], bodies: list[tuple[int, bytes]]) -> bytes:
    table: list[int] = []
    sectors: list[bytes] = []

    def put(data: bytes) -> int:
        first, count = len(sectors), -(-len(data) // SECTOR)
        padded = data.ljust(count * SECTOR, b"\0")
        sectors.extend(padded[at * SECTOR : (at + 1) * SECTOR] for at in range(count))
        table.extend([*range(first + 1, first + count), END])
        return first

    for number, data in bodies:
        whole = data.ljust(LEAST, b"\0")
        entries[number][5], entries[number][6] = put(whole), len(whole)
    while len(entries) % 4:
        entries.append(["", 0, FREE, FREE, FREE, 0, 0])
    directory = put(b"".join(_entry(*one) for one in entries))  # type: ignore[arg-type]
    count = -(-(len(table) + 8) // 128)
    first = len(sectors)
    table += [FAT] * count
    packed = struct.pack(f"<{len(table)}I", *table).ljust(count * SECTOR, b"\xff")
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, count, directory, 0, LEAST, END, 0, END, 0,
    )  # fmt: skip
    difat = [first + at for at in range(count)] + [FREE] * (109 - count)
    return head + struct.pack("<109I", *difat) + b"".join(sectors) + packed


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0" if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, left, right, child, b"", 0, 0, 0, start, size
    )


def properties(values: dict[int, str | datetime], page: int = 949) -> bytes:
    """A property set of texts in a code page, and times."""
    packed = {1: struct.pack("<IHH", 2, page, 0)}
    for number, value in values.items():
        if isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            packed[number] = struct.pack("<IQ", 0x40, ticks)
        else:
            raw = value.encode(f"cp{page}") + b"\0"
            packed[number] = struct.pack("<II", 0x1E, len(raw)) + raw.ljust(
                -(-len(raw) // 4) * 4, b"\0"
            )
    at, places, body = 8 + 8 * len(packed), b"", b""
    for number, data in sorted(packed.items()):
        places += struct.pack("<II", number, at + len(body))
        body += data
    section = struct.pack("<II", at + len(body), len(packed)) + places + body
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 2, b"", 1, b"", 48) + section
