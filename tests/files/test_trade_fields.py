"""Every field that a reader knows becomes the fact it stands for: one line for each."""

from __future__ import annotations

import json
import sqlite3
import struct
from types import ModuleType

import pytest

from celtrace.files import (
    _xmp,
    avi,
    clip,
    edl,
    exr,
    fcpxml,
    mkv,
    mov,
    mp4,
    otio,
    png,
    tdts,
    tnz,
    tpl,
    tvpp,
    xstage,
)
from celtrace.files._said import Said
from celtrace.records import TextPassage, Trait
from files.reading import Read, blob, read
from samples import files_drawings as drawings
from samples import files_pictures as pictures

WORD = "Blue Heron"


def gives(found: Read, name: str, value: str = WORD) -> bool:
    """Whether a fact of that name, or a passage of that role, has the value."""
    return value in found.values(name) or value in found.texts(name)


# --- XMP ----------------------------------------------------------------------------------

SPACES = {
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "exifEX": "http://cipa.jp/exif/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "creatorAtom": "http://ns.adobe.com/creatorAtom/1.0/",
    "illustrator": "http://ns.adobe.com/illustrator/1.0/",
    "stVer": "http://ns.adobe.com/xap/1.0/sType/Version#",
    "stJob": "http://ns.adobe.com/xap/1.0/sType/Job#",
}
PROPERTIES = [
    ("dc:creator", "author"),
    ("dc:contributor", "author"),
    ("tiff:Artist", "author"),
    ("xmpDM:artist", "author"),
    ("xmpDM:director", "author"),
    ("photoshop:CaptionWriter", "last_editor"),
    ("stVer:modifier", "last_editor"),
    ("dc:publisher", "organisation"),
    ("xmpRights:Owner", "organisation"),
    ("photoshop:Credit", "organisation"),
    ("xmpDM:client", "organisation"),
    ("xmp:CreatorTool", "software"),
    ("pdf:Producer", "software"),
    ("tiff:Software", "software"),
    ("creatorAtom:applicationCode", "software"),
    ("xmpMM:RenditionOf", "lineage"),
    ("xmpMM:OriginalDocumentID", "lineage"),
    ("illustrator:StartupProfile", "template"),
    ("photoshop:ICCProfile", "colour"),
    ("tiff:Model", "camera"),
    ("exifEX:BodySerialNumber", "camera"),
    ("aux:SerialNumber", "camera"),
    ("dc:title", "title"),
    ("xmpDM:projectName", "production"),
    ("stJob:name", "production"),
    ("xmpDM:shotName", "cut"),
    ("xmpDM:scene", "cut"),
    ("dc:description", "comment"),
    ("dc:subject", "comment"),
    ("photoshop:Instructions", "comment"),
    ("xmpDM:logComment", "comment"),
    ("photoshop:Headline", "title"),
    ("photoshop:LayerText", "layer"),
    ("xmpDM:tapeName", "name"),
]
XMP_TIMES = [
    ("xmp:CreateDate", "created"),
    ("xmp:ModifyDate", "modified"),
    ("xmp:MetadataDate", "modified"),
    ("photoshop:DateCreated", "created"),
    ("exif:DateTimeOriginal", "captured"),
    ("exif:DateTimeDigitized", "captured"),
    ("xmpDM:shotDate", "captured"),
    ("xmpDM:videoModDate", "modified"),
]


def xmp(body: str) -> list[Trait | TextPassage]:
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()
    return list(_xmp.items(packet, Said(blob(packet, "x"), "test"), lambda *_: None))


@pytest.mark.parametrize(("key", "name"), PROPERTIES)
@pytest.mark.parametrize(
    "shape", ["{0}", "<rdf:Seq><rdf:li>{0}</rdf:li></rdf:Seq>"], ids=["one", "list"]
)
def test_a_property_of_xmp(key: str, name: str, shape: str) -> None:
    (one,) = xmp(f"<{key}>{shape.format(WORD)}</{key}>")
    if isinstance(one, Trait):
        assert (name, WORD) == (one.name, one.value)
    else:
        assert (name, WORD) == (one.role, one.text)


