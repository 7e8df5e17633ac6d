"""Numbered pages: texts, pictures and PDF set whole, and a number on every page."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from celtrace.report.exhibit import BYTES, LINES, Numbers, Sheet, printed, text_lines
from celtrace.report.pdf import NotPrinted

HOSTILE = ('#read("/etc/passwd") *b* $x$ <c>', "\u202eevil", "원화 수정 \U0001f600", "", "x" * 400)


def pages(data: bytes) -> list[str]:
    held = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in held]
    finally:
        held.close()


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, 128).save(out, "PNG")
    return out.getvalue()


def test_every_page_carries_the_next_number() -> None:
    lines = tuple(f"line {n}" for n in range(300))
    made = printed(Sheet("Exhibit 2: a.csv", (("SHA-256", "ab" * 32),), lines=lines),
                   Numbers("ACME-", 1, 6), 41)  # fmt: skip
    found = pages(made.data)
    assert made.pages == len(found) > 3
    assert [f"ACME-{n:06}" for n in range(41, 41 + made.pages)] == [
        page.split()[-1] for page in found
    ]
    assert "line 299" in " ".join(found)


def test_the_sheet_in_front_says_what_it_is_and_what_it_is_cited_for() -> None:
    sheet = Sheet("Exhibit 1: a.bin", (("Size", "9 bytes"),), (("row 2", "house,north"),))
    made = printed(sheet, Numbers(), 1)
    (page,) = pages(made.data)
    for text in ("Exhibit 1: a.bin", "9 bytes", "What it is cited for", "row 2", "house,north"):
        assert text in page


def test_a_translation_stands_beside_its_original() -> None:
    sheet = Sheet("E", (), pairs=(("원화 수정", "correct the key drawing"), ("修正", "correct")))
    made = printed(sheet, Numbers(), 1)
    page = pages(made.data)[1]
    assert "Original Translation" in page
    assert "correct the key drawing" in page


def test_texts_are_data_and_never_markup() -> None:
    made = printed(Sheet(HOSTILE[0], ((HOSTILE[1], HOSTILE[2]),), lines=HOSTILE), Numbers(), 1)
    text = " ".join(pages(made.data))
    assert '#read("/etc/passwd")' in text
    assert "[U+202E]evil" in text
    assert "root:" not in text


def test_a_picture_is_set_on_a_page_of_its_own() -> None:
    data = png()
    made = printed(Sheet("E", (), picture="png"), Numbers(), 9, data)
    assert (2, "CT000010") == (made.pages, pages(made.data)[1].split()[-1])


def test_the_pages_of_a_pdf_get_numbers() -> None:
    held = printed(Sheet("Within", (), lines=tuple("abc" * 99)), Numbers(), 1)
    made = printed(Sheet("E", (), picture="pdf", pages=held.pages), Numbers(), 1, held.data)
    assert 1 + held.pages == made.pages
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        assert made.pages == len(opened.pages)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n broken"], ids=["empty", "broken"])
def test_a_picture_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(NotPrinted):
        printed(Sheet("E", (), picture="png"), Numbers(), 1, data)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a\nb\n", ("a", "b")),
        ("\ufeff원화".encode(), ("원화",)),
        (b"", ()),
        (b"a\0b", ()),
        (b"\xff\xfe", ()),
        (b"x" * (BYTES + 1), ()),
        (b"x\n" * (LINES + 1), ()),
    ],
    ids=["text", "korean with a mark", "empty", "binary", "no utf-8", "too long", "too many lines"],
)
def test_only_a_text_that_is_not_too_long_is_set_whole(data: bytes, lines: tuple[str, ...]) -> None:
    assert lines == text_lines(data)


def test_numbers_go_beyond_their_digits() -> None:
    assert ("CT000001", "CT1000000") == (Numbers().name(1), Numbers().name(1_000_000))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = Sheet("E", (), lines=("a",))
    assert printed(sheet, Numbers(), 1) == printed(sheet, Numbers(), 1)
