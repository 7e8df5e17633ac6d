"""Samples of edits, exposure sheets and Korean documents, made by hand: invented names."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from samples.compound import compound


def otio() -> bytes:
    """A timeline with a clip on a server and a marker."""
    clip = {
        "OTIO_SCHEMA": "Clip.1", "name": "c012", "metadata": {"cmx_3600": {"reel": "R5"}},
        "media_reference": {
            "OTIO_SCHEMA": "ExternalReference.1",
            "target_url": "file:///C:/Users/lan.wei/cuts/c012.mov",
        },
        "markers": [{"OTIO_SCHEMA": "Marker.2", "name": "retake", "comment": "線が太い"}],
    }  # fmt: skip
    track = {"OTIO_SCHEMA": "Track.1", "name": "V1", "children": [clip]}
    whole = {
        "OTIO_SCHEMA": "Timeline.1", "name": "EP05_animatic",
        "metadata": {"appname": "Editor", "author": "Lan Wei"},
        "tracks": {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [track]},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def edl() -> bytes:
    """Two events, a path of a machine, a locator."""
    return """TITLE:   EP05_LINE_TEST
FCM: NON-DROP FRAME
001  R5_C012  V     C        01:00:04:05 01:00:05:12 00:00:00:00 00:00:01:07
* FROM CLIP NAME:  c012_genga_v3
* SOURCE FILE: \\\\NAS-2\\show\\c012_v3.mov
* LOC: 01:00:04:10 RED     线条太粗
002  BL       V     C        00:00:00:00 00:00:00:10 00:00:01:07 00:00:01:17
* a remark without a key
""".encode()


def fcpxml() -> bytes:
    """An event with a project, a clip and times with their zone."""
    return """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.8">
 <resources><asset id="r1" name="c012" uid="00AA" src="file:///Users/lan.wei/Movies/c012.mov">
  <metadata><md key="com.apple.proapps.mio.ingestDate"
   value="2017-05-03 10:00:00 +0830"/></metadata>
 </asset></resources>
 <library location="file:///Users/lan.wei/Movies/show.fcpbundle/">
 <event name="EP05"><project name="line test" modDate="2017-05-04 11:30:00 +0830">
  <sequence><spine><asset-clip name="c012" ref="r1"><note>Nach Retake prüfen</note>
  <marker value="too fast" note="slow down"/></asset-clip></spine></sequence>
 </project></event></library>
