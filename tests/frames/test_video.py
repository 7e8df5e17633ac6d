"""Videos: times, shots, repeats."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction

import av
import numpy as np
import pytest

from celtrace.frames.pixels import PictureUnread
from celtrace.frames.video import LONGEST, again, evenly, frames_of, moments, sketch
from frames.drawn import Show


def film(
    pictures: Sequence[np.ndarray],
    times: Sequence[float],
    size: tuple[int, int] = (320, 180),
    form: str = "mp4",
) -> bytes:
    """A video with these pictures at these seconds, of half their size."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as container:
        track = container.add_stream("mpeg4", rate=24)
        track.width, track.height, track.pix_fmt = *size, "yuv420p"
        track.bit_rate = 4_000_000
        track.time_base = track.codec_context.time_base = Fraction(1, 240)
        for picture, seconds in zip(pictures, times, strict=True):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture[::2, ::2]), "bgr24")
            frame.pts, frame.time_base = round(seconds * 240), Fraction(1, 240)
            container.mux(track.encode(frame))
        container.mux(track.encode(None))
    return out.getvalue()


@pytest.fixture(scope="module")
def pictures(shows: list[Show]) -> list[np.ndarray]:
    """Two cuts of four drawings, each standing for three frames."""
    drawings = [shows[0].frame(cut, n / 3).colour for cut in (0, 1) for n in range(4)]
    return [one for one in drawings for _ in range(3)]


@pytest.fixture(scope="module")
def on_threes(pictures: list[np.ndarray]) -> bytes:
    return film(pictures, [n / 24 for n in range(24)])


def test_every_frame_has_its_time(on_threes: bytes) -> None:
    read = list(frames_of(io.BytesIO(on_threes)))
    assert 24 == len(read)
    assert pytest.approx([n / 24 for n in range(24)], abs=0.01) == [one[0] for one in read]
    assert (180, 320, 3) == read[0][1].shape


def test_repeats_on_threes_are_dropped_and_shots_told_apart(on_threes: bytes) -> None:
    kept = list(moments(frames_of(io.BytesIO(on_threes))))
    assert pytest.approx([n / 8 for n in range(8)], abs=0.01) == [one.seconds for one in kept]
    assert [0] * 4 + [1] * 4 == [one.shot for one in kept]
    assert pytest.approx(kept[0].seconds + 2 / 24, abs=0.01) == kept[0].until


def test_a_variable_frame_rate_keeps_the_times_of_the_file(pictures: list[np.ndarray]) -> None:
    times = [0, 0.5, 0.6, 2.0]
    data = film([pictures[0], pictures[3], pictures[6], pictures[12]], times)
    assert pytest.approx(times, abs=0.02) == [
        m.seconds for m in moments(frames_of(io.BytesIO(data)))
    ]


def test_a_shot_that_stands_is_one_picture(pictures: list[np.ndarray]) -> None:
    data = film([pictures[0]] * 20, [n / 24 for n in range(20)])
    assert 1 == len(list(moments(frames_of(io.BytesIO(data)))))


@pytest.mark.parametrize("tenth", [2, 5, 9])
def test_a_cut_video_is_refused_or_read_as_far_as_it_goes(on_threes: bytes, tenth: int) -> None:
    with suppress(PictureUnread):
        assert 24 >= len(list(frames_of(io.BytesIO(on_threes[: len(on_threes) * tenth // 10]))))


def test_what_is_no_video_is_said_to_be_none() -> None:
    with pytest.raises(PictureUnread):
        list(frames_of(io.BytesIO(b"no video at all")))


def test_a_video_is_read_without_pyav(on_threes: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    assert 24 == len(list(frames_of(io.BytesIO(on_threes))))


def test_a_large_video_is_read_at_a_bounded_size(pictures: list[np.ndarray]) -> None:
    large = [np.kron(pictures[0], np.ones((5, 5, 1), np.uint8))] * 2
    [(_, pixels), _] = frames_of(io.BytesIO(film(large, [0, 0.5], (1600, 900))))
    assert (LONGEST * 9 // 16, LONGEST) == pixels.shape[:2]


def test_frames_can_be_taken_evenly(on_threes: bytes) -> None:
    assert 4 == len(list(evenly(frames_of(io.BytesIO(on_threes)), 0.25)))


def test_a_video_that_breaks_off_says_where() -> None:
    """A Matroska file states its length at the beginning."""
    frames = [np.full((90, 160, 3), n, np.uint8) for n in range(0, 250, 2)]
    whole = film(frames, [n / 24 for n in range(len(frames))], form="matroska")
    read: list[float] = []
    with pytest.raises(PictureUnread, match=r"breaks off at \d\.\d s of 5\.\d s"):
        read.extend(seconds for seconds, _ in frames_of(io.BytesIO(whole[: len(whole) // 2])))
    assert 3 > len(read) / 24 > 0
    assert len(frames) == len(list(frames_of(io.BytesIO(whole))))


def test_a_picture_that_is_encoded_anew_is_the_same_again(pictures: list[np.ndarray]) -> None:
    one = pictures[0]
    noisy = np.clip(one + np.random.default_rng(1).normal(0, 3, one.shape), 0, 255).astype(np.uint8)
    assert again(sketch(one), sketch(noisy))


def test_one_thin_stroke_makes_another_picture() -> None:
    paper = np.full((360, 640, 3), 240, np.uint8)
    drawn = paper.copy()
    drawn[100:140, 300] = 150
    assert not again(sketch(paper), sketch(drawn))
    assert not again(sketch(paper), sketch(paper[:180]))
