"""One beginning of a file for each format of the table: it is named so, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest

from celtrace.files._head import head_of
from celtrace.files._types import named, signatures

BEGINNINGS: tuple[tuple[str, bytes], ...] = (
    ("psd", b"8BPS\x00\x02" + bytes(20)),
    ("clip", b"CSFCHUNK" + bytes(16)),
    ("tvpp", b"\x33\x84\x78\x0e\xbc\x40\x11\xd7" + bytes(8)),
    ("tlv", b"TLV15A1a"),
    ("pli", b"PLIM\x05\x05"),
    ("tnz", b"<tnz version='71.0'>\n<generator>"),
    ("tpl", b"<?xml version='1.0'?>\n<palette name='x'>"),
    ("tvg", b"OTVGfull\x00"),
    ("xdts", b'exchangeDigitalTimeSheet Save Data{"header":1}'),
    ("tdts", b'toeiDigitalTimeSheet Save Data{"header":1}'),
    ("aep", b"RIFX\x00\x01\x02\x03Egg!svap"),
    ("aepx", b'<?xml version="1.0" encoding="UTF-8"?>\n<AfterEffectsProject xmlns="x">'),
    ("blend", b"BLENDER-v279REND"),
    ("exr", b"\x76\x2f\x31\x01\x02\x00\x00\x00channels"),
    ("dpx", b"SDPX\x00\x00\x20\x00V2.0\x00"),
    ("cin", b"\x80\x2a\x5f\xd7\x00\x00\x08\x00"),
    ("swf", b"CWS\x0a\x10\x00\x00\x00"),
    ("xfl", b"PROXY-CS5"),
    ("sai2", b"SAI-CANVAS-TYPE0"),
    ("xcf", b"gimp xcf v011\x00"),
    ("mdp", b"mdipack\x00\x00"),
    ("ma", b"//Maya ASCII 2020 scene\n"),
    ("mb", b"FOR8\x00\x00\x00\x00\x00\x00\x00\x10Maya"),
    ("fbx", b"Kaydara FBX Binary  \x00\x1a\x00"),
    ("abc", b"Ogawa\xff\x00\x01"),
    ("prproj", b'<?xml version="1.0" encoding="UTF-8" ?>\n<PremiereData Version="3">'),
    ("otio", b'{\n    "OTIO_SCHEMA": "Timeline.1",'),
    ("fcpxml", b'<?xml version="1.0"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.9">'),
    ("xmeml", b'<?xml version="1.0"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">'),
    ("hwp3", b"HWP Document File V3.00 \x1a\x01"),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3"),
    ("rtf", b"{\\rtf1\\ansi"),
    ("ps", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    ("eml", b"From: a@b.example\nTo: c@d.example\nSubject: x\n\n"),
    ("pst", b"!BDN\x00\x00"),
    ("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    ("jpeg", b"\xff\xd8\xff\xe1\x00\x18Exif\x00"),
    ("gif", b"GIF89a\x01\x00\x01\x00"),
    ("webp", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
    ("tiff", b"II\x2a\x00\x08\x00\x00\x00"),
    ("tiff", b"MM\x00\x2b\x00\x08\x00\x00"),
    ("heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
    ("jp2", b"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x14ftypjp2 "),
    ("jxr", b"II\xbc\x01\x20\x00"),
    ("svg", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'),
    ("dds", b"DDS \x7c\x00\x00\x00"),
    ("wmf", b"\xd7\xcd\xc6\x9a\x00\x00"),
    ("fits", b"SIMPLE  =                    T"),
    ("mov", b"\x00\x00\x00\x20ftypqt  \x20\x05\x03\x00"),
    ("m4a", b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00"),
    ("3gp", b"\x00\x00\x00\x18ftyp3gp5\x00\x00\x01\x00"),
    ("mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"),
    ("avi", b"RIFF\x10\x00\x00\x00AVI LIST"),
    ("mkv", b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01"),
    ("mxf", b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01"),
    ("flv", b"FLV\x01\x05\x00"),
    ("wmv", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9"),
    ("wav", b"RIFF\x24\x00\x00\x00WAVEfmt "),
    ("aiff", b"FORM\x00\x00\x00\x2eAIFFCOMM"),
    ("flac", b"fLaC\x00\x00\x00\x22"),
    ("ogg", b"OggS\x00\x02"),
    ("mid", b"MThd\x00\x00\x00\x06\x00\x01"),
    ("7z", b"7z\xbc\xaf\x27\x1c\x00\x04"),
    ("rar", b"Rar!\x1a\x07\x00\xcf\x90"),
    ("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
    ("bzip2", b"BZh91AY&SY\x00"),
    ("xz", b"\xfd7zXZ\x00\x00\x04"),
    ("zstd", b"\x28\xb5\x2f\xfd\x04"),
    ("lz4", b"\x04\x22\x4d\x18\x64"),
    ("tar", b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(250)),
    ("cab", b"MSCF\x00\x00\x00\x00\x10"),
    ("ar", b"!<arch>\ndebian-binary"),
    ("rpm", b"\xed\xab\xee\xdb\x03\x00"),
    ("alz", b"ALZ\x01\x0a\x00\x00\x00"),
    ("egg", b"EGGA\x00\x01"),
    ("warc", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"),
    ("sqlite", b"SQLite format 3\x00\x10\x00"),
    ("access", b"\x00\x01\x00\x00Standard ACE DB\x00"),
    ("parquet", b"PAR1\x15\x04"),
    ("hdf5", b"\x89HDF\r\n\x1a\n\x00"),
    ("elf", b"\x7fELF\x02\x01\x01"),
    ("class", b"\xca\xfe\xba\xbe\x00\x00\x00\x34"),
    ("lnk", b"L\x00\x00\x00\x01\x14\x02\x00"),
    ("dsstore", b"\x00\x00\x00\x01Bud1\x00"),
    ("appledouble", b"\x00\x05\x16\x07\x00\x02\x00\x00"),
    ("bplist", b"bplist00\xd4"),
    ("ttf", b"\x00\x01\x00\x00\x00\x12\x01\x00"),
    ("otf", b"OTTO\x00\x0b"),
    ("ttc", b"ttcf\x00\x01"),
    ("woff", b"wOF2\x00\x01"),
    ("pgp", b"-----BEGIN PGP MESSAGE-----\n"),
    ("pem", b"-----BEGIN CERTIFICATE-----\n"),
    ("lfs", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"),
    ("html", b"<!DOCTYPE html>\n<html>"),
    ("vcf", b"BEGIN:VCARD\r\nVERSION:3.0"),
    ("ics", b"BEGIN:VCALENDAR\r\n"),
    ("srt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nhello\r\n"),
    ("ass", b"[Script Info]\r\nTitle: x\r\n"),
    ("vtt", b"WEBVTT\n\n"),
    ("torrent", b"d8:announce35:udp://"),
    ("indd", bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d")),
    ("onenote", bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3")),
    ("dwg", b"AC1032\x00\x00\x00\x00"),
    ("djvu", b"AT&TFORM\x00\x00\x10\x00DJVUINFO"),
    ("pcapng", b"\x0a\x0d\x0d\x0a\x1c\x00\x00\x00\x4d\x3c\x2b\x1a"),
    ("pcap", b"\xd4\xc3\xb2\xa1\x02\x00\x04\x00"),
    ("dicom", bytes(128) + b"DICM\x02\x00"),
    ("icc", bytes(36) + b"acspAPPL"),
)
MEMBERS: tuple[tuple[str, str], ...] = (
    ("docx", "word/document.xml"),
    ("xlsx", "xl/workbook.xml"),
    ("xlsb", "xl/workbook.bin"),
    ("pptx", "ppt/presentation.xml"),
    ("vsdx", "visio/document.xml"),
    ("hwpx", "Contents/content.hpf"),
    ("kra", "maindoc.xml"),
    ("fla", "DOMDocument.xml"),
    ("otioz", "content.otio"),
    ("iwork", "Index/Document.iwa"),
    ("apk", "AndroidManifest.xml"),
    ("xps", "FixedDocSeq.fdseq"),
)
WEAK = {"mp3", "exe", "pnm", "bmp"}


def seen(data: bytes, name: str) -> str:
    return named(head_of(io.BytesIO(data)), name).format


@pytest.mark.parametrize(("format_", "data"), BEGINNINGS, ids=[f for f, _ in BEGINNINGS])
@pytest.mark.parametrize("name", ["x", "x.txt", "원화.psd"])
def test_a_beginning_is_named_whatever_the_file_is_called(
    format_: str, data: bytes, name: str
) -> None:
    found = named(head_of(io.BytesIO(data)), name)
    assert (format_, True) == (found.format, found.certain)


@pytest.mark.parametrize(("format_", "data"), BEGINNINGS, ids=[f for f, _ in BEGINNINGS])
def test_a_beginning_that_is_spoilt_is_never_certain_of_the_same(format_: str, data: bytes) -> None:
    spoilt = bytes(byte ^ 0x55 for byte in data)
    found = named(head_of(io.BytesIO(spoilt)), "x")
    assert (format_, True) != (found.format, found.certain)


@pytest.mark.parametrize(("format_", "member"), MEMBERS)
def test_a_member_tells_what_the_container_is(format_: str, member: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(member, b"x")
    assert format_ == seen(made.getvalue(), "x")


def test_most_of_the_table_stands_here() -> None:
    tried = {format_ for format_, _ in (*BEGINNINGS, *MEMBERS)}
    strong = {row.format for row in signatures() if not row.weak}
    assert len(strong & tried) > 0.75 * len(strong)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 40, 300])
@pytest.mark.parametrize("byte", [0, 0x20, 0x41, 0xFF])
def test_runs_of_one_byte_are_certain_of_nothing_but_emptiness(size: int, byte: int) -> None:
    found = named(head_of(io.BytesIO(bytes([byte]) * size)), "x.psd")
    assert not found.certain or not size
