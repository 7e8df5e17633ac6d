"""Write the samples of general formats: invented names, no outside material."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

HERE = Path(__file__).parent / "files"
NAMES = ("原画/第5話_c012.txt", "作監修正.txt")


def put(format_: str, name: str, data: bytes) -> None:
    """Write one sample."""
    folder = HERE / format_
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def utc_field(seconds: int) -> bytes:
    """Info-ZIP's extra field with the modification time."""
    return struct.pack("<HHBi", 0x5455, 5, 1, seconds)


def shift_jis_zip() -> bytes:
    """Names in Shift-JIS without the UTF-8 flag; clocks nine hours apart, and half an hour less."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"packed for delivery"
        for name in NAMES:
            info = zipfile.ZipInfo("x" * len(name.encode("cp932")), (2024, 1, 15, 18, 30, 0))
            info.create_system, info.extra = 0, utc_field(1_705_311_000)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, "線をきれいに\n".encode("cp932") * 3)
        half = zipfile.ZipInfo("early.txt", (2016, 5, 3, 10, 30, 0))
        half.extra = utc_field(1_462_240_800)
        archive.writestr(half, "cut 12")
    data = made.getvalue()
    for name in NAMES:
        raw = name.encode("cp932")
        data = data.replace(b"x" * len(raw), raw)
    return data


def main() -> None:
    """Write all of them."""
    put("zip", "cut.zip", shift_jis_zip())
    put("txt", "notes.txt", "第5话 c012：线条太粗，请重画\r\n背景不要动\r\n".encode("gb18030"))


if __name__ == "__main__":
    main()
