"""Something that is done every few seconds while the room is open."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import ClassVar, Self


class Repeated(ABC):
    """Does it in a thread until it is left; use it as a context."""

    waits: ClassVar[bool] = False
    """Whether the first time comes only after the pause."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(30)

    @abstractmethod
    def once(self) -> None:
        """What is done each time; what it raises ends the thread."""

    def _run(self) -> None:
        if self.waits and self._stop.wait(self._every):
            return
        while True:
            self.once()
            if self._stop.wait(self._every):
                return
