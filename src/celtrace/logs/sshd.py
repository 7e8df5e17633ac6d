"""OpenSSH server log as syslog writes it (sshd(8), sftp-server(8); RFC 3164, RFC 3339 times).

    Dec 10 06:55:46 host sshd[24200]: Failed password for root from 192.0.2.7 port 38926 ssh2
    2024-01-14T03:04:05+08:00 host sshd[77]: Accepted publickey for kim from 192.0.2.8 port 9 ssh2

Sign-ins that were accepted or failed, ends of sessions, and what the SFTP server says
about files become records. Lines of other programs and other messages are passed over by
name; what looks like neither is noted. A user name cannot imitate a line: the last
address in the message is the server's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from celtrace.logs import _bulk_lines as bulk
from celtrace.logs._addresses import one
from celtrace.logs._bulk_lines import addresses
from celtrace.logs._columns import SIGN_INS, Columns, row
from celtrace.logs._lines import LogText, matched
from celtrace.logs._sftp import Sessions
from celtrace.logs._syslog import LINE, syslog_times, time_of
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.logs._years import YearKeeper
from celtrace.ports import Note
from celtrace.records import SessionEnd, SignIn

FORMAT = "sshd"
TITLE = "OpenSSH server (syslog)"

_SIGN_IN = re.compile(
    r"^(?:message repeated (?P<times>\d+) times: \[\s)?"
    r"(?P<result>Accepted|Failed)\s(?P<method>\S+)\sfor\s(?:invalid\suser\s)?"
    r"(?P<account>.*)\sfrom\s(?P<ip>[0-9A-Fa-f.:]+(?:%\w+)?)\sport\s\d+(?:\s+[\w.]+)?"
    r"(?::\s(?P<key>[^\]]*))?\]?$"
)
_FAST = re.compile(
    r"^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) \S+ sshd(?:-session)?\[(\d+)\]: "
    r"(Accepted|Failed) (\S+) for (?:invalid user )?(.*) "
    r"from ([0-9A-Fa-f.:]+) port \d+(?: ssh2)?(?:: [^\]]*)?\r?$"
)
_END = re.compile(
    r"^(?:pam_unix\(sshd:session\):\ssession\sclosed\sfor\suser\s(?P<closed>.+)"
    r"|Disconnected\sfrom\suser\s(?P<account>.*)\s(?P<ip>[0-9A-Fa-f.:]+)\sport\s\d+)$"
)
_OTHER = re.compile(
    r"^(Connection|Disconnect|Received|pam_|Invalid user|input_userauth|PAM|error:|fatal:|Server "
    r"listening|reverse mapping|Did not|Bad protocol|subsystem|User child|Postponed|message "
    r"repeated|Accepted key|Unable to|Starting session|Close session|rexec|Address|Exiting|Timeout"
    r"|User |Protocol|banner|kex_|ssh_dispatch|maximum|drop connection|Certificate|Authentication "
    r"|Could not|Unsupported|Bad packet|Corrupted|Nasty PTR|syslogin|Client protocol|debug\d|"
    r"Set /proc|Transferred|session opened|pledge|srclimit|penalty|Failed to|channel |Missing)"
)
_OURS = ("sshd", "sftp-server", "internal-sftp")


def sniff(head: bytes, name: str) -> float:
    """How sure it is: lines of sshd near the beginning; the name adds little."""
    text = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum(
        bool(("sshd" in t or "sftp" in t) and (m := LINE.match(t)) and _is_ours(m)) for t in text
    )
    if not ours:
        return 0.0
    return min(0.95, 0.6 + 0.3 * ours / len(text) + 0.05 * ("auth" in name or "secure" in name))


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Sign-ins, ends of sessions and acts on files in the order of the log, times in UTC."""
    tally = Tally(note, log.zone)
    return watched(_records(log, tally.note), tally)


def columns(log: LogText, note: Note) -> Iterator[Columns]:
    """The sign-ins of `read` in bulk, as columns (see `_columns`)."""
    years = log.years

    def slow(number: int, text: str) -> tuple[Any, ...] | None:
        line = LINE.match(text)
        found = _record(log, years, (number, text), line) if line and _is_ours(line) else None
        return row(found, SIGN_INS) if isinstance(found, SignIn) else None

    def finish(given: Columns) -> Columns:
        blank = [""] * len(given["place"])
        result = ["success" if word == "Accepted" else "failure" for word in given["result"]]
        time = syslog_times(given["time"], years, log.zone)
        return given | {
            "time": time, "result": result, "ip": addresses(given["ip"]), "device": blank,
            "user_agent": blank,
        }  # fmt: skip

    given = ("time", "session", "result", "mfa", "account", "ip")
    return bulk.read(bulk.Fast(_FAST, SIGN_INS, given, finish, _may, slow), log, note)


def _may(text: str) -> bool:
    return "Accepted" in text or "Failed" in text


def _is_ours(line: re.Match[str]) -> bool:
    return str(line["program"]).startswith(_OURS)


def _records(log: LogText, note: Note) -> Iterator[LogRecord]:
    years, sessions = log.years, Sessions(log, FORMAT)
    for number, text, line in matched(log, note, LINE.match, "a syslog line"):
        if not _is_ours(line):
            continue
        try:
            found = _record(log, years, (number, text), line) or sessions.record(
                (number, text), line, years
            )
        except ValueError as error:
            note(f"line {number}", str(error), "the line was left out")
            continue
        if found:
            yield found
        elif not (sessions.knows(line["message"]) or _OTHER.match(line["message"])):
            note(f"line {number}", "a message of sshd that is not known", "the line was left out")


def _record(
    log: LogText, years: YearKeeper, place: tuple[int, str], line: re.Match[str]
) -> LogRecord | None:
    """The sign-in or end that a message of sshd tells of, if it does."""
    message = line["message"]
    if body := _SIGN_IN.match(message):
        return SignIn(
            seen=log.seen(*place, FORMAT),
            account=body["account"],
            time=time_of(line, years, log.zone),
            ip=one(body["ip"]),
            result="success" if body["result"] == "Accepted" else "failure",
            session=line["process"] or "",
            mfa=body["method"],
            passkey=(body["key"] or "").strip(),
            reason=f"{body['times']} times" if body["times"] else "",
            system=log.system or "ssh",
            trust="socket",
        )
    if body := _END.match(message):
        return SessionEnd(
            seen=log.seen(*place, FORMAT),
            account=body["closed"] or body["account"],
            time=time_of(line, years, log.zone),
            ip=one(body["ip"] or ""),
            session=line["process"] or "",
            system=log.system or "ssh",
        )
    return None
