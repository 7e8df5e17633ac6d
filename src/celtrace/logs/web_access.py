"""Access log of nginx and Apache: common, combined and virtual-host forms.

Described at https://httpd.apache.org/docs/current/logs.html. Each request is an act on a
file: a GET is a download, a PUT or POST an upload. `account` is empty where the server
asked for none; a request that was answered 401 and names a user is a failed sign-in.
A last field in quotes that holds addresses (X-Forwarded-For) is kept as `via`: the client
can write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from celtrace.logs import _bulk_lines as bulk
from celtrace.logs._addresses import address, addresses, one
from celtrace.logs._lines import LogText, formed
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.logs._wall import WallClock
from celtrace.ports import Note
from celtrace.records import FileAccess, SignIn
from celtrace.records.access import Action
from celtrace.records.columns import Batch, Columns, filled, microseconds

FORMAT = "web_access"
TITLE = "nginx and Apache, access log"

_LINE = re.compile(
    r"^(?:(?P<vhost>\S+:\d+) )?(?P<host>\S+) \S+ (?P<user>.*?) "
    r"\[(?P<time>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "
    r'"(?P<request>.*?)" (?P<status>\d{3}) (?P<size>\d+|-)(?P<rest>.*)$'
)
_FORM = bulk.form(
    r"([0-9A-Fa-f.:]+) \S+ (\S+) \[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "
    r'"([A-Z]+) ([^ "\n]+) HTTP/[\d.]+" (\d{3}) (\d+|-)(?: "[^"\n]*" "([^"\n]*)")?'
)
_GROUPS = ("ip", "account", "time", "action", "path", "result", "size", "user_agent")
_NOBODY = frozenset({"-", '""'})
_NO_REQUEST = "no request of HTTP"
_REST = re.compile(r'^ "(?P<referer>.*?)" "(?P<agent>.*?)(?:"(?P<more>.*))?$')
_ACTS: dict[str, Action] = {
    "GET": "download", "POST": "upload", "PUT": "upload", "PATCH": "edit", "DELETE": "delete",
    "HEAD": "view", "OPTIONS": "view", "PROPFIND": "list", "MOVE": "move", "COPY": "copy",
    "MKCOL": "upload", "REPORT": "list", "SEARCH": "list", "PROPPATCH": "edit",
}  # fmt: skip
_UNAUTHORIZED = 401
_FAILED = 400


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of lines of this form."""
    lines = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum(_LINE.match(line) is not None for line in lines)
    return 0.9 * ours / len(lines) if ours * 2 > len(lines) else 0.0


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Requests in the order of the log, times in UTC."""
    tally = log.tally(note, UTC)
    return watched(_records(log, tally), tally)


def columns(log: LogText, note: Note) -> Iterator[list[Batch]]:
    """What `read` gives, in bulk (see `records.columns`)."""
    tally = log.tally(note, UTC)
    clock = _clock(log)

    def made(given: Columns) -> list[Batch]:
        if not _ACTS.keys() >= set(given["action"]):
            acts = [n for n, method in enumerate(given["action"]) if method in _ACTS]
            some = bulk.chosen(given, acts)
        else:
            some = given
        some["time"] = _times(some["time"], clock)
        if others := len(given["place"]) - len(some["place"]):
            tally.other(_NO_REQUEST, others)
        if not some["place"]:
            return []
        tally.times(some["time"], some["place"])
        return list(_parts(some, log.system or "web"))

    def slow(line: bulk.Line) -> LogRecord | None:
        return _of_line(line, (log, clock, tally))

    return bulk.read(bulk.Fast(_FORM, _GROUPS, made, slow), log, tally)


def _parts(given: Columns, system: str) -> Iterator[Batch]:
    """Acts on files, and refused sign-ins, of requests of the common form."""
    given["ip"] = addresses(given["ip"])
    for name in ("account", "user_agent"):
        if any(nobody in given[name] for nobody in _NOBODY):
            given[name] = ["" if text in _NOBODY else text for text in given[name]]
    statuses = given.pop("result")
    refused = "401" in statuses and [
        n for n, s in enumerate(statuses) if s == "401" and given["account"][n]
    ]
    if refused:
        some = bulk.chosen(given, refused)
        names = ("place", "quote", "time", "account", "ip", "user_agent")
        yield filled(SignIn, {
            **{name: some[name] for name in names}, "result": ["failure"] * len(refused),
            "system": [system] * len(refused), "trust": ["socket"] * len(refused),
        })  # fmt: skip
        left = sorted(set(range(len(statuses))) - set(refused))
        given, statuses = bulk.chosen(given, left), [statuses[n] for n in left]
    if statuses:
        if max(statuses) >= "400":
            given["result"] = ["failure" if s >= "400" else "success" for s in statuses]
        yield filled(FileAccess, given | {
            "action": [_ACTS[method] for method in given["action"]],
            "size": [int(size) if size != "-" else None for size in given["size"]],
            "system": [system] * len(statuses), "trust": ["socket"] * len(statuses),
        })  # fmt: skip


def _clock(log: LogText) -> WallClock:
    return WallClock("%d/%b/%Y:%H:%M:%S %z", 18, log.zone)


def _times(stamps: list[str], clock: WallClock) -> list[int]:
    """Microseconds since 1970 of `01/Mar/2024:08:00:00 +0000`."""
    made: list[int] = []
    minute, zone, start = "", "", 0
    for stamp in stamps:
        if stamp[:17] != minute or stamp[20:] != zone:
            minute, zone = stamp[:17], stamp[20:]
            start = microseconds(clock.instant(f"{minute}:00{zone}"))
        made.append(start + 1_000_000 * int(stamp[18:20]))
    return made


def _records(log: LogText, tally: Tally) -> Iterator[LogRecord]:
    of = log, _clock(log), tally
    for line in log.lines(tally.note):
        try:
            found = _of_line(line, of)
        except ValueError as error:
            tally.note(f"line {line[0]}", str(error), "the line was left out")
            continue
        if found:
            yield found


def _of_line(
    given: tuple[int, str, bool], of: tuple[LogText, WallClock, Tally]
) -> SignIn | FileAccess | None:
    """The record of a line; what is none is noted or counted. May raise ValueError."""
    log, clock, tally = of
    number, text, _ = given
    line = _LINE.match(text)
    if not formed(given, tally.note, line is not None, "a line of an access log") or not line:
        return None
    found = _record(log, clock, (number, text), line)
    if not found:
        tally.other(_NO_REQUEST)
    elif found.via:
        tally.listed(f"line {number}")
    return found


def _record(
    log: LogText, clock: WallClock, place: tuple[int, str], line: re.Match[str]
) -> SignIn | FileAccess | None:
    method, _, target = line["request"].partition(" ")
    if method not in _ACTS or not target:
        return None
    rest = _REST.match(line["rest"])
    where = address(line["host"])
    status = int(line["status"])
    agent = rest["agent"] if rest and rest["agent"] != "-" else ""
    account = "" if line["user"] in _NOBODY else line["user"]
    time, system = clock.instant(line["time"]), log.system or "web"
    via = where.via + (_forwarded(rest["more"], where.ip) if rest and rest["more"] else ())
    if status == _UNAUTHORIZED and account:
        return SignIn(
            seen=log.seen(*place, FORMAT), account=account, time=time, ip=where.ip, via=via,
            host=where.host, result="failure", user_agent=agent, system=system,
            reason=line["status"], application=line["vhost"] or "", trust="socket",
        )  # fmt: skip
    return FileAccess(
        seen=log.seen(*place, FORMAT), account=account, time=time, ip=where.ip, via=via,
        host=where.host, action=_ACTS[method], path=target.rpartition(" HTTP/")[0] or target,
        size=int(line["size"]) if line["size"] != "-" else None, user_agent=agent, system=system,
        result="failure" if status >= _FAILED else "success", reason=line["status"],
        application=line["vhost"] or "", trust="socket",
    )  # fmt: skip


def _forwarded(text: str, ip: str) -> tuple[str, ...]:
    """The addresses of a last field in quotes, less the one already known."""
    last = text.rstrip().removesuffix('"').rpartition('"')[2]
    found = [one(part.strip()) for part in last.split(",")]
    return tuple(part for part in found if part != ip) if all(found) else ()
