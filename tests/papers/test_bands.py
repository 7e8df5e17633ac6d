"""Where lines stand on a page: whole, level and in order, and nothing where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from celtrace.papers.bands import Grey, bands, lines
from papers.pages import TD1, TD3, grey, page


def ruled(rows: int, *, ground: int = 255, height: int = 20, gap: int = 20) -> Grey:
    """A band with rows of upright strokes, as characters make them."""
    size = (900, rows * (height + gap) + gap)
    picture = Image.new("L", size, ground)
    draw = ImageDraw.Draw(picture)
    for row in range(rows):
        top = gap + row * (height + gap)
        for left in range(30, 870, 20):
            draw.rectangle((left, top, left + 6, top + height), fill=20)
    return grey(picture)


def darkest(picture: Grey) -> int:
    return int(picture.min())


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_each_row_of_characters_is_one_line(rows: int) -> None:
    assert rows == len(lines(ruled(rows)))


@pytest.mark.parametrize("ground", [255, 200, 150])
def test_the_colour_of_the_paper_does_not_matter(ground: int) -> None:
    assert 2 == len(lines(ruled(2, ground=ground)))


@pytest.mark.parametrize("height", [10, 20, 40])
def test_every_line_has_the_height_that_recognisers_want(height: int) -> None:
    found = lines(ruled(2, height=height))
    assert [48, 48] == [one.shape[0] for one in found]


def test_a_line_keeps_its_proportions() -> None:
    (line,) = lines(ruled(1, height=20, gap=30))
    assert line.shape[1] > 10 * line.shape[0]


def test_a_ground_of_fine_print_does_not_join_the_lines() -> None:
    noise = np.random.default_rng(3).integers(-25, 25, ruled(2).shape)
    noisy = np.clip(ruled(2, ground=200).astype(int) + noise, 0, 255).astype(np.uint8)
    assert 2 == len(lines(noisy))


@pytest.mark.parametrize(
    "shape", [(1, 1), (3, 200), (200, 3), (7, 7)], ids=["dot", "low", "narrow", "square"]
)
def test_a_scrap_has_no_lines(shape: tuple[int, int]) -> None:
    assert [] == lines(np.full(shape, 255, np.uint8))


def test_blank_paper_has_no_lines_of_ink() -> None:
    assert all(darkest(one) > 200 for one in lines(np.full((80, 600), 230, np.uint8)))


@pytest.mark.parametrize("given", [TD3, TD1], ids=["two lines", "three lines"])
def test_the_band_of_a_zone_is_among_those_given(given: tuple[str, ...]) -> None:
    assert any(len(lines(band)) == len(given) for band in bands(grey(page(given))))


@pytest.mark.parametrize("turn", [5, -12])
def test_a_band_that_lies_askew_is_cut_out_level(turn: float) -> None:
    askew = grey(page(TD3).rotate(turn, expand=True, fillcolor=235))
    assert any(len(lines(band)) == 2 for band in bands(askew))


def test_a_page_where_nothing_stands_out_is_tried_at_its_foot() -> None:
    blank = np.full((700, 1000), 235, np.uint8)
    assert [197, 329] == [band.shape[0] for band in bands(blank)]


@pytest.mark.parametrize("shape", [(1, 1), (2, 3000), (3000, 2), (40, 40), (90, 400)])
def test_any_picture_gives_bands_that_are_pictures(shape: tuple[int, int]) -> None:
    given = np.random.default_rng(5).integers(0, 255, shape, dtype=np.uint8)
    assert all(band.ndim == 2 and band.dtype == np.uint8 for band in bands(given))
