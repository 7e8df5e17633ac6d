"""Samples of drawing programs' files, made by hand: invented names, tiny pictures."""

from __future__ import annotations

import codecs
import io
import json
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Sequence

USER, MACHINE, STUDIO = "lan.wei", "ANIM-07", "Blue Heron Animation"
SAVES = ("2016-03-01T09:12:44+08:30", "2016-03-02T18:40:05+08:30")
XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmp:CreatorTool="Adobe Photoshop CC 2015 (Windows)" xmp:CreateDate="{SAVES[0]}"
 xmp:ModifyDate="{SAVES[1]}" xmpMM:DocumentID="xmp.did:0001" xmpMM:InstanceID="xmp.iid:0003">
<dc:creator><rdf:Seq><rdf:li>Lan Wei</rdf:li></rdf:Seq></dc:creator>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">c012 genga</rdf:li></rdf:Alt></dc:title>
<photoshop:DocumentAncestors><rdf:Bag><rdf:li>xmp.did:parent</rdf:li></rdf:Bag>
</photoshop:DocumentAncestors>
<xmpMM:DerivedFrom stRef:documentID="xmp.did:0000" stRef:filePath="C:\\Users\\{USER}\\c011.psd"/>
<xmpMM:History><rdf:Seq>
<rdf:li stEvt:action="created" stEvt:instanceID="xmp.iid:0002" stEvt:when="{SAVES[0]}"
 stEvt:softwareAgent="Adobe Photoshop CC 2015 (Windows)"/>
<rdf:li rdf:parseType="Resource"><stEvt:action>saved</stEvt:action>
<stEvt:instanceID>xmp.iid:0003</stEvt:instanceID><stEvt:when>{SAVES[1]}</stEvt:when></rdf:li>
</rdf:Seq></xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def wide(text: str) -> bytes:
    """Big-endian UTF-16 with its length in letters in four bytes."""
    raw = text.encode("utf-16-be")
    return struct.pack(">I", len(raw) // 2) + raw


def long(data: bytes) -> bytes:
    """Bytes with their length in four bytes."""
    return struct.pack(">I", len(data)) + data


# --- Photoshop ---------------------------------------------------------------------------


def pascal(text: bytes, pad: int) -> bytes:
    """A name with its length in one byte, padded."""
    body = bytes([len(text)]) + text
    return body + bytes(-len(body) % pad)


def resource(number: int, data: bytes) -> bytes:
    """An image resource."""
    return b"8BIM" + struct.pack(">H", number) + b"\0\0" + long(data) + bytes(len(data) % 2)


def block(key: bytes, data: bytes) -> bytes:
    """A tagged block of a layer."""
    return b"8BIM" + key + long(data)


def layer(name: str, *blocks: bytes, size: tuple[int, int] = (2, 2)) -> tuple[bytes, bytes]:
    """Record and pixels of a layer with one red, green and blue plane."""
    width, height = size
    plane = b"\0\0" + bytes(range(width * height))
    record = struct.pack(">4IH", 0, 0, height, width, 3)
    record += b"".join(struct.pack(">hI", n, len(plane)) for n in range(3))
    record += b"8BIMnorm" + bytes([255, 0, 0, 0])
    raw = name.encode("ascii", "replace")[:31]
    extra = bytes(8) + pascal(raw, 4) + block(b"luni", wide(name)) + b"".join(blocks)
    return record + long(extra), plane * 3


def key(name: str) -> bytes:
    """A key of a descriptor: four letters have no length."""
    raw = name.encode()
    return bytes(4) + raw if len(raw) == 4 else struct.pack(">I", len(raw)) + raw


def descriptor(kind: str, **items: bytes) -> bytes:
    """A descriptor with its version; an underscore at the end of a name stands for a space."""
    body = struct.pack(">I", 16) + wide("\0") + key(kind) + struct.pack(">I", len(items))
    return body + b"".join(key(name.replace("_", " ")) + value for name, value in items.items())


def text_block(words: str, font: str) -> bytes:
    """A type tool block: the words in a descriptor, the font in the engine data."""
    raw = font.encode("utf-16-be")
    quoted = b"\xfe\xff" + b"".join(b"\\" * (n in b"\\()") + bytes([n]) for n in raw)
    engine = b"<< /ResourceDict << /FontSet [ << /Name (" + quoted
    engine += b") /Script 0 /FontType 1 >> ] >> >>"
    told = descriptor("TxLr", Txt_=b"TEXT" + wide(words + "\0"), EngineData=b"tdta" + long(engine))
    warp = descriptor("warp", warpValue=b"doub" + bytes(8))
    head = struct.pack(">H6dH", 1, 1, 0, 0, 1, 0, 0, 50)
    return block(b"TySh", head + told + struct.pack(">H", 1) + warp + bytes(16))


def changed_block(seconds: float) -> bytes:
    """Metadata that holds when a layer was changed."""
    told = descriptor("metadata", layerTime=b"doub" + struct.pack(">d", seconds))
    return block(b"shmd", struct.pack(">I", 1) + b"8BIMcust" + bytes(4) + long(told))


def linked_block(name: str, data: bytes) -> bytes:
    """An embedded file."""
    body = b"liFD" + struct.pack(">I", 2) + pascal(b"5d3e", 1) + wide(name) + b"png 8BIM"
    body += struct.pack(">Q", len(data)) + b"\0" + data
    return b"8BIMlnkD" + long(struct.pack(">Q", len(body)) + body + bytes(-len(body) % 4))


def note_block() -> bytes:
    """A note with author, date and words."""
    words = b"\xfe\xff" + "선을 부드럽게".encode("utf-16-be")
    body = b"txtA\1\0\0\1" + bytes(42) + pascal(b"Lan Wei", 2) + pascal(b"", 2)
    body += pascal(b"D:20160302184000+08'30'", 2) + long(b"txtC" + long(words))
    return b"8BIMAnno" + long(struct.pack(">HHII", 2, 1, 1, len(body) + 4) + body)


def psd(*drawn: tuple[bytes, bytes], resources: bytes = b"", after: bytes = b"") -> bytes:
    """A document of two by two pixels."""
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 2, 2, 8, 3)
    info = struct.pack(">h", len(drawn)) + b"".join(one[0] for one in drawn)
    info += b"".join(one[1] for one in drawn)
    info += bytes(len(info) % 2)
    body = long(info) + long(b"") + after
    return head + long(b"") + long(resources) + long(body) + b"\0\0" + bytes(range(12))


