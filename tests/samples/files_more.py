"""Samples of Hangul's XML form, side-cars, GIF, BMP and MXF, made by hand: invented names."""

from __future__ import annotations

import io
import struct
import zipfile

from samples.files_drawings import XMP

GIF_PICTURE = (
    b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c\x00\x00\x00\x00\x02\x00\x01\x00\x00\x02\x02\x0c\x0a\x00"
)
"""Two by one pixels, with the time that they stand."""


# --- HWPX ---------------------------------------------------------------------------------

CREATED = "2016-05-03T01:31:00Z"
WORDS = "2016년 5월 3일 화요일 오전 10:01:00"
"""The same moment on a clock eight and a half hours east."""


def hwpx(words: str = WORDS, *, locked: bool = False, **more: bytes) -> bytes:
    """A document with two paragraphs, one of them in a table, a font and a preview."""
    meta = f"""<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:metadata>
<opf:title>5화 수정 요청</opf:title><opf:language>ko</opf:language>
<opf:meta name="creator" content="text">kim</opf:meta>
<opf:meta name="subject" content="text"/><opf:meta name="description" content="text">배경</opf:meta>
<opf:meta name="lastsaveby" content="text">pak</opf:meta>
<opf:meta name="CreatedDate" content="text">{CREATED}</opf:meta>
<opf:meta name="ModifiedDate" content="text">2016-05-04T02:00:00Z</opf:meta>
<opf:meta name="date" content="text">{words}</opf:meta></opf:metadata></opf:package>"""
    version = """<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" major="5"
 minor="0" micro="5" buildNumber="0" application="Hancom Office Hangul"
 appVersion="9, 1, 1, 5656 WIN32LEWindows_7"/>"""
    header = """<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"><hh:fontface lang="HANGUL">
<hh:font id="0" face="청봉체" type="TTF"/><hh:font id="1" face="함초롬바탕"/></hh:fontface></hh:head>"""
    section = """<hs:sec xmlns:hs="s" xmlns:hp="p"><hp:p><hp:run><hp:t>컷 12의 선을 다시 그릴것</hp:t></hp:run>
<hp:run><hp:tbl><hp:tc><hp:p><hp:run><hp:t>색 지정</hp:t></hp:run></hp:p></hp:tc></hp:tbl></hp:run>
</hp:p></hs:sec>"""
    lock = "<odf:manifest><odf:encryption-data/></odf:manifest>" if locked else "<odf:manifest/>"
    parts: dict[str, str | bytes] = {
        "mimetype": "application/hwp+zip", "version.xml": version,
        "Contents/content.hpf": meta, "Contents/header.xml": header,
        "Contents/section0.xml": section, "META-INF/manifest.xml": lock,
        "Preview/PrvText.txt": "컷 12", "BinData/image1.png": b"\x89PNG\r\n\x1a\n",
        **{name.replace("__", "/"): data for name, data in more.items()},
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()


# --- side-car, GIF, BMP -------------------------------------------------------------------


def xmp() -> bytes:
    """The packet that other samples hold, alone."""
    return XMP


def blocks(data: bytes) -> bytes:
    """Bytes in blocks with their lengths, and the empty one."""
    cut = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes([len(one)]) + one for one in cut) + b"\0"


def gif(
    comment: bytes = "컷 12의 선을 다시 그려 주십시오".encode("cp949"), packet: bytes = XMP
) -> bytes:
    """A picture with a comment, an XMP packet with its trailer, and a program's block."""
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    said = b"\x21\xfe" + blocks(comment) if comment else b""
    held = b"\x21\xff\x0bXMP DataXMP" + packet + trailer if packet else b""
    program = b"\x21\xff\x0bRETASHD 1.0\x01a\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 2, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + said + held + program + GIF_PICTURE + b";"


def bmp(profile: str = r"C:\Users\kim\colour\studio.icc", header: int = 124) -> bytes:
    """One pixel, with a profile that is named by its path."""
    linked = profile.encode("cp1252") + b"\0" if profile and header == 124 else b""
    start = 14 + header
    body = struct.pack("<IiiHHIIiiII", header, 1, 1, 1, 24, 0, 4, 2835, 2835, 0, 0)
    if header == 124:
        body += bytes(16) + (b"KNIL" if linked else b"BGRs") + bytes(48)
        body += struct.pack("<IIII", 0, header + 4 if linked else 0, len(linked), 0)
    data = body + b"\x10\x20\x30\0" + linked
    return b"BM" + struct.pack("<IHHI", 14 + len(data), 0, 0, start) + data


# --- MXF ----------------------------------------------------------------------------------


def klv(key: bytes, value: bytes) -> bytes:
    """Key, length in four bytes behind their count, value."""
    return key + b"\x83" + len(value).to_bytes(3, "big") + value


def metadata(kind: int, held: dict[int, bytes]) -> bytes:
    """A set of metadata with local tags."""
    body = b"".join(struct.pack(">HH", tag, len(raw)) + raw for tag, raw in held.items())
    return klv(bytes.fromhex("060e2b34025301010d010101010100")[:14] + bytes([kind, 0]), body)


def wide(text: str) -> bytes:
    """Text as MXF keeps it."""
    return text.encode("utf-16-be")


def moment(*numbers: int) -> bytes:
    """Year, month, day, hour, minute, second."""
    return struct.pack(">H5BB", *numbers, 0)


def mxf(**more: bytes) -> bytes:
    """Partition, who wrote it, a package with a track, and a file that lies elsewhere."""
    partition = klv(bytes.fromhex("060e2b34020501010d01020101020400"), bytes(88))
    parts = [
        metadata(0x30, {0x3C01: wide("Heron Post"), 0x3C02: wide("Conform"), 0x3C04: wide("7.1"),
                        0x3C06: moment(2016, 5, 3, 1, 31, 0), 0x3C08: wide("win64")}),
        metadata(0x36, {0x4402: wide("EP05_master"), 0x4405: moment(2016, 5, 3, 1, 0, 0),
                        0x4401: bytes(range(32))}),
        metadata(0x3B, {0x4802: wide("V1 第5话")}),
        metadata(0x32, {0x4001: wide("file:///C:/Users/kim/ep05/c012.mov")}),
    ]  # fmt: skip
    return partition + b"".join(parts) + b"".join(more.values())


SAMPLES = {
    "hwpx": {"request.hwpx": hwpx}, "xmp": {"c012.xmp": xmp}, "gif": {"A1.gif": gif},
    "bmp": {"A1.bmp": bmp}, "mxf": {"ep05.mxf": mxf},
}  # fmt: skip
