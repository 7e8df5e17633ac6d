"""Dropbox team log, JSON (https://www.dropbox.com/developers/documentation/http/teams).

An event on several files becomes one record for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, REFUSED, SIGNED_IN, Format, at, does_file
from celtrace.logs._json import Event
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "dropbox"
TITLE = "Dropbox Business, team log"


def _tag(value: object) -> str:
    """The tag of a union; some exports write `_tag`."""
    return str(value.get(".tag") or value.get("_tag") or "") if isinstance(value, dict) else ""


def _each(event: Event) -> Iterator[Event]:
    """The event once for each file that it names."""
    assets = event.get("assets")
    lifted = {
        **event, "_kind": _tag(event.get("event_type")),
        "_reason": _tag(at(event, "details.error_details")),
    }  # fmt: skip
    for asset in (assets if isinstance(assets, list) else None) or (None,):
        yield {**lifted, "_asset": asset}


_SHAPE = Format(
    name=FORMAT,
    system="dropbox",
    wrappers=("events",),
    marks=(("event_type", "actor"), ("event_type", "origin")),
    belongs=lambda event: bool(_tag(event.get("event_type"))),
    kinds={
        "login_success": SIGNED_IN,
        "login_fail": REFUSED,
        "sso_error": REFUSED,
        "sign_in_as_session_start": SIGNED_IN,
        "sign_in_as_session_end": END,
        "logout": END,
        "file_download": does_file("download"),
        "shared_content_download": does_file("download"),
        "shared_link_download": does_file("download"),
        "file_add": does_file("upload"),
        "file_edit": does_file("edit"),
        "file_preview": does_file("view"),
        "file_view": does_file("view"),
        "shared_content_view": does_file("view"),
        "shared_link_view": does_file("view"),
        "file_copy": does_file("copy"),
        "shared_content_copy": does_file("copy"),
        "file_move": does_file("move"),
        "file_rename": does_file("move"),
        "file_delete": does_file("delete"),
        "file_permanently_delete": does_file("delete"),
        "shared_link_create": does_file("share"),
        "shared_content_add_member": does_file("share"),
    },
    utc=True,
    fields={
        "kind": ("_kind",),
        "time": ("timestamp", "p_event_time"),
        "account": (
            "actor.user.email",
            "actor.admin.email",
            "actor.user.display_name",
            "context.email",
            "actor.app.display_name",
        ),
        "ip": ("origin.geo_location.ip_address",),
        "reason": ("_reason",),
        "session": ("origin.access_method.end_user.session_id",),
        "path": ("_asset.path.contextual", "_asset.display_name"),
        "item": ("_asset.file_id", "_asset.folder_id"),
        "size": ("_asset.file_size",),
        "country_stated": ("origin.geo_location.country",),
    },
    apart=_each,
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
