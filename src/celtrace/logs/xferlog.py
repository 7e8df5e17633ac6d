"""The transfer log of FTP servers, xferlog(5).

wu-ftpd made it; vsftpd, ProFTPD and Pure-FTPd write it too (http://www.proftpd.org/docs/).

    Mon Jun  6 18:43:59 2016 1 192.0.2.9 1884648 /home/a.png b _ i r jean ftp 0 * c

Times are the server's wall clock and state no zone. Only transfers are in it, no sign-ins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.logs._addresses import address
from celtrace.logs._lines import LogText, matched
from celtrace.logs._tally import watched
from celtrace.logs._wall import WallClock
from celtrace.ports import Note
from celtrace.records import FileAccess
from celtrace.records.access import Action

FORMAT = "xferlog"
TITLE = "FTP transfer log (xferlog)"

_LINE = re.compile(
    r"^(?P<time>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}) \d+ (?P<host>\S+) "
    r"(?P<size>\d+) (?P<path>.*) [ab] \S+ (?P<way>[oid]) (?P<mode>[agr]) (?P<account>\S+) "
    r"(?P<service>\S+) [01] (?P<known>\S+)(?: (?P<ended>[ci]))?$"
)
_WAYS: dict[str, Action] = {"o": "download", "i": "upload", "d": "delete"}


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of lines of this form."""
    lines = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum(_LINE.match(line) is not None for line in lines)
    return 0.95 * ours / len(lines) if ours * 2 > len(lines) else 0.0


def read(log: LogText, note: Note) -> Iterator[FileAccess]:
    """Transfers in the order of the log, times in UTC."""
    tally = log.tally(note)
    return watched(_records(log, tally.note), tally)


def _records(log: LogText, note: Note) -> Iterator[FileAccess]:
    clock = WallClock("%a %b %d %H:%M:%S %Y", 17, log.zone)
    for number, text, line in matched(log, note, _LINE.match, "a line of a transfer log"):
        try:
            yield _record(log, clock, (number, text), line)
        except ValueError as error:
            note(f"line {number}", str(error), "the line was left out")


def _record(
    log: LogText, clock: WallClock, place: tuple[int, str], line: re.Match[str]
) -> FileAccess:
    where = address(line["host"])
    return FileAccess(
        seen=log.seen(*place, FORMAT), account=line["account"], time=clock.instant(line["time"]),
        ip=where.ip, host=where.host, action=_WAYS[line["way"]], path=line["path"],
        size=int(line["size"]), result="failure" if line["ended"] == "i" else "success",
        reason="incomplete" if line["ended"] == "i" else "", system=log.system or "ftp",
        application=line["service"], trust="socket",
    )  # fmt: skip
