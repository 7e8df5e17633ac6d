"""Packages of Office: properties, what leads outside, what is embedded, and limits."""

from __future__ import annotations

import io
import zipfile

import msgspec
import pytest

from celtrace.files import docx, pptx, xlsx
from celtrace.records import TextPassage
from celtrace.settings import Limits
from files.reading import Read, blob, read

CORE = "docProps/core.xml"
APP = "docProps/app.xml"


def made(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def said(**parts: str | bytes) -> Read:
    return read(docx, made(**{"word/document.xml": "<d/>"}, **parts), "a.docx")


@pytest.mark.parametrize(
    ("part", "element", "name", "value"),
    [
        (CORE, "<creator>kim</creator>", "author", "kim"),
        (CORE, "<lastModifiedBy>李</lastModifiedBy>", "last_editor", "李"),
        (CORE, "<title>5화</title>", "title", "5화"),
        (CORE, "<lastPrinted>2016-05-03T10:00Z</lastPrinted>", "printed", "2016-05-03T10:00Z"),
        (APP, "<Application>WPS Office</Application>", "software", "WPS Office"),
        (APP, "<AppVersion>16.0300</AppVersion>", "version", "16.0300"),
        (APP, "<Company>Grey Heron</Company>", "organisation", "Grey Heron"),
        (APP, "<Manager>lead</Manager>", "author", "lead"),
        (APP, "<Template>Normal.dotm</Template>", "template", "Normal.dotm"),
        (APP, "<HyperlinkBase>C:\\Users\\kim\\</HyperlinkBase>", "user", "kim"),
        ("docProps/custom.xml", '<property name="KSOProductBuildVer"><v>2052-11.1</v></property>',
         "version", "2052-11.1"),
        ("docProps/custom.xml", '<property name="Author"><v>Eric</v></property>', "author", "Eric"),
        ("docProps/custom.xml", '<property name="ICV"><v>abc</v></property>', "lineage", "ICV=abc"),
    ],
)  # fmt: skip
def test_properties_are_facts(part: str, element: str, name: str, value: str) -> None:
    assert value in said(**{part: f"<p>{element}</p>"}).values(name)


@pytest.mark.parametrize(
    ("target", "name", "value"),
    [
        ("file:///C:\\Users\\kim\\Desktop\\a.png", "user", "kim"),
        ("file:///\\\\SERVER5\\share\\a.png", "machine", "SERVER5"),
        ("/Users/lee/Pictures/a.png", "user", "lee"),
    ],
)
def test_what_leads_outside_names_users_and_machines(target: str, name: str, value: str) -> None:
    rels = f'<r><Relationship TargetMode="External" Type="x/image" Target="{target}"/></r>'
    assert [value] == said(**{"word/_rels/document.xml.rels": rels}).values(name)


def test_what_leads_inside_is_no_fact() -> None:
    rels = '<r><Relationship Type="x/image" Target="/Users/lee/a.png"/></r>'
    assert [] == said(**{"word/_rels/document.xml.rels": rels}).values("path")


def test_pictures_macros_and_documents_inside_are_files() -> None:
    found = said(
        **{"word/media/a.png": b"png", "word/embeddings/b.xlsx": b"x", "word/vbaProject.bin": b"v",
           "word/other.bin": b"o"}
    )  # fmt: skip
    assert {b"word/media/a.png", b"word/embeddings/b.xlsx", b"word/vbaProject.bin"} == {
        one.name for one in found.children
    }


def test_changes_name_their_writers_once() -> None:
    change = '<ins author="pak" date="2016-05-04T08:00:00Z"><t>x</t></ins>'
    found = read(docx, made(**{"word/document.xml": f"<d><p>{change * 5}</p></d>"}), "a.docx")
    assert (["pak"], 1) == (found.values("last_editor"), len(found.values("modified")))


def test_sessions_are_cut_before_they_flood() -> None:
    rsids = "".join(f'<rsid val="{number:08X}"/>' for number in range(500))
    assert 60 == len(said(**{"word/settings.xml": f"<s>{rsids}</s>"}).values("lineage"))


def test_texts_of_headers_and_footnotes_are_read_too() -> None:
    parts = {f"word/{name}.xml": f"<d><p><t>{name}</t></p></d>"
             for name in ("header1", "footer2", "footnotes")}  # fmt: skip
    assert {"header1", "footer2", "footnotes"} == set(said(**parts).texts())


def test_tabs_and_breaks_are_kept() -> None:
    body = "<d><p><t>a</t><tab/><t>b</t><br/><t>c</t></p></d>"
    assert ["a\tb\nc"] == read(docx, made(**{"word/document.xml": body})).texts()


def test_a_part_beyond_its_limit_is_named_and_left() -> None:
    data = made(**{"word/document.xml": "<d>" + " " * 5_000 + "<p><t>x</t></p></d>"})
    notes: list[tuple[str, str]] = []
    given = msgspec.structs.replace(blob(data, "a.docx"), limits=Limits(member_bytes=1_000))
    found = list(docx.read(given, lambda place, why, _: notes.append((place, why))))
    texts = [one for one in found if isinstance(one, TextPassage)]
    assert ([], "word/document.xml") == (texts, notes[0][0])


def test_a_package_that_is_cut_off_says_so() -> None:
    data = made(**{"word/document.xml": "<d/>"})
    assert "cut off or damaged" in read(docx, data[: len(data) // 2]).notes[0][1]


def test_comments_of_slides_name_their_writers() -> None:
    data = made(**{
        "ppt/presentation.xml": "<p/>",
        "ppt/authors.xml": '<a><author name="李"/></a>',
        "ppt/comments/modernComment_1.xml": '<c><cm dt="2016-05-04T08:00:00Z"><t>重画</t></cm></c>',
    })  # fmt: skip
    found = read(pptx, data)
    assert (["李"], ["重画"]) == (found.values("author"), found.texts("comment"))


def test_people_of_threaded_comments_are_authors() -> None:
    data = made(**{
        "xl/workbook.xml": '<w><fileSharing userName="kim"/></w>',
        "xl/persons/person.xml": '<p><person displayName="김철수"/></p>',
        "xl/threadedComments/t1.xml": '<c><threadedComment ref="B2" dT="2016-05-04T08:00:00">'
                                      "<text>다시</text></threadedComment></c>",
    })  # fmt: skip
    found = read(xlsx, data)
    assert (["김철수"], ["kim"], ["다시"]) == (
        found.values("author"), found.values("user"), found.texts("comment"),
    )  # fmt: skip