</fcpxml>
""".encode()


def sheet(first: str, **header: str) -> bytes:
    """An exposure sheet: columns of cells, dialogue, camera work."""

    def field(number: int, *values: tuple[int, str]) -> dict[str, object]:
        frames = [{"frame": at, "data": [{"id": 0, "values": [text]}]} for at, text in values]
        return {"fieldId": number, "tracks": [{"trackNo": 0, "frames": frames}]}

    names = [{"fieldId": 0, "names": ["A", "B"]}, {"fieldId": 3, "names": ["S1"]}]
    fields = [
        field(0, (0, "1"), (6, "SYMBOL_NULL_CELL"), (8, "작감 수정")),
        field(3, (2, "돌아봐!")),
        field(5, (0, "PAN →")),
    ]
    table = {"name": "sheet1", "duration": 48, "fields": fields, "timeTableHeaders": names}
    body = {"header": header, "timeTables": [table], "version": 5}
    return f"{first}\n".encode() + json.dumps(body, ensure_ascii=False, indent=1).encode()


def xdts() -> bytes:
    """The exchange form."""
    return sheet("exchangeDigitalTimeSheet Save Data", cut="12", scene="5")


def tdts() -> bytes:
    """The form with more of a header."""
    return sheet(
        "toeiDigitalTimeSheet Save Data", cut="12", scene="5", episode="05", operatorName="Lan Wei",
        direction="ゆっくり振り向く", memo="背景に注意",
    )  # fmt: skip


def properties(**values: bytes) -> bytes:
    """The `properties` stream of an AAF object; keys are `p` and the number in hexadecimal."""
    index, body = b"", b""
    for key, value in values.items():
        index += struct.pack("<HHH", int(key[1:], 16), 0x82, len(value))
        body += value
    return b"L\x20" + struct.pack("<H", len(values)) + index + body


def wide(text: str) -> bytes:
    """UTF-16 with its end."""
    return text.encode("utf-16-le") + b"\0\0"


def aaf() -> bytes:
    """An edit with its maker, a clip and media on a server."""
    moment = struct.pack("<hBBBBBB", 2018, 7, 23, 2, 26, 29, 0)
    maker = properties(
        p3C01=wide("Avid Technology, Inc."), p3C02=wide("Avid Media Composer 18.5"),
        p3C04=wide("18.5.0"), p3C06=moment, p3C08=wide("AAFSDK (Win32)"),
    )  # fmt: skip
    mob = properties(
        p4401=bytes(range(32)), p4402=wide("c012.Exported.01"), p4404=moment, p4405=moment
    )
    locator = properties(p4001=wide("file://NAS-2/show/c012.mxf"))
    tag = properties(p5001=wide("UNC Path"), p5003=bytes(17) + wide("C:\\Users\\lan.wei\\c012.mov"))
    streams = {
        "properties": properties(p3B02=moment),
        "Header-2/properties": properties(p3B02=moment),
        "Header-2/Identifi-ionList-3b06{0}/properties": maker,
        "Header-2/Content-3b03/Mobs-1901{0}/properties": mob,
        "Header-2/Content-3b03/Mobs-1901{0}/Locator-2f01{0}/properties": locator,
        "Header-2/Content-3b03/Mobs-1901{0}/UserComments-4406{0}/properties": tag,
    }
    made = compound(streams)
    return made[:8] + bytes.fromhex("0102010d00020000060e2b3403020101") + made[24:]


# --- Hangul Word Processor ---------------------------------------------------------------


def moment(*parts: int) -> int:
    """A FILETIME of a moment in UTC."""
    time = datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
    return int((time - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def hwp_summary(values: dict[int, str | int]) -> bytes:
    """The property set of a document: lengths count letters, as the program writes them."""
    parts, table, at = b"", b"", 8 + 8 * len(values)
    for number, value in values.items():
        if isinstance(value, str):
            raw = value.encode("utf-16-le") + b"\0\0"
            part = struct.pack("<II", 31, len(raw) // 2) + raw
        else:
            part = struct.pack("<IQ", 64, value)
        part += bytes(-len(part) % 4)
        table += struct.pack("<II", number, at + len(parts))
        parts += part
    body = struct.pack("<II", at + len(parts), len(values)) + table + parts
    return (
        b"\xfe\xff\0\0\0\4\2\0"
        + bytes(16)
        + struct.pack("<I", 1)
        + bytes(16)
        + struct.pack("<I", 48)
        + body
    )


def hwp_record(tag: int, body: bytes) -> bytes:
    """A record of a stream."""
    return struct.pack("<I", tag | len(body) << 20) + body


def packed(data: bytes) -> bytes:
    """Deflate without a header."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def distributed(section: bytes, seed: int = 0x5A31) -> bytes:
    """A packed section as it is stored in a document that is locked for distribution."""
    key, at = b"0123456789abcdef", 4 + (seed & 0xF)
    plain = struct.pack("<I", seed).ljust(at, b"-") + key
    out, state, left, cover = bytearray(plain.ljust(256, b".")), seed, 0, 0
    for place in range(256):
        if not left:
            state = (state * 214013 + 2531011) & 0xFFFFFFFF
            cover = state >> 16 & 0xFF
            state = (state * 214013 + 2531011) & 0xFFFFFFFF
            left = (state >> 16 & 0xF) + 1
        out[place] ^= cover if place >= 4 else 0
        left -= 1
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - the format
    return hwp_record(28, bytes(out)) + cipher.update(section + bytes(-len(section) % 16))


def hwp(flags: int = 1) -> bytes:
    """Notes to a cut; the text of the date is half past eight hours before UTC."""
    summary = hwp_summary({
        2: "5화 수정 지시", 4: "김란", 20: "2016년 3월 1일 화요일 오후 5:42:44", 6: "급함",
        8: "han.seo", 9: "9, 1, 1, 3083 WIN32LEWindows_7", 12: moment(2016, 3, 1, 9, 12, 44),
        13: moment(2016, 3, 2, 10, 0, 5),
    })  # fmt: skip
    font = "천리마체"
    face = b"\0" + struct.pack("<H", len(font)) + font.encode("utf-16-le")
    line = "c012 선을 부드럽게 하시오"
    tabbed = "\t" + "\0" * 6 + "\t"
    text = (line + tabbed + "끝\r").encode("utf-16-le")
    return compound({
        "FileHeader": b"HWP Document File".ljust(32, b"\0") + bytes([0, 3, 0, 5])
        + struct.pack("<I", flags) + bytes(216),
        "\x05HwpSummaryInformation": summary,
        "DocInfo": packed(hwp_record(19, face)),
        "BodyText/Section0": packed(hwp_record(67, text)),
        **({"ViewText/Section0": distributed(packed(hwp_record(67, text)))} if flags & 4 else {}),
        "BinData/BIN0001.bmp": packed(b"BM" + bytes(60)),
        "PrvText": line.encode("utf-16-le"),
        "DocOptions/_LinkDoc": wide("C:\\Users\\lan.wei\\form.hwt"),
    })  # fmt: skip


SAMPLES = {
    "otio": {"ep05.otio": otio},
    "edl": {"ep05.edl": edl},
    "fcpxml": {"ep05.fcpxml": fcpxml},
    "xdts": {"c012.xdts": xdts},
    "tdts": {"c012.tdts": tdts},
    "aaf": {"ep05.aaf": aaf},
    "hwp": {"notes.hwp": hwp},
}
