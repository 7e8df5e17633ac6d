"""Write the samples of office documents, mails and archives: invented names and texts."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from cfb import compound, properties

HERE = Path(__file__).parent / "files"
MADE = datetime(2016, 5, 3, 1, 30, tzinfo=UTC)
SAVED = datetime(2016, 5, 4, 9, 0, tzinfo=UTC)
CORE = """<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>제5화 수정 목록</dc:title><dc:creator>kim</dc:creator>
<cp:lastModifiedBy>李主任</cp:lastModifiedBy>
<dcterms:created>2016-05-03T01:30:00Z</dcterms:created>
<dcterms:modified>2016-05-04T17:30:00+08:30</dcterms:modified></cp:coreProperties>"""
APP = """<?xml version="1.0"?><Properties><Application>Microsoft Office Word</Application>
<AppVersion>12.0000</AppVersion><Company>Grey Heron Pictures</Company>
<Template>Cut list.dotx</Template></Properties>"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF_META = """<?xml version="1.0"?><office:document-meta
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
<meta:generator>LibreOffice/7.4.7.2$Linux_X86_64</meta:generator>
<meta:initial-creator>kim</meta:initial-creator><dc:creator>pak</dc:creator>
<meta:creation-date>2016-05-03T10:00:00</meta:creation-date>
<dc:date>2016-05-04T10:00:00+08:30</dc:date></office:meta></office:document-meta>"""
MAIL = """Received: from pc-12 (pc-12.example [192.0.2.7]) by mail.example; Tue, 3 May 2016 10:02:03 +0830
From: =?utf-8?b?6rmA7LKg7IiY?= <kim@heron.example>
To: lead@studio.example
Subject: =?utf-8?b?7KCcNe2ZlCDsiJjsoJU=?=
Date: Tue, 3 May 2016 10:01:00 +0830
Message-ID: <1@heron.example>
X-Mailer: Foxmail 7.2
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

선을 다시 그려 주십시오
--B
Content-Type: text/plain; name="note.txt"
Content-Disposition: attachment; filename="note.txt"

cut 12
--B--
"""


def put(format_: str, name: str, data: bytes) -> None:
    """Write one sample."""
    folder = HERE / format_
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def container(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP with these parts; `mimetype` is stored unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()


def docx() -> bytes:
    """Text, a comment, a change, sessions, a template of a user's folder."""
    rels = """<Relationships><Relationship Id="1" TargetMode="External"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
 Target="file:///C:\\Users\\kim\\Templates\\Cut list.dotx"/></Relationships>"""
    return container({
        "[Content_Types].xml": "<Types/>", "docProps/core.xml": CORE, "docProps/app.xml": APP,
        "word/document.xml": f"""<w:document {W}><w:body><w:p><w:r><w:rPr><w:lang w:val="ko-KP"/>
</w:rPr><w:t>5화 12컷: 선을 다시 그릴것</w:t></w:r></w:p><w:p><w:ins w:author="pak"
 w:date="2016-05-04T08:00:00Z"><w:r><w:t>색깔 수정</w:t></w:r></w:ins></w:p></w:body></w:document>""",
        "word/comments.xml": f"""<w:comments {W}><w:comment w:id="1" w:author="李主任"
 w:date="2016-05-04T09:00:00Z"><w:p><w:r><w:t>请翻译</w:t></w:r></w:p></w:comment></w:comments>""",
        "word/settings.xml": f"""<w:settings {W}><w:rsids><w:rsidRoot w:val="00A1B2C3"/>
<w:rsid w:val="00D4E5F6"/></w:rsids></w:settings>""",
        "word/fontTable.xml": f'<w:fonts {W}><w:font w:name="Batang"/></w:fonts>',
        "word/_rels/settings.xml.rels": rels,
        "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
    })  # fmt: skip


def xlsx() -> bytes:
    """Two sheets, a comment, the folder of the last save."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
    cell = '<row r="{0}"><c r="B{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    rows = cell.format(1, "컷") + cell.format(2, "EP05_c012 원화")
    return container({
        "[Content_Types].xml": types, "docProps/core.xml": CORE,
        "docProps/app.xml": APP.replace("Word", "Excel"),
        "xl/_rels/workbook.xml.rels": rels,
        "_rels/.rels": rels.replace("/worksheet", "/officeDocument").replace(
            "worksheets/sheet1", "xl/workbook"
        ),
        "xl/workbook.xml": f"""<workbook xmlns="{main}" xmlns:r="{relations}">