def psd_sample() -> bytes:
    """A cut with a group, a text in Korean, a note, and an embedded picture."""
    versions = b"\0\0\0\1\1" + wide("Adobe Photoshop") + wide("Adobe Photoshop CC 2015") + bytes(4)
    printer = descriptor("printOutput", printerName=b"TEXT" + wide("\\\\PRINT-01\\ricoh\0"))
    return psd(
        layer("</Layer group>", block(b"lsct", struct.pack(">I", 3))),
        layer("線画 A", changed_block(1_456_829_000.0)),
        layer("修正", text_block("선 굵기 확인", "ChollimaM"), changed_block(1_456_913_000.0)),
        layer("第5話 c012", block(b"lsct", struct.pack(">I", 1))),
        resources=resource(1060, XMP) + resource(1057, versions) + resource(1083, printer),
        after=note_block() + linked_block("bg.png", picture(1, 1, b"\0\0\0")),
    )


def picture(width: int, height: int, rows: bytes) -> bytes:
    """A PNG in red, green and blue."""
    stride = 3 * width
    raw = b"".join(b"\0" + rows[stride * y : stride * (y + 1)] for y in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(raw))
        + chunk(b"IEND", b"")
    )


# --- TVPaint -----------------------------------------------------------------------------

_TVP = bytes.fromhex("bc4011d785af00105aafaaab")


