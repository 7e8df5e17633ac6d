"""Samples of what lies beside drawings on servers, made by hand: invented names and places.

`python tests/samples/files_found.py` writes them.
"""

from __future__ import annotations

import base64
import gzip
import io
import plistlib
import struct
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent / "files"
EARLY = datetime(2016, 5, 3, 1, 31, tzinfo=UTC)
"""When the clock eight and a half hours east showed 10:01."""
XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:CreatorTool="Adobe InDesign CC 2015"
 xmp:CreateDate="2016-05-03T10:01:00+08:30"><dc:creator><rdf:Seq><rdf:li>Lan Wei</rdf:li></rdf:Seq>
</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def container(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP with these parts, without clocks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return made.getvalue()


# --- iWork --------------------------------------------------------------------------------


def varint(number: int) -> bytes:
    """A number as protocol buffers write it."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def field(number: int, value: int | bytes | str) -> bytes:
    """One field: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def snappy(data: bytes) -> bytes:
    """One block of literals, as IWA stores it."""
    packed = varint(len(data))
    for at in range(0, len(data), 60):
        piece = data[at : at + 60]
        packed += bytes([(len(piece) - 1) << 2]) + piece
    return b"\0" + len(packed).to_bytes(3, "little") + packed


def iwa(*objects: tuple[int, bytes]) -> bytes:
    """Objects with their types, numbered from 100."""
    out = b""
    for number, (kind, data) in enumerate(objects, 100):
        info = field(1, kind) + field(3, len(data))
        header = field(1, number) + field(2, info)
        out += varint(len(header)) + header + data
    return snappy(out)


def iwork() -> bytes:
    """Numbers of today: a sheet, a cell, a comment with its author, builds and ids."""
    seconds = (EARLY - datetime(2001, 1, 1, tzinfo=UTC)).total_seconds()
    date = b"\x09" + struct.pack("<d", seconds)
    comment = field(1, "선을 다시 그릴것") + field(2, date)
    document = iwa(
        (2, field(1, "5화")), (6005, field(3, field(1, 1) + field(2, 1) + field(3, "c012"))),
        (2001, field(3, "배경 수정\ufffc")), (212, field(1, "kim")), (3056, comment),
    )  # fmt: skip
    ids = {"documentUUID": "0A1B", "shareUUID": "0A1B", "versionUUID": "0C", "revision": "3::0D",
           "fileFormatVersion": "10.2"}  # fmt: skip
    return container({
        "Index/Document.iwa": document,
        "Metadata/DocumentIdentifier": "0A1B",
        "Metadata/Properties.plist": plistlib.dumps(ids, fmt=plistlib.FMT_BINARY),
        "Metadata/BuildVersionHistory.plist": plistlib.dumps(["Template: Blank", "M10.2-7028"]),
        "preview.jpg": b"\xff\xd8\xff\xe0",
    })  # fmt: skip


def iwork_old() -> bytes:
    """Pages of 2009 in XML, with authors, dates with their zone and a comment."""
    index = """<?xml version="1.0"?><sl:document xmlns:sl="http://developer.apple.com/namespaces/sl"
 xmlns:sf="http://developer.apple.com/namespaces/sf" xmlns:sfa="http://developer.apple.com/namespaces/sfa">
<sl:publication-info><sl:SLCreationDateProperty><sl:date sf:val="2016-05-03T10:01:00+0830"/>
</sl:SLCreationDateProperty><sl:OSVersion><sl:string sfa:string="10.6.8"/></sl:OSVersion>
<sl:SLOriginalTemplateName><sl:string sfa:string="Blank.template"/></sl:SLOriginalTemplateName>
</sl:publication-info><sf:metadata><sf:authors><sf:string sfa:string="kim"/></sf:authors>
<sf:title><sf:string sfa:string="5화 수정"/></sf:title><sf:comment><sf:string sfa:string="급함"/>
</sf:comment></sf:metadata><sf:fontName><sf:string sfa:string="AppleMyungjo"/></sf:fontName>
<sf:p>컷 12의 <sf:span>선</sf:span></sf:p></sl:document>"""
    return container({"index.xml": index, "buildVersionHistory.plist": plistlib.dumps(["5E85"])})


# --- XPS, SVG, PostScript, packets --------------------------------------------------------


def xps() -> bytes:
    """A page in UTF-16, the properties of the package, and the printer of a print ticket."""
    core = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>kim</dc:creator>
<cp:lastModifiedBy>李主任</cp:lastModifiedBy><dcterms:created>2016-05-03T10:01:00+08:30</dcterms:created>
</cp:coreProperties>"""
    page = """<FixedPage xmlns="http://schemas.microsoft.com/xps/2005/06" xml:lang="ko-KR">
<Glyphs UnicodeString="5화 수정 목록"/><Glyphs UnicodeString="{}c012" FixedPage.NavigateUri="file:///D:/Users/lan.wei/c012.psd"/>
</FixedPage>"""
    device = base64.b64encode("\\\\HERON-2\\LBP".encode("utf-16-le").ljust(80, b"\0")).decode()
    ticket = f'<psf:PrintTicket xmlns:psf="p"><psf:Property name="ns:PageDevmodeSnapshot"><psf:Value>{device}</psf:Value></psf:Property></psf:PrintTicket>'
    return container({
        "[Content_Types].xml": "<Types/>", "FixedDocSeq.fdseq": "<FixedDocumentSequence/>",
        "docProps/core.xml": core, "Documents/1/Pages/1.fpage": page.encode("utf-16"),
        "Metadata/Job_PT.xml": ticket,
    })  # fmt: skip


def svg() -> bytes:
    """What Inkscape writes, with the folder of the last export, and a comment of Illustrator."""
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Generator: Adobe Illustrator 19.0.0, SVG Export Plug-In  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
 <!ENTITY ns_svg "http://www.w3.org/2000/svg">]>
<svg xmlns="&ns_svg;" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 inkscape:version="0.91 r13725" sodipodi:docname="c012.svg"
 inkscape:export-filename="C:\\Users\\kim\\Desktop\\c012.png">
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><cc:Work rdf:about=""><dc:title>5화</dc:title>
<dc:creator><cc:Agent><dc:title>kim</dc:title></cc:Agent></dc:creator><dc:date>2016-05-03T10:01:00+08:30</dc:date>
</cc:Work></rdf:RDF></metadata><g inkscape:groupmode="layer" inkscape:label="선화">
<text style="font-family:'PyongYang Batang';font-size:9px"><tspan>컷 12</tspan></text>
<image xlink:href="data:image/png;base64,{picture}"/></g></svg>
""".encode()


def ps() -> bytes:
    """The comments of an EPS file, an XMP packet and a font."""
    head = b"""%!PS-Adobe-3.0 EPSF-3.0
%%Creator: CorelDRAW X7
%%For: (kim \\(Pyongyang\\)) (Grey Heron)
%%Title: (C:\\\\Users\\\\kim\\\\c012.eps)
%%CreationDate: 2016-05-03 10:01:00 +0830
%%DocumentNeededResources: font PyongYangBatang
%%+ font Helvetica
%%DocumentFonts: Gulim
%%+ Times-Roman
%AI8_CreatorVersion: 17.0.0
%%EndComments
"""
    return head + XMP + b"\n%%EOF\n"


def packet() -> bytes:
    """The beginning of an InDesign file, and a packet far behind it."""
    start = b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1dDOCUMENT"
    return start.ljust(4096, b"\0") + XMP + bytes(64)


# --- shortcut, compound file --------------------------------------------------------------


def ticks(moment: datetime) -> int:
    """A FILETIME."""
    return round((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def lnk() -> bytes:
    """A shortcut to a file on a share, made on a machine with a name and a card."""
    flags = 0b1001_0110
    times = struct.pack("<3Q", ticks(EARLY), 0, ticks(EARLY))
    head = struct.pack("<I", 76) + bytes.fromhex("0114020000000000c000000000000046")
    head += struct.pack("<II", flags, 32) + times + bytes(24)
    volume = struct.pack("<4I", 25, 3, 0xC0FFEE11, 16) + b"ANIME_05\0"
    base = b"D:\\Users\\lan.wei\\" + b"\0"
    network = struct.pack("<5I", 32, 0, 20, 0, 0) + b"\\\\HERON-2\\s5\0"
    rest = b"c012.psd\0"
    at = [28, 28 + len(volume), 28 + len(volume) + len(base), 0]
    at[3] = at[2] + len(network)
    info = struct.pack("<7I", at[3] + len(rest), 28, 3, *at) + volume + base + network + rest
    strings = b""
    for text in ("선화 원본", "D:\\Users\\lan.wei"):
        strings += struct.pack("<H", len(text)) + text.encode("utf-16-le")
    card = bytes.fromhex("a0158 86a85a5de11acf5000bdb9c4f9f".replace(" ", ""))
    tracker = struct.pack("<4I", 96, 0xA0000003, 88, 0) + b"heron-pc12".ljust(16, b"\0")
    volume = bytes(range(16))
    tracker += volume + card + bytes(16) + card
    return head + info + strings + tracker + bytes(4)


# --- WAVE, GIMP ---------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of RIFF."""
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def wav() -> bytes:
    """A line of dialogue with all four kinds of notes on its making."""
    bext = (
        "5화 컷 12".encode().ljust(256, b"\0")
        + b"Nuendo".ljust(32, b"\0")
        + b"HERON0001".ljust(32, b"\0")
    )
    bext += b"2016-05-0310:01:00" + bytes(602 - 338) + b"A=PCM,F=48000,T=Nuendo 7\r\n"
    info = (
        b"INFO"
        + chunk(b"IART", b"kim\0")
        + chunk(b"ISFT", b"Nuendo 7\0")
        + chunk(b"ICMT", b"retake\0")
    )
    ixml = "<BWFXML><PROJECT>Grey Heron</PROJECT><SCENE>5-12</SCENE><NOTE>다시</NOTE></BWFXML>".encode()
    body = b"WAVE" + chunk(b"bext", bext) + chunk(b"LIST", info) + chunk(b"iXML", ixml)
    body += chunk(b"_PMX", XMP) + chunk(b"data", bytes(8))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def xcf(version: int = 3) -> bytes:
    """Two layers, a comment, and GIMP's own list of tags with a path."""

    def text(words: str) -> bytes:
        raw = words.encode() + b"\0"
        return struct.pack(">I", len(raw)) + raw

    def prop(kind: int, data: bytes) -> bytes:
        return struct.pack(">II", kind, len(data)) + data

    def parasite(name: str, data: bytes) -> bytes:
        return text(name) + struct.pack(">II", 1, len(data)) + data

    tags = '<?xml version="1.0"?><metadata><tag name="Xmp.dc.creator">kim</tag><tag name="Xmp.xmp.CreatorTool">GIMP 2.10</tag><tag name="Xmp.xmpMM.History">C:\\Users\\kim\\c012.xcf</tag><tag name="Xmp.xmpMM.History[1]/stEvt:when">2016-05-03T10:01:00+08:30</tag></metadata>'
    held = parasite("gimp-comment", "컷 12\0".encode()) + parasite(
        "gimp-image-metadata", tags.encode()
    )
    head = b"gimp xcf v%03d\0" % version + struct.pack(">III", 4, 2, 0)
    head += struct.pack(">I", 100) if version >= 4 else b""
    head += prop(21, held) + prop(0, b"")
    wide = ">Q" if version >= 11 else ">I"
    size = struct.calcsize(wide)
    words = parasite("gimp-text-layer", '(text "수정")'.encode())
    layers = [struct.pack(">III", 4, 2, 1) + text(name) + (prop(21, words) if number else b"") + prop(0, b"")
              for number, name in enumerate(("선화", "글"))]  # fmt: skip
    at = len(head) + size * 3
    pointers = struct.pack(wide, at) + struct.pack(wide, at + len(layers[0])) + struct.pack(wide, 0)
    return head + pointers + b"".join(layers)


# --- projects of edit and animation -------------------------------------------------------


def fla() -> bytes:
    """A document with an imported picture, a symbol with a layer and words, and its history."""
    main = """<DOMDocument xmlns="http://ns.adobe.com/xfl/2008/" xflVersion="2.96" creatorInfo="Adobe Flash Professional CS6"
 platform="Windows" versionInfo="Saved by Adobe Flash Windows 12.0 build 481"><media>
<DOMBitmapItem name="c012.png" sourceExternalFilepath="D:\\Users\\lan.wei\\c012.png" sourceLastImported="1462239060"/>
</media><timelines><DOMTimeline name="Scene 1"><layers><DOMLayer name="선화"/></layers></DOMTimeline></timelines></DOMDocument>"""
    symbol = """<DOMSymbolItem xmlns="http://ns.adobe.com/xfl/2008/" name="머리" lastModified="1462239060"><timeline>
<DOMTimeline name="머리"><layers><DOMLayer name="눈"><frames><DOMFrame><elements><DOMStaticText><textRuns><DOMTextRun>
<characters>수정</characters><textAttrs><DOMTextAttrs face="PyongYangBatang"/></textAttrs></DOMTextRun></textRuns>
</DOMStaticText></elements></DOMFrame></frames></DOMLayer></layers></DOMTimeline></timeline></DOMSymbolItem>"""
    return container({"mimetype": "application/vnd.adobe.xfl", "DOMDocument.xml": main,
                      "LIBRARY/머리.xml": symbol, "META-INF/metadata.xml": XMP})  # fmt: skip


def aepx() -> bytes:
    """Footage on a share, a composition, a packet in its own element."""
    packet_ = XMP.decode().replace("&", "&amp;").replace("<", "&lt;")
    return f"""<?xml version="1.0" encoding="UTF-8"?><AfterEffectsProject
 xmlns="http://www.adobe.com/products/aftereffects" majorVersion="1" minorVersion="0"><Fold><Item>
<string>c012 합성</string><Sfdr><Als2><fileReference fullpath="D:\\Users\\lan.wei\\c012.psd" platform="Win"
 server_name="HERON-2" server_volume_name=""/></Als2></Sfdr></Item></Fold>
<ProjectXMPMetadata>{packet_}</ProjectXMPMetadata></AfterEffectsProject>""".encode()


def prproj() -> bytes:
    """A project before it was packed: a medium with its path, a sequence, builds."""
    return """<?xml version="1.0" encoding="UTF-8" ?><PremiereData Version="3">
<Project ObjectID="1"><Node><Properties><MZ.BuildVersion.Created>9.2.0x41 - 2016</MZ.BuildVersion.Created>
</Properties></Node></Project><Media ObjectUID="0f1e"><RelativePath>..\\c012.mov</RelativePath>
<ActualMediaFilePath>D:\\Users\\lan.wei\\c012.mov</ActualMediaFilePath><Title>c012.mov</Title></Media>
<Sequence><Name>5화</Name></Sequence><Sequence><Name>5화</Name></Sequence></PremiereData>""".encode()


def prproj_packed() -> bytes:
    """The same as Premiere saves it today."""
    return gzip.compress(prproj(), mtime=0)


def xmeml() -> bytes:
    """A sequence with a clip, its medium and a note."""
    return """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE xmeml><xmeml version="4"><sequence>
<uuid>0f1e2d</uuid><name>5화</name><media><video><track><clipitem><name>c012</name>
<file><pathurl>file://localhost/D%3a/Users/lan.wei/c012.mov</pathurl></file><comments><mastercomment1>선 수정</mastercomment1>
</comments><logginginfo><lognote>급함</lognote><good>FALSE</good></logginginfo></clipitem></track></video></media>
</sequence></xmeml>""".encode()


def ma() -> bytes:
    """The beginning of a scene saved on a machine with the Korean code page."""
    return """//Maya ASCII 2016 scene
//Name: c012.ma
//Last modified: Tue, May 03, 2016 10:01:00 AM
//Codeset: 949
requires maya "2016";
file -rdi 1 -ns "bg" -typ "mayaBinary" "D:/Users/lan.wei/배경.mb";
fileInfo "application" "maya";
fileInfo "product" "Maya 2016";
fileInfo "osv" "Microsoft Windows 7 Ultimate Edition, 64-bit";
fileInfo "UUID" "0F1E2D3C";
fileInfo "license" "education";
createNode transform -n "머리";
// End of c012.ma
""".encode("cp949")


# --- cards and calendars ------------------------------------------------------------------


def vcf() -> bytes:
    """Two cards: one of today, one of an older telephone in quoted bytes of GBK."""
    name = "".join(f"={byte:02X}" for byte in "李伟".encode("gbk"))
    return f"""BEGIN:VCARD
VERSION:3.0
PRODID:-//Example//Phone 1//EN
FN:김철수
ORG:Grey Heron Pictures;원화
TEL;TYPE=CELL:+850 0000
EMAIL:kim@heron.example
REV:20160503T013100Z
NOTE:배경\\, 선화
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{name}
X-QQ:000000
END:VCARD
""".replace("\n", "\r\n").encode()


def ics() -> bytes:
    """A meeting whose zone is defined in the calendar, half an hour off Seoul and Tokyo."""
    return """BEGIN:VCALENDAR
PRODID:-//Example//Calendar 1//EN
BEGIN:VTIMEZONE
TZID:Asia/Pyongyang
BEGIN:STANDARD
DTSTART:20150815T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0830
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@heron.example
DTSTART;TZID=Asia/Pyongyang:20160503T100100
DTSTAMP:20160503T013100Z
ORGANIZER;CN=김철수:mailto:kim@heron.example
ATTENDEE;CN="Lan Wei":mailto:lan@heron.example
SUMMARY:5화 검토
DESCRIPTION:컷 12\\n선 수정을
  다시 본다
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


SAMPLES = {
    "iwork": {"cuts.numbers": iwork, "note.pages": iwork_old}, "xps": {"note.xps": xps},
    "svg": {"c012.svg": svg}, "ps": {"c012.eps": ps}, "packet": {"board.indd": packet},
    "lnk": {"c012.lnk": lnk}, "wav": {"c012.wav": wav}, "xcf": {"c012.xcf": xcf},
    "fla": {"c012.fla": fla}, "aepx": {"c012.aepx": aepx}, "prproj": {"ep05.prproj": prproj},
    "xmeml": {"ep05.xml": xmeml}, "ma": {"c012.ma": ma}, "vcf": {"staff.vcf": vcf},
    "ics": {"week.ics": ics},
}  # fmt: skip


def ole() -> bytes:
    """A compound file that nobody knows, with its properties."""
    from cfb import compound, properties

    made = {
        2: "5화 작업 흐름",
        4: "kim",
        7: "Flow.vst",
        8: "李主任",
        12: EARLY,
        18: "Microsoft Visio",
    }
    return compound({"\x05SummaryInformation": properties(made), "Drawing": bytes(64)})


def main() -> None:
    """Write all of them."""
    sys.path.insert(0, str(Path(__file__).parent))
    for format_, files in {**SAMPLES, "ole": {"flow.ole": ole}}.items():
        folder = HERE / format_
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in files.items():
            (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