<fileVersion appName="xl" lastEdited="7" lowestEdited="4" rupBuild="9303"/>
<mc:a xmlns:mc="m"><x15ac:absPath xmlns:x15ac="x" url="C:\\Users\\kim\\Desktop\\5화\\"/></mc:a>
<sheets><sheet name="5화" sheetId="1" r:id="rId1"/></sheets>
<definedNames><definedName name="cuts">'5화'!$B$2</definedName></definedNames></workbook>""",
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/styles.xml":
            f'<styleSheet xmlns="{main}"><fonts><font><name val="Gulim"/></font></fonts></styleSheet>',
        "xl/comments1.xml": f"""<comments xmlns="{main}"><authors><author>pak</author></authors>
<commentList><comment ref="B2" authorId="0"><text><t>다시</t></text></comment></commentList>
</comments>""",
    })  # fmt: skip


def pptx() -> bytes:
    """One slide with a note."""
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:rPr><a:ea typeface="SimSun"/></a:rPr>{}</a:r></a:p></p:sld>'
    return container({
        "[Content_Types].xml": "<Types/>", "docProps/core.xml": CORE,
        "docProps/app.xml": APP.replace("Word", "PowerPoint"), "ppt/presentation.xml": "<p/>",
        "ppt/slides/slide1.xml": slide.format("<a:t>第5话 分镜</a:t>"),
        "ppt/notesSlides/notesSlide1.xml": slide.format("<a:t>请重画</a:t>"),
        "ppt/commentAuthors.xml": '<a><cmAuthor name="wang" id="1"/></a>',
    })  # fmt: skip


def odf(kind: str, body: str) -> bytes:
    """An OpenDocument file with one paragraph."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    heads = " ".join(f'xmlns:{n}="{names}{n}:1.0"' for n in ("office", "text", "table", "style"))
    content = f"""<office:document-content {heads} xmlns:svg="{names}svg-compatible:1.0">
<office:font-face-decls><style:font-face style:name="A" svg:font-family="'Noto Sans CJK KR'"/>
</office:font-face-decls><office:body>{body}</office:body></office:document-content>"""
    return container({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content,
        "meta.xml": ODF_META,
        "settings.xml": """<a xmlns:config="c"><config:item config:name="PrinterName">PC-12</config:item>
<config:item config:name="Rsid">1234567</config:item></a>""",
        "META-INF/manifest.xml": "<manifest/>",
    })  # fmt: skip


def summary() -> dict[str, bytes]:
    """The property sets of a document of 97."""
    return {
        "\x05SummaryInformation": properties({
            2: "5화 수정", 4: "김철수", 7: "Normal.dot", 8: "박", 12: MADE, 13: SAVED,
            18: "Microsoft Office Word",
        }),
        "\x05DocumentSummaryInformation": properties({15: "Grey Heron Pictures"}),
    }  # fmt: skip


def doc() -> bytes:
    """Text in one piece of wide letters, and the last two saves."""
    text = "5화 12컷: 선을 다시 그릴것\r".encode("utf-16-le")
    length = len(text) // 2
    pieces = struct.pack("<II", 0, length) + struct.pack("<HIH", 0, 2048, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    words = ["kim", "C:\\Users\\kim\\cut.doc", "pak", "\\\\SERVER5\\work\\cut.doc"]
    saved = b"\xff\xff" + struct.pack("<HH", len(words), 0)
    saved += b"".join(struct.pack("<H", len(w)) + w.encode("utf-16-le") for w in words)
    places = [(0, 0)] * 93
    places[33], places[71] = (0, len(clx)), (len(clx), len(saved))
    fib = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0x0412, 0, 0x0200).ljust(32, b"\0")
    fib += struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22) + bytes(88)
    fib += struct.pack("<H", len(places)) + b"".join(struct.pack("<II", *one) for one in places)
    return compound(
        {"WordDocument": fib.ljust(2048, b"\0") + text, "1Table": clx + saved} | summary()
    )


