"""Box enterprise events, JSON (https://developer.box.com/guides/events/enterprise-events/)."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import REFUSED, SIGNED_IN, Format, does_file
from celtrace.logs._json import inner
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "box"
TITLE = "Box, enterprise events"

_SHAPE = Format(
    name=FORMAT,
    system="box",
    wrappers=("entries",),
    marks=(("event_type", "created_by"), ("event_type", "type")),
    belongs=lambda event: (
        event.get("type", "event") == "event" and isinstance(event["event_type"], str)
    ),
    kinds={
        "login": SIGNED_IN,
        "failed_login": REFUSED,
        "download": does_file("download"),
        "item_download": does_file("download"),
        "upload": does_file("upload"),
        "item_upload": does_file("upload"),
        "preview": does_file("view"),
        "item_preview": does_file("view"),
        "content_access": does_file("view"),
        "item_open": does_file("view"),
        "edit": does_file("edit"),
        "item_modify": does_file("edit"),
        "delete": does_file("delete"),
        "item_trash": does_file("delete"),
        "copy": does_file("copy"),
        "item_copy": does_file("copy"),
        "move": does_file("move"),
        "rename": does_file("move"),
        "item_move": does_file("move"),
        "item_rename": does_file("move"),
        "item_shared": does_file("share"),
        "item_shared_create": does_file("share"),
        "share": does_file("share"),
    },
    utc=True,
    fields={
        "kind": ("event_type",),
        "time": ("created_at", "p_event_time"),
        "account": ("created_by.login", "source.login", "created_by.name", "created_by.id"),
        "ip": ("ip_address",),
        "session": ("session_id",),
        "path": ("source.item_name", "source.name"),
        "item": ("source.item_id", "source.id"),
        "project": ("source.parent.name",),
        "size": ("additional_details.size", "_details.size"),
        "application": ("_details.service_name",),
        "event": ("event_id",),
    },
    apart=lambda event: ({**event, "_details": inner(event.get("additional_details"))},),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
