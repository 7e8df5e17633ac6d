"""OpenSSH server log as syslog writes it (sshd(8), auth.c `auth_log`; RFC 3164, RFC 5424 times).

    Dec 10 06:55:46 host sshd[24200]: Failed password for root from 192.0.2.7 port 38926 ssh2
    2024-01-14T03:04:05+08:00 host sshd[77]: Accepted publickey for kim from 192.0.2.8 port 9 ssh2

Sign-ins that were accepted or failed become records. Lines of other programs and
sshd's other messages are passed over by name; what looks like neither is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from celtrace.logs._lines import LogText, YearKeeper
from celtrace.ports import Note
from celtrace.records import SignIn

FORMAT = "sshd"
TITLE = "OpenSSH server (syslog)"

_LINE = re.compile(
    r"""^(?P<time>[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d   # Dec 10 06:55:46
         |\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))       # 2024-01-14T03:04:05+08:00
        \s+\S+\s+                                            # host
        (?P<program>[\w./-]+)(?:\[(?P<process>\d+)\])?:\s    # sshd[24200]:
        (?P<message>.*)$""",
    re.VERBOSE,
)
_SIGN_IN = re.compile(
    r"^(?P<result>Accepted|Failed)\s(?P<method>\S+)\sfor\s(?:invalid\suser\s)?"
    r"(?P<account>.*)\sfrom\s(?P<ip>[0-9A-Fa-f.:]+)\sport\s\d+(?:\s\S+)?(?::\s(?P<key>.*))?$"
)
_OTHER = re.compile(
    r"^(Connection|Disconnect|Received|pam_|Invalid user|input_userauth|PAM|error:|fatal:|Server "
    r"listening|reverse mapping|Did not|Bad protocol|subsystem|User child|Postponed|message "
    r"repeated|Accepted key|Unable to|Starting session|Close session|rexec|Address|Exiting|Timeout)"
)


def sniff(head: bytes, name: str) -> float:
    """How sure it is: lines of sshd near the beginning; the name adds little."""
    text = head[:65536].decode("utf-8", "replace").splitlines()
    ours = sum(bool((m := _LINE.match(line)) and m["program"].startswith("sshd")) for line in text)
    if not ours:
        return 0.0
    return min(0.95, 0.6 + 0.3 * ours / len(text) + 0.05 * ("auth" in name or "secure" in name))


def read(log: LogText, note: Note) -> Iterator[SignIn]:
    """Sign-ins in the order of the file, times in UTC."""
    years = YearKeeper(log.year)
    for number, text, whole in log.lines():
        found = _LINE.match(text)
        if not found:
            if text.strip():
                reason = "not a syslog line" if whole else "the last line is cut off"
                note(f"line {number}", reason, "the line was left out")
            continue
        if not found["program"].startswith("sshd"):
            continue
        sign_in = _SIGN_IN.match(found["message"])
        if sign_in:
            try:
                yield _record(log, years, (number, text), (found, sign_in))
            except ValueError as error:
                note(f"line {number}", str(error), "the sign-in was left out")
        elif not _OTHER.match(found["message"]):
            note(f"line {number}", "a message of sshd that is not known", "the line was left out")


def _record(
    log: LogText, years: YearKeeper, line: tuple[int, str], found: tuple[re.Match[str], ...]
) -> SignIn:
    head, body = found
    stamp = head["time"]
    if stamp[0].isdigit():
        time = datetime.fromisoformat(stamp).astimezone(UTC)
    else:
        time = years.date(" ".join(stamp.split()), log.zone)
    return SignIn(
        seen=log.seen(*line, FORMAT),
        account=body["account"],
        time=time,
        ip=body["ip"],
        result="success" if body["result"] == "Accepted" else "failure",
        session=head["process"] or "",
        mfa=body["method"],
        passkey=(body["key"] or "").strip(),
        system=log.system or "ssh",
    )