def record(kind: int, data: bytes) -> bytes:
    """A record of a workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def xls() -> bytes:
    """One sheet with one word, and the user who may write."""
    wide = "컷 12".encode("utf-16-le")
    bof = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    text = struct.pack("<HB", len(wide) // 2, 1) + wide
    sheet = record(0x809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    sheet += record(0x200, struct.pack("<IIHHH", 0, 1, 0, 1, 0))
    sheet += record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)) + record(0x0A, b"")
    access = struct.pack("<HB", 3, 0) + b"kim".ljust(109)
    font = struct.pack("<HHHHHBBBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 129, 0, 5, 0) + b"Gulim"
    parts = [record(0x809, bof), record(0x5C, access), record(0x42, struct.pack("<H", 1200)),
             record(0x31, font), b"", record(0xFC, struct.pack("<II", 1, 1) + text),
             record(0x0A, b"")]  # fmt: skip
    title = "5화".encode("utf-16-le")
    size = sum(map(len, parts)) + 4 + 8 + len(title)
    parts[4] = record(0x85, struct.pack("<IBBBB", size, 0, 0, len(title) // 2, 1) + title)
    return compound({"Workbook": b"".join(parts) + sheet} | summary())


def ppt() -> bytes:
    """Two texts, one of them wide."""
    wide = "第5话 分镜".encode("utf-16-le")
    atoms = (
        struct.pack("<HHI", 0, 4000, len(wide)) + wide + struct.pack("<HHI", 0, 4008, 6) + b"cut 12"
    )
    font = "SimSun".encode("utf-16-le").ljust(68, b"\0")
    atoms += struct.pack("<HHI", 0, 4023, len(font)) + font
    user = struct.pack("<HHI", 0, 0x0FF6, 24 + 3) + struct.pack(
        "<IIIHHBBH", 0x14, 0, 0, 3, 0x3F4, 3, 0, 0
    )
    document = struct.pack("<HHI", 0x0F, 1000, len(atoms)) + atoms
    return compound({"PowerPoint Document": document, "Current User": user + b"kim"} | summary())


def msg() -> bytes:
    """A message with one attachment."""
    sub = "__substg1.0_"
    times = bytes(32)
    ticks = int((MADE - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    times += struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    said = {
        "0C1A": "김철수",
        "0C1F": "kim@heron.example",
        "0037": "제5화 수정",
        "1000": "선을 다시 그릴것",
    }
    streams = {f"{sub}{key}001F": text.encode("utf-16-le") for key, text in said.items()}
    attached = "__attach_version1.0_#00000000"
    streams |= {f"{attached}/{sub}37010102": b"cut 12\n",
                f"{attached}/{sub}3707001F": "note.txt".encode("utf-16-le")}  # fmt: skip
    return compound({"__properties_version1.0": times} | streams)


def rtf() -> bytes:
    """Information, a font of Korea, words in its code page and beyond."""
    korean = "".join(f"\\'{byte:02x}" for byte in "다시 그릴것".encode("cp949"))
    return (
        r"{\rtf1\ansi\ansicpg949{\fonttbl{\f0\fcharset129 Batang;}}"
        r"{\info{\author kim}{\operator pak}{\company Grey Heron Pictures}"
        r"{\creatim\yr2016\mo5\dy3\hr10\min30}}{\*\generator Msftedit 5.41;}"
        r"{\*\rsidtbl\rsid4345\rsid99} \f0 EP05 " + korean + r"\par \u51109?\u-10179?\u-8704?\par}"
    ).encode("ascii")


def warc() -> bytes:
    """A fetched page and what fetched it."""

    def one(kind: str, body: bytes, extra: str = "") -> bytes:
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-01-15T09:30:00Z\r\n{extra}"
                f"Content-Length: {len(body)}\r\n\r\n")  # fmt: skip
        return head.encode() + body + b"\r\n\r\n"

    page = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    return one("warcinfo", b"software: crawler 1.0\r\noperator: archive desk\r\n") + one(
        "response", page,
        "WARC-Target-URI: http://192.0.2.9/notes.txt\r\nWARC-IP-Address: 192.0.2.9\r\n",
    )  # fmt: skip


def tar() -> bytes:
    """Two members, one of them a link that leads out."""
    made = io.BytesIO()
    with tarfile.open(
        fileobj=made, mode="w", format=tarfile.GNU_FORMAT, encoding="cp949"
    ) as archive:
        info = tarfile.TarInfo("원화/c012.txt")
        info.size, info.mtime, info.uname, info.gname = 7, 1_462_239_000, "kim", "anim"
        archive.addfile(info, io.BytesIO(b"cut 12\n"))
        link = tarfile.TarInfo("out")
        link.type, link.linkname, link.uname, link.gname = (
            tarfile.SYMTYPE,
            "/etc/passwd",
            "kim",
            "anim",
        )
        archive.addfile(link)
    return made.getvalue()


def seven() -> bytes:
    """A 7z archive with one stored member, written by hand (no compression)."""
    data, name = b"cut 12\n", "c012.txt".encode("utf-16-le") + b"\0\0"
    folder = b"\x07\x0b\x01\x00" + b"\x01\x01\x00" + b"\x0c" + bytes([len(data)]) + b"\x00"
    crc = struct.pack("<I", zlib.crc32(data))
    streams = b"\x06\x00\x01\x09" + bytes([len(data)]) + b"\x00" + folder
    streams += b"\x08\x0a\x01" + crc + b"\x00" + b"\x00"
    files = b"\x05\x01\x11" + bytes([len(name) + 1]) + b"\x00" + name + b"\x00"
    head = b"\x01\x04" + streams + files + b"\x00"
    start = struct.pack("<QQI", len(data), len(head), zlib.crc32(head))
    return (
        b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + data + head
    )


def rar() -> bytes:
    """A RAR 4 archive with one stored member whose name is in CP949."""

    def block(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + data

    data, name = b"cut 12\n", "원화.txt".encode("cp949")
    when = (2016 - 1980) << 25 | 5 << 21 | 3 << 16 | 10 << 11 | 30 << 5
    body = struct.pack("<IIBIIBBHI", len(data), len(data), 2, zlib.crc32(data), when, 20, 0x30,
                       len(name), 0x20) + name  # fmt: skip
    return (b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, body, data)
            + block(0x7B, 0x4000, b""))  # fmt: skip


def pdf() -> bytes:
    """One page with a word, dates with a zone, an identifier."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 36>>stream\nBT /F 20 Tf 20 90 Td (cut 12) Tj ET \nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Helvetica>>",
        (b"<</Author(kim)/Creator(Hancom PDF 1.3)/Producer(PDF-XChange)"
        b"/CreationDate(D:20160503103000+08'30')/Company(Grey Heron Pictures)>>"),
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (b"trailer<</Size 7/Root 1 0 R/Info 6 0 R/ID[<00112233445566778899aabbccddeeff>"
           b"<00112233445566778899aabbccddeeff>]>>startxref\n%d\n%%%%EOF\n" % len(out))  # fmt: skip
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def xlsb() -> bytes:
    """A workbook whose sheets cannot be read: its properties still are."""
    return container({"[Content_Types].xml": "<Types/>", "docProps/core.xml": CORE,
                      "docProps/app.xml": APP, "xl/workbook.bin": b"\x83\x01\x00\x84\x01\x00"})  # fmt: skip


