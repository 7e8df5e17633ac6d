"""Acts that carry an `Idempotency-Key`: what the first was answered, the next are answered too."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec

from celtrace.errors import UsageError

Document = dict[str, Any]
MOST = 10_000
"""Keys that are remembered; the one used first is forgotten first."""


class OtherRequest(UsageError):
    """The key was used for another request."""


class Once:
    """What keyed requests were answered, while the server runs; decisions are kept for good."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str, str], tuple[str, Document]] = OrderedDict()
        self._lock = threading.Lock()

    def do(self, key: tuple[str, str, str], body: object, act: Callable[[], Document]) -> Document:
        """Do an act for user, call and key once; OtherRequest if its body was another one then.

        An empty key is never held. What failed may be tried again with the same key.
        """
        if not key[2]:
            return act()
        digest = sha256(msgspec.json.encode(body, order="deterministic")).hexdigest()
        with self._lock:
            if key in self._held:
                before, answer = self._held[key]
                if before != digest:
                    raise OtherRequest("This Idempotency-Key was used for another request.")
                return answer
            answer = act()
            self._held[key] = (digest, answer)
            if len(self._held) > MOST:
                self._held.popitem(last=False)
        return answer
