"""Pictures for the tests of frames, drawn by script once a session."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from celtrace.cases.frames.index import Index, Taken, add, digest_of, open_index
from celtrace.cases.frames.named import Frame
from frames.drawn import Drawn, Show

cv2.setNumThreads(1)


@pytest.fixture(scope="session")
def shows() -> list[Show]:
    """Three shows of three cuts."""
    return [Show(seed, cuts=3) for seed in (101, 102, 103)]


@pytest.fixture(scope="session")
def scene(shows: list[Show]) -> Drawn:
    """The picture in the middle of the second cut of the first show."""
    return shows[0].frame(1, 0.5)


@pytest.fixture(scope="session")
def index(shows: list[Show], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of the three shows, three frames a cut."""
    folder = tmp_path_factory.mktemp("frames") / "index"
    add(folder, taken(shows))
    return open_index(folder)


def taken(shows: list[Show], times: tuple[float, ...] = (0.0, 0.5, 1.0)) -> list[Taken]:
    """Frames of shows on their way into an index."""
    out = []
    for show in shows:
        for cut in range(len(show.cuts)):
            for at in times:
                pixels = show.frame(cut, at).colour
                name = f"{show.name}/ep01_c{cut:03d}_{at}.png"
                frame = Frame(digest_of(pixels.tobytes()), name, show.name,
                              f"ep01_c{cut:03d}", seconds=at)  # fmt: skip
                out.append(Taken(frame, pixels))
    return out


def png(pixels: np.ndarray) -> bytes:
    """The pixels as a PNG file."""
    return bytes(cv2.imencode(".png", pixels)[1])


def saved(folder: Path, name: str, pixels: np.ndarray) -> Path:
    """A PNG file of the pixels."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png(pixels))
    return path
