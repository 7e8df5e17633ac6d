"""XPS, SVG, PostScript, and packets in whatever holds them."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from celtrace.files import packet, ps, svg, txt, xps
from celtrace.files._head import head_of
from celtrace.files._types import named
from files.reading import read
from samples.files_found import XMP, container
from samples.files_found import packet as indesign
from samples.files_found import ps as eps
from samples.files_found import svg as drawing
from samples.files_found import xps as printed


def label(data: bytes, name: str) -> tuple[str, str, bool]:
    found = named(head_of(io.BytesIO(data)), name)
    return found.format, found.reader.FORMAT if found.reader else "", found.certain


# --- XPS ----------------------------------------------------------------------------------


def test_who_wrote_and_saved_a_printed_page_is_read() -> None:
    found = read(xps, printed())
    assert (["kim"], ["李主任"]) == (found.values("author"), found.values("last_editor"))
    assert [510] == [one.offset for one in found.traits if one.name == "created"]


def test_the_printer_names_the_machine_that_shares_it() -> None:
    found = read(xps, printed())
    assert (["\\\\HERON-2\\LBP"], ["HERON-2"]) == (
        found.values("path")[:1],
        found.values("machine"),
    )
    assert [] == [one for one in found.values("software") if "LBP" in one]


def test_words_come_page_by_page_without_the_mark_of_brackets() -> None:
    assert ["5화 수정 목록\nc012"] == read(xps, printed()).texts("body")


def test_pages_come_in_the_order_of_their_numbers() -> None:
    glyphs = '<FixedPage><Glyphs UnicodeString="{}"/></FixedPage>'
    pages = {f"Documents/1/Pages/{n}.fpage": glyphs.format(f"page {n}") for n in (10, 2, 1)}
    data = container({"FixedDocSeq.fdseq": "<a/>", **pages})
    assert ["page 1", "page 2", "page 10"] == read(xps, data).texts("body")


@pytest.mark.parametrize("name", ["FixedDocSeq.fdseq", "FixedDocumentSequence.fdseq"])
def test_both_kinds_of_package_are_named(name: str) -> None:
    assert ("xps", "xps", True) == label(container({name: "<a/>"}), "x.oxps")


def test_a_damaged_ticket_is_noted_and_the_page_read() -> None:
    ticket = '<a><Property name="x:PageDevmodeSnapshot"><Value>?*</Value></Property></a>'
    data = container({"FixedDocSeq.fdseq": "<a/>", "Metadata/Job_PT.xml": ticket,
                      "1.fpage": '<FixedPage><Glyphs UnicodeString="x"/></FixedPage>'})  # fmt: skip
    found = read(xps, data)
    assert ["x"] == found.texts("body")
    assert [] == found.values("software")


# --- SVG ----------------------------------------------------------------------------------


def test_the_programmes_the_person_and_the_folder_of_the_export_are_read() -> None:
    found = read(svg, drawing())
    assert ["Adobe Illustrator 19.0.0, SVG Export Plug-In", "Inkscape 0.91 r13725"] == found.values(
        "software"
    )
    assert (["kim"], ["kim"]) == (found.values("author"), found.values("user"))
    assert ["C:\\Users\\kim\\Desktop\\c012.png"] == found.values("path")


def test_layers_words_and_fonts_are_read() -> None:
    found = read(svg, drawing())
    assert (["선화"], ["컷 12"]) == (found.texts("layer"), found.texts("body"))
    assert ["PyongYang Batang"] == found.values("font")


def test_a_picture_inside_is_a_file_of_its_own() -> None:
    assert [b"\x89PNG\r\n\x1a\n"] == [one.data for one in read(svg, drawing()).children]


def test_short_entities_are_put_in_and_nested_ones_refused() -> None:
    """Illustrator declares its namespaces as entities; a bomb is made of entities in entities."""
    bomb = b"""<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]><svg><text>&b;</text></svg>"""
    assert [] == read(svg, drawing()).notes
    found = read(svg, bomb)
    assert "entity" in found.notes[0][1]
    assert [] == found.texts()


def test_short_entities_that_unfold_to_very_much_end_the_reading() -> None:
    head = b'<!DOCTYPE svg [<!ENTITY a "' + b"x" * 200 + b'">]><svg><title>b</title><text>'
    found = read(svg, head + b"&a;" * 100_000 + b"</text></svg>")
    assert "unfold to more than 16,777,216 bytes" in found.notes[0][1]
    assert ["b"] == found.texts("title")


def test_many_types_of_document_are_passed_at_once() -> None:
    assert "not well-formed" in read(svg, b"<!DOCTYPE svg [" * 4000).notes[0][1]


def test_an_outside_entity_is_not_followed() -> None:
    data = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><text>&a;</text></svg>'
    assert "refused" in read(svg, data).notes[0][1]


def test_a_packet_in_a_drawing_is_read() -> None:
    inner = XMP.partition(b"?>")[2].rpartition(b"<?xpacket")[0]
    data = b'<svg xmlns="http://www.w3.org/2000/svg"><metadata>' + inner + b"</metadata></svg>"
    found = read(svg, data)
    assert ["Adobe InDesign CC 2015"] == found.values("software")
    assert ["Lan Wei"] == found.values("author")


def test_fonts_of_a_style_sheet_are_read() -> None:
    style = b"<style>.a{font-family: 'Batang'; x: y}</style>"
    data = b"<svg>" + style + b"<text font-family='Gulim'>a</text></svg>"
    assert ["Batang", "Gulim"] == read(svg, data).values("font")


def test_a_broken_picture_is_noted() -> None:
    data = b'<svg xmlns:x="x"><image x:href="data:image/png;base64,AAA"/><text>b</text></svg>'
    found = read(svg, data)
    assert "damaged" in found.notes[0][1]
    assert ["b"] == found.texts("body")


def test_a_comment_of_spaces_names_no_programme_and_is_passed_at_once() -> None:
    data = b"<svg><!--Generator:" + b" " * 60_000 + b"x<text>a</text></svg>"
    assert [] == read(svg, data).values("software")


@pytest.mark.parametrize("word", ["Generator:", "Created with", "Creator:"])
def test_the_programme_of_a_comment_has_no_space_around_it(word: str) -> None:
    data = f"<!-- {word}  Sketch 3.8 \n--><svg/>".encode()
    assert ["Sketch 3.8"] == [one.seen.quote for one in read(svg, data).traits]


# --- PostScript ---------------------------------------------------------------------------


def test_for_whom_and_with_what_a_file_was_made_is_read() -> None:
    found = read(ps, eps())
    assert ["kim (Pyongyang)", "Lan Wei"] == found.values("author")
    assert (["Grey Heron"], ["17.0.0"]) == (found.values("organisation"), found.values("version"))
    assert "CorelDRAW X7" == found.values("software")[0]
    assert ["kim"] == found.values("user")
    assert {510} == {one.offset for one in found.traits if one.name == "created"}


def test_fonts_are_read_over_lines_that_go_on() -> None:
    fonts = ["PyongYangBatang", "Helvetica", "Gulim", "Times-Roman"]
    assert fonts == read(ps, eps()).values("font")


@pytest.mark.parametrize(
    ("value", "author", "organisation"),
    [
        (b"(Kim) (SEK Studio)", ["Kim"], ["SEK Studio"]),
        (b"(Kim)", ["Kim"], []),
        (b"(Kim (Lan)) ()", ["Kim (Lan)"], []),
        (b"() (SEK Studio)", [], ["SEK Studio"]),
        (b"(Kim (Lan)", ["Kim (Lan"], []),
        (b"(Kim\\)) (A\\\\B)", ["Kim)"], ["A\\B"]),
        (b")(", [")("], []),
        (b"()", [], []),
    ],
)
def test_the_second_string_of_for_is_the_company(
    value: bytes, author: list[str], organisation: list[str]
) -> None:
    found = read(ps, b"%!PS\n%%For: " + value + b"\n")
    assert (author, organisation) == (found.values("author"), found.values("organisation"))


def test_day_and_hour_in_two_strings_are_one_time_and_quoted_as_they_stand() -> None:
    data = b"%!PS\n%%CreationDate: (2016-05-03) (10:01:00 +0830)\n"
    (found,) = read(ps, data).traits
    assert ("(2016-05-03) (10:01:00 +0830)", 510) == (found.seen.quote, found.offset)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R) 17\n", "c012.ai", ("ai", "ps", True)),
        (b"%!PS-Adobe-3.0\n%%Creator: x\n", "c012.ps", ("ps", "ps", True)),
    ],
)
def test_illustrator_is_told_from_other_postscript(
    data: bytes, name: str, expected: tuple[str, str, bool]
) -> None:
    assert expected == label(data, name)


def test_the_postscript_behind_a_table_of_parts_is_read() -> None:
    text = b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: FreeHand 8\n"
    table = b"\xc5\xd0\xd3\xc6" + (30).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    data = table.ljust(30, b"\0") + text + b"preview %%Creator: not this\n"
    assert ["FreeHand 8"] == read(ps, data).values("software")
    cut = read(ps, data[:50])
    assert "cut" in cut.notes[0][1]


def test_postscript_beyond_the_limit_says_so_and_is_not_cut() -> None:
    text = b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: FreeHand 8\n" + bytes(900)
    table = b"\xc5\xd0\xd3\xc6" + (30).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    found = read(ps, table.ljust(30, b"\0") + text, most=100)
    assert [("", "it is larger than 100 bytes", "the first 100 were read")] == found.notes
    assert ["FreeHand 8"] == found.values("software")


def test_values_that_come_at_the_end_are_read_there() -> None:
    data = b"%!PS\n%%Title: (atend)\n%%Trailer\n%%Title: cut 12\n"
    assert ["cut 12"] == read(ps, data).values("title")


@pytest.mark.parametrize(("name", "page"), [("김철수 감독", "cp949"), ("李伟的工作室", "gb18030")])
def test_names_in_older_code_pages_are_read(name: str, page: str) -> None:
    assert [name] == read(ps, b"%!PS\n%%For: " + name.encode(page) + b"\n").values("author")


# --- packets ------------------------------------------------------------------------------


def test_a_format_without_a_reader_keeps_its_name_and_gives_its_packet() -> None:
    assert ("indd", "packet", True) == label(indesign(), "board.indd")
    found = read(packet, indesign())
    assert (["Lan Wei"], [510]) == (
        found.values("author"),
        [one.offset for one in found.traits if one.name == "created"],
    )


def test_bytes_that_nobody_knows_give_the_packet_in_them() -> None:
    assert ("packet", "packet", False) == label(b"\x01\x00\x02" + XMP, "x.bin")


def test_every_packet_is_read() -> None:
    found = read(packet, b"\0" + XMP + bytes(9) + XMP.replace(b"Lan Wei", b"Kim"))
    assert ["Lan Wei", "Kim"] == found.values("author")


def test_a_format_that_has_a_packet_as_a_rule_says_when_it_has_none() -> None:
    assert "no whole XMP" in read(packet, indesign()[:4096]).notes[0][1]


def test_text_with_a_packet_is_read_as_text_and_gives_its_facts() -> None:
    data = b"<inx>" + XMP.partition(b"?>")[2].rpartition(b"<?xpacket")[0] + b"</inx>"
    assert "txt" == label(data, "board.inx")[1]
    found = read(txt, data)
    assert ["Lan Wei"] == found.values("author")
    assert found.texts("body")


def test_text_without_a_packet_gives_no_facts() -> None:
    assert [] == read(txt, base64.b64encode(XMP)).traits


def test_real_pages_and_drawings_give_what_they_say(shared_data: Path) -> None:
    found = {path.name: path for path in (shared_data / "files").rglob("*")}
    assert ["Rajiv"] == read(xps, found["testPPT.xps"].read_bytes()).values("author")
    assert read(svg, found["image.svg"].read_bytes()).values("software")
    assert read(packet, found["InDesign.indd"].read_bytes()).values("software")
    assert ["FreeHand 8.0"] == read(ps, found["testAI_PS.ai"].read_bytes()).values("software")
