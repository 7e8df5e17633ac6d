"""Bulk reading of events, one JSON object on each line.

Only the fields that are asked for are decoded: a type is made of a format's paths, so
that the decoder skips the rest. Events that do not fit it go the way of `read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any, cast

import msgspec

from celtrace.logs import _events
from celtrace.logs._addresses import address
from celtrace.logs._blocks import byte_lines
from celtrace.logs._columns import SIGN_INS, Columns, microseconds, of_records, of_rows, row
from celtrace.logs._events import Format
from celtrace.logs._json import first_events
from celtrace.logs._lines import LogText
from celtrace.logs._tally import Tally
from celtrace.logs._times import instant
from celtrace.ports import Note
from celtrace.records import SignIn

_TEXTS = ("account", "ip", "session", "device", "user_agent", "mfa")
_NEEDED = ("kind", "time", "result", *_TEXTS)
_BATCH = 5_000
_UTC_STAMP = len("2024-03-01T08:00:00Z")

_BLANK = ("", "-", "--")

Row = tuple[Any, ...]


def columns(format_: Format, log: LogText, note: Note) -> Iterator[Columns]:
    """The sign-ins of a log as columns; a log that is no lines of JSON goes through records."""
    peeked = _events.Peeked(log.stream)
    again = msgspec.structs.replace(log, stream=cast("Any", peeked))
    first, end, _ = peeked.head.partition(b"\n")
    if not end or len(first_events(first, format_.wrappers)) != 1:
        return of_records(_events.read(format_, again, note))
    return _Bulk(format_, again, note).batches()


class _Bulk:
    """One pass over lines of JSON."""

    def __init__(self, format_: Format, log: LogText, note: Note) -> None:
        self.format, self.log = format_, log
        self.zone: tzinfo = UTC if format_.utc else log.zone
        self.reader = _events.Reader(format_, log, Tally(note))
        self.fields = {f: format_.fields.get(f, ()) for f in _NEEDED}
        every = list(dict.fromkeys(path for paths in self.fields.values() for path in paths))
        self.places = {path: n for n, path in enumerate(every)}
        self.known: dict[tuple[str, str], str] = {}
        made, names = _made(every)
        self.decode = msgspec.json.Decoder(made).decode
        self.facts = attrgetter(*names)

    def batches(self) -> Iterator[Columns]:
        """Columns, some thousand events at a time, in the order of the log."""
        lines = byte_lines(self.log.stream)
        while batch := list(islice(lines, _BATCH)):
            start, facts = 0, []
            for at, (number, line, _) in enumerate(batch):
                try:
                    facts.append(self.facts(self.decode(line)))
                except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, AttributeError):
                    yield from self._batch(batch[start:at], facts)
                    start, facts = at + 1, []
                    yield from self._slow(number, line)
            yield from self._batch(batch[start:], facts)

    def _batch(self, lines: list[tuple[int, bytes, bool]], rows: list[Row]) -> Iterator[Columns]:
        """Columns of rows that were decoded; what lacks an account or a time goes on its own."""
        if not rows:
            return
        facts = list(zip(*rows, strict=True))
        given = {field: self._field(facts, field, len(rows)) for field in _NEEDED}
        results = list(map(self._result, _texts(given["kind"]), _texts(given["result"])))
        times = list(map(self._time, given["time"]))
        made: Columns = {
            "place": [number for number, _, _ in lines], "time": times, "result": results,
            **{key: _texts(given[key]) for key in _TEXTS},
        }  # fmt: skip
        made["ip"] = [address(text).ip for text in made["ip"]]
        start = 0
        for at in _lacking(made):
            yield from _part(made, start, at)
            start = at + 1
            if results[at]:
                yield from self._slow(lines[at][0], lines[at][1])
        yield from _part(made, start, len(rows))

    def _field(self, facts: list[Row], field: str, size: int) -> Sequence[Any]:
        """The first value that is there, for each event."""
        found = [facts[self.places[path]] for path in self.fields[field]]
        found = [values for values in found if values.count(None) < size]
        if not found:
            return (None,) * size
        if len(found) == 1 or _full(found[0]):
            return found[0]
        return [next(filter(_stands, values), None) for values in zip(*found, strict=True)]

    def _result(self, kind: str, stated: str) -> str:
        """The result of a sign-in; "" if it is none."""
        if (kind, stated) not in self.known:
            self.known[kind, stated] = self._judged(kind, stated)
        return self.known[kind, stated]

    def _judged(self, kind: str, stated: str) -> str:
        does = self.format.kinds.get(kind.lower())
        if does is None or does.what != "sign_in":
            return ""
        word = stated.lower()
        if does.word or not word or word in self.format.succeeded:
            return does.word or "success"
        return "failure" if self.format.failed is None or word in self.format.failed else ""

    def _time(self, value: object) -> int | None:
        """Microseconds since 1970; digits beyond them are cut off, as `datetime` does."""
        if isinstance(value, str) and value[-1:] == "Z" and len(value) >= _UTC_STAMP:
            seconds, point, fraction = value[17:-1].partition(".")
            if (
                seconds.isdigit()
                and len(seconds) == len("00")
                and fraction.isdigit() == bool(point)
            ):
                try:
                    start = _minute(value[:17])
                except ValueError:
                    return None
                return start + int(seconds) * 1_000_000 + int(fraction[:6].ljust(6, "0"))
        try:
            return microseconds(instant(value, self.zone))
        except ValueError:
            return None

    def _slow(self, number: int, line: bytes) -> Iterator[Columns]:
        for place, event in self.reader.line(number, line):
            found = self.reader.record(place, event)
            if isinstance(found, SignIn):
                yield of_rows([row(found, SIGN_INS)], SIGN_INS)


def _part(made: Columns, start: int, end: int) -> Iterator[Columns]:
    if start < end:
        yield made if end - start == len(made["place"]) else {
            key: values[start:end] for key, values in made.items()
        }  # fmt: skip


def _lacking(made: Columns) -> list[int]:
    """Which rows have no result, no account or no time."""
    needed = zip(made["result"], made["account"], made["time"], strict=True)
    return [
        n for n, (result, who, time) in enumerate(needed) if not (result and who) or time is None
    ]


def _full(values: Sequence[Any]) -> bool:
    """Whether every value is a text that says something."""
    return {*map(type, values)} == {str} and not any(blank in values for blank in _BLANK)


def _texts(values: Sequence[Any]) -> list[str]:
    if values.count(None) == len(values):
        return [""] * len(values)
    return list(values) if _full(values) else list(map(_text, values))


def _stands(value: object) -> bool:
    return not isinstance(value, (dict, list)) and value is not None and value not in _BLANK


def _text(value: object) -> str:
    return str(value) if _stands(value) else ""


@cache
def _minute(text: str) -> int:
    """Microseconds of `2024-03-01T08:00:`."""
    return microseconds(instant(f"{text}00Z", UTC))


def _made(paths: list[str]) -> tuple[type[msgspec.Struct], list[str]]:
    """A type with the paths as nested optional fields, and the name of each path in it."""
    tree: dict[str, Any] = {}
    for path in paths:
        node = tree
        for step in path.split("."):
            node = node.setdefault(step, {})
    return _struct(tree), [_name(tree, path.split(".")) for path in paths]


def _struct(tree: dict[str, Any]) -> type[msgspec.Struct]:
    fields: list[Any] = []
    for n, inner in enumerate(tree.values()):
        made: Any = _struct(inner) if inner else Any
        default = msgspec.field(default_factory=made) if inner else None
        fields.append((f"f{n}", made, default))
    rename = {f"f{n}": key for n, key in enumerate(tree)}
    return msgspec.defstruct("Event", fields, rename=rename, frozen=True, gc=False)


def _name(tree: dict[str, Any], steps: list[str]) -> str:
    names = []
    for step in steps:
        names.append(f"f{list(tree).index(step)}")
        tree = tree[step]
    return ".".join(names)
