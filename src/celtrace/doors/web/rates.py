"""How often somebody may knock: a bucket for each address or token that fills again with time.

The lock-out after failed sign-ins holds for a name (`cases.accounts`); this holds for whoever
tries many names, or many tokens, or asks without end. Behind a proxy on this machine the
address is the one that it passes on (`X-Forwarded-For`).
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEPT = 10_000
"""Addresses and tokens that are remembered; the one asked for longest ago is forgotten first."""


class Rate:
    """So many calls a minute for each key, and as many at once."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(a_minute)
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Count a call; 0 if it may go on, else the seconds until one may."""
        now = self._clock()
        with self._lock:
            left, before = self._held.pop(key, (self._most, now))
            left = min(self._most, left + (now - before) * self._most / 60)
            self._held[key] = (left - 1, now) if left >= 1 else (left, now)
            if len(self._held) > MOST_KEPT:
                self._held.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) * 60 / self._most


class Rates:
    """The rates of one server."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.sign_ins = Rate(60, clock)
        """By address."""
        self.wrong_tokens = Rate(60, clock)
        """By address."""
        self.calls = Rate(1_200, clock)
        """By token."""
