"""Nextcloud's audit log (app `admin_audit`), a JSON object on each line.

Described at https://docs.nextcloud.com/server/latest/admin_manual (Logging, admin audit
log). What happened stands in an English sentence. Empty values are `--`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, REFUSED, SIGNED_IN, Format, does_file
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "nextcloud"
TITLE = "Nextcloud, audit log"

_SIGN = re.compile(r"^(Login successful|Login failed|Logout occurred)(?::\s*(.*))?$", re.DOTALL)
_REMOTE = re.compile(r"\s*\(Remote IP: [^()]*\)$")
_FILE = re.compile(
    r'^(?:File|Folder)(?: with id "\d+")? (accessed|created|written to|updated|deleted|renamed|'
    r'copied): "(.*)"$', re.DOTALL,
)  # fmt: skip
_PREVIEW = re.compile(r'^Preview accessed: "(.*?)" \(', re.DOTALL)
_SHARED = re.compile(r'^The (?:file|folder) "(.*)" with ID "\d+" has been shared', re.DOTALL)


def _said(message: str) -> dict[str, str]:
    """What a sentence of the audit log says happened, to whom or what."""
    if found := _SIGN.match(message):
        name = _REMOTE.sub("", found[2] or "").strip('"')
        return {"_kind": found[1].lower(), "_account": name}
    if found := _FILE.match(message):
        kind = found[1].replace("updated", "written to")
        return {"_kind": kind, "_path": found[2]}
    if found := _PREVIEW.match(message):
        return {"_kind": "previewed", "_path": found[1]}
    if found := _SHARED.match(message):
        return {"_kind": "shared", "_path": found[1]}
    return {"_kind": message.partition(":")[0][:40]}


_SHAPE = Format(
    name=FORMAT,
    system="nextcloud",
    marks=(("reqId", "app", "message", "remoteAddr"),),
    kinds={
        "login successful": SIGNED_IN,
        "login failed": REFUSED,
        "logout occurred": END,
        "accessed": does_file("download"),
        "previewed": does_file("view"),
        "created": does_file("upload"),
        "written to": does_file("edit"),
        "deleted": does_file("delete"),
        "renamed": does_file("move"),
        "copied": does_file("copy"),
        "shared": does_file("share"),
    },
    trust="header",
    fields={
        "kind": ("_kind",),
        "time": ("time",),
        "account": ("_account", "user"),
        "ip": ("remoteAddr",),
        "user_agent": ("userAgent",),
        "path": ("_path",),
        "event": ("reqId",),
    },
    apart=lambda event: ({**event, **_said(str(event.get("message", "")))},),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
