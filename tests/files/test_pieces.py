"""Pieces of a file are one file: every read gives what the whole would."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.files._pieces import Pieces


def laid(folder: Path, parts: list[bytes]) -> list[Path]:
    paths = [folder / f"{number}" for number in range(len(parts))]
    for path, part in zip(paths, parts, strict=True):
        path.write_bytes(part)
    return paths


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.binary(max_size=20), max_size=5),
    st.lists(st.tuples(st.integers(0, 60), st.integers(-1, 40)), max_size=8),
)
def test_any_reads_are_those_of_the_whole(
    tmp_path: Path, parts: list[bytes], reads: list[tuple[int, int]]
) -> None:
    whole = io.BytesIO(b"".join(parts))
    with io.BufferedReader(Pieces(laid(tmp_path, parts))) as joined:
        for place, size in reads:
            assert whole.seek(place) == joined.seek(place)
            assert whole.read(size) == joined.read(size)
        assert whole.seek(0, 2) == joined.seek(0, 2)


def test_a_piece_that_is_gone_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Pieces([tmp_path / "gone"])
