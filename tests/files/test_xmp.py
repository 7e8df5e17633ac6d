"""XMP packets: both spellings of RDF, arrays, structures, damage, and hostile XML."""

from __future__ import annotations

import pytest

from celtrace.files import _xmp
from celtrace.files._said import Said
from celtrace.files._xml import DEEPEST, parsed
from celtrace.records import TextPassage, Trait
from files.reading import blob
from samples.files_drawings import SAVES, XMP


def items(packet: bytes) -> tuple[list[Trait], list[TextPassage], list[tuple[str, ...]]]:
    notes: list[tuple[str, ...]] = []
    said = Said(blob(packet, "x.xmp"), "test")
    found = list(_xmp.items(packet, said, lambda *parts: notes.append(parts)))
    traits = [one for one in found if isinstance(one, Trait)]
    return traits, [one for one in found if isinstance(one, TextPassage)], notes


def values(packet: bytes, name: str) -> list[str]:
    return [one.value for one in items(packet)[0] if one.name == name]


def test_every_save_of_the_history_is_given_with_its_zone() -> None:
    saved = [one for one in items(XMP)[0] if one.name == "saved"]
    assert list(SAVES) == [one.value for one in saved]
    assert {(510, "stated")} == {(one.offset, one.zone_from) for one in saved}
    assert ["XMP xmpMM:History[1]/stEvt:when", "XMP xmpMM:History[2]/stEvt:when"] == [
        one.place for one in saved
    ]


def test_properties_as_attributes_and_as_elements_are_one() -> None:
    as_element = XMP.replace(b'xmp:CreatorTool="Adobe Photoshop CC 2015 (Windows)"', b"").replace(
        b"<dc:creator>", b"<xmp:CreatorTool>Sketch 3</xmp:CreatorTool><dc:creator>"
    )
    assert "Adobe Photoshop CC 2015 (Windows)" in values(XMP, "software")
    assert "Sketch 3" in values(as_element, "software")


def test_authors_titles_and_ancestors_are_read_from_arrays() -> None:
    assert ["Lan Wei"] == values(XMP, "author")
    assert ["c012 genga"] == values(XMP, "title")
    assert "xmp.did:parent" in values(XMP, "lineage")
    assert "xmp.did:0000" in values(XMP, "lineage")


def test_a_path_names_its_user() -> None:
    assert ["C:\\Users\\lan.wei\\c011.psd"] == values(XMP, "path")
    assert ["lan.wei"] == values(XMP, "user")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_packets_in_utf_16_are_read(encoding: str) -> None:
    text = XMP.decode().partition("?>")[2]
    assert ["Lan Wei"] == values(f"<?xpacket begin='x'?>{text}".encode(encoding), "author")


def test_a_cut_packet_gives_what_stands_before_the_cut_and_says_so() -> None:
    cut = XMP[: XMP.index(b"stEvt:action>saved")]
    traits, _, notes = items(cut)
    assert [SAVES[0]] == [one.value for one in traits if one.name == "saved"]
    assert notes


def test_bytes_without_xml_are_noted() -> None:
    traits, passages, notes = items(b"\x00\x01 nothing")
    assert ([], []) == (traits, passages)
    assert 1 == len(notes)


def test_packets_are_found_in_bytes_of_any_kind() -> None:
    data = b"\x00garbage" + XMP + b"\xff" * 50 + XMP + b"end"
    assert 2 == len(list(_xmp.packets(data)))


def test_texts_of_layers_and_descriptions_are_passages() -> None:
    more = XMP.replace(
        b"<dc:creator>",
        b"<photoshop:TextLayers><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        b"<photoshop:LayerText>redo</photoshop:LayerText></rdf:li></rdf:Bag>"
        b"</photoshop:TextLayers><dc:description><rdf:Alt><rdf:li>rough</rdf:li></rdf:Alt>"
        b"</dc:description><dc:creator>",
    )
    _, passages, _ = items(more)
    assert [("layer", "redo"), ("comment", "rough")] == [(one.role, one.text) for one in passages]


# --- XML in general -----------------------------------------------------------------------


def test_declared_entities_end_the_reading() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    root, fault = parsed(bomb)
    assert root is None
    assert "refused" in fault


def test_outside_entities_are_not_fetched() -> None:
    root, _ = parsed(b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a>x</a>')
    assert root
    assert "x" == root.text


def test_nesting_is_followed_to_a_depth() -> None:
    deep = b"<a>" * (DEEPEST + 300) + b"x" + b"</a>" * (DEEPEST + 300)
    root, fault = parsed(deep)
    assert root
    assert "" == fault
    assert DEEPEST == sum(1 for _ in root.walk())


@pytest.mark.parametrize("data", [b"", b"no", b"<", b"<a", b"\xff\xfe<\x00", b"<a>&x;</a>"])
def test_what_is_no_xml_is_told(data: bytes) -> None:
    assert parsed(data)[1]


def test_words_are_found_by_name() -> None:
    root, _ = parsed(b"<a><b><c/></b><c>  first </c><c>second</c></a>")
    assert root
    assert "first" == root.said("c")
    assert "" == root.said("d")
    assert 3 == len(list(root.all("c")))
