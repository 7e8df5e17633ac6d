"""One contract for every engine: the same results in the same order, however many processes."""

from __future__ import annotations

import math
import os
import pickle
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count, islice
from operator import neg, truediv
from pathlib import Path

import pytest

from celtrace.engine.pool import PoolEngine
from celtrace.engine.serial import SerialEngine
from celtrace.errors import CeltraceError
from celtrace.ports import CaseFacts, Engine
from celtrace.records import Digest, Evidence, Party
from celtrace.store.memory import MemoryShelf

ENGINES = {
    "serial": SerialEngine(),
    "1 process": PoolEngine(1),
    "2 processes": PoolEngine(2, chunk=7),
    "4 processes": PoolEngine(4, chunk=1),
}


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param  # type: ignore[no-any-return]


def test_results_come_in_the_order_of_the_items(engine: Engine) -> None:
    assert [math.factorial(n) for n in range(40)] == list(engine.map(math.factorial, range(40)))


def test_no_items_give_no_results(engine: Engine) -> None:
    assert [] == list(engine.map(neg, []))


def test_what_the_function_raises_is_raised_after_the_results_before_it(engine: Engine) -> None:
    results = engine.map(partial(truediv, 1), [1, 0])
    with pytest.raises(ZeroDivisionError):
        list(results)


def test_items_are_taken_no_further_than_needed(engine: Engine) -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    results = engine.map(neg, source())
    assert [0, -1, -2] == list(islice(results, 3))
    del results
    assert len(taken) < 200


def test_a_function_may_carry_a_view_of_records(engine: Engine) -> None:
    seen = Evidence(Digest("0" * 64), "chain.csv", "line 2", "SEK", "csv")
    shelf = MemoryShelf([Party(seen=seen, id="sek", name="SEK Studio")])
    name = shelf.view(CaseFacts(as_of=date(2024, 1, 1))).name
    assert ["SEK Studio", "other"] == list(engine.map(name, ["party:sek", "other"]))


def test_a_worker_that_dies_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(CeltraceError, match=r"worker process ended.*--jobs 1"):
        list(PoolEngine(2).map(os._exit, [9, 9, 9]))


def test_a_function_that_cannot_travel_is_refused_at_once() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        list(PoolEngine(2).map(lambda item: item, [1]))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux has /proc")
def test_work_is_done_in_other_processes() -> None:
    (stat,) = PoolEngine(1).map(Path.read_text, [Path("/proc/self/stat")])
    assert str(os.getpid()) != stat.split()[0]
