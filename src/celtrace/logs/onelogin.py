"""OneLogin events, JSON and CSV (https://developers.onelogin.com/api-docs/1/events/event-resource).

Types by number: 5 signed in, 6 refused, 7 signed out, 8 signed in to an application.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _bulk_events, _events
from celtrace.logs._events import END, REFUSED, SIGNED_IN, Format
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note
from celtrace.records.columns import Batch

FORMAT = "onelogin"
TITLE = "OneLogin, events"

_SHAPE = Format(
    name=FORMAT,
    system="onelogin",
    wrappers=("data",),
    marks=(("event_type_id",),),
    kinds={"5": SIGNED_IN, "6": REFUSED, "7": END, "8": SIGNED_IN},
    utc=True,
    fields={
        "kind": ("event_type_id",),
        "time": ("created_at", "p_event_time"),
        "account": ("user_name", "actor_user_name", "user_id"),
        "ip": ("ipaddr",),
        "reason": ("error_description", "custom_message"),
        "application": ("app_name",),
        "mfa": ("otp_device_name",),
        "mfa_device": ("otp_device_id",),
        "event": ("id", "uuid"),
    },
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)


def columns(log: LogText, note: Note) -> Iterator[list[Batch]]:
    """What `read` gives, in bulk (see `records.columns`)."""
    return _bulk_events.columns(_SHAPE, log, note)
