"""Google Workspace activities, JSON (https://developers.google.com/admin-sdk/reports/v1).

The answer of the Reports API holds several events in an activity, each with its
parameters as a list; exports lay them flat. Sign-ins and Drive's acts on files are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, REFUSED, SIGN_IN, SIGNED_IN, Format, does_file
from celtrace.logs._json import Event
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "google_workspace"
TITLE = "Google Workspace, activity reports"


def _each(activity: Event) -> Iterator[Event]:
    """The events of an activity, each with what holds for all, and its parameters by name."""
    head = activity.get("id")
    application = head.get("applicationName", "") if isinstance(head, dict) else ""
    inner = activity.get("events")
    for event in inner if isinstance(inner, list) else (activity,):
        if isinstance(event, dict):
            yield {
                **activity, "parameters": _by_name(event.get("parameters")),
                "_kind": f"{application}:{event['name']}" if event.get("name") else "",
            }  # fmt: skip


def _by_name(parameters: object) -> object:
    if not isinstance(parameters, list):
        return parameters
    found = (one for one in parameters if isinstance(one, dict) and "name" in one)
    return {
        one["name"]: next((one[k] for k in ("value", "intValue", "boolValue") if k in one), None)
        or next(iter(one.get("multiValue") or ()), None)
        for one in found
    }


_SHAPE = Format(
    name=FORMAT,
    system="google workspace",
    wrappers=("items",),
    marks=(("id.applicationName",), ("id.applicationname",)),
    kinds={
        "login:login_success": SIGNED_IN,
        "login:login_failure": REFUSED,
        "login:login_verification": SIGN_IN,
        "login:logout": END,
        "drive:view": does_file("view"),
        "drive:preview": does_file("view"),
        "drive:download": does_file("download"),
        "drive:print": does_file("download"),
        "drive:upload": does_file("upload"),
        "drive:create": does_file("upload"),
        "drive:edit": does_file("edit"),
        "drive:copy": does_file("copy"),
        "drive:move": does_file("move"),
        "drive:rename": does_file("move"),
        "drive:trash": does_file("delete"),
        "drive:delete": does_file("delete"),
        "drive:change_user_access": does_file("share"),
        "drive:change_document_visibility": does_file("share"),
        "drive:change_document_access_scope": does_file("share"),
    },
    utc=True,
    fields={
        "kind": ("_kind",),
        "time": ("id.time", "p_event_time"),
        "account": ("actor.email", "actor.profileId"),
        "ip": ("ipAddress", "ipaddress"),
        "reason": ("parameters.login_failure_type", "parameters.login_type"),
        "mfa": ("parameters.login_challenge_method",),
        "path": ("parameters.doc_title",),
        "item": ("parameters.doc_id",),
        "project": ("parameters.shared_drive_id",),
        "event": ("id.uniqueQualifier",),
        "country_stated": ("networkInfo.regionCode",),
        "asn_stated": ("networkInfo.ipAsn.0",),
    },
    apart=_each,
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
