"""Lines of print on a page: found where they are, read as they stand, large letters first."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from celtrace.papers.print_lines import cut, found, printed_lines
from papers.pages import TD3, grey, page


def test_every_line_above_the_zone_is_read() -> None:
    lines = list(printed_lines(grey(page(TD3))))
    assert {"UTOPIA", "MUSTER", "ADA MARIA", "ZENITH"} <= set(lines)


def test_lines_of_a_zone_are_passed_over() -> None:
    assert not [line for line in printed_lines(grey(page(TD3))) if line.count("<") > 4]


def test_large_letters_come_first() -> None:
    sheet = Image.new("L", (900, 600), 235)
    pen = ImageDraw.Draw(sheet)
    for top, size, text in ((60, 18, "SMALL PRINT"), (200, 60, "LARGE"), (400, 32, "BETWEEN")):
        pen.text((80, top), text, fill=20, font=ImageFont.load_default(size))
    assert ["LARGE", "BETWEEN", "SMALL PRINT"] == list(printed_lines(grey(sheet)))


@pytest.mark.parametrize("angle", [-8, 8])
def test_a_page_that_lies_askew_is_read(angle: int) -> None:
    lines = set(printed_lines(grey(page(TD3).rotate(angle, expand=True, fillcolor=235))))
    assert {"MUSTER", "ADA MARIA"} <= lines


@pytest.mark.shared
def test_letters_are_read_with_what_they_carry(shared_data: Path) -> None:
    folder = shared_data / "verify/mrz_passporteye/passporteye/mrz/testdata"
    picture = cv2.imread(str(folder / "79_pass-hun.png"), cv2.IMREAD_GRAYSCALE)
    assert "ROZÁLIA IRMA" in set(printed_lines(np.asarray(picture, np.uint8)))


@pytest.mark.parametrize(
    "picture",
    [np.full((300, 500), 255, np.uint8), np.zeros((9, 700), np.uint8), np.zeros((1, 1), np.uint8)],
    ids=["blank", "a strip", "one pixel"],
)
def test_where_there_is_no_print_there_are_no_lines(picture: np.ndarray) -> None:
    assert [] == list(printed_lines(picture))


def test_a_line_is_cut_level_at_one_height() -> None:
    sheet = grey(page(TD3))
    assert {48} == {cut(sheet, line).shape[0] for line in found(sheet)}