@pytest.mark.parametrize(("key", "name"), XMP_TIMES)
def test_a_time_of_xmp_with_its_zone(key: str, name: str) -> None:
    (one,) = xmp(f"<{key}>2017-05-04T11:30:00+08:30</{key}>")
    assert isinstance(one, Trait)
    assert (name, 510, "stated") == (one.name, one.offset, one.zone_from)


@pytest.mark.parametrize("key", ["xmpDM:path", "creatorAtom:uncProjectPath", "stJob:url"])
def test_a_path_of_xmp_names_user_or_machine(key: str) -> None:
    found = xmp(f"<{key}>\\\\NAS-2\\Users\\lan.wei\\c012.aep</{key}>")
    assert ["path", "user", "machine"] == [one.name for one in found if isinstance(one, Trait)]


def test_a_property_that_nobody_knows_is_passed_over() -> None:
    assert [] == xmp("<xmp:Rating>5</xmp:Rating><dc:format>image/png</dc:format>")


# --- PNG ----------------------------------------------------------------------------------


def png_with(key: str, value: str) -> bytes:
    body = key.encode() + b"\0" + value.encode("latin-1")
    chunk = struct.pack(">I", len(body)) + b"tEXt" + body + bytes(4)
    plain = drawings.picture(1, 1, b"\0\0\0")
    return plain[:33] + chunk + plain[33:]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Author", "author"),
        ("author", "author"),
        ("Software", "software"),
        ("Title", "title"),
        ("Copyright", "organisation"),
        ("Source", "camera"),
    ],
)
def test_a_keyword_of_png(key: str, name: str) -> None:
    assert gives(read(png, png_with(key, WORD)), name)


@pytest.mark.parametrize("key", ["Creation Time", "date:create", "create-date"])
def test_a_time_of_png(key: str) -> None:
    found = read(png, png_with(key, "2017-05-04T11:30:00+08:30"))
    assert [("created", 510)] == [(one.name, one.offset) for one in found.traits]


def test_a_keyword_of_png_that_nobody_knows_is_a_comment() -> None:
    assert ["Studio: Blue Heron"] == read(png, png_with("Studio", WORD)).texts("comment")


# --- boxes --------------------------------------------------------------------------------

USER = [
    (b"\xa9nam", "title"),
    (b"\xa9ART", "author"),
    (b"\xa9aut", "author"),
    (b"\xa9dir", "author"),
    (b"\xa9too", "software"),
    (b"\xa9swr", "software"),
    (b"\xa9enc", "software"),
    (b"\xa9cpy", "organisation"),
    (b"\xa9mak", "camera"),
    (b"\xa9mod", "camera"),
    (b"\xa9hst", "machine"),
    (b"\xa9alb", "production"),
    (b"\xa9cmt", "comment"),
    (b"\xa9inf", "comment"),
]


@pytest.mark.parametrize(
    ("kind", "name"), USER, ids=lambda v: v.decode("latin-1")[1:] if isinstance(v, bytes) else v
)
def test_user_data_of_quicktime_and_itunes(kind: bytes, name: str) -> None:
    raw = WORD.encode()
    old = pictures.box(kind, struct.pack(">HH", len(raw), 0) + raw)
    new = pictures.box(kind, pictures.box(b"data", struct.pack(">II", 1, 0) + raw))
    listed = pictures.box(
        b"meta", bytes(4), pictures.box(b"hdlr", bytes(24)), pictures.box(b"ilst", new)
    )
    head = pictures.box(b"ftyp", b"isom" + bytes(4))
    assert gives(read(mov, pictures.movie(old)), name)
    assert gives(read(mp4, head + pictures.movie(listed)), name)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("com.apple.quicktime.software", "software"),
        ("com.apple.quicktime.author", "author"),
        ("com.apple.quicktime.artist", "author"),
        ("com.apple.quicktime.make", "camera"),
        ("com.apple.quicktime.model", "camera"),
        ("com.apple.quicktime.title", "title"),
        ("com.apple.quicktime.displayname", "title"),
        ("com.apple.quicktime.producer", "author"),
        ("com.apple.quicktime.publisher", "organisation"),
        ("com.apple.quicktime.copyright", "organisation"),
        ("com.apple.quicktime.comment", "comment"),
        ("com.apple.quicktime.description", "comment"),
    ],
)
def test_keyed_metadata_of_quicktime(key: str, name: str) -> None:
    raw = b"mdta" + key.encode()
    keys = pictures.box(b"keys", struct.pack(">III", 0, 1, len(raw) + 4) + raw)
    value = pictures.box(b"data", struct.pack(">II", 1, 0) + WORD.encode())
    stored = pictures.box(b"ilst", pictures.box(struct.pack(">I", 1), value))
    found = read(mov, pictures.movie(pictures.box(b"meta", bytes(4), keys, stored)))
    assert gives(found, name)


