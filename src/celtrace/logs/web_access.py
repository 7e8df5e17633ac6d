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
from typing import Any

from celtrace.logs import _bulk_lines as bulk
from celtrace.logs._addresses import address, one
from celtrace.logs._bulk_lines import addresses
from celtrace.logs._columns import ACTS, Columns, microseconds, row
from celtrace.logs._lines import LogText, matched
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.logs._wall import WallClock
from celtrace.ports import Note
from celtrace.records import FileAccess, SignIn
from celtrace.records.access import Action

FORMAT = "web_access"
TITLE = "nginx and Apache, access log"

_LINE = re.compile(
    r"^(?:(?P<vhost>\S+:\d+) )?(?P<host>\S+) \S+ (?P<user>.*?) "
    r"\[(?P<time>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "
    r'"(?P<request>.*?)" (?P<status>\d{3}) (?P<size>\d+|-)(?P<rest>.*)$'
)
_FAST = re.compile(
    r"^([0-9A-Fa-f.:]+) \S+ (\S+) \[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "
    r'"([A-Z]+) ([^ "]+) HTTP/[\d.]+" (\d{3}) (\d+|-)(?: "[^"]*" "([^"]*)")?\r?$'
)
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
    tally = Tally(note)
    return watched(_records(log, tally), tally)


def columns(log: LogText, note: Note) -> Iterator[Columns]:
    """The acts on files of `read` in bulk, as columns (see `_columns`)."""
    clock = WallClock("%d/%b/%Y:%H:%M:%S %z", 18, log.zone)

    def slow(number: int, text: str) -> tuple[Any, ...] | None:
        line = _LINE.match(text)
        found = _record(log, clock, (number, text), line) if line else None
        return row(found, ACTS) if isinstance(found, FileAccess) else None

    given = ("ip", "account", "time", "action", "path", "result", "size", "user_agent")
    return bulk.read(
        bulk.Fast(_FAST, ACTS, given, lambda raw: _finish(raw, log), bool, slow), log, note
    )


def _finish(given: Columns, log: LogText) -> Columns:
    """The columns of `ACTS`; requests that are no acts on files are left out."""
    signs = [
        s == "401" and a != "-" for s, a in zip(given["result"], given["account"], strict=True)
    ]
    if any(signs) or not _ACTS.keys() >= set(given["action"]):
        kept = [
            n for n, act in enumerate(given["action"]) if act in _ACTS and not signs[n]
        ]  # fmt: skip
        given = {key: [values[n] for n in kept] for key, values in given.items()}
    return given | {
        "time": _times(given["time"], log), "ip": addresses(given["ip"]),
        "account": ["" if who == "-" else who for who in given["account"]],
        "action": [_ACTS[method] for method in given["action"]],
        "result": ["failure" if status >= "400" else "success" for status in given["result"]],
        "size": [int(size) if size != "-" else None for size in given["size"]],
        "user_agent": ["" if agent == "-" else agent for agent in given["user_agent"]],
    }  # fmt: skip


def _times(stamps: list[str], log: LogText) -> list[int]:
    """Microseconds since 1970 of `01/Mar/2024:08:00:00 +0000`."""
    clock = WallClock("%d/%b/%Y:%H:%M:%S %z", 18, log.zone)
    made: list[int] = []
    minute, zone, start = "", "", 0
    for stamp in stamps:
        if stamp[:17] != minute or stamp[20:] != zone:
            minute, zone = stamp[:17], stamp[20:]
            start = microseconds(clock.instant(f"{minute}:00{zone}"))
        made.append(start + 1_000_000 * int(stamp[18:20]))
    return made


def _records(log: LogText, tally: Tally) -> Iterator[LogRecord]:
    clock = WallClock("%d/%b/%Y:%H:%M:%S %z", 18, log.zone)
    note = tally.note
    for number, text, line in matched(log, note, _LINE.match, "a line of an access log"):
        try:
            found = _record(log, clock, (number, text), line)
        except ValueError as error:
            note(f"line {number}", str(error), "the line was left out")
            continue
        if not found:
            tally.other("no request of HTTP")
            continue
        if found.via:
            tally.listed(f"line {number}")
        yield found


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
    account = "" if line["user"] in ("-", '""') else line["user"]
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