def office_xml() -> bytes:
    """A cut list as Excel 2003 writes it in XML, and a link to a folder of its writer."""
    return """<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>kim</Author>
<LastAuthor>李主任</LastAuthor><Created>2016-05-03T01:30:00Z</Created>
<LastSaved>2016-05-04T09:00:00Z</LastSaved><Company>Grey Heron Pictures</Company>
<Version>11.9999</Version></DocumentProperties>
<Styles><Style ss:ID="s1"><Font ss:FontName="PyongYang Batang"/></Style></Styles>
<Worksheet ss:Name="5화"><Table><Row><Cell><Data ss:Type="String">c012</Data></Cell>
<Cell ss:HRef="file:///D:\\Users\\lan.wei\\c012.psd"><Data ss:Type="String">수정</Data></Cell></Row>
</Table></Worksheet></Workbook>
""".encode()


def main() -> None:
    """Write all of them."""
    put("docx", "note.docx", docx())
    put("xlsx", "cuts.xlsx", xlsx())
    put("xlsb", "cuts.xlsb", xlsb())
    put("pptx", "board.pptx", pptx())
    put("odt", "note.odt", odf("text", "<office:text><text:p>5화 수정</text:p></office:text>"))
    table = '<table:table table:name="5화"><table:table-row><table:table-cell><text:p>컷 12</text:p></table:table-cell></table:table-row></table:table>'
    put("ods", "cuts.ods", odf("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>"))
    put(
        "odp",
        "board.odp",
        odf("presentation", "<office:presentation><text:p>第5话</text:p></office:presentation>"),
    )
    put(
        "odg", "cut.odg", odf("graphics", "<office:drawing><text:p>컷 12</text:p></office:drawing>")
    )
    put("doc", "note.doc", doc())
    put("xls", "cuts.xls", xls())
    put("ppt", "board.ppt", ppt())
    put("office_xml", "cuts.xml", office_xml())
    put("msg", "mail.msg", msg())
    put(
        "ooxml_encrypted",
        "locked.docx",
        compound({"EncryptedPackage": bytes(64), "EncryptionInfo": bytes(32)}),
    )
    put("rtf", "note.rtf", rtf())
    put("pdf", "note.pdf", pdf())
    put("eml", "mail.eml", MAIL.encode())
    put("mbox", "mail.mbox", b"From kim@heron.example Tue May  3 10:01:00 2016\n" + MAIL.encode()
        + b"\nFrom pak@heron.example Wed May  4 10:01:00 2016\n" + MAIL.encode())  # fmt: skip
    put("warc", "page.warc", warc())
    put("tar", "cuts.tar", tar())
    put("7z", "cuts.7z", seven())
    put("rar", "cuts.rar", rar())
    packed = io.BytesIO()
    with gzip.GzipFile("원화.txt", "wb", fileobj=packed, mtime=1_462_239_000) as out:
        out.write(b"cut 12\n")
    put("gzip", "cut.txt.gz", packed.getvalue())
    put("bzip2", "cut.txt.bz2", bz2.compress(b"cut 12\n"))
    put("xz", "cut.txt.xz", lzma.compress(b"cut 12\n"))


if __name__ == "__main__":
    main()
