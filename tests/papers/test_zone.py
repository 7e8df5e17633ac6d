"""Zones in pictures: whichever way up, what holds and what does not, names never by digits."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from celtrace.documents.mrz import parse
from celtrace.documents.mrz_printed import Printed
from celtrace.papers.bands import lines
from celtrace.papers.recogniser import second_opinion
from celtrace.papers.zone import beside, read_zone
from papers.pages import TD1, TD3, grey, page

SPECIMENS = "verify/mrz_passporteye/passporteye/mrz/testdata"


@pytest.mark.parametrize("given", [TD3, TD1], ids=["passport", "card"])
def test_a_zone_is_read_whole_and_its_digits_hold(given: tuple[str, ...]) -> None:
    read = read_zone(grey(page(given)))
    assert read is not None
    assert (parse(given).number, True) == (read.zone.number, read.digits_verified)


@pytest.mark.parametrize("turn", [180, 270, 4])
def test_the_page_may_lie_any_way(turn: float) -> None:
    turned = page(TD3).rotate(turn, expand=True, fillcolor=235)
    read = read_zone(grey(turned))
    assert read is not None
    assert read.digits_verified


@pytest.mark.parametrize("width", [500])
def test_a_small_picture_reads_the_same(width: int) -> None:
    whole = page(TD3)
    read = read_zone(grey(whole.resize((width, width * whole.height // whole.width))))
    assert read is not None
    assert parse(TD3).number == read.zone.number


@pytest.mark.parametrize(
    ("name", "turn", "expected"),
    [
        (("MUSTER", "ADA MARIA"), 0, Printed("MUSTER, ADA MARIA", same=True)),
        (("MUSTER, ADA MARIA",), 180, Printed("MUSTER, ADA MARIA", same=True)),
        (("MUSTER", "ADA MARLA"), 0, Printed("MUSTER, ADA MARLA", same=False)),
        (("OTHER", "PERSON"), 0, None),
    ],
    ids=["two lines", "one line, upside down", "another letter", "another name"],
)
def test_the_printed_name_is_held_against_the_zone(
    name: tuple[str, ...], turn: int, expected: Printed | None
) -> None:
    sheet = grey(page(TD3, name=name).rotate(turn))
    read = read_zone(sheet)
    assert read is not None
    assert read.digits_verified
    assert expected == beside(sheet, read)


@pytest.mark.skipif(second_opinion() is not None, reason="a second recogniser is installed")
def test_digits_that_hold_do_not_verify_names() -> None:
    read = read_zone(grey(page(TD3)))
    assert read is not None
    assert (True, False) == (read.digits_verified, read.twice)


def test_a_wrong_digit_stays_wrong() -> None:
    read = read_zone(grey(page((TD3[0], TD3[1][:-1] + "9"))))
    assert read is not None
    assert not read.digits_verified
    assert any("whole zone" in fault for fault in read.zone.faults)


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("L", (1, 1)),
        Image.new("L", (400, 300), 255),
        page(()),
        Image.fromarray(np.random.default_rng(1).integers(0, 255, (300, 500), dtype=np.uint8)),
    ],
    ids=["one pixel", "blank", "no zone", "noise"],
)
def test_without_a_zone_none_is_made_up(picture: Image.Image) -> None:
    assert read_zone(grey(picture)) is None


def test_lines_of_a_band_come_from_top_to_bottom() -> None:
    band = grey(page(TD1))[500:]
    assert [48, 48, 48] == [one.shape[0] for one in lines(band)]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("100_pass-chn.jpg", "LIN"),
        ("53_id-d.jpg", "MUSTERMANN"),
        ("79_pass-hun.png", "HANDRA"),
    ],
)
def test_specimens_of_states_are_read(shared_data: Path, name: str, expected: str) -> None:
    picture = cv2.imread(str(shared_data / SPECIMENS / name), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    read = read_zone(np.asarray(picture, dtype=np.uint8))
    assert read is not None
    assert (expected, True) == (read.zone.primary, read.digits_verified)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("79_pass-hun.png", True),
        ("24_pass-egy.jpg", True),
        ("100_pass-lux.jpg", True),
        ("27_pass-gbr.jpg", False),
        ("25_pass-uto.jpg", False),
    ],
)
def test_printed_names_of_specimens_never_verify_lines_that_were_misread(
    shared_data: Path, name: str, *, expected: bool
) -> None:
    """Of the last two every check digit holds, and a letter of the name is read wrong."""
    picture = cv2.imread(str(shared_data / SPECIMENS / name), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    page = np.asarray(picture, np.uint8)
    read = read_zone(page)
    assert read is not None
    printed = beside(page, read)
    assert printed is not None
    assert (True, expected) == (read.digits_verified, printed.same)
