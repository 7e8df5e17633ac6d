"""The line map of a frame as an index keeps it."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
import pytest

from celtrace.cases.frames.index import Index
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.frames import kept
from celtrace.frames.book import book
from celtrace.frames.kept import WIDE, Kept, coded, decoded, packed, unpacked
from celtrace.frames.local import features
from celtrace.frames.proof import prove
from celtrace.frames.rows import Rows
from celtrace.frames.strokes import ink_of, lines_of
from frames.drawn import Drawn, Show


def held(maps: list[bytes], index: Index) -> Kept:
    """Packed maps as a file holds them, of frames of 480 x 270."""
    joined = np.frombuffer(b"".join(maps), np.uint8)
    starts = np.cumsum([0, *(len(one) for one in maps)])
    return Kept(Rows([joined]), starts, np.array([(480, 270)] * len(maps)), index.gallery.kept.way)


def test_a_line_map_is_kept_small_and_close_to_what_it_was(scene: Drawn) -> None:
    lines = lines_of(scene.colour)
    again = unpacked(packed(lines))
    small = cv2.resize(lines, again.shape[::-1], interpolation=cv2.INTER_AREA)
    assert WIDE == max(again.shape)
    assert np.abs(again.astype(int) - small).mean() < 6
    assert len(packed(lines)) < 3500


def test_what_all_maps_begin_with_is_not_kept_each_time(scene: Drawn) -> None:
    lines = lines_of(scene.colour)
    assert len(packed(lines)) < len(coded(lines)) - 120


def test_a_small_map_keeps_its_size() -> None:
    lines = np.zeros((40, 30), np.uint8)
    cv2.line(lines, (4, 4), (25, 33), 255, 2)
    again = unpacked(packed(lines))
    assert lines.shape == again.shape
    assert again[18, 14] > 100


@pytest.mark.parametrize("shape", [(1, 360), (360, 1), (1, 1), (5, 480)])
def test_a_map_of_any_shape_can_be_kept(shape: tuple[int, int]) -> None:
    again = unpacked(packed(np.zeros(shape, np.uint8)))
    assert again.max() < 5
    assert min(shape) >= min(again.shape)


def test_the_same_map_gives_the_same_bytes(scene: Drawn) -> None:
    lines = lines_of(scene.colour)
    assert packed(lines) == packed(lines.copy())


@pytest.mark.parametrize("data", [b"", b"\x00", b"no map at all"])
def test_what_is_damaged_is_said_to_be(data: bytes) -> None:
    with pytest.raises(EvidenceChanged, match="damaged"):
        unpacked(data)
    with pytest.raises(EvidenceChanged, match="damaged"):
        decoded(data)


def test_a_map_that_breaks_off_is_damaged(scene: Drawn) -> None:
    data = packed(lines_of(scene.colour))
    for length in (0, 1, 90, len(data) // 2, len(data) - 4, len(data) - 1):
        with pytest.raises(EvidenceChanged, match="damaged"):
            unpacked(data[:length])


def test_a_map_larger_than_any_that_is_kept_is_damaged() -> None:
    large = bytes(cv2.imencode(".avif", np.zeros((WIDE + 1, 20), np.uint8))[1])
    with pytest.raises(EvidenceChanged, match="damaged"):
        decoded(large)


def squeezed(data: bytes) -> bytes:
    """As a stranger may pack it."""
    made = zlib.compressobj(9, zdict=book().head)
    return made.compress(data) + made.flush()


def test_what_swells_up_is_damage_before_it_is_held() -> None:
    """A hundred megabytes of nothing in a hundred kilobytes."""
    with pytest.raises(EvidenceChanged, match="damaged"):
        unpacked(squeezed(bytes(100_000_000)))


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp"])
def test_a_picture_of_another_format_is_not_decoded(ending: str) -> None:
    other = bytes(cv2.imencode(ending, np.full((20, 20), 9, np.uint8))[1])
    with pytest.raises(EvidenceChanged, match="damaged"):
        unpacked(squeezed(other))


def test_a_map_that_states_a_large_size_is_damage_before_it_is_decoded() -> None:
    data = bytearray(coded(np.full((90, 120), 200, np.uint8)))
    at = data.index(b"ispe") + 8
    data[at : at + 8] = struct.pack(">II", 40_000, 40_000)
    with pytest.raises(EvidenceChanged, match="damaged"):
        decoded(bytes(data))


def test_a_map_of_noise_is_far_from_the_most_that_is_read() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (WIDE, WIDE)).astype(np.uint8)
    assert 4 * len(coded(noise)) < kept._MOST
    assert (WIDE, WIDE) == unpacked(packed(noise)).shape


def test_without_avif_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object) -> tuple[bool, np.ndarray]:
        raise cv2.error("no encoder")

    monkeypatch.setattr(cv2, "imencode", no)
    with pytest.raises(UsageError, match="AVIF"):
        coded(np.zeros((20, 20), np.uint8))


def test_a_frame_is_described_in_pixels_of_its_full_line_map(scene: Drawn, index: Index) -> None:
    """The ink is at 480 pixels, what is kept at 360: the proof lays it where it is."""
    own = held([packed(lines_of(scene.colour))], index).features(0)
    proof = prove(features(ink_of(scene.ink)), own)
    assert proof
    assert proof.strokes > 25
    assert np.allclose(np.eye(2, 3), proof.place, atol=1.5)


def test_a_drawing_agrees_as_well_with_the_kept_map_as_proofs_need(
    shows: list[Show], index: Index
) -> None:
    scenes = [shows[n].frame(1, 0.5) for n in range(3)]
    maps = held([packed(lines_of(one.colour)) for one in scenes], index)
    for n, one in enumerate(scenes):
        own = features(ink_of(one.ink))
        full, short = prove(own, features(lines_of(one.colour))), prove(own, maps.features(n))
        assert full
        assert short
        assert short.strokes > max(25, 0.5 * full.strokes)


def test_what_is_ready_is_not_made_again_but_thrown_away_in_time(
    index: Index, shows: list[Show], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "READY", 2)
    maps = held([packed(lines_of(show.frame(0, 0.5).colour)) for show in shows], index)
    field, described = maps.field(0), maps.features(0)
    assert field is maps.field(0)
    assert described is maps.features(0)
    for n in (1, 2):
        maps.field(n), maps.features(n)
    assert field is not maps.field(0)
    assert described is not maps.features(0)
    assert np.array_equal(field.spectra, maps.field(0).spectra)
    assert np.array_equal(described.points, maps.features(0).points)