def short(text: str) -> bytes:
    """Big-endian UTF-16 with its length in letters in two bytes."""
    raw = text.encode("utf-16-be")
    return struct.pack(">H", len(raw) // 2) + raw


def tvp_pairs(mark: str, pairs: dict[str, str]) -> bytes:
    """A text block."""
    body = struct.pack(">I", len(pairs)) + b"".join(short(k) + short(v) for k, v in pairs.items())
    return bytes.fromhex(mark) + _TVP + struct.pack(">Q", len(body)) + body


def tvp_save(user: str, machine: str, when: str) -> str:
    """A line of the history, letters moved by thirteen."""
    turned = codecs.encode(f'"{user}" "{machine}"', "rot13")
    return f"h{turned} {when} {codecs.encode('LICE-00000-TEST-A4', 'rot13')} 0k0000s000"


def iff(kind: bytes, body: bytes) -> bytes:
    """An IFF chunk."""
    return kind + long(body) + bytes(len(body) % 2)


def tvpp() -> bytes:
    """A project that was saved twice, by two people."""
    project = tvp_pairs("3385553a", {
        "Width": "1920", "UniqueID": "00000000-0000-4000-8000-000000000001",
        "Notes": "하늘 색을 더 어둡게", "Author": "lan wei", "Build": "Oct 22 2021",
        "Host": "TVP Animation 11 (11.5)", "OS": "WIN64", "CreationDate": "2022:04:12 14:18:21",
        "LastChangeDate": "2022:05:26 09:39:29", "SaveHistory": "2",
        "History-0": tvp_save("lan.wei", "ANIM-07", "2022:04:12 14:19:31"),
        "History-1": tvp_save("han.seo", "CHECK-02", "2022:05:26 09:39:29"),
    })  # fmt: skip
    clip = tvp_pairs("3387e34a", {"Name": "c012", "Dialog": "", "Action": "그는 돌아선다"})
    settings = "\ufeff[info]\ncreateby=lan wei ANIM-07\ncreationversion=TVP Animation 11 (11.5.3)\n"
    settings += "[audio+0]\nfilepath=C:/Users/lan.wei/audio/c012.wav\n"
    form = iff(b"LNAM", b"genga A\0") + iff(b"LNAW", b"genga A\0") + iff(b"FCFG", settings.encode())
    body = b"FORM" + long(b"TVPP" + form)
    frames = bytes.fromhex("33871154") + _TVP + struct.pack(">Q", len(body)) + body
    inner = project + clip + frames
    return bytes.fromhex("3384780e") + _TVP + struct.pack(">Q", len(inner)) + inner


# --- OpenToonz ---------------------------------------------------------------------------


def history(*rows: tuple[str, str, str, str]) -> str:
    """OpenToonz's content history: columns of fixed width."""
    head = "| #    DATE:       Time:   MACHINE:    USER:          FRAMES MODIFIED:     |"
    return head + "".join(
        f"| #{number:<4}{when:<20}{machine:<12}{user:<15}{drawings:<20} |"
        for number, (when, machine, user, drawings) in enumerate(rows, 1)
    )


SAVED = history(
    ("24 7月 17   20:33", "ANIM-07", "lan.wei", "1-3"),
    ("25 7月 17   09:05", "CHECK-02", "han.seo", "2"),
)


def tnz() -> bytes:
    """A scene whose XML is not well-formed, as OpenToonz writes it."""
    return f"""<tnz framecount="72" version="71.0">
  <generator>
    "OpenToonz 1.2.0"
  </generator>
  <properties>
    <outputs>
      <output name="main">
        <path>
          "C:\\\\Users\\\\lan.wei\\\\out\\\\c012..tif"
        </path>
        <property name="Compression" value="Lempel-Ziv & Welch encoding"/>
        </output>
      </outputs>
    </properties>
  <levelSet>
    <levels>
      <level id='1'>
        <name>
          "A_genga"
        </name>
        <path>
          "\\\\\\\\NAS-2\\\\show\\\\c012\\\\A.tlv"
        </path>
        </level>
      </levels>
    </levelSet>
  <history>
    "{SAVED}"
  </history>
</tnz>
""".encode()


def tpl() -> bytes:
    """A palette with the names of parts."""
    return """<palette id='1' name="hero">
  <version>
    71 0
  </version>
  <styles>
    <style>
      color_0 3 255 255 255 0
    </style>
    <style>
      hair_shadow 3 20 20 60 255
    </style>
    </styles>
  <stylepages>
    <page>
      <name>
        "夜 night"
      </name>
      <indices>
        0 1
      </indices>
      </page>
    </stylepages>
</palette>
""".encode()


def pli() -> bytes:
    """A vector level of two drawings with a history."""
    creator = b"OpenToonz 1.2.0 CM(f1)"
    head = b"PLIM" + bytes([71, 0]) + struct.pack("<H", len(creator)) + creator
    head += struct.pack("<IH", 0, 2) + b"\2\1\0"
    text = SAVED.encode()
    drawing = bytes([22 | 0x40, 3]) + struct.pack("<H", 1) + b"\0"
    return head + bytes([4 | 0x80]) + struct.pack("<H", len(text)) + text + drawing * 2 + b"\0"


def lzo(data: bytes) -> bytes:
    """LZO1X in its plainest form: one literal run and the end mark."""
    count = len(data) - 18
    run = bytearray([0])
    while count > 255:
        run.append(0)
        count -= 255
    return bytes(run) + bytes([count]) + data + b"\x11\0\0"


CORNERS = tuple(bytes(0 if x == y else 255 for x in range(4)) for y in range(4))
"""A line from corner to corner, four by four: 0 is ink, 255 paper."""


def tlv(rows: Sequence[bytes] = CORNERS) -> bytes:
    """A raster level of one drawing, given as its rows from the lowest up."""
    wide, high = len(rows[0]), len(rows)
    pixels = b"".join(struct.pack("<I", 1 << 20 | 2 << 8 | tone) for row in rows for tone in row)
    packed = struct.pack("<III", wide, high, 2) + lzo(pixels)
    drawing = struct.pack("<5Idd", 0, 0, wide, high, len(packed), 72.0, 72.0) + packed
    head = b"TLV14B1a" + b"OpenToonz 1.2.0 CM(f1)".ljust(40, b"\0")
    at = len(head) + 28
    table = struct.pack("<IBII", 1, 0, at, len(drawing))
    end = at + len(drawing)
    head += struct.pack("<6I", 16, wide, high, 1, end, end + len(table)) + b"LZO "
    return head + drawing + table + struct.pack("<IBII", 1, 0, at, 0)


# --- others ------------------------------------------------------------------------------


def xstage() -> bytes:
    """A scene of Harmony with an imported path."""
    return """<?xml version="1.0" encoding="UTF-8"?>
<project source="Harmony Premium (HarmonyPremium) version 21.0.3 build 18334 2022-04-14 02:31:36"
 version="2103" build="18334" creator="harmony">
 <elements>
  <element id="1" elementName="主角_A" elementFolder="hero_A" rootFolder="elements"/>
 </elements>
 <options><framerate val="24"/></options>
 <scenes><scene name="EP305_c012" id="0b0e">
  <columns><column type="0" name="hero_A" id="1"/></columns>
  <rootgroup name="Top"><nodeslist><module type="READ" name="hero_read"/>
  <module type="WRITE" name="Write"><attrs>
   <moviePath val="/Users/lan.wei/renders/c012"/></attrs></module></nodeslist></rootgroup>
 </scene></scenes>
</project>
""".encode()


def clip() -> bytes:
    """A document of Clip Studio Paint with a story, an author, a text layer and a preview."""
    opened = sqlite3.connect(":memory:")
    opened.executescript("""
        CREATE TABLE Project(_PW_ID INTEGER PRIMARY KEY, ProjectInternalVersion TEXT,
          ProjectName TEXT, ComicStoryStoryName TEXT, ComicStoryAuthorName TEXT,
          ComicStoryNombreFont TEXT);
        CREATE TABLE CanvasPreview(_PW_ID INTEGER PRIMARY KEY, ImageWidth INTEGER,
          ImageHeight INTEGER, ImageData BLOB);
        CREATE TABLE Layer(_PW_ID INTEGER PRIMARY KEY, LayerName TEXT, LayerUuid TEXT,
          TextLayerString BLOB, TextLayerAttributes BLOB, SourcePath TEXT);
        CREATE TABLE AnimationCutBank(_PW_ID INTEGER PRIMARY KEY, CutName TEXT);
    """)
    opened.execute(
        "INSERT INTO Project VALUES (1, '1.1.0', 'c012', '푸른 왜가리', '란웨이', 'Tahoma')"
    )
    preview = picture(2, 1, b"\xff\0\0\0\xff\0")
    opened.execute("INSERT INTO CanvasPreview VALUES (1, 2, 1, ?)", (preview,))
    rows = (
        ("線画", "a-1", None, None, "C:\\Users\\lan.wei\\bg.png"),
        ("台詞", "a-2", "돌아봐".encode(), b"\1\0\0\0\x0cChollimaPen\0", None),
    )
    opened.executemany("INSERT INTO Layer VALUES (NULL, ?, ?, ?, ?, ?)", rows)
    opened.execute("INSERT INTO AnimationCutBank VALUES (1, 'cut 12')")
    opened.commit()
    base = opened.serialize()
    opened.close()
    chunks = b"".join(
        kind + struct.pack(">Q", len(body)) + body
        for kind, body in ((b"CHNKHead", bytes(40)), (b"CHNKSQLi", base), (b"CHNKFoot", b""))
    )
    return b"CSFCHUNK" + struct.pack(">QQ", len(chunks) + 24, 24) + chunks


def riff(kind: bytes, body: bytes) -> bytes:
    """A big-endian RIFF chunk."""
    return kind + long(body) + bytes(len(body) % 2)


def aep() -> bytes:
    """A project of After Effects with a composition, a layer, footage and its XMP."""
    footage = {"fullpath": "C:\\Users\\lan.wei\\c012\\A0001.tga", "server_name": "NAS-2"}
    font = b"<< /0 (\xfe\xff" + "ChollimaM".encode("utf-16-be") + b") /2 0 >>"
    layer = b"Layr" + riff(b"Utf8", "线画".encode()) + riff(b"LIST", b"btdk" + font)
    item = b"Item" + riff(b"Utf8", b"c012_comp") + riff(b"LIST", layer)
    source = b"Als2" + riff(b"alas", json.dumps(footage).encode())
    body = b"Egg!" + riff(b"head", bytes.fromhex("005d00040b0006eb") + bytes(12))
    body += riff(b"LIST", item) + riff(b"LIST", source) + riff(b"Utf8", b"ADBE Transform Group")
    return b"RIFX" + long(body) + XMP.replace(b"Photoshop", b"After Effects")


def blend() -> bytes:
    """A file of Blender 2.93 with a thumbnail, a scene and a library."""

    def part(code: bytes, body: bytes) -> bytes:
        return code.ljust(4, b"\0") + struct.pack("<IQII", len(body), 0, 0, 1) + body

    thumbnail = struct.pack("<II", 2, 2) + bytes(range(16))
    scene = bytes(32) + b"SCShot_c012\0" + bytes(20)
    library = bytes(32) + b"LIhero\0" + b"C:\\Users\\lan.wei\\rigs\\hero.blend\0"
    parts = (
        (b"TEST", thumbnail),
        (b"SC", scene),
        (b"LI", library),
        (b"GD", bytes(32) + b"GDpencil\0"),
    )
    return b"BLENDER-v293" + b"".join(part(*one) for one in parts) + part(b"ENDB", b"")


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A ZIP whose two clocks show half past eight hours east."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2016, 3, 1, 17, 42, 44))
            info.create_system = 0
            info.extra = struct.pack("<HHBi", 0x5455, 5, 1, 1_456_823_564)
            archive.writestr(info, data)
    return made.getvalue()


def kra() -> bytes:
    """A document of Krita with its author, a layer and an imported file."""
    info = """<document-info xmlns="http://www.calligra.org/DTD/document-info"><about>
    <title>c012</title><initial-creator>Unknown</initial-creator><abstract>밤 장면</abstract>
    <date>2016-03-02T18:40:05</date><creation-date>2016-03-01T17:42:44</creation-date></about>
    <author><full-name>Lan Wei</full-name><company>Blue Heron</company></author></document-info>"""
    main = """<DOC xmlns="http://www.calligra.org/DTD/krita" editor="Krita" kritaVersion="5.1.5">
    <IMAGE><layers><layer name="線画" uuid="{1}"/><layer name="bg" uuid="{2}"
    source="C:/Users/lan.wei/bg.png"/></layers></IMAGE></DOC>"""
    return zipped(
        ("mimetype", b"application/x-krita"), ("documentinfo.xml", info.encode()),
        ("maindoc.xml", main.encode()), ("preview.png", picture(1, 1, b"\0\0\0")),
        ("mergedimage.png", picture(2, 1, bytes(6))),
    )  # fmt: skip


def ora() -> bytes:
    """An OpenRaster document with a group."""
    stack = """<image version="0.0.5" w="2" h="1"><stack>
    <stack name="A"><layer name="線画"/></stack><layer name="bg"/></stack></image>"""
    return zipped(
        ("mimetype", b"image/openraster"), ("stack.xml", stack.encode()),
        ("mergedimage.png", picture(2, 1, bytes(6))),
    )  # fmt: skip


SAMPLES = {
    "kra": {"c012.kra": kra},
    "ora": {"c012.ora": ora},
    "psd": {"c012.psd": psd_sample},
    "tvpp": {"c012.tvpp": tvpp},
    "tnz": {"c012.tnz": tnz},
    "tpl": {"hero.tpl": tpl},
    "pli": {"A.pli": pli},
    "tlv": {"A.tlv": tlv},
    "xstage": {"c012.xstage": xstage},
    "clip": {"c012.clip": clip},
    "aep": {"c012.aep": aep},
    "blend": {"c012.blend": blend},
}
