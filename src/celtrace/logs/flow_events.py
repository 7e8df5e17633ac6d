"""Event log of Autodesk Flow Production Tracking (ShotGrid): page export as CSV, API as JSON.

Described at https://help.autodesk.com/view/SGDEV/ENU/ (Event Types). Hosted sites give
no address in the row; a column or a key of `meta` that holds one is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, REFUSED, SIGNED_IN, Format, at, does_file
from celtrace.logs._json import Event
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "flow_events"
TITLE = "Autodesk Flow Production Tracking, event log"

_NAME = re.compile(r"^[A-Za-z]\w*_\w+$")


def _named(event: Event) -> str:
    paths = ("Event Type", "event_type", "attributes.event_type")
    return next((str(at(event, path)) for path in paths if at(event, path)), "")


_SHAPE = Format(
    name=FORMAT,
    system="flow",
    wrappers=("data",),
    marks=(
        ("Event Type", "Date Created"),
        ("event_type", "created_at"),
        ("attributes.event_type",),
    ),
    belongs=lambda event: _NAME.match(_named(event)) is not None,
    kinds={
        "shotgun_user_login": SIGNED_IN,
        "clientuser_login": SIGNED_IN,
        "shotgun_user_failedlogin": REFUSED,
        "shotgun_user_logout": END,
        "shotgun_attachment_view": does_file("view"),
        "shotgun_review_tools_version_view": does_file("view"),
        "shotgun_attachment_download": does_file("download"),
        "crs_version_media_download": does_file("download"),
        "shotgun_attachment_new": does_file("upload"),
        "shotgun_attachment_retirement": does_file("delete"),
        "crs_playlistshare_create": does_file("share"),
    },
    fields={
        "kind": ("Event Type", "event_type", "attributes.event_type"),
        "time": ("Date Created", "created_at", "attributes.created_at"),
        "account": (
            "user.name",
            "relationships.user.data.name",
            "User",
            "Created by",
            "user",
            "relationships.user.data.id",
        ),
        "ip": ("IP Address", "meta.remote_ip", "meta.ip", "attributes.meta.remote_ip"),
        "session": ("Session UUID", "session_uuid", "attributes.session_uuid"),
        "path": (
            "entity.name",
            "relationships.entity.data.name",
            "Entity",
            "Link",
            "Description",
            "description",
            "attributes.description",
        ),
        "item": ("entity.id", "relationships.entity.data.id"),
        "project": ("project.name", "relationships.project.data.name", "Project"),
        "reason": ("Description", "description", "attributes.description"),
        "event": ("Id", "id"),
    },
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
