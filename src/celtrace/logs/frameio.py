"""Frame.io audit log, JSON (https://developer.frame.io/platform/v2/working-with-audit-logs).

It reaches back 30 days, and no row has an address or a program. The action is a thing
and what was done to it, for example `AssetVersioned`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import Format, does_file
from celtrace.logs._json import Event
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "frameio"
TITLE = "Frame.io, audit log"

_ACT = re.compile(r"^(?:Asset|File|Folder|VersionStack|ReviewLink|Presentation)([A-Z][a-z]+)$")


def _done(event: Event) -> str:
    """What was done, if it was done to a file or what shows one."""
    found = _ACT.match(str(event.get("action")))
    return found[1].lower() if found else ""


_SHAPE = Format(
    name=FORMAT,
    system="frame.io",
    wrappers=("data",),
    marks=(("action", "actor_id", "inserted_at"),),
    kinds={
        "uploaded": does_file("upload"),
        "created": does_file("upload"),
        "versioned": does_file("upload"),
        "downloaded": does_file("download"),
        "viewed": does_file("view"),
        "accessed": does_file("view"),
        "updated": does_file("edit"),
        "renamed": does_file("move"),
        "moved": does_file("move"),
        "copied": does_file("copy"),
        "deleted": does_file("delete"),
        "shared": does_file("share"),
    },
    utc=True,
    fields={
        "kind": ("_done", "action"),
        "time": ("inserted_at",),
        "account": ("actor.email", "actor.name", "actor_id"),
        "ip": ("ip_address", "ip"),
        "path": ("resource.name",),
        "item": ("item_id",),
        "project": ("project_id", "resource.project_id", "team_id"),
        "event": ("id",),
    },
    apart=lambda event: ({**event, "_done": _done(event)},),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
