"""Reviews in the background: one at a time, its state on disk before anything is done.

A review is safe to run again, so a job that a killed server left `running` is started anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from celtrace.cases.progress import Progress
from celtrace.cases.seal import write_whole, writing_to
from celtrace.errors import CeltraceError

State = Literal["idle", "running", "done", "failed"]


class Job(msgspec.Struct, frozen=True):
    """How far the work is."""

    number: int = 0
    state: State = "idle"
    stage: str = ""
    done: int = 0
    total: int | None = None
    said: str = ""
    """What went wrong, with its remedy."""


class Jobs:
    """One slot for work; `work` gets a function that it tells how far it is."""

    def __init__(self, path: Path, work: Callable[[Progress], None]) -> None:
        self._path = path
        self._work = work
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.job = _read(path)

    def resume(self) -> None:
        """Start anew what a killed server has left."""
        if self.job.state == "running":
            self._launch(self.job.number)

    def start(self) -> Job:
        """Start the work unless it runs already; how it stands."""
        with self._lock:
            if self.job.state != "running":
                self._launch(self.job.number + 1)
            return self.job

    def wait(self, seconds: float) -> Job:
        """Wait until it is done, at most so long; how it stands."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self.job

    def _launch(self, number: int) -> None:
        self._keep(Job(number, "running", "waiting"))
        self._thread = threading.Thread(target=self._run, args=(number,), daemon=True)
        self._thread.start()

    def _run(self, number: int) -> None:
        def report(stage: str, done: int, total: int | None) -> None:
            self.job = Job(number, "running", stage, done, total)

        said = "It stopped without saying why."
        try:
            self._work(report)
            said = ""
        except CeltraceError as error:
            said = "\n".join([str(error), *map(str, getattr(error, "faults", ()))])
        finally:
            self._keep(Job(number, "failed" if said else "done", said=said))

    def _keep(self, job: Job) -> None:
        with writing_to(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.encode(job))
        self.job = job


def _read(path: Path) -> Job:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Job)
    except (OSError, msgspec.DecodeError):
        return Job()
