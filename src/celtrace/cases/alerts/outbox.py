"""What was told and what waits to be: kept on the disk, tried again, given up after days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from celtrace.cases.alerts.told import Alert, alerts
from celtrace.cases.alerts.ways import NotSent, Way
from celtrace.cases.repeated import Repeated
from celtrace.cases.seal import write_whole, writing_to
from celtrace.ports import Entry

WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 30, 120, 720, 1_440))
"""How long after each failure it is tried again; after the last it is given up."""
KEPT = 200


class Waiting(msgspec.Struct, frozen=True):
    """An alert that did not arrive yet by a way."""

    alert: Alert
    way: str
    tries: int
    after: datetime
    said: str


class State(msgspec.Struct, frozen=True):
    """The first line of the journal that was not looked at, what waits, what was given up."""

    next: int | None = None
    waiting: tuple[Waiting, ...] = ()
    given_up: tuple[Waiting, ...] = ()


class Outbox:
    """Alerts of one case on their ways; each is sent once by each way, in order."""

    def __init__(self, path: Path, ways: Sequence[Way], clock: Callable[[], datetime]) -> None:
        self._path = path
        self._ways = ways
        self._clock = clock
        self.state = _read(path)

    def deliver(self, entries: Iterable[Entry]) -> None:
        """Send what is new in the journal and what waits; a first look tells nothing of before.

        `entries` is the whole journal, or nothing if there is no more than last time.
        """
        lines = list(entries)
        end = lines[-1].seq + 1 if lines else self.state.next
        if self.state.next is None:
            self._keep(State(end))
            return
        new = [Waiting(one, way.name, 0, self._clock(), "")
               for one in alerts(lines, self.state.next) for way in self._ways]  # fmt: skip
        if new or self.state.next != end:
            self._keep(State(end, (*self.state.waiting, *new), self.state.given_up))
        for one in self.state.waiting:
            if one.after <= self._clock():
                self._try(one)

    def _try(self, one: Waiting) -> None:
        others = tuple(w for w in self.state.waiting if w != one)
        way = next((way for way in self._ways if way.name == one.way), None)
        if way is None:
            self._keep(State(self.state.next, others, self.state.given_up))
            return
        try:
            way.send(one.alert)
        except NotSent as error:
            again = _again(one, self._clock(), error.message)
            if one.tries < len(WAITS):
                self._keep(State(self.state.next, (*others, again), self.state.given_up))
                return
            given_up = (*self.state.given_up, again)[-KEPT:]
            self._keep(State(self.state.next, others, given_up))
            return
        self._keep(State(self.state.next, others, self.state.given_up))

    def _keep(self, state: State) -> None:
        with writing_to(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.encode(state))
        self.state = state


class Sender(Repeated):
    """Delivers every few seconds while the room is open; use it as a context."""

    def __init__(self, outbox: Outbox, lines: Callable[[], Iterable[Entry]], every: float) -> None:
        super().__init__(every)
        self._outbox = outbox
        self._lines = lines

    def once(self) -> None:
        """Deliver what waits."""
        self._outbox.deliver(self._lines())


def _again(one: Waiting, now: datetime, said: str) -> Waiting:
    wait = WAITS[min(one.tries, len(WAITS) - 1)]
    return Waiting(one.alert, one.way, one.tries + 1, now + wait, said)


def _read(path: Path) -> State:
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return State()
