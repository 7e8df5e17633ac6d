"""Office documents: who, where, when, with what, and the words themselves."""

from __future__ import annotations

import io
import zipfile
from types import ModuleType

import msoffcrypto.format.ooxml as ooxml_format
import openpyxl
import pytest

from celtrace.files import (
    doc,
    docx,
    odp,
    ods,
    odt,
    ooxml_encrypted,
    ppt,
    pptx,
    rtf,
    xls,
    xlsb,
    xlsx,
)
from celtrace.files._compound import properties
from files.reading import Read, read, samples


def sample(reader: ModuleType) -> Read:
    [path] = samples(reader)
    return read(reader, path.read_bytes(), path.name)


@pytest.mark.parametrize("reader", [docx, xlsx, xlsb, pptx], ids=lambda one: str(one.FORMAT))
def test_packages_say_who_made_and_saved_them_where(reader: ModuleType) -> None:
    found = sample(reader)
    assert "kim" in found.values("author")
    assert "李主任" in found.values("last_editor")
    assert ["Grey Heron Pictures"] == found.values("organisation")
    [saved] = [one for one in found.traits if one.place == "docProps/core.xml modified"]
    assert (510, "stated") == (saved.offset, saved.zone_from)
    [made] = [one for one in found.traits if one.place == "docProps/core.xml created"]
    assert (None, "") == (made.offset, made.zone_from)


@pytest.mark.parametrize("reader", [odt, ods, odp], ids=lambda one: str(one.FORMAT))
def test_open_documents_say_the_same(reader: ModuleType) -> None:
    found = sample(reader)
    assert (["kim"], ["pak"]) == (found.values("author"), found.values("last_editor"))
    assert ["Noto Sans CJK KR"] == found.values("font")
    assert ["PC-12"] == found.values("machine")
    [saved] = [one for one in found.traits if one.name == "modified"]
    assert 510 == saved.offset


@pytest.mark.parametrize("reader", [doc, xls, ppt], ids=lambda one: str(one.FORMAT))
def test_documents_of_97_say_the_same_in_their_code_page(reader: ModuleType) -> None:
    found = sample(reader)
    assert "김철수" in found.values("author")
    assert "박" in found.values("last_editor")
    assert ["Grey Heron Pictures"] == found.values("organisation")
    assert {"2016-05-03T01:30:00Z"} == set(found.values("created"))


def test_word_documents_give_texts_changes_comments_and_sessions() -> None:
    found = sample(docx)
    assert ["5화 12컷: 선을 다시 그릴것", "색깔 수정"] == found.texts("body")
    assert ["请翻译"] == found.texts("comment")
    assert ["00A1B2C3", "00D4E5F6"] == found.values("lineage")
    assert "pak" in found.values("last_editor")
    assert ["ko-KP"] == found.values("language")
    assert "kim" in found.values("user")
    assert [b"word/media/image1.png"] == [one.name for one in found.children]


def test_workbooks_give_sheets_cells_comments_and_the_folder_of_the_last_save() -> None:
    found = sample(xlsx)
    assert ["5화"] == found.texts("sheet")
    assert {"5화!B1": "컷", "5화!B2": "EP05_c012 원화"} == {
        one.place: one.text for one in found.passages if one.role == "cell"
    }
    assert ["다시"] == found.texts("comment")
    assert ["kim"] == found.values("user")
    assert ["cuts"] == found.texts("name")


def test_slides_give_texts_notes_and_fonts() -> None:
    found = sample(pptx)
    assert (["第5话 分镜"], ["请重画"]) == (found.texts("body"), found.texts("comment"))
    assert (["SimSun"], True) == (found.values("font"), "wang" in found.values("author"))


def test_word_97_gives_its_text_and_where_it_was_saved() -> None:
    found = sample(doc)
    assert ["5화 12컷: 선을 다시 그릴것\n"] == [one.rstrip("\0") for one in found.texts("body")]
    assert ["kim", "pak"] == [v for v in found.values("last_editor") if v != "박"]
    assert (["kim"], ["SERVER5"]) == (found.values("user"), found.values("machine"))


def test_excel_97_gives_cells_and_who_may_write() -> None:
    found = sample(xls)
    assert (["kim"], ["Gulim"]) == (found.values("user"), found.values("font"))
    assert (["5화"], ["컷 12"]) == (found.texts("sheet"), found.texts("cell"))


def test_powerpoint_97_gives_texts_and_who_edited_last() -> None:
    found = sample(ppt)
    assert ["第5话 分镜", "cut 12"] == found.texts("body")
    assert (["SimSun"], True) == (found.values("font"), "kim" in found.values("last_editor"))


def test_rich_text_gives_words_of_its_code_page_and_beyond() -> None:
    found = sample(rtf)
    assert ["EP05 다시 그릴것\n장😀\n"] == [one.lstrip() for one in found.texts()]
    assert ["Batang"] == found.values("font")
    assert ["2016-05-03 10:30:00"] == found.values("created")
    assert ["rsid4345", "rsid99"] == found.values("lineage")


def test_a_part_that_defines_entities_is_not_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><w:document>&b;</w:document>'
        archive.writestr("word/document.xml", bomb)
    found = read(docx, made.getvalue())
    assert [("word/document.xml", "it defines entities", "this part was not read")] == found.notes


def test_a_part_that_is_cut_off_gives_what_stood_before() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<d><p><t>수정</t></p><p><t>컷")
    found = read(docx, made.getvalue())
    assert ["수정"] == found.texts()
    assert "cut off" in found.notes[0][1]


def test_a_document_under_a_password_opens_with_it() -> None:
    plain, locked = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    ooxml_format.OOXMLFile(plain).encrypt("cut12", locked)
    closed = read(ooxml_encrypted, locked.getvalue(), "a.docx")
    assert "password" in closed.notes[0][1]
    assert "none of those given opens it" in read(
        ooxml_encrypted, locked.getvalue(), "a.docx", ("no",)
    ).notes[0][1]  # fmt: skip
    [child] = read(ooxml_encrypted, locked.getvalue(), "d/a.docx", ("no", "cut12")).children
    assert (b"a.docx", plain.getvalue()) == (child.name, child.data)


@pytest.mark.parametrize("data", [b"", b"\xfe\xff", bytes(60), b"\xff" * 99])
def test_property_sets_that_make_no_sense_give_nothing(data: bytes) -> None:
    assert [] == [one for one in properties(data) if isinstance(one.value, str)]
