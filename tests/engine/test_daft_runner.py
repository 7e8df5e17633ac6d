"""Daft gives what the pool gives, in the same order, and opens no connection of its own."""

from __future__ import annotations

import importlib.util
import math
import os
import pickle
from itertools import count, islice
from operator import neg
from pathlib import Path

import pytest

from celtrace.cases.found.looking import Looked, Task, look, lost
from celtrace.engine import daft_runner
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.engine.daft_runner import DaftEngine
from celtrace.engine.serial import SerialEngine
from celtrace.errors import MissingExtra
from celtrace.records import Digest

SAMPLES = Path(__file__).parents[1] / "samples" / "files"
needs_daft = pytest.mark.skipif(
    importlib.util.find_spec("daft") is None, reason="daft is not installed (extra: scale)"
)


@needs_daft
@pytest.mark.parametrize(("batch", "parts"), [(1, 1), (7, 2), (100, 4)])
def test_results_come_in_the_order_of_the_items(batch: int, parts: int) -> None:
    engine = DaftEngine(batch=batch, parts=parts)
    assert [math.factorial(n) for n in range(40)] == list(engine.map(math.factorial, range(40)))


@needs_daft
def test_no_items_give_no_results() -> None:
    assert [] == list(DaftEngine().map(neg, []))


@needs_daft
def test_items_are_taken_no_further_than_needed() -> None:
    numbers = count()
    results = DaftEngine(batch=5, parts=2).map(neg, numbers)
    assert [0, -1, -2] == list(islice(results, 3))
    assert next(numbers) < 30


@needs_daft
def test_telemetry_is_off_before_it_is_loaded() -> None:
    list(DaftEngine().map(neg, [1]))
    assert {"1", "0"} == {os.environ["DO_NOT_TRACK"], os.environ["DAFT_ANALYTICS_ENABLED"]}


@needs_daft
def test_files_are_read_as_in_the_pool(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    paths = [p for p in sorted(SAMPLES.glob("*/*")) if not p.name.endswith(".expected.json")][::4]
    tasks = [
        Task(Digest(f"{at:064}"), path.name, path.stat().st_size, str(path),
             str(tmp_path / "spool" / str(at)))
        for at, path in enumerate(paths)
    ]  # fmt: skip
    bounds = Bounds(readable=(str(SAMPLES),), writable=str(tmp_path / "spool"))
    pool = ConfinedEngine(2, Looked, lost, bounds)
    there = list(DaftEngine(pool, batch=4).map(look, tasks))
    assert list(SerialEngine().map(look, tasks)) == there
    assert list(pool.map(look, tasks)) == there


def test_a_confined_engine_may_travel() -> None:
    engine = ConfinedEngine(2, Looked, lost, Bounds())
    assert isinstance(pickle.loads(pickle.dumps(engine)), ConfinedEngine)  # noqa: S301 - our own


def test_without_daft_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daft_runner.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"celtrace\[scale\]"):
        list(DaftEngine().map(neg, [1]))
