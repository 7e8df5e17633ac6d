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


def blurred(seed: int, first: float = 10.0) -> list[Placed]:
    """Drawings that lie as well on frames about their own, and best on a wrong one of them."""
    rng = np.random.default_rng(seed)
    out = []
    for one in on_twos(1, 10, first):
        frames = one.seconds + np.arange(-4, 5) / 12
        scores = 0.85 - 0.015 * np.abs(np.arange(-4, 5)) + rng.normal(0, 0.012, 9)
        held = sorted(zip(frames, scores, strict=True), key=lambda pair: -pair[1])
        (best, top), *rest = ((float(at), float(score)) for at, score in held)
        out.append(Placed(one.number, SHOT, best, top, tuple(rest)))
    return out


@pytest.mark.parametrize("seed", range(8))
def test_frames_on_which_it_lies_nearly_as_well_settle_the_line(seed: int) -> None:
    [run] = runs(blurred(seed))
    assert (1, 10) == (run.first, run.last)
    assert abs(run.start - 10.0) <= 2 / 24
    assert abs(run.end - (10.0 + 9 / 12)) <= 2 / 24


def test_they_settle_it_better_than_the_best_alone() -> None:
    alone, all_of_them = [], []
    for seed in range(20):
        drawings = blurred(seed)
        only = [Placed(one.number, SHOT, one.seconds) for one in drawings]
        for kept, given in ((alone, only), (all_of_them, drawings)):
            kept.append(abs(run[0].start - 10.0) if (run := runs(given)) else 1.0)
    assert np.mean(all_of_them) < 0.7 * np.mean(alone)


@pytest.mark.parametrize(("score", "agree"), [(0.79, [4]), (0.6, [])])
def test_a_frame_on_which_it_lies_far_worse_says_nothing(score: float, agree: list[int]) -> None:
    """Two drawings lie best on a line, two elsewhere, and on it a little or far worse."""
    best = ((1, 0.5), (2, 1.0), (3, 0.0), (4, 3.9))
    lain = [Placed(n, SHOT, at, 0.8, ((n / 2, score),)) for n, at in best]
    assert agree == [run.agree for run in runs(lain)]


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
        (["a"] * 2, "", "only 2 drawings matched"),
        ([], "", "none of ours"),
    ],
)
def test_a_folder_points_to_one_show_or_to_none(shows: list[str], show: str, why: str) -> None:
    said = folder_said(shows, 12)
    assert (show, len(shows), 12) == (said.show, said.matched, said.drawings)
    assert why in said.why


def test_what_each_show_has_is_counted() -> None:
    assert (("a", 3), ("b", 2), ("c", 2)) == folder_said([*"aaabbcc"], 9).by_show
