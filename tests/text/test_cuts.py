"""Cut ranges as production offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.cuts import cut_list, read_cuts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ep 5 cuts 3-5", ["ep05_c003", "ep05_c004", "ep05_c005"]),
        ("ep 5 cuts 101-102; ep 7 cuts 20", ["ep05_c101", "ep05_c102", "ep07_c020"]),
        ("Episode 5, cuts 1, 3 and 5", ["ep05_c001", "ep05_c003", "ep05_c005"]),
        ("in-betweens of ep. 5 cut 12 and ep 6 cut 7", ["ep05_c012", "ep06_c007"]),
        ("#05 C-101~102", ["ep05_c101", "ep05_c102"]),
        ("第5话 101-102", ["ep05_c101", "ep05_c102"]),
        ("第５話　カット１０１～１０２", ["ep05_c101", "ep05_c102"]),
        ("5화 컷 3, 5", ["ep05_c003", "ep05_c005"]),
        ("ep05_c101", ["ep05_c101"]),
        ("ep05_c101, ep05_c103", ["ep05_c101", "ep05_c103"]),
        ("EP05 C101–C102", ["ep05_c101", "ep05_c102"]),
        ("S01E05 c12A", ["ep05_c012a"]),
        ("ep 12 cuts 7 to 8", ["ep12_c007", "ep12_c008"]),
        ("ep 5 cuts 9-9", ["ep05_c009"]),
    ],
)
def test_cuts_are_read_exactly(text: str, names: list[str]) -> None:
    assert names == list(read_cuts(text))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("part of the work, tier 2 as published", "part of the work, tier 2 as published"),
        ("ep 5 cuts 40-20", "cuts 40-20"),
        ("ep 5 cuts 1-99999", "cuts 1-99999"),
        ("ep 5", "ep 5"),
        ("ep 5 cut 3, 12 drawings", "12 drawings"),
        ("ep 5 cut 3 due 2024-03-01", "due 2024-03-01"),
    ],
)
def test_what_is_no_cut_is_handed_back(text: str, unread: str) -> None:
    assert unread in cut_list(text).unread


def test_forty_cuts_are_forty_and_not_one_more() -> None:
    assert 80 == len(read_cuts("ep 5 cuts 101-140; ep 7 cuts 20-59"))


def test_a_scope_without_an_episode_names_no_cut() -> None:
    assert () == read_cuts("animation; agreement of July 2019 on a debt of 1,123,120 USD")


@given(st.integers(1, 999), st.integers(1, 5000), st.integers(0, 200))
def test_a_written_range_is_read_back(episode: int, first: int, more: int) -> None:
    names = read_cuts(f"ep {episode} cuts {first}-{first + more}")
    assert more + 1 == len(names)
    assert read_cuts(", ".join(names)) == names


@given(st.text(alphabet="ep# c第话0123456789-~,;. ", max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert len(read_cuts(text)) == len(set(read_cuts(text)))