def test_text_of_older_macs_is_read() -> None:
    raw = "Zoë".encode("mac_roman")
    user = pictures.box(b"\xa9ART", struct.pack(">HH", len(raw), 0) + raw)
    assert ["Zoë"] == read(mov, pictures.movie(user)).values("author")


def test_a_path_of_media_that_lie_elsewhere_names_its_user() -> None:
    away = pictures.box(b"dref", bytes(8) + b"url \0\0\0\0file:///Users/lan.wei/c012.mov\0")
    track = pictures.box(
        b"trak", pictures.box(b"mdia", pictures.box(b"minf", pictures.box(b"dinf", away)))
    )
    assert ["lan.wei"] == read(mov, pictures.box(b"moov", track)).values("user")


# --- AVI and Matroska ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (b"IART", "author"),
        (b"ITCH", "author"),
        (b"IENG", "author"),
        (b"ISFT", "software"),
        (b"INAM", "title"),
        (b"ICOP", "organisation"),
        (b"IPRD", "production"),
        (b"TAPE", "cut"),
        (b"ICMT", "comment"),
        (b"ISBJ", "comment"),
        (b"IKEY", "comment"),
    ],
    ids=lambda value: value.decode() if isinstance(value, bytes) else value,
)
def test_the_information_list_of_avi(kind: bytes, name: str) -> None:
    raw = WORD.encode() + b"\0"
    info = b"INFO" + kind + struct.pack("<I", len(raw)) + raw + bytes(len(raw) % 2)
    body = b"AVI LIST" + struct.pack("<I", len(info)) + info
    assert gives(read(avi, b"RIFF" + struct.pack("<I", len(body)) + body), name)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ARTIST", "author"),
        ("DIRECTOR", "author"),
        ("ENCODED_BY", "author"),
        ("ENCODER", "software"),
        ("TITLE", "title"),
        ("COPYRIGHT", "organisation"),
        ("PRODUCTION_STUDIO", "organisation"),
        ("COMMENT", "comment"),
        ("DESCRIPTION", "comment"),
    ],
)
def test_a_tag_of_matroska(tag: str, name: str) -> None:
    data = pictures.mkv().replace(b"ARTIST", tag.encode()[:6].ljust(6))
    if len(tag) != 6:
        old = b"\x45\xa3" + (1 << 56 | 6).to_bytes(8, "big") + b"ARTIST"
        new = b"\x45\xa3" + (1 << 56 | len(tag)).to_bytes(8, "big") + tag.encode()
        data = pictures.mkv().replace(old, new)
        data = _longer(data, len(tag) - 6)
    assert gives(read(mkv, data), name, "Lan Wei")


def _longer(data: bytes, by: int) -> bytes:
    """The masters around the tag, and the segment, grown by so many bytes."""
    for master in (b"\x18\x53\x80\x67", b"\x12\x54\xc3\x67", b"\x73\x73", b"\x67\xc8"):
        at = data.index(master) + len(master)
        size = int.from_bytes(data[at : at + 8], "big") + by
        data = data[:at] + size.to_bytes(8, "big") + data[at + 8 :]
    return data


