"""Videos at home and videos found: every new picture once, with its second and its shot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from celtrace.cases.frames.index import Index, add, open_index
from celtrace.cases.frames.match import Answer, folders, match
from celtrace.cases.frames.read import Naming, pictures, references
from frames.drawn import Show
from frames.indexed import saved
from frames.pages import page
from frames.test_video import film


def quiet(place: str, reason: str, consequence: str) -> None:
    raise AssertionError((place, reason, consequence))


@pytest.fixture(scope="module")
def episode(shows: list[Show]) -> bytes:
    """Two cuts of five drawings on threes, then black."""
    drawings = [shows[0].frame(cut, n / 4).colour for cut in (1, 2) for n in range(5)]
    on_threes = [one for one in drawings for _ in range(3)]
    black = [np.zeros((360, 640, 3), np.uint8)] * 6
    return film([*on_threes, *black], [n / 24 for n in range(36)])


@pytest.fixture(scope="module")
def ours(episode: bytes, shows: list[Show], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The episode in an index, with a second show beside it."""
    folder = tmp_path_factory.mktemp("ours")
    (folder / "ep05.mp4").write_bytes(episode)
    other = [shows[1].frame(cut, n / 4).colour for cut in range(3) for n in range(5)]
    (folder / "other.mp4").write_bytes(film(other, [n / 24 for n in range(15)]))
    add(folder / "i", references([folder / "ep05.mp4"], Naming("Our Show"), quiet))
    add(folder / "i", references([folder / "other.mp4"], Naming("Other Show"), quiet))
    return open_index(folder / "i")


def test_repeats_are_kept_once_with_their_second_and_shot(ours: Index) -> None:
    frames = [one for one in ours.frames if one.show == "Our Show" and not one.plain]
    assert pytest.approx([n / 8 for n in range(10)], abs=0.02) == [one.seconds for one in frames]
    assert [0] * 5 + [1] * 5 == [one.shot for one in frames]
    assert all(one.until and one.seconds is not None and one.until > one.seconds for one in frames)


def test_black_is_held_and_proves_nothing(ours: Index) -> None:
    assert "blank" == [one for one in ours.frames if one.show == "Our Show"][-1].plain


def test_a_page_is_found_in_the_video_with_its_second(
    ours: Index, shows: list[Show], tmp_path: Path
) -> None:
    [said] = asked(page(shows[0].frame(1, 0.5).ink), tmp_path, ours)
    assert said.ours
    assert ("Our Show", 0) == (said.ours.show, said.ours.shot)
    assert pytest.approx(2 / 8, abs=0.13) == said.ours.seconds


def test_a_line_test_found_as_video_is_a_run_in_one_shot(
    ours: Index, shows: list[Show], tmp_path: Path
) -> None:
    """The drawings of one cut in ink, as a video of their own, at another pace."""
    inks = [np.repeat(shows[0].frame(1, n / 4).ink[:, :, None], 3, axis=2) for n in range(5)]
    path = tmp_path / "line test.mp4"
    path.write_bytes(film(inks, [n / 4 for n in range(5)]))
    answers = [one.answer for one in match(pictures([path], quiet), ours)]
    assert 5 == len(answers)
    [folder] = folders(answers)
    assert "Our Show" == folder.said.show
    [run] = folder.runs
    assert pytest.approx((0.0, 0.5), abs=0.1) == (run.start, run.end)


def asked(pixels: np.ndarray, folder: Path, index: Index) -> list[Answer]:

    path = saved(folder, "a.png", pixels)
    return [one.answer for one in match(pictures([path], quiet), index)]
