"""Okta System Log, JSON (https://developer.okta.com/docs/reference/api/system-log/).

Starts of sessions, sign-ins to applications and the steps of a sign-in by a factor or
another provider become sign-ins. An outcome of CHALLENGE, SKIPPED or UNKNOWN is
neither a success nor a failure and is counted, not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _bulk_events, _events
from celtrace.logs._events import END, SIGN_IN, Format
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note
from celtrace.records.columns import Batch

FORMAT = "okta"
TITLE = "Okta, System Log"


def _application(target: object) -> object:
    """The name of the application that an event aims at, if it names one."""
    for one in target if isinstance(target, list) else ():
        if isinstance(one, dict) and one.get("type") == "AppInstance":
            return one.get("displayName")
    return None


_SHAPE = Format(
    name=FORMAT,
    system="okta",
    marks=(("eventType", "actor"), ("eventtype", "actor"), ("eventType", "legacyEventType")),
    belongs=lambda event: "." in str(event.get("eventType") or event.get("eventtype")),
    kinds={
        "user.session.start": SIGN_IN,
        "user.authentication.sso": SIGN_IN,
        "user.authentication.auth_via_mfa": SIGN_IN,
        "user.authentication.auth_via_idp": SIGN_IN,
        "user.authentication.auth_via_social": SIGN_IN,
        "user.authentication.auth_via_radius": SIGN_IN,
        "user.authentication.auth_via_ad_agent": SIGN_IN,
        "user.authentication.verify": SIGN_IN,
        "user.session.end": END,
    },
    failed=frozenset({"failure", "deny"}),
    utc=True,
    fields={
        "kind": ("eventType", "eventtype"),
        "time": ("published", "p_event_time"),
        "account": ("actor.alternateId", "actor.displayName", "actor.id"),
        "ip": ("client.ipAddress",),
        "via": ("request.ipChain",),
        "result": ("outcome.result",),
        "reason": ("outcome.reason",),
        "device": ("device.id", "client.id"),
        "managed": ("device.managed",),
        "user_agent": ("client.userAgent.rawUserAgent",),
        "session": (
            "authenticationContext.externalSessionId",
            "authenticationcontext.externalSessionId",
        ),
        "application": ("_application",),
        "mfa": ("debugContext.debugData.factor", "debugcontext.debugData.factor"),
        "event": ("uuid",),
        "country_stated": ("client.geographicalContext.country",),
        "asn_stated": ("securityContext.asNumber", "securitycontext.asNumber"),
    },
    lifts={"_application": ("target", _application)},
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
