"""Several documents in one picture, and zones under hard light: read right or not at all."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from celtrace.papers.zone import further_zones, read_zone
from papers.pages import TD1, TD3, grey, page


def beside(first: tuple[str, ...], second: tuple[str, ...]) -> Image.Image:
    """Two documents, one above the other, on a table."""
    table = Image.new("L", (1000, 1440), 120)
    table.paste(page(first), (0, 0))
    table.paste(page(second), (0, 740))
    return table


def forms(picture: Image.Image) -> list[str]:
    first = read_zone(grey(picture))
    assert first is not None
    return sorted(one.zone.form for one in (first, *further_zones(grey(picture), first)))


def test_two_documents_are_told_apart() -> None:
    assert ["TD1", "TD3"] == forms(beside(TD3, TD1))


def test_one_document_is_one() -> None:
    assert ["TD3"] == forms(page(TD3))


def test_the_same_document_twice_is_one() -> None:
    assert ["TD3"] == forms(beside(TD3, TD3))


@pytest.mark.parametrize(
    "spoilt",
    [
        page(TD3).filter(ImageFilter.GaussianBlur(1.2)),
        page(TD3).point(lambda value: 40 + value // 2),
        Image.fromarray(
            np.clip(
                np.asarray(page(TD3), np.int16)
                + np.random.default_rng(1).normal(0, 12, (700, 1000)).astype(np.int16),
                0,
                255,
            ).astype(np.uint8)
        ),
    ],
    ids=["soft", "dull", "grainy"],
)
def test_what_is_called_verified_is_what_stands_there(spoilt: Image.Image) -> None:
    read = read_zone(grey(spoilt))
    assert read is not None
    if read.digits_verified:
        assert TD3[1] == read.zone.lines[1]
    if read.twice:
        assert "MUSTER" == read.zone.primary
