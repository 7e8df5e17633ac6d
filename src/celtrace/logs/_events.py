"""Logs of events as objects or rows: what a format says about itself, and how it is read.

A format says where each fact stands (dotted paths, the first that is there holds) and
what each kind of event does. Kinds that are about something else are counted and noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, BinaryIO, Literal, cast, get_args

import msgspec

from celtrace.logs import _csv, _json
from celtrace.logs._addresses import Address, address
from celtrace.logs._json import Event
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.logs._times import instant
from celtrace.ports import Note
from celtrace.records import Evidence, FileAccess, SessionEnd, SignIn
from celtrace.records.access import Trust

Paths = tuple[str, ...]
Result = Literal["success", "failure"]
_TEXTS = (
    "device", "user_agent", "session", "application", "reason", "event", "country_stated",
    "asn_stated",
)  # fmt: skip
_EMPTY: tuple[object, ...] = ("", None, "-", "--")


class Does(msgspec.Struct, frozen=True):
    """What a kind of event does: signs in, ends a session, or acts on a file."""

    what: Literal["sign_in", "end", "file"]
    word: str = ""
    """A fixed result of a sign-in, or the action on a file."""


SIGN_IN, SIGNED_IN, REFUSED = (
    Does("sign_in"),
    Does("sign_in", "success"),
    Does("sign_in", "failure"),
)
END = Does("end")


def does_file(action: str) -> Does:
    """An action on a file."""
    return Does("file", action)


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format of events: its marks, its kinds and where its facts stand."""

    name: str
    system: str
    marks: tuple[Paths, ...]
    """An event is of this format if all paths of one of these are there."""
    kinds: Mapping[str, Does]
    """By the name of the event, in lower case; "" stands for events that have none."""
    fields: Mapping[str, Paths]
    """Field of a record, and `kind`, by the paths where it may stand."""
    wrappers: Paths = ()
    succeeded: frozenset[str] = frozenset({"success", "succeeded", "ok", "true", "allow", "0"})
    failed: frozenset[str] | None = None
    """Results that are failures; None if everything else is one."""
    trust: Trust = ""
    utc: bool = False
    """Its description says that times without a zone are UTC."""
    apart: Callable[[Event], Iterable[Event]] | None = None
    """Takes apart an event that holds several, or lifts facts that lie deeper."""
    lifts: Mapping[str, tuple[str, Callable[[Any], object]]] = {}
    """Facts by a path of our own: each is made of what stands at one path of the event."""
    belongs: Callable[[Event], bool] | None = None
    """What marks cannot say, for example the form of a value."""


def sniff(format_: Format, head: bytes, *, sure: float = 0.9) -> float:
    """How sure it is that the first bytes are of the format: the share of events with its marks."""
    found = _json.first_events(head, format_.wrappers) or _csv.first_rows(head)
    if not found:
        return 0.0
    ours = sum(is_of(format_, event) for event in found)
    return sure * ours / len(found) if ours * 2 > len(found) else 0.0


def is_of(format_: Format, event: Event) -> bool:
    """Whether an event bears the marks of the format."""
    marked = any(all(at(event, path) is not None for path in mark) for mark in format_.marks)
    return marked and (format_.belongs is None or format_.belongs(event))


