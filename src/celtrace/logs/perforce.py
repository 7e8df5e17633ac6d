"""Perforce audit log (P4AUDIT, https://help.perforce.com/helix-core/server-apps/p4sag/).

    2011/05/09 09:54:13 jim@stone 192.0.2.1 sync //depot/inc/file.h#1

The second half of `jim@stone` is the workspace, which is kept as `device`. Times are the
server's wall clock and state no zone. Through a proxy two addresses stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.logs._addresses import address
from celtrace.logs._lines import LogText, matched
from celtrace.logs._tally import Tally, watched
from celtrace.logs._wall import WallClock
from celtrace.ports import Note
from celtrace.records import FileAccess
from celtrace.records.access import Action

FORMAT = "perforce"
TITLE = "Perforce, audit log"

_LINE = re.compile(
    r"^(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (?P<account>.+?)@(?P<device>\S+) "
    r"(?P<ip>[0-9A-Fa-f.:/\[\]]+|unknown) (?P<act>[a-z][\w-]*) (?P<path>.+)$"
)
_ACTS: dict[str, Action] = {
    "sync": "download", "print": "download", "archive": "download", "export": "download",
    "unshelve": "download", "transmit": "download", "diff": "view", "diff2": "view",
    "annotate": "view", "grep": "view", "submit": "upload", "shelve": "upload",
    "obliterate": "delete",
}  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of lines of this form."""
    lines = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum(_LINE.match(line) is not None for line in lines)
    return 0.95 * ours / len(lines) if ours * 2 > len(lines) else 0.0


def read(log: LogText, note: Note) -> Iterator[FileAccess]:
    """Acts on files in the order of the log, times in UTC."""
    tally = log.tally(note)
    return watched(_records(log, tally), tally)


def _records(log: LogText, tally: Tally) -> Iterator[FileAccess]:
    clock = WallClock("%Y/%m/%d %H:%M:%S", 17, log.zone)
    note = tally.note
    for number, text, line in matched(log, note, _LINE.match, "a line of an audit log"):
        if line["act"] not in _ACTS:
            tally.other(line["act"])
            continue
        try:
            found = _record(log, clock, (number, text), line)
        except ValueError as error:
            note(f"line {number}", str(error), "the line was left out")
            continue
        if found.via:
            tally.listed(f"line {number}")
        yield found


def _record(
    log: LogText, clock: WallClock, place: tuple[int, str], line: re.Match[str]
) -> FileAccess:
    where = address(line["ip"].replace("/", ","))
    return FileAccess(
        seen=log.seen(*place, FORMAT), account=line["account"], device=line["device"],
        time=clock.instant(line["time"]), ip=where.ip, via=where.via, host=where.host,
        action=_ACTS[line["act"]], path=line["path"], reason=line["act"],
        system=log.system or "perforce", trust="socket",
    )  # fmt: skip
