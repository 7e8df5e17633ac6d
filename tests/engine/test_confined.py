"""Confined workers: what goes wrong in one is an answer, and the others do not notice."""

from __future__ import annotations

import math
import operator
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from operator import neg
from pathlib import Path
from typing import Any

import pytest

from celtrace.engine import _cage
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine

QUICK = Bounds(seconds=1.0, start_seconds=20, memory=2**30, processor_seconds=2)


def engine(bounds: Bounds = QUICK, processes: int = 2, result: type = int) -> ConfinedEngine:
    return ConfinedEngine(processes, result, lambda item, why: f"{item}: {why}", bounds)


def mapped(function: Callable[[Any], Any], *items: object, result: type = int) -> list[Any]:
    return list(engine(result=result).map(function, items))


def test_results_come_in_the_order_of_the_items() -> None:
    assert [math.factorial(n) for n in range(20)] == mapped(math.factorial, *range(20))


def test_no_items_give_no_results() -> None:
    assert [] == mapped(neg)


def test_items_are_taken_no_further_than_needed() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    results = engine().map(neg, source())
    assert [0, -1, -2] == list(islice(results, 3))
    results.close()  # type: ignore[attr-defined] # it is a generator
    assert len(taken) < 100


def test_what_the_function_raises_is_an_answer() -> None:
    first, second = mapped(partial(divmod, 1), 1, 0, result=tuple)
    assert (1, 0) == tuple(first)
    assert "ZeroDivisionError" in second


def test_a_worker_that_ends_itself_costs_only_its_item() -> None:
    found = mapped(os._exit, 3)
    assert ["3: reading it failed: its process ended with status 3"] == found


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_worker_that_crashes_costs_only_its_item(number: signal.Signals) -> None:
    before, crashed, after = engine(processes=1).map(
        _maybe_crash(number), [1, int(number), 2]
    )  # fmt: skip
    assert (-1, -2) == (before, after)
    assert "reading it failed" in crashed


class _maybe_crash:  # noqa: N801 - used as a function
    """Negates, or raises the signal; importable in the worker through `eval`."""

    def __init__(self, number: int) -> None:
        self.number = int(number)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        end = "__import__('os').kill(__import__('os').getpid(), n)"
        return eval, (f"lambda n: {end} or -n if n == {self.number} else -n",)


def test_a_worker_that_hangs_is_ended_at_its_deadline() -> None:
    began = time.monotonic()
    found = list(engine(Bounds(seconds=0.5, start_seconds=3)).map(time.sleep, [60]))
    assert ["60: it took longer than 0.5 seconds"] == found
    assert time.monotonic() - began < 30


def test_memory_that_is_not_allowed_is_not_given() -> None:
    [found] = mapped(bytes, 10**11, result=bytes)
    assert "more memory" in found


def test_what_makes_no_sense_as_a_result_is_an_answer() -> None:
    assert "makes no sense" in mapped(str, 5)[0]


@pytest.mark.skipif(_cage.level() == "limits", reason="this system filters no calls")
def test_there_is_no_network() -> None:
    [found] = mapped(socket.gethostbyname, "localhost.example", result=str)
    assert "reading it failed" in found
    [found] = mapped(partial(socket.socket, socket.AF_INET), socket.SOCK_STREAM)
    assert "PermissionError" in found or "failed" in found


needs_namespaces = pytest.mark.skipif(
    _cage.level() != "namespaces", reason="bubblewrap is not installed or may not run"
)