def read(format_: Format, log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log; kinds that are about something else are noted once."""
    tally = log.tally(note, UTC if format_.utc else None)
    return watched(Reader(format_, log, tally).records(), tally)


def at(event: object, path: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """What stands at a dotted path; a column may have the whole path as its name."""
    if isinstance(event, dict) and path in event:
        return event[path]
    for step in _steps(path):
        if isinstance(event, dict):
            event = event.get(step)
        elif isinstance(event, list) and step.isdigit() and int(step) < len(event):
            event = event[int(step)]
        else:
            return None
    return event


def lifted(event: Event, path: str, made: Callable[[Any], object]) -> object:
    """A fact made of what stands at a path; None where nothing does."""
    found = at(event, path)
    return None if found is None else made(found)


_STEPS: dict[str, tuple[str, ...]] = {}


def _steps(path: str) -> tuple[str, ...]:
    found = _STEPS.get(path)
    if found is None:
        found = _STEPS[path] = tuple(path.split("."))
    return found


class Reader:
    """One pass over a log of a format."""

    def __init__(self, format_: Format, log: LogText, tally: Tally) -> None:
        self.format, self.log, self.note, self.tally = format_, log, tally.note, tally
        self.zone: tzinfo = UTC if format_.utc else log.zone

    def records(self) -> Iterator[LogRecord]:
        """Every record of the log."""
        return self._of(_events(self.format, self.log, self.note))

    def line(self, line: tuple[int, bytes, bool]) -> Iterator[LogRecord]:
        """The records of one line of JSON: its number, its bytes, whether it ended."""
        number, text, whole = line
        return self._of(_json.one_line(number, text, self.note, self.format.wrappers, whole=whole))

    def _of(self, events: Iterable[tuple[str, Event]]) -> Iterator[LogRecord]:
        apart = self.format.apart
        for place, event in events:
            for one in apart(event) if apart else (event,):
                found = self.record(place, one)
                if found is not None:
                    yield found

    def record(self, place: str, event: Event) -> LogRecord | None:
        """The record of an event; None if it is about something else or lacks too much."""
        named = self.get(event, "kind")
        does = self.format.kinds.get(named.lower())
        if does is None or not (named or is_of(self.format, event)):
            self._pass_over(place, event, named)
            return None
        account = self.get(event, "account")
        if not account:
            self.note(place, f"{named or 'the event'} names no account", "the event was left out")
            return None
        try:
            time = self.time(event)
            return self._made(place, event, does, (named, account, time))
        except ValueError as error:
            self.note(place, f"{named or 'the event'}: {error}", "the event was left out")
        return None

    def time(self, event: Event) -> datetime:
        """The first of the stated times that can be read; ValueError if none can."""
        fault = "it states no time"
        for path in self.format.fields["time"]:
            value = at(event, path)
            if isinstance(value, (dict, list)) or value in _EMPTY:
                continue
            try:
                return instant(value, self.zone)
            except ValueError as error:
                fault = str(error)
        raise ValueError(fault)

    def get(self, event: Event, field: str) -> str:
        """The text of a field; "" if it is not there."""
        value = self.raw(event, field)
        return "" if value is None else str(value)

    def raw(self, event: Event, field: str) -> object:
        """A field as it stands in the event; None if it is not there."""
        lifts = self.format.lifts
        for path in self.format.fields.get(field, ()):
            value: object = lifted(event, *lifts[path]) if path in lifts else at(event, path)
            if not isinstance(value, (dict, list)) and value not in _EMPTY:
                return value
        return None

    def _pass_over(self, place: str, event: Event, named: str) -> None:
        if named or is_of(self.format, event):
            self.tally.other(named or "no name")
        else:
            self.note(place, f"it is no event of {self.format.name}", "it was left out")

    def _made(
        self, place: str, event: Event, does: Does, head: tuple[str, str, datetime]
    ) -> LogRecord | None:
        named, account, time = head
        written = self.get(event, "ip")
        where = address(written)
        result = "success" if does.what == "end" else self._result(event, does)
        if result is None:
            return None
        if where.via:
            self.tally.listed(place)
        stood = (named, self.get(event, "time"), account, written, self.get(event, "path"))
        quote = " | ".join(text for text in stood if text)
        seen = Evidence(self.log.digest, self.log.source, place, quote, self.format.name)
        if does.what == "end":
            return SessionEnd(
                seen=seen, account=account, time=time, ip=where.ip,
                session=self.get(event, "session"), system=self._system(event),
                reason=self.get(event, "reason"), event=self.get(event, "event"),
            )  # fmt: skip
        common = self._common(event, where)
        common |= {"seen": seen, "account": account, "time": time, "result": result}
        return self._sign_in(event, common) if does.what == "sign_in" else self._file(
            event, does, common
        )  # fmt: skip

    def _system(self, event: Event) -> str:
        return self.log.system or self.get(event, "system") or self.format.system

    def _trust(self, event: Event) -> Trust:
        stated = self.get(event, "trust")
        return cast("Trust", stated) if stated and stated in get_args(Trust) else self.format.trust

    def _common(self, event: Event, where: Address) -> dict[str, Any]:
        def get(field: str) -> str:
            return self.get(event, field)

        via = where.via + tuple(v for v in self._via(event) if v not in ("", where.ip))
        texts = {field: get(field) for field in _TEXTS}
        return texts | {
            "system": self._system(event), "ip": where.ip, "host": where.host or get("host"),
            "trust": self._trust(event), "via": tuple(dict.fromkeys(via)),
        }  # fmt: skip

    def _via(self, event: Event) -> Iterator[str]:
        for path in self.format.fields.get("via", ()):
            value = at(event, path)
            for one in value if isinstance(value, list) else (value,):
                found = one.get("ip") if isinstance(one, dict) else one
                if isinstance(found, str):
                    yield address(found).ip

    def _result(self, event: Event, does: Does) -> Result | None:
        if does.what == "sign_in" and does.word:
            return cast("Result", does.word)
        stated = self.get(event, "result").lower()
        if not stated or stated in self.format.succeeded:
            return "success"
        if self.format.failed is None or stated in self.format.failed:
            return "failure"
        self.tally.other(f"{self.get(event, 'kind')} with result {stated}")
        return None

    def _sign_in(self, event: Event, common: dict[str, Any]) -> SignIn:
        until = self.raw(event, "until")
        return SignIn(
            **common, mfa=self.get(event, "mfa"), passkey=self.get(event, "passkey"),
            mfa_device=self.get(event, "mfa_device"),
            managed=YES_OR_NO.get(self.get(event, "managed").lower()),
            until=instant(until, self.zone) if until is not None else None,
        )  # fmt: skip

    def _file(self, event: Event, does: Does, common: dict[str, Any]) -> FileAccess:
        size = self.get(event, "size")
        return FileAccess(
            **common, action=cast("Any", does.word), path=self.get(event, "path"),
            item=self.get(event, "item"), project=self.get(event, "project"),
            size=int(size) if size.isdigit() else None,
        )  # fmt: skip


YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _events(format_: Format, log: LogText, note: Note) -> Iterator[tuple[str, Event]]:
    """Objects or rows of a log, whichever it is made of."""
    stream = Peeked(log.stream)
    if not log.carried.header and _json.is_json(stream.head):
        return _json.events(cast("Any", stream), note, format_.wrappers, log.carried)
    return _csv.rows(cast("Any", stream), note, log.carried)


class Peeked:
    """A stream whose first bytes can be looked at."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.head: bytes = stream.read(_json.HEAD)
        self._rest = self.head

    def read(self, size: int) -> bytes:
        """The next bytes, from the first on."""
        if self._rest:
            given, self._rest = self._rest, b""
            return given
        return self._stream.read(size)
