"""Frames by name: decoded where they are asked for, and damage that is said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from celtrace.cases.frames.named import Frame, Named
from celtrace.errors import EvidenceChanged

FRAMES = [
    Frame("ab" * 32, "ep01/c001.png", "Our Show", "c001", seconds=1.5, shot=2, quality=90),
    Frame("cd" * 32, "그림.png", "Другой показ", plain="blank"),
    Frame("ab" * 32, "again.png", "Third", until=3.0),
    Frame("ab" * 8 + "00" * 24, "alike.png", "Our Show"),
]


def written(folder: Path, *parts: list[Frame]) -> list[Path]:
    """Parts of an index, of which only the names are there."""
    paths = [folder / f"{n:05d}.npz" for n in range(len(parts))]
    for path, part in zip(paths, parts, strict=True):
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in part)
        path.with_suffix(".jsonl").write_bytes(lines)
    return paths


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_frames_of_all_parts_are_there_in_order(tmp_path: Path, cut: int) -> None:
    named = Named(written(tmp_path, FRAMES[:cut], [], FRAMES[cut:]))
    assert len(FRAMES) == len(named)
    assert FRAMES == list(named)
    assert FRAMES[-1] == named[-1]


def test_what_lies_beyond_the_last_is_no_frame(tmp_path: Path) -> None:
    named = Named(written(tmp_path, FRAMES))
    with pytest.raises(IndexError):
        named[len(FRAMES)]


def test_shows_and_reasons_are_of_the_frames_and_equal_ones_held_once(tmp_path: Path) -> None:
    named = Named(written(tmp_path, FRAMES))
    assert [one.show for one in FRAMES] == list(named.shows)
    assert ["", "blank", "", ""] == list(named.plains)
    assert named.shows[0] is named.shows[3]
    assert 3 == len(set(map(id, named.shows)))


def test_a_digest_names_every_frame_with_its_bytes_and_no_other(tmp_path: Path) -> None:
    named = Named(written(tmp_path, FRAMES[:2], FRAMES[2:]))
    assert [0, 2] == named.by_digest("ab" * 32)
    assert [3] == named.by_digest("ab" * 8 + "00" * 24)
    assert [] == named.by_digest("ab" * 8 + "11" * 24)


def test_of_no_part_there_is_no_frame() -> None:
    named = Named([])
    assert ([], [], []) == (list(named), list(named.shows), named.by_digest("ab" * 32))


@pytest.mark.parametrize(
    "line", [b"{}\n", b"\n", b'{"digest":"ab","source":"","show":""}\n', b"[1", b"\xff\xfe\n"]
)
def test_a_damaged_line_names_its_file(tmp_path: Path, line: bytes) -> None:
    paths = written(tmp_path, FRAMES, FRAMES)
    with paths[1].with_suffix(".jsonl").open("ab") as file:
        file.write(line)
    with pytest.raises(EvidenceChanged, match=r"00001\.jsonl"):
        Named(paths)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    paths = written(tmp_path, FRAMES)
    paths[0].with_suffix(".jsonl").unlink()
    with pytest.raises(EvidenceChanged, match=r"00000\.jsonl"):
        Named(paths)


def test_a_frame_that_was_changed_while_it_is_open_is_damage(tmp_path: Path) -> None:
    paths = written(tmp_path, FRAMES)
    named = Named(paths)
    with paths[0].with_suffix(".jsonl").open("r+b") as file:
        file.write(b"#")
    with pytest.raises(EvidenceChanged):
        named[0]
