"""Events in the Open Cybersecurity Schema Framework, JSON (https://schema.ocsf.io).

Read are 3002 Authentication, 3003 Authorize Session, 4005 RDP Activity, 4007 SSH
Activity, and as acts on files 6006 File Hosting, 4008 FTP and 4002 HTTP Activity. Windows
logs come in this way. `time` is in milliseconds since 1970, by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import Format
from celtrace.logs._lines import LogText
from celtrace.logs._ocsf_kinds import KINDS, kind_of
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "ocsf"
TITLE = "OCSF events"

_SHAPE = Format(
    name=FORMAT,
    system="",
    wrappers=("events", "records"),
    marks=(("class_uid",),),
    kinds=KINDS,
    failed=frozenset({"2", "failure", "3"}),
    succeeded=frozenset({"1", "success", "0", "99", "other", "unknown"}),
    utc=True,
    fields={
        "kind": ("_kind",),
        "time": ("time_dt", "time"),
        "until": ("end_time_dt", "end_time"),
        "system": ("metadata.log_name", "metadata.product.name"),
        "trust": ("unmapped.trust",),
        "host": ("src_endpoint.hostname",),
        "account": (
            "user.name",
            "user.email_addr",
            "user.uid",
            "actor.user.name",
            "actor.user.email_addr",
            "actor.user.uid",
        ),
        "ip": ("src_endpoint.ip",),
        "via": ("src_endpoint.intermediate_ips", "proxy_endpoint.ip"),
        "result": ("status_id", "status"),
        "reason": ("status_detail", "status_code"),
        "device": ("device.uid", "src_endpoint.uid", "device.hostname"),
        "managed": ("device.is_managed",),
        "mfa_device": ("unmapped.mfa_device", "auth_factors.0.phone_number"),
        "user_agent": ("http_request.user_agent",),
        "session": ("session.uid", "actor.session.uid"),
        "mfa": ("auth_factors.0.factor_type", "auth_protocol"),
        "passkey": ("auth_factors.0.device.uid", "user.credential_uid"),
        "application": ("service.name", "app_name", "dst_endpoint.svc_name"),
        "path": ("file.path", "file.name", "http_request.url.path", "http_request.url.url_string"),
        "item": ("file.uid",),
        "project": ("file.parent_folder", "share"),
        "size": ("file.size", "traffic.bytes", "http_response.length"),
        "event": ("metadata.uid",),
        "country_stated": ("src_endpoint.location.country",),
        "asn_stated": ("src_endpoint.autonomous_system.number",),
    },
    apart=lambda event: ({**event, "_kind": kind_of(event)},),
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
