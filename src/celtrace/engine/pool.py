"""Several processes on this machine.

Workers are started afresh (`spawn`), so they inherit no open files, locks or threads.
The function and the items must be picklable; the function travels once per chunk and
is unpacked once per worker.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from celtrace.errors import CeltraceError

A = TypeVar("A")
B = TypeVar("B")

_AHEAD = 2
"""Chunks per process that are handed out before the first result is waited for."""


class PoolEngine:
    """Maps in `processes` processes, `chunk` items at a time, with bounded look-ahead."""

    def __init__(self, processes: int, chunk: int = 16) -> None:
        self._processes = max(processes, 1)
        self._chunk = max(chunk, 1)

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Results in the order of the items.

        What the function raises is raised here. CeltraceError if a worker process died.
        The processes end when the last result was taken or the iterator is closed.
        """
        packed = pickle.dumps(function)
        waiting: deque[Future[list[B]]] = deque()
        with ProcessPoolExecutor(self._processes, mp_context=get_context("spawn")) as pool:
            try:
                for chunk in _chunks(items, self._chunk):
                    waiting.append(pool.submit(_run, packed, chunk))
                    if len(waiting) > self._processes * _AHEAD:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            except BrokenProcessPool as error:
                raise CeltraceError(
                    "A worker process ended without an answer, most likely for lack of memory.",
                    "Run again with fewer processes (--jobs 1).",
                ) from error
            finally:
                pool.shutdown(cancel_futures=True)


def _chunks(items: Iterable[A], size: int) -> Iterator[list[A]]:
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def _run(packed: bytes, chunk: list[Any]) -> list[Any]:
    function = _unpacked(packed)
    return [function(item) for item in chunk]


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = pickle.loads(packed)  # noqa: S301 - packed by this program
    return function
