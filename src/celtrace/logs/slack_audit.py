"""Slack audit log of an Enterprise organisation, JSON (https://docs.slack.dev/admins/audit-logs-api/)."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, REFUSED, SIGNED_IN, Format, does_file
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "slack_audit"
TITLE = "Slack, audit log"

_SHAPE = Format(
    name=FORMAT,
    system="slack",
    wrappers=("entries",),
    marks=(("action", "actor.type", "context"), ("action", "actor.user", "entity")),
    kinds={
        "user_login": SIGNED_IN,
        "user_login_failed": REFUSED,
        "user_logout": END,
        "file_downloaded": does_file("download"),
        "file_downloaded_blocked": does_file("download"),
        "file_uploaded": does_file("upload"),
        "file_public_link_created": does_file("share"),
        "file_shared": does_file("share"),
    },
    utc=True,
    fields={
        "kind": ("action",),
        "time": ("date_create", "p_event_time"),
        "account": ("actor.user.email", "actor.user.name", "actor.user.id"),
        "ip": ("context.ip_address",),
        "result": ("_result",),
        "user_agent": ("context.ua",),
        "session": ("context.session_id",),
        "path": ("entity.file.name", "entity.file.title"),
        "item": ("entity.file.id",),
        "application": ("context.location.name",),
        "event": ("id",),
    },
    apart=lambda event: (
        {**event, "_result": "blocked"}
        if event.get("action") == "file_downloaded_blocked"
        else event,
    ),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
