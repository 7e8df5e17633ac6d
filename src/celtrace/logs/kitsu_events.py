"""Kitsu's events (Zou `ApiEvent`, https://zou.cg-wire.com), JSON and CSV.

Uploads and removals of previews and attachments are read. Downloads leave no event,
and no event has an address. Times are UTC without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import Format, does_file
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "kitsu_events"
TITLE = "Kitsu (Zou), events"

_SHAPE = Format(
    name=FORMAT,
    system="kitsu",
    wrappers=("data",),
    marks=(
        ("name", "user_id", "created_at", "project_id"),
        ("name", "user_id", "created_at", "data"),
    ),
    belongs=lambda event: ":" in str(event["name"]),
    kinds={
        "preview-file:add-file": does_file("upload"),
        "attachment-file:new": does_file("upload"),
        "output-file:new": does_file("upload"),
        "preview-file:delete": does_file("delete"),
        "attachment-file:delete": does_file("delete"),
    },
    utc=True,
    fields={
        "kind": ("name",),
        "time": ("created_at",),
        "account": ("account", "user_id"),
        "path": ("data.name", "data.original_name", "data.path"),
        "item": ("data.preview_file_id", "data.attachment_file_id", "data.output_file_id"),
        "project": ("project_id",),
        "event": ("id",),
    },
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
