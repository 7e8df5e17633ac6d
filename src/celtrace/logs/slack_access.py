"""Slack access log, JSON (https://docs.slack.dev/reference/methods/team.accessLogs).

A row stands for all accesses of a person from an address with a program: a span, from
the first to the last. Country and provider are Slack's own look-ups.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import SIGNED_IN, Format
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "slack_access"
TITLE = "Slack, access log"

_SHAPE = Format(
    name=FORMAT,
    system="slack",
    wrappers=("logins",),
    marks=(("date_first", "date_last", "ip"),),
    kinds={"": SIGNED_IN},
    utc=True,
    fields={
        "time": ("date_first",),
        "until": ("date_last",),
        "account": ("username", "user_id"),
        "ip": ("ip",),
        "user_agent": ("user_agent",),
        "country_stated": ("country",),
    },
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
