"""GitHub audit log of an organisation or enterprise, JSON and CSV.

Described at https://docs.github.com/organizations (reviewing the audit log).
Git reads are downloads, pushes are uploads.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _bulk_events, _events
from celtrace.logs._events import END, REFUSED, SIGNED_IN, Format, does_file
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note
from celtrace.records.columns import Batch

FORMAT = "github_audit"
TITLE = "GitHub, audit log"

_SHAPE = Format(
    name=FORMAT,
    system="github",
    marks=(("action", "actor", "@timestamp"), ("action", "actor", "created_at")),
    belongs=lambda event: isinstance(event["actor"], str) and "." in str(event["action"]),
    kinds={
        "user.login": SIGNED_IN,
        "user.failed_login": REFUSED,
        "user.logout": END,
        "org.sso_response": SIGNED_IN,
        "business.sso_response": SIGNED_IN,
        "git.clone": does_file("download"),
        "git.fetch": does_file("download"),
        "repo.download_zip": does_file("download"),
        "git.push": does_file("upload"),
    },
    utc=True,
    fields={
        "kind": ("action",),
        "time": ("@timestamp", "created_at"),
        "account": ("actor", "user", "external_identity_nameid"),
        "ip": ("actor_ip",),
        "device": ("device_id",),
        "user_agent": ("user_agent",),
        "session": ("actor_session",),
        "mfa": ("transport_protocol_name",),
        "passkey": ("hashed_token", "public_key_fingerprint"),
        "path": ("repository", "repo"),
        "project": ("org",),
        "event": ("_document_id",),
        "country_stated": ("actor_location.country_code",),
    },
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)


def columns(log: LogText, note: Note) -> Iterator[list[Batch]]:
    """What `read` gives, in bulk (see `records.columns`)."""
    return _bulk_events.columns(_SHAPE, log, note)
