"""Daft: the same map on this machine or on a Ray cluster (https://docs.daft.ai).

Items travel in batches; each batch is mapped by an engine of its own where it arrives, so
that confined workers are confined on a cluster, too. Daft's own telemetry is switched off
before it is loaded. It comes with the extra `scale`.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from types import ModuleType
from typing import TypeVar

from celtrace.engine.serial import SerialEngine
from celtrace.errors import MissingExtra, UsageError
from celtrace.ports import Engine

A = TypeVar("A")
B = TypeVar("B")

QUIET = {"DO_NOT_TRACK": "1", "DAFT_ANALYTICS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}


class DaftEngine:
    """Maps in Daft, `parts` batches at a time; natively, or on the cluster at an address.

    `inner` maps the items of one batch where it runs; it must be picklable. `on` is `daft`
    for this machine, or the address of a cluster (`ray://HOST:PORT`), whose machines have
    this program and see the same files.
    """

    def __init__(
        self, inner: Engine | None = None, on: str = "daft", batch: int = 256, parts: int = 8
    ) -> None:
        self._inner = inner or SerialEngine()
        self._address = "" if on == "daft" else on
        self._batch, self._parts = max(batch, 1), max(parts, 1)

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Results in the order of the items.

        MissingExtra without Daft, or without Ray for a cluster; UsageError if no cluster
        answers at the address.
        """
        return self._results(_daft(self._address), function, iter(items))

    def _results(
        self, daft: ModuleType, function: Callable[[A], B], items: Iterator[A]
    ) -> Iterator[B]:
        packed = pickle.dumps((self._inner, function))
        mapped = daft.func(_Mapped(packed).batch, return_dtype=daft.DataType.binary())
        while batches := list(islice(_batches(items, self._batch), self._parts)):
            held = {"at": list(range(len(batches))), "items": [pickle.dumps(b) for b in batches]}
            frame = daft.from_pydict(held)
            if self._address:
                frame = frame.into_partitions(len(batches))
            done = frame.with_column("done", mapped(frame["items"])).to_pydict()
            for _, data in sorted(zip(done["at"], done["done"], strict=True)):
                yield from pickle.loads(data)  # noqa: S301 - packed by this program


class _Mapped:
    """Maps whole batches; travels as bytes."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def batch(self, data: bytes) -> bytes:
        """The results of one batch."""
        inner, function = pickle.loads(self._packed)  # noqa: S301 - packed by this program
        items = pickle.loads(data)  # noqa: S301 - packed by this program
        return pickle.dumps(list(inner.map(function, items)))


def _batches(items: Iterator[A], size: int) -> Iterator[list[A]]:
    while batch := list(islice(items, size)):
        yield batch


def _daft(address: str) -> ModuleType:
    if importlib.util.find_spec("daft") is None:
        raise MissingExtra("daft", "scale")
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    daft = importlib.import_module("daft")
    if address:
        _joined(daft, address)
    return daft


@cache
def _joined(daft: ModuleType, address: str) -> None:
    """Have Daft work on a cluster: once in a process, which then stays with it."""
    if importlib.util.find_spec("ray") is None:
        raise MissingExtra("ray", "cluster")
    try:
        daft.set_runner_ray(address)
    except ConnectionError as error:
        msg = f"No Ray cluster answers at {address} ({error})."
        raise UsageError(msg, "Check the address and that its client server runs.") from error
    except daft.exceptions.DaftCoreException as error:
        msg = f"Daft cannot work at {address} in this process ({error})."
        raise UsageError(msg, "Start the command anew.") from error
