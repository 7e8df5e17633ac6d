"""Large logs: a reading that is stopped goes on where it was, with the same answer."""

from __future__ import annotations

import bz2
import fcntl
import gzip
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from cases.logs.test_access import line
from celtrace.cases.logs import access_bulk
from celtrace.cases.logs.access import Access
from celtrace.cases.logs.access_bulk import OLD_S, Bulk, access, workplace
from celtrace.cases.logs.access_reading import Asked
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.logs import _blocks

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
TODAY = date(2024, 6, 1)
DPRK = "175.45.178.9"


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of some lines, and a note after each."""
    monkeypatch.setattr(_blocks, "BLOCK", 1_000)
    monkeypatch.setattr(access_bulk, "KEEP_S", -1.0)


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """A rotated set, one part of it packed, and a log without a fast reader."""
    folder = tmp_path / "logs"
    folder.mkdir()
    acts = [line(f"user{n % 7}", DPRK if n == 77 else f"203.0.113.{n % 9}", 1 + n % 20)
            for n in range(120)]  # fmt: skip
    for name, part in (("auth.log.2.gz", acts[:40]), ("auth.log.1", acts[40:80]),
                       ("auth.log", acts[80:])):  # fmt: skip
        data = "".join(part).encode()
        (folder / name).write_bytes(gzip.compress(data, mtime=0) if "gz" in name else data)
    rows = "".join(f"2024-01-{1 + n % 20:02},bob,203.0.113.{n}\n" for n in range(30))
    (folder / "own.csv.bz2").write_bytes(bz2.compress(f"time,account,ip\n{rows}".encode()))
    return folder


def asked(logs: Path) -> Asked:
    return Asked((logs,), bulk_bytes=0)


def looked(logs: Path, home: Path, progress: Callable[..., None] = lambda *_: None) -> Access:
    return access(asked(logs), NetworkShelf(home), TODAY, progress)


class Stop:
    """Stops a reading after so many blocks, as Ctrl-C does."""

    def __init__(self, blocks: int) -> None:
        self.left = blocks
        self.told: list[tuple[str, int, int | None]] = []

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        self.told.append((stage, done, total))
        self.left -= stage == "reading logs"
        if not self.left:
            raise KeyboardInterrupt


def test_a_reading_that_is_stopped_anywhere_goes_on_with_the_same_answer(
    logs: Path, tmp_path: Path
) -> None:
    expected = looked(logs, tmp_path / "other")
    assert expected.findings
    for after in (1, 5, 9):
        home = tmp_path / f"home{after}"
        with pytest.raises(KeyboardInterrupt):
            looked(logs, home, Stop(after))
        assert expected == looked(logs, home)
        assert [] == list((home / "cache" / "access").iterdir())


def test_a_reading_that_is_stopped_time_and_again_comes_to_its_end(
    logs: Path, tmp_path: Path
) -> None:
    expected, stops = looked(logs, tmp_path / "other"), 0
    while True:
        try:
            again = looked(logs, tmp_path / "home", Stop(2))
        except KeyboardInterrupt:
            stops += 1
            assert stops < 100
        else:
            break
    assert stops > 5
    assert expected == again


def test_what_was_read_is_not_read_again(logs: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        looked(logs, tmp_path, first := Stop(8))
    second = Stop(99)
    looked(logs, tmp_path, second)
    reached = max(done for stage, done, _ in first.told if stage == "reading logs")
    went_on = min(done for stage, done, _ in second.told if stage == "reading logs")
    assert went_on >= reached - 1  # blocks that were not noted are read again


def test_progress_comes_to_the_size_of_all_logs(logs: Path, tmp_path: Path) -> None:
    looked(logs, tmp_path, stop := Stop(999))
    size = sum(path.stat().st_size for path in logs.iterdir())
    told = [(done, total) for stage, done, total in stop.told if stage == "reading logs"]
    assert (size, size) == told[-1]
    assert sorted(told) == told
    assert "looking for what stands out" == stop.told[-1][0]


def test_logs_that_changed_are_read_anew(logs: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        looked(logs, tmp_path / "home", Stop(6))
    with (logs / "auth.log").open("a", encoding="utf-8") as log:
        log.write(line("new", DPRK))
    assert looked(logs, tmp_path / "home") == looked(logs, tmp_path / "other")


def test_two_at_once_do_not_meet(logs: Path, tmp_path: Path) -> None:
    with workplace(asked(logs), tmp_path) as one, workplace(asked(logs), tmp_path) as other:
        assert one != other
    assert not one.exists()
    assert not other.exists()


def test_what_was_left_long_ago_is_removed(logs: Path, tmp_path: Path) -> None:
    old, young, used = (tmp_path / name for name in ("old", "young", "used"))
    for folder in (old, young, used):
        folder.mkdir()
    for folder in (old, used):
        os.utime(folder, (0, time.time() - OLD_S - 9))
    with (used / "lock").open("w") as lock:
        os.utime(used, (0, time.time() - OLD_S - 9))
        fcntl.flock(lock, fcntl.LOCK_EX)
        with workplace(asked(logs), tmp_path):
            assert [False, True, True] == [one.exists() for one in (old, young, used)]


def test_a_state_that_is_broken_is_begun_anew(logs: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        looked(logs, tmp_path / "home", Stop(6))
    (state,) = (tmp_path / "home").rglob("state.json")
    state.write_bytes(state.read_bytes()[:50])
    assert looked(logs, tmp_path / "home") == looked(logs, tmp_path / "other")


def test_a_note_tells_how_far_a_reading_is(tmp_path: Path) -> None:
    reading = Bulk(tmp_path)
    reading.going.digest = "ab"
    reading.going.carried.lines = 7
    reading.note()
    assert "ab" == Bulk(tmp_path).going.digest
    assert 7 == Bulk(tmp_path).going.carried.lines
    assert msgspec.json.decode((tmp_path / "state.json").read_bytes())["counts"]["signed"] == 0
