"""Whatever people call things, in any script, comes out as they wrote it."""

from __future__ import annotations

import json
import sqlite3
import struct
import unicodedata
from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.files import (
    aaf,
    aep,
    avi,
    clip,
    edl,
    exr,
    fcpxml,
    hwp,
    mkv,
    mov,
    otio,
    pli,
    png,
    psd,
    tdts,
    tga,
    tnz,
    tvpp,
    xdts,
    xstage,
)
from celtrace.files._said import clean
from files.reading import read
from samples import files_drawings as drawings
from samples import files_edits as edits
from samples import files_pictures as pictures
from samples.compound import compound

FEW = settings(max_examples=10, deadline=None)
LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"),
    exclude_characters="\ufeff",
)
NAMES = (
    st.text(LETTERS, min_size=1, max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: clean(text) == text != "" and text.strip() == text)
)
"""Names as people write them: no control letters, no space around them."""
PLAIN = NAMES.filter(lambda text: not set(text) & set("\"'<>&|#\\/*:%=,;"))
"""Names without the marks of the format that they are put into."""
SCRIPTS = st.sampled_from(
    ["線画", "선화", "线稿", "Línea", "линия", "رسم", "A1_genga", "제5화 c012"]
)


@FEW
@given(
    st.lists(
        NAMES.filter(lambda t: len(t) < 31 and t != "</Layer group>"),
        min_size=1,
        max_size=5,
        unique=True,
    )
)
def test_layers_of_photoshop(names: list[str]) -> None:
    data = drawings.psd(*(drawings.layer(name) for name in names))
    found = read(psd, data).passages
    assert list(reversed(names)) == [one.text for one in found if one.role == "layer"]


@FEW
@given(NAMES, NAMES)
def test_words_and_fonts_of_photoshop(words: str, font: str) -> None:
    data = drawings.psd(drawings.layer("T", drawings.text_block(words, f"Pen {font}")))
    found = read(psd, data)
    assert words in found.texts("layer")
    assert [f"Pen {font}"] == found.values("font")


@FEW
@given(NAMES, NAMES, NAMES)
def test_words_of_tvpaint(author: str, note: str, clip_name: str) -> None:
    data = drawings.tvp_pairs("3385553a", {"Author": author, "Notes": note})
    data += drawings.tvp_pairs("3387e34a", {"Name": clip_name})
    found = read(tvpp, bytes.fromhex("3384780e") + drawings._TVP + bytes(8) + data)
    assert ([author], [clip_name]) == (found.values("author"), found.texts("name"))
    assert [note] == found.texts("comment")


@FEW
@given(
    st.from_regex(r"[A-Za-z][A-Za-z0-9._ -]{0,14}[A-Za-z0-9]", fullmatch=True),
    st.from_regex(r"[A-Z][A-Z0-9-]{1,14}", fullmatch=True),
)
def test_people_and_machines_in_saves_of_tvpaint(user: str, machine: str) -> None:
    line = drawings.tvp_save(user, machine, "2022:05:26 09:39:29")
    data = drawings.tvp_pairs("3385553a", {"History-0": line})
    found = read(tvpp, bytes.fromhex("3384780e") + drawings._TVP + bytes(8) + data)
    assert ([user], [machine]) == (found.values("user"), found.values("machine"))


@FEW
@given(
    st.from_regex(r"[a-z][a-z0-9._-]{0,13}", fullmatch=True),
    st.from_regex(r"[A-Z][A-Z0-9-]{0,10}", fullmatch=True),
    st.sampled_from(["24 Jul 17   20:33", "24 7月 17   20:33", "24 7월 17   20:33"]),
)
def test_people_and_machines_in_histories_of_opentoonz(user: str, machine: str, when: str) -> None:
    text = drawings.history((when, machine, user, "1-3"))
    scene = read(tnz, f'<tnz><history>"{text}"</history></tnz>'.encode())
    raw = text.encode()
    head = b"PLIM\x47\0\0\0" + struct.pack("<IH", 0, 0) + b"\2\1\0"
    level = read(pli, head + bytes([4 | 0x80]) + struct.pack("<H", len(raw)) + raw + b"\0")
    for found in (scene, level):
        assert ([user], [machine], [when]) == (
            found.values("user"),
            found.values("machine"),
            found.values("saved"),
        )


@FEW
@given(PLAIN)
def test_levels_of_opentoonz(name: str) -> None:
    data = f'<tnz><level><name>"{name}"</name></level></tnz>'
    assert [name] == read(tnz, data.encode()).texts("layer") or name in (
        "Xsheet",
        "Output",
        "Table",
    )


@FEW
@given(NAMES)
def test_elements_of_harmony(name: str) -> None:
    data = f"<project><element elementName={quoteattr(name)}/></project>"
    assert [" ".join(name.split("\t"))] == read(xstage, data.encode()).texts("layer")


