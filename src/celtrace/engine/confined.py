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
from typing import Any, Generic, Self, TypeVar

import msgspec

from celtrace.engine._cage import Bounds, command

A = TypeVar("A")
B = TypeVar("B")

_AHEAD = 32
"""Items per process that are begun before the first result is taken."""
_QUEUE = 4
"""Items that lie with a worker, so that it never waits for its next one."""
_ROOM = 32 * 2**10
"""Bytes of items that lie with a worker: less than a pipe takes without being read (64 KiB)."""
_LEAVE = 1.0
"""Seconds in which a worker that has nothing to do ends by itself."""
_MOST = 512 * 2**20
_PIECE = 1 << 20
_LENGTH = struct.Struct("<cI")
_TELLING = {
    -signal.SIGXCPU: "it used up its time of the processor",
    -signal.SIGXFSZ: "it wrote more than it may",
    -signal.SIGKILL: "it was ended by the system, most likely for lack of memory",
}


class _Worker(Generic[A]):
    """One process, the items that lie with it, and what of its answers has come."""

    def __init__(self, function: bytes, bounds: Bounds) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command(bounds), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdin  # noqa: S101 - it is a pipe
        assert self.process.stdout  # noqa: S101 - it is a pipe
        self.send, self.receive = self.process.stdin, self.process.stdout
        os.set_blocking(self.receive.fileno(), False)
        self.items: deque[tuple[int, A, int]] = deque()
        """Number, item and length; the first one is being worked on."""
        self.function = function
        self.given = 0
        self.until = 0.0
        self._bounds = bounds
        self._got = bytearray()
        self._post(function)

    def takes(self, length: int) -> bool:
        """Whether an item of this length may be added; one that is worn out takes none."""
        lying = sum(one for _, _, one in self.items)
        room = len(self.items) < _QUEUE and lying + length <= _ROOM
        return self.given < self._bounds.items and (room or not self.items)

    def begin(self, number: int, item: A, data: bytes) -> None:
        """Add an item; the first one may take a moment longer."""
        if not self.items:
            self.until = self._deadline() + (0 if self.given else self._bounds.start_seconds)
        self.given += 1
        self.items.append((number, item, len(data)))
        self._post(data)

    def _deadline(self) -> float:
        return time.monotonic() + self._bounds.seconds

    def _post(self, data: bytes) -> None:
        with suppress(BrokenPipeError):
            self.send.write(struct.pack("<I", len(data)) + data)
            self.send.flush()

    def answers(self) -> Iterator[tuple[int, A, bytes, bytes]]:
        """Number, item, kind and bytes of each whole answer that came. EOFError at the end."""
        piece = self.receive.read(_PIECE)
        self._got += piece or b""
        while self.items and len(self._got) >= _LENGTH.size:
            kind, length = _LENGTH.unpack_from(self._got)
            if length > _MOST:
                raise OverflowError
            end = _LENGTH.size + length
            if len(self._got) < end:
                break
            data = bytes(self._got[_LENGTH.size : end])
            del self._got[:end]
            number, item, _ = self.items.popleft()
            self.until = self._deadline()
            yield number, item, kind, data
        if piece == b"":
            raise EOFError

    def end(self, *, at_work: bool = False) -> str:
        """Have it stop, at once where it is at work; how it ended before, in words."""
        code = self.process.poll()
        with suppress(BrokenPipeError):
            self.send.close()
        if code is None and not at_work:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_LEAVE)
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.receive.close()
        if code is None:
            return ""
        shell = code - 128 if code > 128 else 0  # noqa: PLR2004 - how bubblewrap passes signals on
        return _TELLING.get(-shell or code, f"its process ended with status {code}")


