"""Zoom sign-in and sign-out activity report, JSON and CSV.

Described at https://developers.zoom.us/docs/api/ (Reports, `report/activities`).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, SIGNED_IN, Format
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "zoom"
TITLE = "Zoom, sign-in and sign-out activity"

_SHAPE = Format(
    name=FORMAT,
    system="zoom",
    wrappers=("activity_logs",),
    marks=(("email", "type", "client_type"), ("email", "type", "ip_address", "time")),
    kinds={"sign in": SIGNED_IN, "sign out": END},
    utc=True,
    fields={
        "kind": ("type",),
        "time": ("time", "p_event_time"),
        "account": ("email",),
        "ip": ("ip_address",),
        "user_agent": ("_client",),
    },
    apart=lambda event: (
        {**event, "_client": f"{event.get('client_type', '')} {event.get('version', '')}".strip()},
    ),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
