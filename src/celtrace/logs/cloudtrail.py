"""AWS CloudTrail, JSON (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/).

Read are console sign-ins, steps at the identity centre, federated roles, and S3's data
events on objects. `sourceIPAddress` names a service where AWS itself called. The answer
of `lookup-events` holds each event as text.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.logs import _events
from celtrace.logs._events import END, SIGN_IN, Format, at, does_file
from celtrace.logs._json import Event, inner
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord
from celtrace.ports import Note

FORMAT = "cloudtrail"
TITLE = "AWS CloudTrail"


def _lifted(event: Event) -> Iterator[Event]:
    """The event itself, out of the text that `lookup-events` gives, with the bytes moved."""
    found = {**event, **inner(event.get("CloudTrailEvent"))}
    moved = at(found, "additionalEventData.bytesTransferredOut")
    if not moved:
        moved = at(found, "additionalEventData.bytesTransferredIn")
    used = at(found, "additionalEventData.MFAUsed") == "Yes"
    size = int(moved) if isinstance(moved, (int, float)) else None
    yield {**found, "_size": size, "_mfa": "mfa" if used else ""}


_SHAPE = Format(
    name=FORMAT,
    system="aws",
    wrappers=("Records", "Events"),
    marks=(("eventSource", "eventName"), ("EventSource", "CloudTrailEvent")),
    kinds={
        "consolelogin": SIGN_IN,
        "credentialchallenge": SIGN_IN,
        "userauthentication": SIGN_IN,
        "checkmfa": SIGN_IN,
        "assumerolewithsaml": SIGN_IN,
        "assumerolewithwebidentity": SIGN_IN,
        "signout": END,
        "getobject": does_file("download"),
        "putobject": does_file("upload"),
        "completemultipartupload": does_file("upload"),
        "deleteobject": does_file("delete"),
        "copyobject": does_file("copy"),
        "listobjects": does_file("list"),
    },
    utc=True,
    fields={
        "kind": ("eventName",),
        "time": ("eventTime", "p_event_time"),
        "account": (
            "userIdentity.userName",
            "additionalEventData.UserName",
            "userIdentity.arn",
            "userIdentity.principalId",
            "userIdentity.onBehalfOf.userId",
            "userIdentity.invokedBy",
        ),
        "ip": ("sourceIPAddress",),
        "result": (
            "errorCode",
            "responseElements.ConsoleLogin",
            "responseElements.CheckMfa",
            "serviceEventDetails.CredentialChallenge",
            "serviceEventDetails.UserAuthentication",
        ),
        "reason": ("errorMessage", "errorCode"),
        "user_agent": ("userAgent",),
        "session": ("userIdentity.accessKeyId", "additionalEventData.AuthWorkflowID"),
        "mfa": ("additionalEventData.CredentialType", "_mfa"),
        "path": ("requestParameters.key", "requestParameters.prefix", "resources.0.ARN"),
        "project": ("requestParameters.bucketName",),
        "size": ("_size",),
        "event": ("eventID",),
    },
    apart=_lifted,
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing here
    """How sure it is: the share of the first events that bear the marks of the format."""
    return _events.sniff(_SHAPE, head)


def read(log: LogText, note: Note) -> Iterator[LogRecord]:
    """Records in the order of the log, times in UTC."""
    return _events.read(_SHAPE, log, note)
