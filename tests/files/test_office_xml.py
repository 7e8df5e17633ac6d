"""Office documents in one XML file: what each of their kinds tells."""

from __future__ import annotations

import pytest

from celtrace.files import office_xml
from files.reading import Read, read

WORD = """<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><o:DocumentProperties>
<o:Author>김철수</o:Author><o:LastAuthor>lan.wei</o:LastAuthor><o:Manager/>
<o:LastPrinted>2016-05-04T09:00:00Z</o:LastPrinted></o:DocumentProperties>
<w:fonts><w:font w:name="Batang"/></w:fonts><w:body><w:p><w:r><w:t>5화 </w:t></w:r>
<w:r><w:t>수정</w:t></w:r></w:p><w:p/></w:body></w:wordDocument>"""
FLAT = """<?xml version="1.0"?><pkg:package
 xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/core.xml">
<pkg:xmlData><cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:creator>pak</dc:creator>
<cp:lastModifiedBy>kim</cp:lastModifiedBy></cp:coreProperties></pkg:xmlData></pkg:part>
<pkg:part pkg:name="/app.xml"><pkg:xmlData><Properties xmlns="urn:p"><Application>WPS Office
</Application></Properties></pkg:xmlData></pkg:part></pkg:package>"""


def of(text: str) -> Read:
    return read(office_xml, text.encode())


def facts(found: Read, name: str) -> list[str]:
    return [one.value for one in found.traits if one.name == name]


def test_a_word_document_tells_its_people_and_its_paragraphs() -> None:
    found = of(WORD)
    assert (["김철수"], ["lan.wei"]) == (facts(found, "author"), facts(found, "last_editor"))
    assert ["5화수정"] == [text.replace(" ", "") for text in found.texts()]
    assert ["Batang"] == facts(found, "font")


def test_a_flat_package_tells_the_programme() -> None:
    found = of(FLAT)
    assert (["pak"], ["kim"], ["WPS Office"]) == (
        facts(found, "author"), facts(found, "last_editor"), facts(found, "software"),
    )  # fmt: skip


def test_a_link_names_the_user_in_its_path() -> None:
    link = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="a"/>'
    found = of(link + '<Cell HRef="file:///D:\\Users\\lan.wei\\c012.psd"/></Workbook>')
    assert ["lan.wei"] == facts(found, "user")


@pytest.mark.parametrize("cut", range(20, len(WORD), 60))
def test_what_stands_before_a_break_is_read_and_the_break_is_said(cut: int) -> None:
    found = read(office_xml, WORD.encode()[:cut])
    assert found.notes
    assert set(facts(found, "author")) <= {"김철수", "김철", "김"}


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        (WORD, True), (FLAT, True), ("\ufeff" + WORD, True), ("<Workbook ><a/></Workbook>", False),
        ("see <w:wordDocument >", False), ("<fcpxml version='1.8'/>", False), ("", False),
    ],
)  # fmt: skip
def test_only_documents_of_office_are_taken(text: str, *, sure: bool) -> None:
    assert sure == (office_xml.sniff(text.encode(), "a.xml") > 0.9)


def test_entities_are_not_followed() -> None:
    found = of('<!DOCTYPE a [<!ENTITY b "c">]>' + WORD.partition("?>")[2])
    assert found.notes
    assert [] == facts(found, "author")
