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

from celtrace.logs import _bulk_lines as bulk
from celtrace.logs._addresses import addresses, one
from celtrace.logs._lines import LogText, formed
from celtrace.logs._sftp import Sessions
from celtrace.logs._syslog import LINE, syslog_times, time_of
from celtrace.logs._tally import LogRecord, watched
from celtrace.logs._years import YearKeeper
from celtrace.ports import Note
from celtrace.records import SessionEnd, SignIn
from celtrace.records.columns import Batch, Columns, filled

FORMAT = "sshd"
TITLE = "OpenSSH server (syslog)"

_SIGN_IN = re.compile(
    r"^(?:message repeated (?P<times>\d+) times: \[ )?"
    r"(?P<result>Accepted|Failed) (?P<method>\S+) for (?:invalid user )?"
    r"(?P<account>.*) from (?P<ip>[0-9A-Fa-f.:]+(?:%\w+)?) port \d+(?: +[\w.]+)?"
    r"(?:: (?P<key>[^\]]*))?\]?$"
)
_END = re.compile(
    r"^(?:pam_unix\(sshd:session\): session closed for user (?P<closed>.+)"
    r"|Disconnected from user (?P<account>.*) (?P<ip>[0-9A-Fa-f.:]+) port \d+)$"
)
_HEAD = r"([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) \S+ "
_GROUPS = ("time", "session", "result", "mfa", "account", "ip", "key", "closed", "left", "left_ip")
_OF_SIGN_IN = ("place", "quote", "time", "account", "session", "mfa", "ip", "key")
_OF_END = ("place", "quote", "time", "session", "closed", "left", "left_ip")
_FORM = bulk.form(
    _HEAD + r"sshd(?:-session)?\[(\d+)\]: (?:"
    r"(Accepted|Failed) (\S+) for (?:invalid user )?(.*) "
    r"from ([0-9A-Fa-f.:]+) port \d+(?: ssh2)?(?:: ([^\]\n]*))?"
    r"|pam_unix\(sshd:session\): session closed for user (.+)"
    r"|Disconnected from user (.*) ([0-9A-Fa-f.:]+) port \d+)",
    # Lines of other programs, and common messages that are neither sign-in nor end.
    r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^\s]+ "
    r"(?:(?!sshd|sftp-server|internal-sftp)[\w./()-]+(?:\[\d+\])?: "
    r"|sshd(?:-session)?\[\d+\]: (?:Connection |Received |Invalid user |input_userauth|PAM |"
    r"error: |Unable to |Server listening |Did not |Bad protocol |Postponed |reverse mapping ))",
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
    tally = log.tally(note)
    return watched(_records(log, tally.note), tally)


def columns(log: LogText, note: Note) -> Iterator[list[Batch]]:
    """What `read` gives, in bulk (see `records.columns`)."""
    tally = log.tally(note)
    years, sessions = log.years, Sessions(log, FORMAT)

    def made(given: Columns) -> list[Batch]:
        given["time"] = syslog_times(given["time"], years, log.zone)
        tally.times(given["time"], given["place"])
        return list(_parts(given, log.system or "ssh"))

    def slow(line: bulk.Line) -> LogRecord | None:
        return _of_line(line, (log, years, sessions, tally.note))

    return bulk.read(bulk.Fast(_FORM, _GROUPS, made, slow), log, tally)


def _parts(given: Columns, system: str) -> Iterator[Batch]:
    """Sign-ins and ends of sessions of lines of the common form."""
    results = given.pop("result")
    signs = [n for n, result in enumerate(results) if result]
    if signs:
        some = bulk.chosen({name: given[name] for name in _OF_SIGN_IN}, signs)
        some["passkey"] = [key.strip() for key in some.pop("key")]
        yield filled(SignIn, some | {
            "ip": addresses(some["ip"]),
            "result": ["success" if results[n] == "Accepted" else "failure" for n in signs],
            "system": [system] * len(signs), "trust": ["socket"] * len(signs),
        })  # fmt: skip
    if len(signs) < len(results):
        ends = [n for n, result in enumerate(results) if not result]
        some = bulk.chosen({name: given[name] for name in _OF_END}, ends)
        left = zip(some.pop("closed"), some.pop("left"), strict=True)
        yield filled(SessionEnd, some | {
            "account": [closed or who for closed, who in left],
            "ip": addresses(some.pop("left_ip")), "system": [system] * len(ends),
        })  # fmt: skip


def _is_ours(line: re.Match[str]) -> bool:
    return str(line["program"]).startswith(_OURS)


def _records(log: LogText, note: Note) -> Iterator[LogRecord]:
    with_all = log, log.years, Sessions(log, FORMAT), note
    for line in log.lines(note):
        try:
            found = _of_line(line, with_all)
        except ValueError as error:
            note(f"line {line[0]}", str(error), "the line was left out")
            continue
        if found:
            yield found


def _of_line(
    given: tuple[int, str, bool], of: tuple[LogText, YearKeeper, Sessions, Note]
) -> LogRecord | None:
    """The record of a line; what is none and looks like one is noted. May raise ValueError."""
    log, years, sessions, note = of
    number, text, _ = given
    line = LINE.match(text)
    if not formed(given, note, line is not None, "a syslog line") or not line or not _is_ours(line):
        return None
    place = (number, text)
    found = _record(log, years, place, line) or sessions.record(place, line, years)
    if not (found or sessions.knows(line["message"]) or _OTHER.match(line["message"])):
        note(f"line {number}", "a message of sshd that is not known", "the line was left out")
    return found


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
