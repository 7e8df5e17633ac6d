"""Samples of pictures and videos, made by hand box by box: invented names, tiny pictures."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime

from samples.files_drawings import XMP, picture

ARTIST, HOST = "Lan Wei", "ANIM-07"


def tiff_structure(*, pixels: bool = False, order: str = "<") -> bytes:
    """Directories with artist, host, software and times with their zone; optionally a picture."""
    texts = {0x0131: "RETAS STUDIO", 0x013B: ARTIST, 0x013C: HOST, 0x0132: "2016:03:02 18:40:05"}
    exif = {0x9003: "2016:03:01 09:12:44", 0x9010: "+08:30", 0x9011: "+08:30"}
    numbers = {}
    if pixels:
        numbers = {
            0x100: 2,
            0x101: 1,
            0x102: 8,
            0x103: 1,
            0x106: 1,
            0x111: 0,
            0x115: 1,
            0x116: 1,
            0x117: 2,
        }
    count = len(texts) + len(numbers) + 1
    exif_at = 8 + 2 + 12 * count + 4
    data_at = exif_at + 2 + 12 * len(exif) + 4
    pool = b""

    def text(tag: int, words: str) -> bytes:
        nonlocal pool
        raw = words.encode() + b"\0"
        place = data_at + len(pool)
        pool += raw + bytes(len(raw) % 2)
        return struct.pack(f"{order}HHII", tag, 2, len(raw), place)

    entries = {tag: text(tag, words) for tag, words in texts.items()}
    inner = b"".join(text(tag, words) for tag, words in sorted(exif.items()))
    if pixels:
        numbers[0x111] = data_at + len(pool)
        pool += b"\x00\xff"
    for tag, number in numbers.items():
        entries[tag] = struct.pack(f"{order}HHII", tag, 4, 1, number)
    entries[0x8769] = struct.pack(f"{order}HHII", 0x8769, 4, 1, exif_at)
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    body = (
        struct.pack(f"{order}H", count)
        + b"".join(entries[tag] for tag in sorted(entries))
        + bytes(4)
    )
    return head + body + struct.pack(f"{order}H", len(exif)) + inner + bytes(4) + pool


def iptc() -> bytes:
    """Records with author, day and hour with their zone."""

    def record(number: int, text: str) -> bytes:
        raw = text.encode()
        return bytes([0x1C, 2, number]) + struct.pack(">H", len(raw)) + raw

    return (
        record(80, ARTIST)
        + record(55, "20160301")
        + record(60, "091244+0830")
        + record(120, "c012 原画")
    )


def png() -> bytes:
    """Texts, a time, EXIF and XMP."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    plain = picture(2, 1, b"\xff\0\0\0\xff\0")
    more = chunk(b"tEXt", b"Software\0CLIP STUDIO PAINT") + chunk(
        b"tIME", bytes([7, 0xE0, 3, 1, 0, 42, 44])
    )
    more += chunk(b"iTXt", b"Author\0\0\0\0\0" + "란 웨이".encode())
    more += chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"check the hand"))
    more += chunk(b"eXIf", tiff_structure(order=">"))
    more += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)
    return plain[:33] + more + plain[33:]


def jpeg() -> bytes:
    """EXIF with a thumbnail, XMP, IPTC and a comment before a picture of one pixel."""

    def segment(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body

    small = b"\xff\xd8\xff\xdb\0\4\0\0\xff\xd9"
    resource = b"8BIM" + struct.pack(">H", 1028) + b"\0\0" + struct.pack(">I", len(iptc())) + iptc()
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xE1, b"Exif\0\0" + tiff_structure() + small)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xED, b"Photoshop 3.0\0" + resource + bytes(len(resource) % 2))
        + segment(0xFE, "顔を直す".encode())
        + segment(0xC0, bytes.fromhex("080001000101011100"))
        + segment(0xDA, bytes.fromhex("01010000003f00")) + b"\xd2\xcf\x20\xff\xd9"
    )  # fmt: skip