# --- EXR ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("owner", "organisation"),
        ("software", "software"),
        ("Software", "software"),
        ("nuke/version", "version"),
        ("HostComputer", "machine"),
        ("hostname", "machine"),
        ("Artist", "author"),
        ("user", "user"),
        ("cameraModel", "camera"),
        ("shot", "cut"),
        ("project", "production"),
        ("comments", "comment"),
        ("ImageDescription", "comment"),
        ("name", "layer"),
    ],
)
def test_an_attribute_of_exr(key: str, name: str) -> None:
    raw = WORD.encode()
    one = key.encode() + b"\0string\0" + struct.pack("<I", len(raw)) + raw
    assert gives(read(exr, b"\x76\x2f\x31\x01\2\0\0\0" + one + b"\0"), name)


# --- edits and sheets ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("author", "author"),
        ("creator", "author"),
        ("user", "user"),
        ("hostname", "machine"),
        ("appname", "software"),
        ("appversion", "version"),
        ("reel", "cut"),
        ("shot", "cut"),
        ("project", "production"),
        ("comment", "comment"),
        ("name", "name"),
    ],
)
def test_a_key_of_a_timeline(key: str, name: str) -> None:
    tree = {"OTIO_SCHEMA": "Timeline.1", "metadata": {"deep": {key: WORD}}}
    assert gives(read(otio, json.dumps(tree).encode()), name)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("cut", "cut"),
        ("scene", "cut"),
        ("episode", "production"),
        ("title", "production"),
        ("operatorName", "author"),
        ("opratorName", "author"),
        ("user", "user"),
        ("company", "organisation"),
        ("memo", "comment"),
        ("direction", "comment"),
    ],
)
def test_a_key_of_a_sheet(key: str, name: str) -> None:
    body = json.dumps({"header": {key: WORD}})
    assert gives(read(tdts, b"toeiDigitalTimeSheet Save Data\n" + body.encode()), name)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("TITLE: Blue Heron", "title", WORD),
        ("title:Blue Heron", "title", WORD),
        ("* FROM CLIP NAME: Blue Heron", "name", WORD),
        ("*TO CLIP NAME: Blue Heron", "name", WORD),
        ("* SOURCE FILE: Blue Heron", "path", WORD),
        ("* FROM FILE: S:\\heron.exr", "path", "S:\\heron.exr"),
        ("* LOC: 01:00:00:00 RED Blue Heron", "comment", "01:00:00:00 RED Blue Heron"),
        ("* ASC_SOP: (1 1 1)", "comment", "(1 1 1)"),
        ("* Blue Heron", "comment", WORD),
        ("001  HERON V C 01:00:04:05 01:00:05:12 00:59:53:11 00:59:54:18", "cut", "HERON"),
        ("000001 HERON V D 012 01:00:04;05 01:00:05;12 00:59:53;11 00:59:54;18", "cut", "HERON"),
    ],
)
def test_a_line_of_an_edit(line: str, name: str, value: str) -> None:
    assert gives(read(edl, f"FCM: NON-DROP FRAME\n{line}\n".encode()), name, value)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<project name="Blue Heron"/>', "title"),
        ('<event name="Blue Heron"/>', "name"),
        ('<asset-clip name="Blue Heron"/>', "name"),
        ("<note>Blue Heron</note>", "comment"),
        ('<marker value="Blue Heron"/>', "comment"),
        ('<text-style font="Blue Heron"/>', "font"),
        ('<md key="com.apple.proapps.studio.cameraName" value="Blue Heron"/>', "camera"),
        ('<md key="com.apple.proapps.studio.scene" value="Blue Heron"/>', "cut"),
        ('<asset uid="Blue Heron"/>', "lineage"),
    ],
)
def test_an_element_of_final_cut(body: str, name: str) -> None:
    assert gives(read(fcpxml, f'<fcpxml version="1.8">{body}</fcpxml>'.encode()), name)


