"""Microsoft 365 unified audit log: JSON, or the portal's CSV with a JSON column.

Described at https://learn.microsoft.com/office/office-365-management-api/; times are UTC.
Sign-ins of Entra and acts on files in SharePoint and OneDrive are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import REFUSED, SIGNED_IN, Format, does_file
from celtrace.logs._json import Event, inner
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "m365"
TITLE = "Microsoft 365, unified audit log"


def _lifted(event: Event) -> Iterator[Event]:
    """The event itself, out of the column of a CSV, with its named properties by name."""
    found = {**event, **inner(event.get("AuditData"))}
    listed = [
        one
        for key in ("ExtendedProperties", "DeviceProperties")
        for one in _list(found.get(key))
        if isinstance(one, dict) and "Name" in one
    ]
    yield {**found, "_properties": {one["Name"]: one.get("Value") for one in listed}}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


_SHAPE = Format(
    name=FORMAT,
    system="microsoft 365",
    wrappers=("value",),
    marks=(
        ("CreationTime", "Operation", "RecordType"),
        ("creationtime", "operation", "recordtype"),
        ("AuditData", "Operations"),
        ("AuditData", "Operation"),
    ),
    kinds={
        "userloggedin": SIGNED_IN,
        "userloginfailed": REFUSED,
        "filedownloaded": does_file("download"),
        "filesyncdownloadedfull": does_file("download"),
        "fileuploaded": does_file("upload"),
        "filesyncuploadedfull": does_file("upload"),
        "fileaccessed": does_file("view"),
        "filepreviewed": does_file("view"),
        "filemodified": does_file("edit"),
        "filedeleted": does_file("delete"),
        "filerecycled": does_file("delete"),
        "filecopied": does_file("copy"),
        "filemoved": does_file("move"),
        "filerenamed": does_file("move"),
        "addedtosecurelink": does_file("share"),
        "securelinkcreated": does_file("share"),
        "anonymouslinkcreated": does_file("share"),
        "sharinginvitationcreated": does_file("share"),
        "sharingset": does_file("share"),
    },
    utc=True,
    fields={
        "kind": ("Operation", "operation", "Operations"),
        "time": ("CreationTime", "creationtime", "CreationDate", "p_event_time"),
        "account": ("UserId", "userid", "UserIds", "UserKey"),
        "ip": ("ClientIP", "clientip", "ActorIpAddress", "ClientIPAddress"),
        "reason": ("LogonError", "logonerror"),
        "device": ("_properties.DeviceId", "MachineId"),
        "user_agent": ("UserAgent", "_properties.UserAgent"),
        "session": ("_properties.SessionId", "AppAccessContext.AADSessionId"),
        "application": ("Workload", "workload"),
        "path": ("ObjectId", "objectid"),
        "item": ("ListItemUniqueId",),
        "project": ("SiteUrl",),
        "size": ("FileSizeBytes",),
        "event": ("Id", "id", "RecordId"),
    },
    apart=_lifted,
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