def webp() -> bytes:
    """A container with EXIF and XMP and no pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)

    body = b"WEBP" + chunk(b"VP8X", bytes([0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    body += chunk(b"EXIF", tiff_structure()) + chunk(b"XMP ", XMP)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tga() -> bytes:
    """Two grey pixels and an extension area."""
    area = struct.pack("<H", 495) + ARTIST.encode().ljust(41, b"\0")
    area += b"retake of A3".ljust(81, b"\0") + bytes(243)
    area += (
        struct.pack("<6H", 3, 1, 2016, 9, 12, 44)
        + b"EP05".ljust(41, b"\0")
        + struct.pack("<3H", 1, 5, 0)
    )
    area += b"PaintMan".ljust(41, b"\0") + struct.pack("<Hc", 605, b"b") + bytes(25)
    area = area.ljust(495, b"\0")
    head = struct.pack("<BBBHHBHHHHBB", 4, 0, 3, 0, 0, 0, 0, 0, 2, 1, 8, 0) + b"c012" + b"\x00\xff"
    return head + area + struct.pack("<II", len(head), 0) + b"TRUEVISION-XFILE.\0"


def exr() -> bytes:
    """A header with owner, comments, capture date with its offset, layers and a preview."""

    def attribute(name: str, kind: str, body: bytes) -> bytes:
        return name.encode() + b"\0" + kind.encode() + b"\0" + struct.pack("<I", len(body)) + body

    channels = b"".join(
        name + b"\0" + struct.pack("<iBBBBii", 1, 0, 0, 0, 0, 1, 1)
        for name in (b"B", b"G", b"R", b"shadow.A", b"shadow.R")
    )
    body = attribute("channels", "chlist", channels + b"\0")
    body += attribute("owner", "string", b"Blue Heron Animation")
    body += attribute("comments", "string", "색 수정 전".encode())
    body += attribute("capDate", "string", b"2016:03:01 09:12:44")
    body += attribute("utcOffset", "float", struct.pack("<f", -30600.0))
    body += attribute("HostComputer", "string", HOST.encode())
    body += attribute("scenePath", "string", b"/Users/lan.wei/c012.nk")
    body += attribute("preview", "preview", struct.pack("<II", 1, 1) + b"\xff\0\0\xff")
    return b"\x76\x2f\x31\x01" + struct.pack("<I", 2) + body + b"\0"


# --- boxes -------------------------------------------------------------------------------


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def since_1904(*parts: int) -> bytes:
    """Four bytes that count from 1904."""
    time = datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
    return struct.pack(">I", int((time - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds()))


def movie(*user: bytes) -> bytes:
    """A movie header with one empty video track and these user data."""
    times = since_1904(2016, 3, 1, 0, 42, 44) + since_1904(2016, 3, 2, 10, 10, 5)
    handler = box(b"hdlr", bytes(8) + b"meta" + bytes(12) + b"Apple Video Media Handler\0")
    reel = box(b"name", struct.pack(">HH", 7, 0) + b"R5_C012")
    code = box(b"stsd", struct.pack(">II", 0, 1), box(b"tmcd", bytes(26) + reel))
    track = box(b"trak", box(b"mdia", handler, box(b"minf", box(b"stbl", code))))
    return box(b"moov", box(b"mvhd", bytes(4) + times + bytes(88)), track, box(b"udta", *user))


def mov() -> bytes:
    """QuickTime's own user data and keyed metadata."""
    keys = (b"mdtacom.apple.quicktime.software", b"mdtacom.apple.quicktime.creationdate")
    values = (b"Final Cut Pro", b"2016-03-01T09:12:44+0830")
    listed = box(b"keys", struct.pack(">II", 0, 2), *(
        struct.pack(">I", len(key) + 4) + key for key in keys))  # fmt: skip
    stored = box(b"ilst", *(
        box(struct.pack(">I", n), box(b"data", struct.pack(">II", 1, 0), value))
        for n, value in enumerate(values, 1)))  # fmt: skip
    user = struct.pack(">HH", len(ARTIST), 0) + ARTIST.encode()
    return box(b"ftyp", b"qt  " + bytes(4)) + movie(
        box(b"\xa9ART", user), box(b"meta", bytes(4), listed, stored), box(b"XMP_", XMP)
    )


