"""Duo administrator log, JSON (https://duo.com/docs/adminapi#administrator-logs).

Sign-ins of administrators; their address stands inside the text of `description`.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import REFUSED, SIGNED_IN, Format
from celtrace.logs._json import inner
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "duo_admin"
TITLE = "Duo, administrator log"

_SHAPE = Format(
    name=FORMAT,
    system="duo admin",
    wrappers=("administratorlogs", "response"),
    marks=(("action", "isotimestamp", "username"), ("action", "timestamp", "username", "object")),
    kinds={"admin_login": SIGNED_IN, "admin_login_error": REFUSED, "admin_2fa_error": REFUSED},
    utc=True,
    fields={
        "kind": ("action",),
        "time": ("isotimestamp", "timestamp"),
        "account": ("_told.email", "username"),
        "ip": ("_told.ip_address",),
        "reason": ("_told.error",),
        "mfa": ("_told.factor",),
        "passkey": ("_told.device",),
    },
    apart=lambda event: ({**event, "_told": inner(event.get("description"))},),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
