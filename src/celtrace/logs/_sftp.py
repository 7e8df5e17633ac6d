"""What OpenSSH's SFTP server says about files (sftp-server(8), `-l INFO`).

    sftp-server[7]: session opened for local user mina from [192.0.2.7]
    sftp-server[7]: open "/in/e1.mov" flags READ mode 0666
    sftp-server[7]: close "/in/e1.mov" bytes read 4096 written 0

Its lines name the user once; the process number ties the others to that.
"""

from __future__ import annotations

import re
from typing import Literal

from celtrace.logs._addresses import one
from celtrace.logs._lines import LogText
from celtrace.logs._syslog import time_of
from celtrace.logs._years import YearKeeper
from celtrace.records import FileAccess

_OPENED = re.compile(r"^session opened for local user (?P<account>.*) from \[(?P<ip>[^\]]+)\]$")
_CLOSED = re.compile(r"^session closed for local user ")
_MOVED = re.compile(
    r'^(?:forced )?close "(?P<path>.*)" bytes read (?P<read>\d+) written (?P<wrote>\d+)$'
)
_ACT = re.compile(
    r'^(?:(?P<act>remove name|rmdir name) "(?P<path>.*)"'
    r'|(?:posix-)?(?P<moved>rename old) "(?P<old>.*?)" new ".*")$'
)
_OTHER = re.compile(
    r"^(open |opendir |closedir |mkdir |sent status|set |lstat|stat |readlink|symlink|realpath|"
    r"received client version|statvfs|posix-rename|extended|copy-data)"
)
_ACTS: dict[str, Literal["delete", "move"]] = {
    "remove name": "delete", "rmdir name": "delete", "rename old": "move",
}  # fmt: skip
_OPEN_SESSIONS = 65_536


class Sessions:
    """Users and addresses of SFTP sessions that are open, by process number."""

    def __init__(self, log: LogText, reader: str) -> None:
        self._log = log
        self._reader = reader
        self._users = log.carried.users

    def record(
        self, place: tuple[int, str], line: re.Match[str], years: YearKeeper
    ) -> FileAccess | None:
        """The act on a file that a line tells of, if it does; ValueError if no user is known."""
        message, process = line["message"], line["process"] or ""
        if found := _OPENED.match(message):
            if len(self._users) >= _OPEN_SESSIONS:
                self._users.pop(next(iter(self._users)))
            self._users[process] = found["account"], one(found["ip"])
        elif _CLOSED.match(message):
            self._users.pop(process, None)
        elif found := _MOVED.match(message) or _ACT.match(message):
            return self._file(place, line, years, found)
        return None

    def knows(self, message: str) -> bool:
        """Whether a message is one of the SFTP server that needs no record."""
        return any(form.match(message) for form in (_OPENED, _CLOSED, _OTHER))

    def _file(
        self, place: tuple[int, str], line: re.Match[str], years: YearKeeper, found: re.Match[str]
    ) -> FileAccess:
        process = line["process"] or ""
        if process not in self._users:
            raise ValueError(
                "the start of its SFTP session, which names the user, is not in the log"
            )
        account, ip = self._users[process]
        facts = found.groupdict()
        act = facts.get("act") or facts.get("moved")
        wrote = int(facts.get("wrote") or 0)
        return FileAccess(
            seen=self._log.seen(*place, self._reader), account=account, ip=ip,
            time=time_of(line, years, self._log.zone), path=facts.get("old") or facts["path"],
            action=_ACTS[act] if act else "upload" if wrote else "download",
            size=None if act else wrote or int(facts["read"]),
            session=process, system=self._log.system or "ssh", trust="socket",
        )  # fmt: skip
