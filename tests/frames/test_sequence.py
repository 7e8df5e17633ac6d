"""Numbered drawings and folders."""

from __future__ import annotations

import numpy as np
import pytest

from celtrace.frames.sequence import FEWEST, Placed, Run, folder_said, runs

SHOT = ("Our Show", "ep05_c112", "3")


def placed(*pairs: tuple[int, float], shot: tuple[str, str, str] = SHOT) -> list[Placed]:
    return [Placed(number, shot, seconds) for number, seconds in pairs]


def on_twos(first: int, last: int, start: float) -> list[Placed]:
    """Drawings on twos at 24 pictures a second."""
    return placed(*((n, start + (n - first) / 12) for n in range(first, last + 1)))


def test_numbered_drawings_map_to_rising_time() -> None:
    [run] = runs(on_twos(1, 20, 37.0))
    assert (SHOT, 1, 20, 20, 20) == (run.shot, run.first, run.last, run.agree, run.of)
    assert pytest.approx((37.0, 37.0 + 19 / 12, 1 / 12), abs=0.002) == (
        run.start,
        run.end,
        run.step,
    )


@pytest.mark.parametrize("seed", range(5))
def test_start_and_end_are_within_two_frames_though_matches_are_off(seed: int) -> None:
    """Each match is off by up to a frame and a quarter of them are elsewhere in the shot."""
    rng = np.random.default_rng(seed)
    true = on_twos(1, 24, 10.0)
    off = [Placed(p.number, p.shot, p.seconds + float(rng.uniform(-1, 1)) / 24) for p in true]
    for n in rng.choice(np.arange(1, 23), 6, replace=False):
        off[n] = Placed(off[n].number, SHOT, float(rng.uniform(10, 12)))
    [run] = runs(off)
    assert abs(run.start - 10.0) <= 2 / 24
    assert abs(run.end - (10.0 + 23 / 12)) <= 2 / 24


def test_only_a_part_of_the_drawings_found_is_enough() -> None:
    every_third = on_twos(1, 30, 5.0)[::3]
    [run] = runs(every_third)
    assert (1, 28) == (run.first, run.last)
    assert pytest.approx(5.0 + 27 / 12, abs=0.01) == run.end


def test_falling_time_is_no_run() -> None:
    assert [] == runs(placed(*((n, 10.0 - n / 12) for n in range(1, 12))))


def test_one_held_picture_is_no_run() -> None:
    assert [] == runs(placed(*((n, 3.0) for n in range(1, 12))))


@pytest.mark.parametrize("count", range(FEWEST))
def test_too_few_drawings_say_nothing(count: int) -> None:
    assert [] == runs(on_twos(1, 20, 0.0)[:count])


def test_the_same_number_twice_is_counted_once() -> None:
    [run] = runs([*on_twos(1, 5, 0.0), *on_twos(1, 5, 0.0)])
    assert (5, 10) == (run.agree, run.of)


def test_each_shot_has_its_own_run_the_longest_first() -> None:
    other = ("Our Show", "ep05_c113", "4")
    short = [Placed(p.number, other, p.seconds) for p in on_twos(40, 44, 60.0)]
    found: list[Run] = runs([*short, *on_twos(1, 12, 37.0)])
    assert [SHOT, other] == [run.shot for run in found]


def test_order_of_the_files_does_not_matter() -> None:
    drawings = on_twos(1, 12, 37.0)
    assert runs(drawings) == runs(drawings[::-1])


@pytest.mark.parametrize(
    ("shows", "show", "why"),
    [
        (["a"] * 8, "a", "8 of 12 drawings are the same as frames of it"),
        (["a"] * 8 + ["b"], "a", "8 of 12"),
        (["a"] * 5 + ["b"] * 4, "", "several shows"),
        (["a"] * 2, "", "only 2 drawing(s) matched"),
        ([], "", "none of ours"),
    ],
)
def test_a_folder_points_to_one_show_or_to_none(shows: list[str], show: str, why: str) -> None:
    said = folder_said(shows, 12)
    assert (show, len(shows), 12) == (said.show, said.matched, said.drawings)
    assert why in said.why


def test_what_each_show_has_is_counted() -> None:
    assert (("a", 3), ("b", 2), ("c", 2)) == folder_said([*"aaabbcc"], 9).by_show
