"""One item after the other: nothing is done before it is asked for."""

from __future__ import annotations

from itertools import count, islice

from celtrace.engine.serial import SerialEngine


def test_an_item_is_worked_on_only_when_its_result_is_asked_for() -> None:
    done: list[int] = []
    results = SerialEngine().map(done.append, count())
    assert [] == done
    next(results)
    assert [0] == done


def test_an_endless_source_gives_as_many_results_as_are_taken() -> None:
    assert [0, 2, 4] == list(islice(SerialEngine().map(lambda n: 2 * n, count()), 3))
