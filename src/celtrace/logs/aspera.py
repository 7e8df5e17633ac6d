r"""Log of IBM Aspera's `ascp`, from syslog or its own file.

Described at https://www.ibm.com/docs/en/ahts (Log files).

    Oct 10 13:21:06 h ascp[21736]: LOG FASP Session Start uuid=u op=recv ... peer=192.0.2.1:33001
    2020-08-21 19:32:07.730 [112c-00001cf0] LOG FASP Transfer Stop uuid=u op=recv file="a" size=9

Lines of a session are tied by `uuid`: the address stands in its start, the user in its
parameters, so the sign-in is given when the parameters come. `op=recv` is what this side
received: an upload. Its own file states no zone, syslog also no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from celtrace.logs._addresses import address
from celtrace.logs._lines import LogText, matched
from celtrace.logs._syslog import LINE, time_of
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.logs._times import instant
from celtrace.logs._years import YearKeeper
from celtrace.ports import Note
from celtrace.records import FileAccess, SessionEnd, SignIn

FORMAT = "aspera"
TITLE = "IBM Aspera, transfer log"

_OWN = re.compile(r"^(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) \[\S+\] (?P<message>.*)$")
_FASP = re.compile(r"^LOG FASP (?P<what>[A-Z][a-z]+ [A-Z][a-z]+)(?: \[\w+\])? (?P<facts>.*)$")
_FACT = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))')
_ESCAPED = re.compile(r"\\(.)")
_OPEN_SESSIONS = 65_536


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: lines of `ascp` that speak of FASP."""
    lines = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum("LOG FASP " in line for line in lines)
    return min(0.97, 0.7 + 0.27 * ours / len(lines)) if ours else 0.0


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Sign-ins, transfers and ends of sessions in the order of the log, times in UTC."""
    tally = log.tally(note)
    return watched(_Transfers(log, tally).records(tally.note), tally)


def _line(text: str) -> re.Match[str] | None:
    return _OWN.match(text) or LINE.match(text)


class _Transfers:
    """One pass over a log: what is known of the sessions that are open."""

    def __init__(self, log: LogText, tally: Tally) -> None:
        self.log, self.tally = log, tally
        self.years: YearKeeper = log.years
        self.sessions: dict[str, dict[str, str]] = {}

    def records(self, note: Note) -> Iterator[LogRecord]:
        """Every record of the log."""
        for number, text, line in matched(self.log, note, _line, "a line of a log"):
            found = _FASP.match(line["message"])
            if not found:
                self.tally.other(" ".join(line["message"].split()[:2]))
                continue
            try:
                record = self._record((number, text), line, found)
            except ValueError as error:
                note(f"line {number}", str(error), "the line was left out")
                continue
            if record:
                yield record

    def _time(self, line: re.Match[str]) -> datetime:
        if line.re is _OWN:
            return instant(line["time"], self.log.zone)
        return time_of(line, self.years, self.log.zone)

    def _record(
        self, place: tuple[int, str], line: re.Match[str], found: re.Match[str]
    ) -> LogRecord | None:
        facts = {
            key: _ESCAPED.sub(r"\1", quoted) or bare
            for key, quoted, bare in _FACT.findall(found["facts"])
        }
        uuid = facts.get("uuid", "")
        if found["what"] == "Session Start":
            if len(self.sessions) >= _OPEN_SESSIONS:
                self.sessions.pop(next(iter(self.sessions)))
            self.sessions[uuid] = facts
            return None
        if found["what"] == "Session Params":
            known = self.sessions.setdefault(uuid, {})
            known["user"] = facts.get("user", "")
            return self._sign_in(place, line, known | {"uuid": uuid}) if known["user"] else None
        known = self.sessions.get(uuid, {})
        if found["what"] == "Transfer Stop":
            return self._file(place, line, known | facts)
        if found["what"] == "Session Stop":
            self.sessions.pop(uuid, None)
            return self._end(place, line, known | facts) if known.get("user") else None
        self.tally.other(found["what"])
        return None

    def _sign_in(
        self, place: tuple[int, str], line: re.Match[str], known: dict[str, str]
    ) -> SignIn:
        where = address(known.get("peer", ""))
        return SignIn(
            seen=self.log.seen(*place, FORMAT), account=known["user"], time=self._time(line),
            ip=where.ip, host=where.host, session=known["uuid"], system=self.log.system or "aspera",
            user_agent=known.get("peeros", ""), trust="socket",
        )  # fmt: skip

    def _end(
        self, place: tuple[int, str], line: re.Match[str], facts: dict[str, str]
    ) -> SessionEnd:
        return SessionEnd(
            seen=self.log.seen(*place, FORMAT), account=facts["user"], time=self._time(line),
            ip=address(facts.get("peer", "")).ip, session=facts.get("uuid", ""),
            system=self.log.system or "aspera", reason=facts.get("status", ""),
        )  # fmt: skip

    def _file(
        self, place: tuple[int, str], line: re.Match[str], facts: dict[str, str]
    ) -> FileAccess:
        if not facts.get("user"):
            raise ValueError("the start of its session, which names the user, is not in the log")
        where = address(facts.get("peer", ""))
        return FileAccess(
            seen=self.log.seen(*place, FORMAT), account=facts["user"], time=self._time(line),
            action="upload" if facts.get("op") == "recv" else "download",
            path=facts.get("file", ""), ip=where.ip, host=where.host,
            size=int(facts["size"]) if facts.get("size", "").isdigit() else None,
            result="success" if facts.get("status", "success") == "success" else "failure",
            session=facts.get("uuid", ""), system=self.log.system or "aspera", trust="socket",
        )  # fmt: skip