# --- drawings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "body", "name"),
    [
        (tnz, '<tnz><generator>"Blue Heron"</generator></tnz>', "software"),
        (tnz, '<tnz><level><name>"Blue Heron"</name></level></tnz>', "layer"),
        (tnz, '<tnz><column><name>"Blue Heron"</name></column></tnz>', "name"),
        (tnz, '<tnz><notes>"Blue Heron"</notes></tnz>', "comment"),
        (tpl, '<palette name="Blue Heron"><version>71 0</version></palette>', "title"),
        (tpl, "<palette><styles><style>Blue Heron 3 1 2 3 255</style></styles></palette>", "name"),
        (tpl, '<palette><page><name>"Blue Heron"</name></page></palette>', "name"),
        (xstage, '<project><element elementName="Blue Heron"/></project>', "layer"),
        (xstage, '<project><column name="Blue Heron"/></project>', "layer"),
        (xstage, '<project><module name="Blue Heron"/></project>', "name"),
        (xstage, '<project><x job="Blue Heron"/></project>', "production"),
        (xstage, '<project><x server="Blue Heron"/></project>', "machine"),
        (xstage, '<project creator="Blue Heron"/>', "author"),
    ],
    ids=range(13),
)
def test_an_element_of_a_scene_or_palette(reader: ModuleType, body: str, name: str) -> None:
    assert gives(read(reader, body.encode()), name)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Author", "author"),
        ("Host", "software"),
        ("Build", "version"),
        ("OS", "system"),
        ("CreationDate", "created"),
        ("LastChangeDate", "modified"),
        ("UniqueID", "lineage"),
        ("Notes", "comment"),
        ("Info", "comment"),
        ("Dialog", "comment"),
        ("Name", "name"),
    ],
)
def test_a_key_of_tvpaint(key: str, name: str) -> None:
    block = drawings.tvp_pairs("3385553a", {key: WORD})
    assert gives(read(tvpp, bytes.fromhex("3384780e") + drawings._TVP + bytes(8) + block), name)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("createby", "author"),
        ("lastchangeby", "last_editor"),
        ("creationversion", "software"),
        ("lastchangeversion", "software"),
        ("creationdate", "created"),
        ("lastchangedate", "modified"),
        ("creationos", "system"),
    ],
)
def test_a_setting_of_tvpaint(line: str, name: str) -> None:
    form = drawings.iff(b"FCFG", f"[info]\n{line}={WORD}\n".encode())
    body = b"FORM" + drawings.long(b"TVPP" + form)
    frame = bytes.fromhex("33871154") + drawings._TVP + struct.pack(">Q", len(body)) + body
    assert gives(read(tvpp, bytes.fromhex("3384780e") + drawings._TVP + bytes(8) + frame), name)


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("LayerName", "layer"),
        ("ProjectName", "title"),
        ("ComicStoryAuthor", "author"),
        ("ComicStorySubTitle", "production"),
        ("ComicStoryPublisher", "organisation"),
        ("NewerAuthorField", "author"),
        ("SomeFontName", "font"),
        ("CutName", "name"),
        ("UnheardOfName", "name"),
    ],
)
def test_a_column_of_clip_studio(column: str, name: str) -> None:
    opened = sqlite3.connect(":memory:")
    opened.execute(f"CREATE TABLE Layer({column} TEXT)")
    opened.execute("INSERT INTO Layer VALUES (?)", (WORD,))
    opened.commit()
    data = b"CSFCHUNK" + bytes(16) + b"CHNKSQLi" + struct.pack(">Q", 1 << 20) + opened.serialize()
    opened.close()
    assert gives(read(clip, data), name)


@pytest.mark.parametrize(
    ("font", "told"),
    [
        (b"ChollimaPen", ["ChollimaPen"]),
        (b"\1\2Tahoma-Bold\0\3", ["Tahoma-Bold"]),
        (b"abc", []),
        (b"1234567", []),
        (b"a/b/c/d", []),
        (b"", []),
    ],
)
def test_fonts_stand_as_plain_text_in_attributes(font: bytes, told: list[str]) -> None:
    opened = sqlite3.connect(":memory:")
    opened.execute("CREATE TABLE Layer(TextLayerAttributes BLOB)")
    opened.execute("INSERT INTO Layer VALUES (?)", (font,))
    opened.commit()
    data = b"CSFCHUNK" + bytes(16) + b"CHNKSQLi" + struct.pack(">Q", 1 << 20) + opened.serialize()
    opened.close()
    assert told == read(clip, data).values("font")
