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


@pytest.mark.parametrize(
    "text",
    ["ep 5 cuts 3-5", "Episode 5: scenes 3 to 5", "#5 C3~5", "第5話 カット3〜5", "5화 컷 3부터 5",
     "серия 5 cuts 3—5", "Folge 5 sc 3-5", "EP.05_SC003-005", "ep 5\u00a0cuts 3\u20135"],
)  # fmt: skip
def test_offices_of_every_country_mean_the_same_three_cuts(text: str) -> None:
    assert ("ep05_c003", "ep05_c004", "ep05_c005") == read_cuts(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ep 5 cuts 3 and 5; cuts 7", ("ep05_c003", "ep05_c005")),
        ("ep 5 cut 12a, 12b", ("ep05_c012a", "ep05_c012b")),
        ("ep 100 cut 1000", ("ep100_c1000",)),
        ("ep 5 cuts 5, 3, 5", ("ep05_c003", "ep05_c005")),
        ("ep 6 cut 1; ep 5 cut 2", ("ep05_c002", "ep06_c001")),
    ],
)
def test_names_come_sorted_once_and_only_where_the_episode_is_said(
    text: str, names: tuple[str, ...]
) -> None:
    assert names == read_cuts(text)


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 999)), min_size=1, max_size=8))
def test_the_order_in_which_cuts_are_named_does_not_matter(cuts: list[tuple[int, int]]) -> None:
    written = [f"ep {episode} cut {cut}" for episode, cut in cuts]
    assert read_cuts("; ".join(written)) == read_cuts("; ".join(reversed(written)))


@given(st.text(alphabet="abcdefgh xyz", max_size=40))
def test_text_without_numbers_is_handed_back_whole(text: str) -> None:
    """What cannot be read is handed back: nothing is silently lost."""
    found = cut_list(text)
    assert ((), " ".join(text.split())) == (found.names, " ".join(found.unread))


def test_a_range_of_ten_thousand_cuts_is_read_and_one_more_is_handed_back() -> None:
    assert 10_000 == len(read_cuts("ep 1 cuts 1-10000"))
    assert ("cuts 1-10001",) == cut_list("ep 1 cuts 1-10001").unread
