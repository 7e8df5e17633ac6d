"""Bytes to pages: every form of picture, and a plain word for what cannot be drawn."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from celtrace.papers.opened import LONGEST, PAGES, Unopened, animated, pages
from papers.pages import document

HEIC = Path(__file__).parents[1] / "samples" / "documents"
SHEET = document(1).resize((400, 280))


def saved(image: Image.Image, form: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def printed(number: int = 1, **more: Any) -> bytes:
    """A PDF of pages that show the sheet."""
    return saved(SHEET, "PDF", save_all=True, append_images=[SHEET] * (number - 1), **more)


@pytest.mark.parametrize(
    "data",
    [
        saved(SHEET),
        saved(SHEET, "JPEG"),
        saved(SHEET.convert("CMYK"), "JPEG"),
        saved(SHEET.convert("RGBA")),
        saved(SHEET.convert("P")),
        saved(SHEET, "TIFF"),
        saved(SHEET, "WEBP", lossless=True),
        saved(SHEET.convert("1")),
        saved(Image.fromarray(np.asarray(SHEET, np.uint16) * 256)),
    ],
    ids=["grey", "jpeg", "cmyk", "alpha", "palette", "tiff", "webp", "one bit", "sixteen bits"],
)
def test_every_form_shows_the_same_page(data: bytes) -> None:
    (page,) = pages(data)
    assert (280, 400) == page.shape
    assert np.corrcoef(page.ravel(), np.asarray(SHEET).ravel())[0, 1] > 0.3


def test_the_camera_says_which_way_is_up() -> None:
    told = Image.Exif()
    told[0x0112] = 6
    (page,) = pages(saved(SHEET.rotate(90, expand=True), "JPEG", exif=told))
    assert (280, 400) == page.shape


@pytest.mark.parametrize("name", ["upright", "turned"])
def test_a_picture_of_a_telephone_is_drawn_the_way_it_was_held(name: str) -> None:
    (page,) = pages((HEIC / f"{name}.heic").read_bytes())
    assert (280, 400) == page.shape
    assert np.corrcoef(page.ravel(), np.asarray(SHEET).ravel())[0, 1] > 0.9


@pytest.mark.parametrize("share", [n / 10 for n in range(1, 10)])
def test_a_cut_heic_picture_is_a_page_or_a_word(share: float) -> None:
    data = (HEIC / "upright.heic").read_bytes()
    with contextlib.suppress(Unopened):
        assert all(page.ndim == 2 for page in pages(data[: int(share * len(data))]))


def test_a_heic_picture_that_was_changed_anywhere_is_a_page_or_a_word() -> None:
    """Two hundred changes of one to eight bytes at places drawn once."""
    whole, draw = (HEIC / "turned.heic").read_bytes(), np.random.default_rng(7)
    for _ in range(200):
        data = np.frombuffer(whole, np.uint8).copy()
        data[draw.integers(0, len(data), draw.integers(1, 9))] = draw.integers(0, 256)
        with contextlib.suppress(Unopened):
            assert all(page.ndim == 2 for page in pages(data.tobytes()))


def test_a_heic_picture_of_too_many_pixels_is_refused() -> None:
    """The size stands in the property `ispe`; nothing is decoded to learn it."""
    data = (HEIC / "upright.heic").read_bytes()
    at = data.index(b"ispe") + 8
    huge = data[:at] + (60_000).to_bytes(4, "big") * 2 + data[at + 8 :]
    with pytest.raises(Unopened, match="pixels"):
        list(pages(huge))


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    (page,) = pages(saved(clear))
    assert 255 == page.min()


@pytest.mark.parametrize(
    ("form", "size"), [("JPEG", (12_000, 8_400)), ("PNG", (10_000, 10_000)), ("PNG", (6000, 3000))]
)
def test_a_large_picture_is_made_smaller(form: str, size: tuple[int, int]) -> None:
    """A hundred megapixels among them, as some cameras and scanners give."""
    (page,) = pages(saved(Image.new("L", size, 200), form))
    assert (LONGEST, 200) == (max(page.shape), int(np.median(page)))


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    frames = [Image.new("L", (80, 80), value) for value in (200, 10)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    (page,) = pages(data)
    assert (2, 200) == (animated(data), int(np.median(page)))
    assert 1 == animated(b"no picture")


@pytest.mark.parametrize(("number", "drawn"), [(1, 1), (3, 3), (PAGES + 3, PAGES)])
def test_pages_of_a_pdf_are_drawn(number: int, drawn: int) -> None:
    assert drawn == len(list(pages(printed(number))))


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed())) as document_:
        document_.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither a picture"),
        (b"some words", "neither a picture"),
        (b"\0\0\0\x18ftypheic" + bytes(90), "damaged"),
        (b"%PDF-1.4 and nothing", "damaged"),
        (locked(), "password"),
        (saved(SHEET, "JPEG")[:900], "damaged"),
        (saved(Image.new("L", (20, 20))), "20 x 20"),
    ],
    ids=["empty", "words", "no heic", "broken pdf", "locked pdf", "half a jpeg", "icon"],
)
def test_what_cannot_be_drawn_is_said(data: bytes, said: str) -> None:
    with pytest.raises(Unopened, match=said):
        list(pages(data))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "PDF", "GIF"])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_cut_file_is_a_page_or_a_word(form: str, share: float) -> None:
    data = saved(SHEET, form)
    with contextlib.suppress(Unopened):
        assert all(page.ndim == 2 for page in pages(data[: int(share * len(data))]))


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    head = saved(Image.new("1", (8, 8)))
    huge = head[:16] + (60_000).to_bytes(4, "big") * 2 + head[24:]
    with pytest.raises(Unopened):
        list(pages(huge))