@needs_namespaces
def test_only_the_given_folders_are_there(tmp_path: Path) -> None:
    for name in ("given", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
    bounds = Bounds(readable=(str(tmp_path / "given"),))
    seen = list(
        engine(bounds, result=str).map(
            Path.read_text, [tmp_path / "given" / "a.txt", tmp_path / "other" / "a.txt"]
        )
    )
    assert "given" == seen[0]
    assert "FileNotFoundError" in seen[1]


@needs_namespaces
def test_only_the_one_folder_can_be_written(tmp_path: Path) -> None:
    for name in ("given", "spool"):
        (tmp_path / name).mkdir()
    bounds = Bounds(readable=(str(tmp_path / "given"),), writable=str(tmp_path / "spool"))
    paths = [tmp_path / "spool" / "x", tmp_path / "given" / "x"]
    seen = list(ConfinedEngine(1, type(None), lambda _, why: why, bounds).map(Path.touch, paths))
    assert seen[0] is None
    assert "Read-only" in str(seen[1])
    assert [True, False] == [path.exists() for path in paths]


def test_what_lay_behind_a_crash_is_done_by_another_worker() -> None:
    """A crash loses only its own item, wherever in a queue it lay."""
    crash = int(signal.SIGSEGV)
    for at in (0, 3, 7, 11):
        items = [*range(100, 100 + at), crash, *range(200, 212 - at)]
        found = list(engine(processes=2).map(_maybe_crash(crash), items))
        assert [-n for n in items if n != crash] == [n for n in found if isinstance(n, int)]
        assert "reading it failed" in found[at]


def test_many_crashes_lose_nothing_else() -> None:
    crash = int(signal.SIGKILL)
    items = [crash if n % 5 == 2 else 100 + n for n in range(20)]
    found = list(engine(processes=2).map(_maybe_crash(crash), items))
    assert [-n for n in items if n != crash] == [n for n in found if isinstance(n, int)]
    assert 4 == sum("ended by the system" in str(n) for n in found)


def test_what_lay_behind_a_hang_is_done_by_another_worker() -> None:
    slow = engine(Bounds(seconds=0.5, start_seconds=5), processes=1, result=type(None))
    found = list(slow.map(time.sleep, [0, 0.01, 60, 0, 0.01]))
    assert [None, None, None, None] == [one for one in found if one is None]
    assert "60: it took longer than 0.5 seconds" == found[2]


def test_each_item_has_its_own_time() -> None:
    """Items that wait in a worker's queue do not use up the time of those before them."""
    slow = engine(Bounds(seconds=1.5, start_seconds=5), processes=1, result=type(None))
    assert [None] * 4 == list(slow.map(time.sleep, [0.6] * 4))


def test_large_items_are_sent_one_by_one() -> None:
    """More than a pipe holds: nobody waits for the other."""
    items = [bytes([n]) * 200_000 for n in range(9)]
    assert [b * 2 for b in items] == mapped(partial(operator.mul, 2), *items, result=bytes)


def test_workers_stay_within_the_with_and_end_with_it() -> None:
    with engine(processes=1) as warm:
        first = list(warm.map(_pid(), range(3)))
        again = list(warm.map(_pid(), range(3)))
        other = list(warm.map(neg, range(3)))
    assert 1 == len({*first, *again})
    assert [0, -1, -2] == other
    assert [1] == list(engine(processes=1).map(abs, [-1]))


def test_a_worker_that_ended_while_nobody_asked_is_replaced() -> None:
    with engine(processes=1) as warm:
        list(warm.map(neg, [1]))
        assert warm._warm
        warm._warm[0].process.kill()
        warm._warm[0].process.wait()
        assert [-2, -3] == list(warm.map(neg, [2, 3]))


def test_a_map_that_is_left_half_way_leaves_no_answer_for_the_next() -> None:
    with engine(processes=2) as warm:
        results = warm.map(neg, count())
        assert 0 == next(results)
        results.close()  # type: ignore[attr-defined] # it is a generator
        assert [-5, -6] == list(warm.map(neg, [5, 6]))


def test_workers_are_replaced_after_a_while() -> None:
    found = list(engine(Bounds(items=2), processes=1).map(_pid(), range(5)))
    assert [1, 2] != found[:2]
    assert 3 == len(set(found)) or _cage.level() == "namespaces"


class _pid:  # noqa: N801 - used as a function
    """The worker's own number; importable through `eval`."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return eval, ("lambda _: __import__('os').getpid()",)


def test_the_level_is_told_in_words() -> None:
    assert _cage.level() in _cage.SAID
