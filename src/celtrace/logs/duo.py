"""Duo authentication log, JSON (https://duo.com/docs/adminapi#authentication-logs).

`mfa_device` is the device that approved; its address, where given, stands in `via`.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import SIGN_IN, Format
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "duo"
TITLE = "Duo, authentication log"

_SHAPE = Format(
    name=FORMAT,
    system="duo",
    wrappers=("authlogs", "response"),
    marks=(("factor", "result", "access_device"), ("factor", "result", "integration", "username")),
    kinds={"authentication": SIGN_IN, "": SIGN_IN},
    failed=frozenset({"failure", "denied", "fraud", "error"}),
    utc=True,
    fields={
        "kind": ("event_type",),
        "time": ("isotimestamp", "timestamp", "p_event_time"),
        "account": ("user.name", "username", "email"),
        "ip": ("access_device.ip", "ip"),
        "via": ("auth_device.ip",),
        "result": ("result",),
        "reason": ("reason",),
        "device": ("access_device.epkey", "access_device.hostname"),
        "user_agent": ("_client",),
        "mfa": ("factor",),
        "mfa_device": ("auth_device.key", "auth_device.name"),
        "application": ("application.name", "integration"),
        "event": ("txid",),
        "country_stated": ("access_device.location.country", "location.country"),
    },
    apart=lambda event: ({**event, "_client": _client(event.get("access_device"))},),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)


def _client(device: object) -> str:
    """Browser and system of the device that asked, as Duo names them."""
    if not isinstance(device, dict):
        return ""
    named = (device.get(k) for k in ("browser", "browser_version", "os", "os_version"))
    return " ".join(str(one) for one in named if one)
