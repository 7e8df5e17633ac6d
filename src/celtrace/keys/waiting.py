"""Questions to devices that wait for their answer: in memory, for minutes, answered once."""

from __future__ import annotations

import threading

from celtrace.keys.passkeys import GOOD_FOR, Asked, KeyRefused

MOST = 10_000
"""Questions that wait at once; the oldest is forgotten first."""


class Waiting:
    """Questions that wait for an answer, one for each person and purpose."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Asked] = {}
        self._lock = threading.Lock()

    def ask(self, person: str, purpose: str, asked: Asked) -> None:
        """Keep a question; an older one of the same purpose is no longer waited for."""
        with self._lock:
            self._held.pop((person, purpose), None)
            self._held[person, purpose] = asked
            old = [k for k, one in self._held.items() if one.at + GOOD_FOR <= asked.at]
            for key in (*old, *list(self._held)[: max(0, len(self._held) - MOST)]):
                self._held.pop(key, None)

    def take(self, person: str, purpose: str) -> Asked:
        """The question, which is then gone; KeyRefused if none waits."""
        with self._lock:
            asked = self._held.pop((person, purpose), None)
        if asked is None:
            raise KeyRefused("Nothing was asked of the device.", "Begin again.")
        return asked
