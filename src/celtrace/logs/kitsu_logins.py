"""Kitsu's login log (Zou `LoginLog`, https://zou.cg-wire.com), JSON and CSV.

The server writes no failures and no program. Its address comes from the header
`X-Real-IP`: without a proxy a client can write it, behind a proxy that does not set it
every sign-in has the proxy's. Times are UTC without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import SIGNED_IN, Format
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "kitsu_logins"
TITLE = "Kitsu (Zou), login log"

_SHAPE = Format(
    name=FORMAT,
    system="kitsu",
    wrappers=("data",),
    marks=(("person_id", "ip_address", "created_at"), ("person_id", "ip_address", "origin")),
    kinds={"": SIGNED_IN},
    utc=True,
    trust="header",
    fields={
        "time": ("created_at",),
        "account": ("account", "email", "person_email", "person_id"),
        "ip": ("ip_address",),
        "application": ("origin",),
        "event": ("id",),
    },
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
