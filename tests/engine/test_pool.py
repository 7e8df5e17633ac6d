"""Several processes: chunks lose nothing, and odd numbers of processes are made whole."""

from __future__ import annotations

import pickle
from operator import neg

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.engine.pool import PoolEngine, _chunks, _run, _unpacked


@given(st.lists(st.integers()), st.integers(1, 9))
def test_chunks_put_together_are_the_items(items: list[int], size: int) -> None:
    assert items == [item for chunk in _chunks(items, size) for item in chunk]


@given(st.integers(0, 50), st.integers(1, 9))
def test_every_chunk_but_the_last_is_full(length: int, size: int) -> None:
    *full, last = [len(chunk) for chunk in _chunks(range(length), size)] or [0]
    assert {size} >= set(full)
    assert (length - size * len(full)) == last <= size


@given(st.lists(st.integers()))
def test_a_chunk_is_worked_in_order(items: list[int]) -> None:
    assert [-item for item in items] == _run(pickle.dumps(neg), items)


def test_a_function_is_unpacked_once_for_all_chunks_of_a_run() -> None:
    packed = pickle.dumps(neg)
    assert _unpacked(packed) is _unpacked(bytes(packed))


@pytest.mark.parametrize("processes", [0, -3])
def test_no_process_is_one_process(processes: int) -> None:
    assert [-1] == list(PoolEngine(processes, chunk=0).map(neg, [1]))
