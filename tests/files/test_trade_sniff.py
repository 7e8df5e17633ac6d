"""Which reader claims which first bytes: by signature, never by name alone, never twice."""

from __future__ import annotations

import struct

import pytest

from celtrace import registry
from celtrace.files._types import SURE
from celtrace.records import Head

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CLAIMED = [
    (b"8BPS\0\1" + bytes(20), "psd"),
    (b"8BPS\0\2" + bytes(20), "psd"),
    (b"CSFCHUNK" + bytes(16), "clip"),
    (bytes.fromhex("3384780ebc4011d785af00105aafaaab") + bytes(8), "tvpp"),
    (b"TLV10B1a" + bytes(40), "tlv"),
    (b"TLV15B1a" + bytes(40), "tlv"),
    (b"PLIM\x47\0" + bytes(10), "pli"),
    (b'<tnz framecount="1" version="71.0">', "tnz"),
    (b'<?xml version="1.0"?>\n<tnz>', "tnz"),
    (b"<palette id='1'>\n  <version>\n    71 0", "tpl"),
    (b'<project source="Harmony Premium version 21" creator="harmony">', "xstage"),
    (b"exchangeDigitalTimeSheet Save Data\n{}", "xdts"),
    (b"\xef\xbb\xbfexchangeDigitalTimeSheet Save Data\r\n{}", "xdts"),
    (b"toeiDigitalTimeSheet Save Data\n{}", "tdts"),
    (b"RIFX\0\0\0\x40Egg!", "aep"),
    (b"BLENDER-v293", "blend"),
    (b"BLENDER17-01v0500", "blend"),
    (b'{"OTIO_SCHEMA": "Timeline.1"}', "otio"),
    (b'\n {\n "metadata": {}, "OTIO_SCHEMA": "Timeline.1"}', "otio"),
    (b'<?xml version="1.0"?><!DOCTYPE fcpxml><fcpxml version="1.8">', "fcpxml"),
    (b"\xef\xbb\xbf<fcpxml version='1.10'>", "fcpxml"),
    (b"\x76\x2f\x31\x01\2\0\0\0", "exr"),
    (b"\x89PNG\r\n\x1a\n" + bytes(8), "png"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "jpeg"),
    (b"\xff\xd8\xff\xdb\0\x43", "jpeg"),
    (b"II*\0\x08\0\0\0" + bytes(8), "tiff"),
    (b"MM\0*\0\0\0\x08" + bytes(8), "tiff"),
    (b"II+\0\x08\0\0\0" + bytes(16), "tiff"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
    (b"RIFF\x24\0\0\0AVI LIST", "avi"),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
    (b"\0\0\0\x18ftypavif\0\0\0\0", "heic"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "mov"),
    (b"\0\0\0\x08wide\0\0\0\x10mdat", "mov"),
    (b"\0\0\0\x18ftypisom\0\0\0\0", "mp4"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0", "mp4"),
    (b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ", "jp2"),
    (b"\xff\x4f\xff\x51\0\x2f", "jp2"),
    (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska", "mkv"),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "mkv"),
]
UNCLAIMED = [
    b"8BPS\0\3" + bytes(20),
    b"8BIM\0\1" + bytes(20),
    b"CSFCHUN",
    bytes.fromhex("3384780ebc4011d6"),
    b"TLV2" + bytes(44),
    b"TLV1xB1a" + bytes(40),
    b"<tnzx>",
    b"<palette>\n</palette>",
    b'<project name="build"><target/></project>',
    b"exchangeDigitalTimeSheet Copy Data\n{}",
    b"RIFX\0\0\0\x40XFIR",
    b"RIFF\0\0\0\x40Egg!",
    b"BLENDER is a program",
    b'{"schema": "OTIO"}',
    b"<fcpxmld>",
    b"<xmeml version='5'>",
    b"\x76\x2f\x31\x01\x09\0\0\0",
    b"\x89PNG\n",
    b"\xff\xd8\xff\x00",
    b"II*\0\x10\0\0\0CR\2\0",
    b"II\x55\0" + bytes(12),
    b"RIFF\x24\0\0\0WAVEfmt ",
    b"RIFX\x24\0\0\0AVI LIST",
    b"\0\0\0\x18ftypcrx \0\0\0\0",
    b"\0\0\0\x18ftyp3gp5\0\0\0\0",
    b"\0\0\0\x02moov",
    b"\x1a\x45\xdf\xa3\x93\x42\x82\x88other",
    OLE + bytes(504),
    b"PK\3\4" + bytes(60),
    b"GIF89a",
    b"%PDF-1.7",
    b"001 is a number, and so is 002",
    b"TITLE: a poem",
    bytes(600),
    b"\xff" * 600,
]


def sure(head: bytes, name: str = "found") -> list[str]:
    return [one.FORMAT for one in registry.readers("files") if one.sniff(head, name) >= SURE]


@pytest.mark.parametrize(("head", "format_"), CLAIMED, ids=range(len(CLAIMED)))
def test_first_bytes_are_claimed_by_one_reader_whatever_the_name(head: bytes, format_: str) -> None:
    for name in ("found", "x.psd", "y.txt", "z.docx", "w.edl"):
        assert [format_] == sure(head, name)


@pytest.mark.parametrize("head", UNCLAIMED, ids=range(len(UNCLAIMED)))
def test_first_bytes_that_are_only_near_are_claimed_by_nobody_of_the_trade(head: bytes) -> None:
    trade = {format_ for _, format_ in CLAIMED} | {"edl", "aaf", "hwp"}
    assert not trade & set(sure(head))


@pytest.mark.parametrize(
    ("members", "format_"),
    [
        (("FileHeader", "DocInfo", "BodyText", "BodyText/Section0"), "hwp"),
        (("\x05HwpSummaryInformation",), "hwp"),
        (("Header-2", "Header-2/Content-3b03", "properties"), "aaf"),
    ],
)
def test_compound_files_are_told_by_what_lies_in_them(
    members: tuple[str, ...], format_: str
) -> None:
    assert [format_] == sure(Head.of(OLE + bytes(504), members))


@pytest.mark.parametrize(
    "members", [("WordDocument",), ("Workbook",), ("__properties_version1.0",), ()]
)
def test_compound_files_of_offices_are_not_of_the_trade(members: tuple[str, ...]) -> None:
    assert not {"hwp", "aaf"} & set(sure(Head.of(OLE + bytes(504), members), "x.hwp"))


def test_a_cel_is_told_by_its_last_bytes() -> None:
    header = struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, 64, 64, 24, 0)
    footer = bytes(8) + b"TRUEVISION-XFILE.\0"
    assert ["tga"] == sure(Head.of(header + bytes(2000), (), 0, footer))
    assert [] == sure(Head.of(header + bytes(2000), (), 0, bytes(26)))
    assert ["tga"] == sure(Head.of(header + bytes(2000)), "A0001.tga")


@pytest.mark.parametrize("at", [1, 2, 7, 12, 16])
def test_a_header_that_no_cel_has_is_not_believed_for_its_name(at: int) -> None:
    header = bytearray(struct.pack("<BBBHHBHHHHBB", 0, 1, 1, 0, 0, 24, 0, 0, 64, 64, 8, 0))
    header[at] = {1: 9, 2: 77, 7: 3, 12: 0, 16: 13}[at]
    assert [] == sure(Head.of(bytes(header) + bytes(100)), "A0001.tga")
