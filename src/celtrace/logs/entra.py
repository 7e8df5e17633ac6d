"""Microsoft Entra sign-in logs: diagnostic export and Graph API as JSON, portal export as CSV.

Described at https://learn.microsoft.com/graph/api/resources/signin; an error code of 0 is a
success. Interrupted sign-ins (a step was asked for) carry a code and count as failures.
Audit events of the same export are about something else and are counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _bulk_events, _events
from celtrace.logs._events import SIGN_IN, Format
from celtrace.logs._json import Event
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note
from celtrace.records.columns import Batch

FORMAT = "entra"
TITLE = "Microsoft Entra ID, sign-in logs"

_SHAPE = Format(
    name=FORMAT,
    system="entra",
    wrappers=("value", "records"),
    marks=(
        ("category", "properties"),
        ("createdDateTime", "userPrincipalName", "ipAddress"),
        ("Date (UTC)", "Username", "IP address"),
    ),
    belongs=lambda event: "category" not in event or _of_directory(event),
    kinds={
        "signinlogs": SIGN_IN,
        "noninteractiveusersigninlogs": SIGN_IN,
        "serviceprincipalsigninlogs": SIGN_IN,
        "managedidentitysigninlogs": SIGN_IN,
        "": SIGN_IN,
    },
    utc=True,
    fields={
        "kind": ("category",),
        "time": (
            "properties.createdDateTime",
            "createdDateTime",
            "time",
            "Date (UTC)",
            "p_event_time",
        ),
        "account": (
            "properties.userPrincipalName",
            "userPrincipalName",
            "Username",
            "properties.userId",
            "properties.servicePrincipalName",
            "properties.appDisplayName",
        ),
        "ip": (
            "properties.ipAddress",
            "ipAddress",
            "callerIpAddress",
            "calleripaddress",
            "IP address",
        ),
        "result": (
            "properties.status.errorCode",
            "status.errorCode",
            "resultType",
            "resulttype",
            "Status",
            "properties.result",
        ),
        "reason": (
            "properties.status.failureReason",
            "status.failureReason",
            "resultDescription",
            "Failure reason",
        ),
        "device": ("properties.deviceDetail.deviceId", "deviceDetail.deviceId", "Device ID"),
        "managed": ("properties.deviceDetail.isManaged", "deviceDetail.isManaged", "Managed"),
        "user_agent": (
            "properties.userAgent",
            "userAgent",
            "User agent",
            "properties.deviceDetail.browser",
            "deviceDetail.browser",
            "Browser",
        ),
        "session": ("properties.sessionId", "sessionId"),
        "application": ("properties.appDisplayName", "appDisplayName", "Application"),
        "mfa": (
            "properties.mfaDetail.authMethod",
            "mfaDetail.authMethod",
            "properties.authenticationRequirement",
            "Multifactor authentication auth method",
        ),
        "event": ("properties.id", "id", "Request ID"),
        "country_stated": (
            "properties.location.countryOrRegion",
            "location.countryOrRegion",
            "location",
            "Location",
        ),
        "asn_stated": (
            "properties.autonomousSystemNumber",
            "autonomousSystemNumber",
            "Autonomous system  number",
        ),
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


def _of_directory(event: Event) -> bool:
    """Whether an event of Azure's diagnostic export is the directory's, not a resource's."""
    resource = str(event.get("resourceId") or event.get("resourceid") or "").lower()
    category = str(event["category"]).lower()
    return "microsoft.aadiam" in resource or category == "auditlogs" or "signinlogs" in category