class ConfinedEngine:
    """Maps in confined processes. Results are decoded as `result`, never unpickled.

    `lost(item, why)` is the answer for an item whose worker did not give one. Within
    `with engine:` workers outlive a map and serve the next one of the same function.
    """

    def __init__(
        self,
        processes: int,
        result: type[Any],
        lost: Callable[[Any, str], Any],
        bounds: Bounds,
    ) -> None:
        self._processes = max(processes, 1)
        self._decode = msgspec.msgpack.Decoder(result).decode
        self._result = result
        self._lost = lost
        self._bounds = bounds
        self._warm: list[_Worker[Any]] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return ConfinedEngine, (self._processes, self._result, self._lost, self._bounds)

    def __enter__(self) -> Self:
        self._warm = []
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._warm or ():
            worker.end()
        self._warm = None

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Results in the order of the items; workers end with the iterator or the `with`."""
        packed = pickle.dumps(function)
        idle, self._warm = self._warm, None if self._warm is None else []
        run = _Run(packed, iter(items), (self._bounds, self._processes), idle or ())
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
            left = run.stop(keep=self._warm is not None)
            self._warm = None if self._warm is None else [*self._warm, *left]

    def _made(self, item: Any, data: bytes, why: str) -> Any:  # noqa: ANN401 - whatever is mapped
        if why:
            return self._lost(item, why)
        try:
            return self._decode(data)
        except msgspec.MsgspecError as error:
            return self._lost(item, f"its answer makes no sense: {error}")


class _Run(Generic[A]):
    """The workers of one map, and the items that are left."""

    def __init__(
        self,
        function: bytes,
        items: Iterator[A],
        means: tuple[Bounds, int],
        idle: Iterable[_Worker[A]],
    ) -> None:
        self._function, self._items = function, items
        self._bounds, self._processes = means
        self._number = 0
        self._again: deque[tuple[int, A]] = deque()
        """Items that lay behind one whose worker ended."""
        self._workers: list[_Worker[A]] = []
        self._selector = selectors.DefaultSelector()
        for worker in idle:
            alive = worker.function == function and worker.process.poll() is None
            if alive and len(self._workers) < self._processes:
                self._join(worker)
            else:
                worker.end()

    def fill(self, waiting: int) -> bool:
        """Give work to workers that have room; whether anything is being worked on."""
        room = self._processes * _AHEAD - waiting
        while room > self._lying() and (item := self._next()):
            number, one = item
            data = pickle.dumps(one)
            worker = self._free(len(data))
            if worker is None:
                self._again.appendleft(item)
                break
            worker.begin(number, one, data)
        return self._lying() > 0

    def _lying(self) -> int:
        return sum(len(worker.items) for worker in self._workers)

    def _next(self) -> tuple[int, A] | None:
        if self._again:
            return self._again.popleft()
        for item in self._items:
            self._number += 1
            return self._number - 1, item
        return None

    def _free(self, length: int) -> _Worker[A] | None:
        """The worker with the least to do that takes so many bytes; a fresh one before a queue."""
        free = [worker for worker in self._workers if worker.takes(length)]
        best = min(free, key=lambda worker: len(worker.items), default=None)
        if (best is None or best.items) and len(self._workers) < self._processes:
            return self._join(_Worker(self._function, self._bounds))
        return best

    def _join(self, worker: _Worker[A]) -> _Worker[A]:
        self._workers.append(worker)
        self._selector.register(worker.receive, selectors.EVENT_READ, worker)
        return worker

    def wait(self) -> Iterator[tuple[int, A, bytes, str]]:
        """Answers that came, and items that were lost: number, item, answer, why there is none."""
        busy = [worker for worker in self._workers if worker.items]
        if not busy:
            return
        until = min(worker.until for worker in busy)
        for key, _ in self._selector.select(max(0.0, until - time.monotonic())):
            yield from self._heard(key.data)
        now = time.monotonic()
        for worker in [one for one in self._workers if one.items and now > one.until]:
            yield from self._gone(worker, f"it took longer than {self._bounds.seconds:g} seconds")

    def _heard(self, worker: _Worker[A]) -> Iterator[tuple[int, A, bytes, str]]:
        try:
            for number, item, kind, data in worker.answers():
                yield number, item, data, "" if kind == b"r" else data.decode("utf-8", "replace")
                if kind == b"m":
                    self._let_go(worker, at_work=True)
                    return
        except EOFError:
            yield from self._gone(worker, "")
        except OverflowError:
            yield from self._gone(worker, "its answer is larger than may be")
        if not worker.items and worker.given >= self._bounds.items and worker in self._workers:
            self._let_go(worker)

    def _gone(self, worker: _Worker[A], why: str) -> Iterator[tuple[int, A, bytes, str]]:
        """A worker that ended or is ended: the item that it worked on is lost."""
        lost = worker.items.popleft() if worker.items else None
        if not why and worker.process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(0.2)
        ended = self._let_go(worker, at_work=True)
        if lost:
            yield *lost[:2], b"", why or f"reading it failed: {ended or 'its process ended'}"

    def _let_go(self, worker: _Worker[A], *, at_work: bool = False) -> str:
        """End a worker; what lies with it is given to others."""
        self._again.extendleft((number, item) for number, item, _ in reversed(worker.items))
        worker.items.clear()
        self._workers.remove(worker)
        self._selector.unregister(worker.receive)
        return worker.end(at_work=at_work)

    def stop(self, *, keep: bool) -> list[_Worker[A]]:
        """End every worker; those that may be kept and have nothing to do are given back."""
        kept = [one for one in self._workers if keep and not one.items and one.takes(0)]
        for worker in self._workers:
            if worker not in kept:
                worker.end(at_work=bool(worker.items))
        self._selector.close()
        self._workers.clear()
        return kept
