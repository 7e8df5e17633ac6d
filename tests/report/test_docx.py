"""The document for counsel: opens, holds what the page holds, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from celtrace.report.content import ReportContent
from celtrace.report.document import Card, every_block
from celtrace.report.docx import render
from celtrace.report.plain import visible


@pytest.fixture(scope="module")
def made(content: ReportContent) -> bytes:
    return render(content)


def words_of(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    texts = etree.ElementBase.itertext(body)
    return " ".join("".join(texts).split())


def test_every_finding_and_every_quote_stands_in_it(content: ReportContent, made: bytes) -> None:
    held = words_of(made)
    cards = [b for s in content.sections for b in every_block(s.blocks) if isinstance(b, Card)]
    assert cards
    for card in cards:
        assert " ".join(visible("".join(s.text for s in card.sentence)).split())[:80] in held
        for cited in card.citations:
            assert cited.digest in held


def test_sections_are_headings_that_a_word_processor_lists(
    content: ReportContent, made: bytes
) -> None:
    heads = [
        p.text for p in docx.Document(io.BytesIO(made)).paragraphs if p.style.name == "Heading 1"
    ]
    assert [f"{n}  {s.title}" for n, s in enumerate(content.sections, start=1)] == heads


def test_it_holds_no_macro_no_field_and_no_outside_link(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names if name.endswith((".xml", ".rels")))
    assert not [name for name in names if "vba" in name.lower() or "embeddings" in name]
    assert b'TargetMode="External"' not in whole
    assert not re.search(rb"<w:(fldSimple|instrText|altChunk)", whole)


def test_hostile_names_are_text(made: bytes) -> None:
    held = words_of(made)
    assert "<script>alert(1)</script>" in held
    assert "[U+202E]" in held
    assert "\u202e" not in held


def test_east_asian_stretches_name_a_font_that_has_them(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = archive.read("word/document.xml").decode()
    assert 'w:eastAsia="Microsoft YaHei"' in body
    assert 'w:eastAsia="Malgun Gothic"' in body


def test_the_same_content_gives_the_same_bytes(content: ReportContent, made: bytes) -> None:
    assert made == render(content)


def test_heads_of_tables_are_repeated_on_each_page(made: bytes) -> None:
    paper = docx.Document(io.BytesIO(made))
    assert all(table.rows[0]._tr.trPr is not None for table in paper.tables)
