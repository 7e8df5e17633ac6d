"""Pictures stand in the report where the content names them, and are named where they lack."""

from __future__ import annotations

import base64
import io
import zipfile

import cv2
import msgspec
import numpy as np
import pikepdf
import pytest

from celtrace.report import docx, html, pdf
from celtrace.report.document import Card, Picture, ReportContent, every_block, pictures_of, words
from celtrace.report.references import resolved

JPEG = bytes(cv2.imencode(".jpg", np.full((26, 120, 3), 90, np.uint8))[1])
ONE, OTHER = "a" * 64, "b" * 64


def shown(content: ReportContent, *blocks: Picture) -> ReportContent:
    """The content with pictures at the end of its first section."""
    first, *rest = content.sections
    first = msgspec.structs.replace(first, blocks=(*first.blocks, *blocks))
    return msgspec.structs.replace(content, sections=(first, *rest))


def picture(digest: str = ONE, **more: str) -> Picture:
    return Picture(digest, words("Found beside ours"), "Two drawings", **more)  # type: ignore[arg-type]


def images(data: bytes) -> int:
    """Pictures in a PDF."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        held = [one for page in opened.pages for one in page.get_images()]
    return len(held)


def test_a_picture_stands_in_the_page_with_what_it_shows(content: ReportContent) -> None:
    page = html.render(shown(content, picture()), {ONE: JPEG}).decode()
    assert f'src="data:image/jpeg;base64,{base64.b64encode(JPEG).decode()}"' in page
    assert 'alt="Two drawings"' in page
    assert "Found beside ours" in page


def test_a_picture_stands_on_paper_and_in_the_document(content: ReportContent) -> None:
    held = shown(content, picture())
    assert 1 == images(pdf.render(held, {ONE: JPEG}))
    with zipfile.ZipFile(io.BytesIO(docx.render(held, {ONE: JPEG}))) as opened:
        assert 1 == sum(name.startswith("word/media/") for name in opened.namelist())


def test_a_picture_that_is_not_handed_in_is_named_by_its_digest(content: ReportContent) -> None:
    page = html.render(shown(content, picture())).decode()
    assert "The picture is not enclosed:" in page
    assert ONE[:12] in page
    assert "data:image" not in page


@pytest.mark.parametrize("data", [b"<svg onload='x'/>", b"", b"GIF89a"])
def test_what_is_neither_jpeg_nor_png_is_never_set(content: ReportContent, data: bytes) -> None:
    held = shown(content, picture())
    assert b"data:image" not in html.render(held, {ONE: data})
    assert 0 == images(pdf.render(held, {ONE: data}))


def test_a_damaged_picture_does_not_cost_the_paper(content: ReportContent) -> None:
    held = shown(content, picture(), picture(OTHER))
    broken = {ONE: JPEG[:40], OTHER: JPEG}
    assert pdf.render(held, broken).startswith(b"%PDF")
    assert zipfile.is_zipfile(io.BytesIO(docx.render(held, broken)))


def test_a_picture_that_no_block_names_is_left_out(content: ReportContent) -> None:
    assert html.render(content) == html.render(content, {OTHER: JPEG})


def test_the_pictures_of_a_finding_stand_in_its_card(content: ReportContent) -> None:
    first = content.sections[1]
    card = next(one for one in every_block(first.blocks) if isinstance(one, Card))
    with_one = msgspec.structs.replace(card, pictures=(picture(),))
    told = msgspec.structs.replace(first, blocks=(with_one,))
    held = msgspec.structs.replace(content, sections=resolved((told,)))
    assert [ONE] == [one.digest for one in pictures_of(held)]
    page = html.render(held, {ONE: JPEG}).decode()
    assert "data:image/jpeg" in page.split(f'id="{card.id}"')[1].split("</article>")[0]
    assert 1 == images(pdf.render(held, {ONE: JPEG}))