def mp4() -> bytes:
    """Metadata as iTunes writes it."""
    tool = box(b"\xa9too", box(b"data", struct.pack(">II", 1, 0) + b"Lavf58.76.100"))
    note = box(b"\xa9cmt", box(b"data", struct.pack(">II", 1, 0) + "색보정 확인".encode()))
    return box(b"ftyp", b"isom" + bytes(4)) + movie(
        box(b"meta", bytes(4), box(b"hdlr", bytes(24)), box(b"ilst", tool, note))
    )


def heic() -> bytes:
    """EXIF and XMP as items."""
    exif = struct.pack(">I", 0) + tiff_structure()
    rdf = b"mime\0application/rdf+xml\0"
    info = box(
        b"iinf", struct.pack(">IH", 0, 2),
        box(b"infe", bytes([2, 0, 0, 0]) + struct.pack(">HH", 1, 0) + b"Exif\0"),
        box(b"infe", bytes([2, 0, 0, 0]) + struct.pack(">HH", 2, 0) + rdf),
    )  # fmt: skip

    def table(at: int) -> bytes:
        rows = b"".join(
            struct.pack(">HHHII", number, 0, 1, place, length)
            for number, place, length in ((1, at, len(exif)), (2, at + len(exif), len(XMP)))
        )
        return box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", 2) + rows)

    first = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    size = len(first) + len(box(b"meta", bytes(4), info, table(0)))
    return first + box(b"meta", bytes(4), info, table(size + 8)) + box(b"mdat", exif, XMP)


def jp2() -> bytes:
    """XMP in a box and a comment in the code stream."""
    stream = (
        b"\xff\x4f\xff\x51\0\4\0\0\xff\x64"
        + struct.pack(">HH", 4 + 13, 1)
        + b"Kakadu-v6.4.1\xff\xd9"
    )
    return box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 " + bytes(4) + b"jp2 ") + box(
        b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + XMP
    ) + box(b"jp2c", stream)  # fmt: skip


def avi() -> bytes:
    """An information list and XMP."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)

    info = b"INFO" + chunk(b"IART", ARTIST.encode() + b"\0") + chunk(b"ISFT", b"TVPaint\0")
    info += chunk(b"ICMT", "線撮".encode() + b"\0")
    body = b"AVI " + chunk(b"LIST", info) + chunk(b"_PMX", XMP)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mkv() -> bytes:
    """Programs, date, a tag and an attachment."""

    def element(number: int, *parts: bytes) -> bytes:
        body = b"".join(parts)
        raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
        return raw + (1 << 56 | len(body)).to_bytes(8, "big") + body

    nanoseconds = int(
        (
            datetime(2016, 3, 1, 0, 42, 44, tzinfo=UTC) - datetime(2001, 1, 1, tzinfo=UTC)
        ).total_seconds()
    )
    info = element(0x1549A966, element(0x7BA9, b"c012"), element(0x5741, b"mkvmerge v58"),
                   element(0x4461, (nanoseconds * 10**9).to_bytes(8, "big")))  # fmt: skip
    tag = element(
        0x1254C367,
        element(
            0x7373, element(0x67C8, element(0x45A3, b"ARTIST"), element(0x4487, ARTIST.encode()))
        ),
    )
    added = element(
        0x1941A469, element(0x61A7, element(0x466E, b"font.ttf"), element(0x465C, b"\0\1\0\0"))
    )
    head = element(0x1A45DFA3, element(0x4282, b"matroska"))
    return head + element(0x18538067, info, tag, added)


SAMPLES = {
    "png": {"A1.png": png},
    "jpeg": {"A1.jpg": jpeg},
    "tiff": {"A1.tif": lambda: tiff_structure(pixels=True)},
    "webp": {"A1.webp": webp},
    "tga": {"A0001.tga": tga},
    "exr": {"c012.0001.exr": exr},
    "mov": {"c012.mov": mov},
    "mp4": {"c012.mp4": mp4},
    "heic": {"A1.heic": heic},
    "jp2": {"A1.jp2": jp2},
    "avi": {"c012.avi": avi},
    "mkv": {"c012.mkv": mkv},
}
