"""Titles and codes in names."""

from __future__ import annotations

import pytest

from celtrace.text.shows import Named, cuts_of, read_name

OURS = (("boat", "Star Boat"), ("boat", "별배"))


@pytest.mark.parametrize(
    ("path", "cuts"),
    [
        ("EP305/sc012_c045.psd", ("ep305_c045",)),
        ("第5话/C-112.psd", ("ep05_c112",)),
        ("#05 C-112.tvpp", ("ep05_c112",)),
        ("ep05_c101.psd", ("ep05_c101",)),
        ("5화/컷 12.clip", ("ep05_c012",)),
        ("a\\ep05\\c007.psd", ("ep05_c007",)),
        ("notes.txt", ()),
        ("", ()),
    ],
)
def test_the_cut_of_a_path_is_read(path: str, cuts: tuple[str, ...]) -> None:
    assert cuts == cuts_of(path)


@pytest.mark.parametrize(
    "path", ["Star_Boat/EP05_c012.psd", "x/starboat_ep5.psd", "별배_5화.psd", "STAR BOAT.psd"]
)
def test_our_own_title_is_known_however_it_is_joined(path: str) -> None:
    assert "boat" == read_name(path, OURS).production


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("Moon_Cat_EP305_c012.psd", "moon cat"),
        ("day1/Moon Cat #05/a.psd", "moon cat"),
        ("月猫_第5话.psd", "月猫"),
    ],
)
def test_a_title_before_a_code_is_another_show(path: str, title: str) -> None:
    assert title == read_name(path, OURS).other


@pytest.mark.parametrize(
    "path",
    [
        "final_cut_c012.psd",
        "EP05_c012.psd",
        "layout_ep05.psd",
        "Moon Cat/readme.txt",
        "abc_ep1.psd",
    ],
)
def test_words_of_the_trade_and_names_without_a_code_are_no_title(path: str) -> None:
    assert "" == read_name(path, OURS).other


def test_a_name_without_anything_says_nothing() -> None:
    assert Named() == read_name("", OURS)


CODES = [
    ("EP12/EP12_C003.xdts", ("ep12_c003",)),
    ("ep05_c101-103.zip", ("ep05_c101", "ep05_c102", "ep05_c103")),
    ("第12集/镜头45/线稿.psd", ("ep12_c045",)),
    ("12話_カット45.clip", ("ep12_c045",)),
    ("3화 컷 7.psd", ("ep03_c007",)),
    ("Episode 3/Cut 12.tga", ("ep03_c012",)),
    ("#07_C-001.tvpp", ("ep07_c001",)),
]


@pytest.mark.parametrize(("path", "cuts"), CODES)
def test_cuts_are_read_in_the_ways_of_many_studios(path: str, cuts: tuple[str, ...]) -> None:
    assert cuts == cuts_of(path)


@pytest.mark.parametrize(("path", "cuts"), CODES)
def test_a_code_alone_is_of_no_other_show(path: str, cuts: tuple[str, ...]) -> None:
    assert Named("", cuts) == read_name(path, OURS)


@pytest.mark.parametrize(("path", "cuts"), CODES)
def test_with_our_title_before_it_the_code_is_ours(path: str, cuts: tuple[str, ...]) -> None:
    assert Named("boat", cuts) == read_name(f"Star Boat/{path}", OURS)


@pytest.mark.parametrize(
    "path", ["", "/", "//", ".", "..", "a/b/c", "\x00", "." * 300, "가" * 2000, "#", "第話", "ep_c"]
)
def test_odd_names_are_read_without_a_fault(path: str) -> None:
    assert () == read_name(path, OURS).cuts
