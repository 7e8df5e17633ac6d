"""Several processes that may do little, for bytes that somebody else chose.

Each worker is a process of its own with limits on memory, time and the size of files, no
network, and nothing to read but this program and the folders it is given; see `cage`. A
worker that crashes, hangs or answers too much is ended; its item gets the answer that
`lost` makes for it, another worker takes its place, and the others do not notice.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import struct
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, Generic, TypeVar

import msgspec

from celtrace.engine._cage import Bounds, command

A = TypeVar("A")
B = TypeVar("B")

_AHEAD = 4
"""Items per process that are begun before the first result is taken."""
_MOST = 512 * 2**20
_PIECE = 1 << 20
_LENGTH = struct.Struct("<cI")
_TELLING = {
    -signal.SIGXCPU: "it used up its time of the processor",
    -signal.SIGXFSZ: "it wrote more than it may",
    -signal.SIGKILL: "it was ended by the system, most likely for lack of memory",
}


class _Worker(Generic[A]):
    """One process, what it is doing, and what of its answer has come."""

    def __init__(self, function: bytes, bounds: Bounds) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command(bounds), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdin  # noqa: S101 - it is a pipe
        assert self.process.stdout  # noqa: S101 - it is a pipe
        self.send, self.receive = self.process.stdin, self.process.stdout
        os.set_blocking(self.receive.fileno(), False)
        self.item: tuple[int, A] | None = None
        self.began = 0.0
        self.done = 0
        self._got = bytearray()
        self._post(function)

    def begin(self, number: int, item: A, seconds: float) -> None:
        """Have it work on an item; the first one may take a moment longer."""
        self.item, self.began = (number, item), time.monotonic() + (0 if self.done else seconds)
        self._got.clear()
        self._post(pickle.dumps(item))

    def _post(self, data: bytes) -> None:
        with suppress(BrokenPipeError):
            self.send.write(struct.pack("<I", len(data)) + data)
            self.send.flush()

    def answer(self) -> tuple[bytes, bytes] | None:
        """Kind and bytes of the whole answer; None while more is to come. EOFError at the end."""
        piece = self.receive.read(_PIECE)
        if piece == b"":
            raise EOFError
        self._got += piece or b""
        if len(self._got) < _LENGTH.size:
            return None
        kind, length = _LENGTH.unpack_from(self._got)
        if length > _MOST:
            raise OverflowError
        whole = len(self._got) >= _LENGTH.size + length
        return (kind, bytes(self._got[_LENGTH.size :])) if whole else None

    def end(self) -> str:
        """Have it stop at once; how it ended, in words."""
        code = self.process.poll()
        if code is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with suppress(BrokenPipeError):
            self.send.close()
        self.receive.close()
        if code is None:
            return ""
        shell = code - 128 if code > 128 else 0  # noqa: PLR2004 - how bubblewrap passes signals on
        return _TELLING.get(-shell or code, f"its process ended with status {code}")


class ConfinedEngine:
    """Maps in confined processes. Results are decoded as `result`, never unpickled.

    `lost(item, why)` is the answer for an item whose worker did not give one.
    """

    def __init__(
        self,
        processes: int,
        result: type[Any],
        lost: Callable[[Any, str], Any],
        bounds: Bounds,
    ) -> None:
        self._processes = max(processes, 1)
        self._result = result
        self._lost = lost
        self._bounds = bounds

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Results in the order of the items; workers end with the iterator."""
        run = _Run(pickle.dumps(function), iter(items), self._bounds, self._processes)
        return self._results(run)

    def _results(self, run: _Run[A]) -> Iterator[Any]:
        ready: dict[int, Any] = {}
        following = 0
        try:
            while run.fill(len(ready)) or ready:
                while following in ready:
                    yield ready.pop(following)
                    following += 1
                for number, item, data, why in run.wait():
                    ready[number] = self._made(item, data, why)
        finally:
            run.stop()

    def _made(self, item: Any, data: bytes, why: str) -> Any:  # noqa: ANN401 - whatever is mapped
        if why:
            return self._lost(item, why)
        try:
            return msgspec.msgpack.decode(data, type=self._result)
        except msgspec.MsgspecError as error:
            return self._lost(item, f"its answer makes no sense: {error}")


class _Run(Generic[A]):
    """The workers of one map, and the items that are left."""

    def __init__(self, function: bytes, items: Iterator[A], bounds: Bounds, processes: int) -> None:
        self._function, self._bounds, self._processes = function, bounds, processes
        self._items = items
        self._number = 0
        self._idle: deque[_Worker[A]] = deque()
        self._busy: set[_Worker[A]] = set()
        self._over = False
        self._selector = selectors.DefaultSelector()

    def fill(self, waiting: int) -> bool:
        """Give work to workers that have none; whether anything is being worked on."""
        room = self._processes * _AHEAD - waiting
        while not self._over and len(self._busy) < min(self._processes, room):
            try:
                item = next(self._items)
            except StopIteration:
                self._over = True
                break
            worker = self._idle.popleft() if self._idle else self._fresh()
            worker.begin(self._number, item, self._bounds.start_seconds)
            self._busy.add(worker)
            self._number += 1
        return bool(self._busy)

    def _fresh(self) -> _Worker[A]:
        worker: _Worker[A] = _Worker(self._function, self._bounds)
        self._selector.register(worker.receive, selectors.EVENT_READ, worker)
        return worker

    def wait(self) -> Iterator[tuple[int, A, bytes, str]]:
        """Answers that came, and items that were lost: number, item, answer, why there is none."""
        if not self._busy:
            return
        now = time.monotonic()
        until = min(worker.began + self._bounds.seconds for worker in self._busy)
        events = self._selector.select(max(0.0, until - now))
        for key, _ in events:
            yield from self._heard(key.data)
        now = time.monotonic()
        for worker in [one for one in self._busy if now > one.began + self._bounds.seconds]:
            yield self._dropped(worker, f"it took longer than {self._bounds.seconds:g} seconds")

    def _heard(self, worker: _Worker[A]) -> Iterator[tuple[int, A, bytes, str]]:
        try:
            answer = worker.answer()
        except EOFError:
            if worker in self._busy:
                yield self._dropped(worker, "")
            else:
                self._idle.remove(worker)
                self._gone(worker)
            return
        except OverflowError:
            yield self._dropped(worker, "its answer is larger than may be")
            return
        if answer is None or worker.item is None:
            return
        (number, item), (kind, data) = worker.item, answer
        worker.item, worker.done = None, worker.done + 1
        self._busy.remove(worker)
        if worker.done >= self._bounds.items or kind == b"m":
            self._gone(worker)
        else:
            self._idle.append(worker)
        yield number, item, data, "" if kind == b"r" else data.decode("utf-8", "replace")

    def _dropped(self, worker: _Worker[A], why: str) -> tuple[int, A, bytes, str]:
        assert worker.item  # noqa: S101 - it was busy
        number, item = worker.item
        self._busy.remove(worker)
        ended = self._gone(worker)
        return number, item, b"", why or f"reading it failed: {ended or 'its process ended'}"

    def _gone(self, worker: _Worker[A]) -> str:
        self._selector.unregister(worker.receive)
        if worker.process.poll() is None and worker.item is not None:
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(0.2)
        return worker.end()

    def stop(self) -> None:
        """End every worker."""
        for worker in (*self._busy, *self._idle):
            worker.end()
        self._selector.close()
        self._busy.clear()
        self._idle.clear()