@FEW
@given(NAMES, NAMES)
def test_layers_of_clip_studio(name: str, words: str) -> None:
    opened = sqlite3.connect(":memory:")
    opened.execute("CREATE TABLE Layer(LayerName TEXT, TextLayerString BLOB)")
    opened.execute("INSERT INTO Layer VALUES (?, ?)", (name, words.encode()))
    opened.commit()
    data = b"CSFCHUNK" + bytes(16) + b"CHNKSQLi" + struct.pack(">Q", 1 << 20) + opened.serialize()
    opened.close()
    assert {name, words} == set(read(clip, data).texts("layer"))


@FEW
@given(SCRIPTS)
def test_layers_of_after_effects(name: str) -> None:
    body = b"Egg!" + drawings.riff(b"LIST", b"Layr" + drawings.riff(b"Utf8", name.encode()))
    assert [name] == read(aep, b"RIFX" + drawings.long(body)).texts("layer")


@FEW
@given(NAMES, st.booleans())
def test_clips_of_timelines(name: str, ascii_only: bool) -> None:  # noqa: FBT001 - given
    tree = {"OTIO_SCHEMA": "Clip.1", "name": name}
    data = json.dumps(tree, ensure_ascii=ascii_only).encode()
    assert [name] == read(otio, data).texts("name")


@FEW
@given(PLAIN)
def test_clips_of_edits(name: str) -> None:
    data = f"TITLE: x\n* FROM CLIP NAME: {name}\n".encode()
    assert [name] == read(edl, data).texts("name") or any(c in name for c in "\x85\u2028\u2029")


@FEW
@given(NAMES)
def test_projects_of_final_cut(name: str) -> None:
    data = f'<fcpxml version="1.8"><project name={quoteattr(name)}/></fcpxml>'
    assert [" ".join(name.split("\t"))] == read(fcpxml, data.encode()).values("title")


@FEW
@given(NAMES, NAMES)
def test_columns_and_operators_of_sheets(column: str, operator: str) -> None:
    headers = [{"fieldId": 0, "names": [column]}]
    body = {"header": {"operatorName": operator}, "timeTables": [{"timeTableHeaders": headers}]}
    for reader, first in ((xdts, "exchange"), (tdts, "toei")):
        data = f"{first}DigitalTimeSheet Save Data\n{json.dumps(body)}".encode()
        found = read(reader, data)
        assert ([column], [operator]) == (found.texts("layer"), found.values("author"))


@FEW
@given(NAMES)
def test_clips_of_avid(name: str) -> None:
    properties = edits.properties(p4402=edits.wide(name))
    assert [name] == read(aaf, compound({"Header-2/properties": properties})).texts("name")


@FEW
@given(NAMES, NAMES, NAMES)
def test_people_and_words_of_hangul_documents(author: str, editor: str, line: str) -> None:
    streams = {
        "FileHeader": b"HWP Document File".ljust(36, b"\0") + struct.pack("<I", 1) + bytes(216),
        "\x05HwpSummaryInformation": edits.hwp_summary({4: author, 8: editor}),
        "BodyText/Section0": edits.packed(edits.hwp_record(67, f"{line}\r".encode("utf-16-le"))),
    }
    found = read(hwp, compound(streams))
    assert ([author], [editor]) == (found.values("author"), found.values("last_editor"))
    assert [line] == found.texts("body")


@FEW
@given(NAMES)
def test_authors_of_pictures_and_films(name: str) -> None:
    raw = name.encode()
    text = b"Author\0\0\0\0\0" + raw
    chunk = struct.pack(">I", len(text)) + b"iTXt" + text + bytes(4)
    plain = drawings.picture(1, 1, b"\0\0\0")
    user = pictures.box(b"\xa9ART", struct.pack(">HH", len(raw), 0) + raw)
    info = b"INFOIART" + struct.pack("<I", len(raw)) + raw + bytes(len(raw) % 2)
    riff = b"AVI LIST" + struct.pack("<I", len(info)) + info
    assert [name] == read(png, plain[:33] + chunk + plain[33:]).values("author")
    assert [name] == read(mov, pictures.movie(user)).values("author")
    assert [name] == read(avi, b"RIFF" + struct.pack("<I", len(riff)) + riff).values("author")


@FEW
@given(NAMES)
def test_titles_of_matroska(name: str) -> None:
    raw = name.encode()
    title = b"\x7b\xa9" + (1 << 56 | len(raw)).to_bytes(8, "big") + raw
    info = b"\x15\x49\xa9\x66" + (1 << 56 | len(title)).to_bytes(8, "big") + title
    assert [name] == read(mkv, b"\x1a\x45\xdf\xa3\x80" + info).values("title")


@FEW
@given(NAMES)
def test_owners_of_renders_and_artists_of_cels(name: str) -> None:
    raw = name.encode()
    one = b"owner\0string\0" + struct.pack("<I", len(raw)) + raw
    assert [name] == read(exr, b"\x76\x2f\x31\x01\2\0\0\0" + one + b"\0").values("organisation")
    if len(raw) <= 40:
        data = bytearray(pictures.tga())
        data[26:66] = raw.ljust(40, b"\0")
        assert [name] == read(tga, bytes(data)).values("author")
