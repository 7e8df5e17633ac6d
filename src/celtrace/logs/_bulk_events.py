"""Bulk reading of events, one JSON object on each line.

Only the fields that are asked for are decoded: a type is made of a format's paths, so
that the decoder skips the rest. Events that do not fit it go the way of `read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import cache
from operator import attrgetter
from typing import Any, cast

import msgspec

from celtrace.logs import _events
from celtrace.logs._addresses import address
from celtrace.logs._blocks import line_blocks, uncollected
from celtrace.logs._bulk_lines import chosen
from celtrace.logs._events import YES_OR_NO, Format
from celtrace.logs._json import first_events
from celtrace.logs._lines import LogText
from celtrace.logs._times import instant
from celtrace.ports import Note
from celtrace.records import SessionEnd, SignIn
from celtrace.records.columns import Batch, Columns, batch, batches, filled, microseconds

_ENDS = ("account", "ip", "session")
_SIGNS = (*_ENDS, "device", "user_agent", "mfa", "passkey", "application", "mfa_device")
_NEEDED = ("kind", "time", "result", "until", "managed", "path", "system", *_SIGNS)
_UTC_STAMP = len("2024-03-01T08:00:00Z")

_BLANK = ("", "-", "--")

Row = tuple[Any, ...]
Lines = list[tuple[int, bytes, bool]]


def columns(format_: Format, log: LogText, note: Note) -> Iterator[list[Batch]]:
    """What `read` gives, as columns; a log that is no lines of JSON goes through records."""
    peeked = _events.Peeked(log.stream)
    again = msgspec.structs.replace(log, stream=cast("Any", peeked))
    first, end, _ = peeked.head.partition(b"\n")
    if not end or len(first_events(first, format_.wrappers)) != 1:
        return batches(_events.read(format_, again, note))
    return _Bulk(format_, again, note).batches()


class _Bulk:
    """One pass over lines of JSON."""

    def __init__(self, format_: Format, log: LogText, note: Note) -> None:
        self.format, self.log = format_, log
        self.tally = log.tally(note, UTC if format_.utc else None)
        self.reader = _events.Reader(format_, log, self.tally)
        self.fields = {f: format_.fields.get(f, ()) for f in _NEEDED}
        lifted = {path: of for path, (of, _) in format_.lifts.items()}
        wanted = [lifted.get(p, p) for paths in self.fields.values() for p in paths]
        every = list(dict.fromkeys(wanted))
        self.places = {path: n for n, path in enumerate(every)}
        self.known: dict[tuple[str, str], str] = {}
        made, names = _made(every)
        self.decode = msgspec.json.Decoder(made).decode
        self.facts = attrgetter(*names)

    def batches(self) -> Iterator[list[Batch]]:
        """The batches of each block, in the order of the log."""
        for block in line_blocks(self.log.stream, self.log.carried):
            self.log.carried.resting = False
            with uncollected():
                made = list(self._block(block))
            self.log.carried.resting = True
            yield made
        self.tally.close()

    def _block(self, block: Lines) -> Iterator[Batch]:
        start, facts = 0, []
        for at, (_, line, _) in enumerate(block):
            try:
                facts.append(self.facts(self.decode(line)))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, AttributeError):
                yield from self._decoded(block[start:at], facts)
                start, facts = at + 1, []
                yield from self._slow(block[at])
        yield from self._decoded(block[start:], facts)

    def _decoded(self, lines: Lines, rows: list[Row]) -> Iterator[Batch]:
        """Batches of rows that were decoded; what is neither sign-in nor end goes on its own."""
        if not rows:
            return
        facts = list(zip(*rows, strict=True))
        given: dict[str, Sequence[Any]] = {f: self._field(facts, f, len(rows)) for f in _NEEDED}
        kinds, results = _texts(given["kind"]), _texts(given["result"])
        does = list(map(self._does, kinds, results))
        given["stamp"] = given["time"]
        given["time"] = list(map(self._time, given["time"]))
        accounts = given["account"] = _texts(given["account"])
        start = 0
        for at, what in enumerate(does):
            if what == _SLOW or not accounts[at] or given["time"][at] is None or (
                given["until"][at] is not None
            ):  # fmt: skip
                yield from self._rows(lines, (given, kinds, does), (start, at))
                start = at + 1
                yield from self._slow(lines[at])
        yield from self._rows(lines, (given, kinds, does), (start, len(rows)))

    def _rows(
        self, lines: Lines, of: tuple[dict[str, Sequence[Any]], list[str], list[str]],
        span: tuple[int, int],
    ) -> Iterator[Batch]:  # fmt: skip
        """Batches of a stretch of rows that have an account and a time."""
        given, kinds, does = of
        whole = range(*span)
        kept = [n for n in whole if not does[n].startswith(_OTHER)]
        if len(kept) < len(whole):
            for n in whole:
                if does[n].startswith(_OTHER):
                    self.tally.other(does[n].removeprefix(_OTHER))
        if not kept:
            return
        times = [given["time"][n] for n in kept]
        places = [f"line {lines[n][0]}" for n in kept]
        self.tally.times(times, places)
        common = {"place": places, "time": times, "quote": self._quotes(given, kinds, kept)}
        where = list(map(address, _some(given["ip"], kept)))
        common["ip"] = [one.ip for one in where]
        for n, (one, place) in enumerate(zip(where, places, strict=True)):
            if one.via:
                self.tally.listed(place)
            if one.host and does[kept[n]] != _END:
                self.tally.count("host", place)
        common["system"] = [self.log.system or one or self.format.system
                            for one in _some(given["system"], kept)]  # fmt: skip
        ends = [n for n, at in enumerate(kept) if does[at] == _END]
        if ends:
            signs = [n for n, at in enumerate(kept) if does[at] != _END]
            yield from self._of_kind(SessionEnd, (common, given, kept), ends, ())
        else:
            signs = list(range(len(kept)))
        if signs:
            yield from self._of_kind(SignIn, (common, given, kept), signs,
                                     [does[kept[n]] for n in signs])  # fmt: skip

    def _of_kind(
        self, kind: type[SignIn | SessionEnd],
        of: tuple[Columns, dict[str, Sequence[Any]], list[int]], which: list[int],
        results: Sequence[str],
    ) -> Iterator[Batch]:  # fmt: skip
        common, given, kept = of
        made = chosen(common, which)
        rows = [kept[n] for n in which]
        for name in _ENDS if kind is SessionEnd else _SIGNS:
            if name != "ip":
                made[name] = _some(given[name], rows)
        if kind is SignIn:
            made["result"] = list(results)
            made["managed"] = [YES_OR_NO.get(text.lower())
                               for text in _some(given["managed"], rows)]  # fmt: skip
            made["trust"] = [self.format.trust] * len(rows)
        one = filled(kind, made)
        self.tally.rows(one)
        yield one

    def _quotes(
        self, given: dict[str, Sequence[Any]], kinds: list[str], kept: list[int]
    ) -> list[str]:
        """What the record path quotes: kind, time, account, address and path as they stood."""
        parts = (
            [kinds[n] for n in kept],
            *(_some(given[name], kept) for name in ("stamp", "account", "ip", "path")),
        )
        return [" | ".join(filter(None, row)) for row in zip(*parts, strict=True)]

    def _field(self, facts: list[Row], field: str, size: int) -> Sequence[Any]:
        """The first value that is there, for each event."""
        found = [self._path(facts, path) for path in self.fields[field]]
        found = [values for values in found if values.count(None) < size]
        if not found:
            return (None,) * size
        if len(found) == 1 or _full(found[0]):
            return found[0]
        return [next(filter(_stands, values), None) for values in zip(*found, strict=True)]

    def _path(self, facts: list[Row], path: str) -> Sequence[Any]:
        """What stands at a path, or is made of what stands at another."""
        lifted = self.format.lifts.get(path)
        if lifted is None:
            return facts[self.places[path]]
        of, made = lifted
        return [None if value is None else made(value) for value in facts[self.places[of]]]

    def _does(self, kind: str, stated: str) -> str:
        """The result of a sign-in, `end`, what else it is, or that it has to be looked at."""
        if (kind, stated) not in self.known:
            if len(self.known) > _KNOWN:
                self.known.clear()
            self.known[kind, stated] = self._judged(kind, stated)
        return self.known[kind, stated]

    def _judged(self, kind: str, stated: str) -> str:
        does = self.format.kinds.get(kind.lower())
        if not kind or (does is not None and does.what == "file"):
            return _SLOW
        if does is None:
            return _OTHER + kind
        if does.what == "end":
            return _END
        word = stated.lower()
        if does.word or not word or word in self.format.succeeded:
            return does.word or "success"
        if self.format.failed is None or word in self.format.failed:
            return "failure"
        return f"{_OTHER}{kind} with result {word}"

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
            return microseconds(instant(value, self.reader.zone))
        except ValueError:
            return None

    def _slow(self, line: tuple[int, bytes, bool]) -> Iterator[Batch]:
        """What `read` makes of a line."""
        for found in self.reader.line(line):
            self.tally.saw(found)
            yield batch(type(found), [found])


_SLOW, _END, _OTHER = "?", "end", "other: "
_KNOWN = 10_000


def _some(values: Sequence[Any], which: list[int]) -> list[str]:
    """The texts of some rows."""
    if len(which) == len(values):
        return _texts(values)
    return _texts([values[n] for n in which])


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
