"""vsftpd's own log (vsftpd.conf(5), `vsftpd_log_file`; http://vsftpd.beasts.org).

    Mon Jun  6 18:43:32 2016 [pid 1] [jean] OK LOGIN: Client "192.0.2.9"
    Mon Jun  6 18:43:59 2016 [pid 3] [jean] OK UPLOAD: Client "192.0.2.9", "/a.png", 7 bytes, 1.0Kbyte/sec

Times are the server's wall clock and state no zone.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.logs._addresses import address
from celtrace.logs._lines import LogText, matched
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.logs._wall import WallClock
from celtrace.ports import Note
from celtrace.records import FileAccess, SignIn
from celtrace.records.access import Action

FORMAT = "vsftpd"
TITLE = "vsftpd"

_HEAD = r"^(?P<time>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}) \[pid (?P<pid>\d+)\] "
_TAIL = (
    r"(?P<what>CONNECT|(?:OK|FAIL) [A-Z ]+?|FTP [a-z]+|DEBUG): "
    r'Client "(?P<ip>[0-9A-Fa-f.:]+)"(?:(?P<rest>(?:, anon password "[^"]*")?)'
    r'|, "(?P<path>.*)"(?:, (?P<size>\d+) bytes)?(?:, [\d.]+Kbyte/sec)?)$'
)
_FIRST = re.compile(_HEAD + r"(?:\[(?P<account>.*?)\] )?" + _TAIL)
_LAST = re.compile(_HEAD + r"(?:\[(?P<account>.*)\] )?" + _TAIL)
_ACTS: dict[str, Action] = {
    "DOWNLOAD": "download", "UPLOAD": "upload", "DELETE": "delete", "RENAME": "move",
    "APPEND": "upload", "RMDIR": "delete",
}  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of lines of this form."""
    lines = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum(_FIRST.match(line) is not None for line in lines)
    return 0.95 * ours / len(lines) if ours * 2 > len(lines) else 0.0


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Sign-ins and acts on files in the order of the log, times in UTC."""
    tally = log.tally(note)
    return watched(_records(log, tally), tally)


def _records(log: LogText, tally: Tally) -> Iterator[LogRecord]:
    clock = WallClock("%a %b %d %H:%M:%S %Y", 17, log.zone)
    note = tally.note
    for number, text, line in matched(log, note, _FIRST.match, "a line of vsftpd"):
        if line["account"] != _LAST.match(text)["account"]:  # type: ignore[index]
            reason = "a name in it imitates the form of a line: two readings are possible"
            note(f"line {number}", reason, "the line was left out")
            continue
        try:
            found = _record(log, clock, (number, text), line)
        except ValueError as error:
            note(f"line {number}", str(error), "the line was left out")
            continue
        if found:
            yield found
        else:
            tally.other(line["what"])


def _record(
    log: LogText, clock: WallClock, place: tuple[int, str], line: re.Match[str]
) -> LogRecord | None:
    ended, _, act = line["what"].partition(" ")
    where = address(line["ip"])
    if act == "LOGIN":
        return SignIn(
            seen=log.seen(*place, FORMAT), account=line["account"] or "",
            time=clock.instant(line["time"]), ip=where.ip, host=where.host,
            result="success" if ended == "OK" else "failure", session=line["pid"],
            system=log.system or "ftp", trust="socket",
        )  # fmt: skip
    if act not in _ACTS or line["path"] is None:
        return None
    return FileAccess(
        seen=log.seen(*place, FORMAT), account=line["account"] or "",
        time=clock.instant(line["time"]), ip=where.ip, host=where.host, action=_ACTS[act],
        path=line["path"], size=int(line["size"]) if line["size"] else None,
        result="success" if ended == "OK" else "failure", session=line["pid"],
        system=log.system or "ftp", trust="socket",
    )  # fmt: skip
