"""Sumsub webhooks (https://docs.sumsub.com/docs/webhooks).

Signed with HMAC over the raw body, in `X-Payload-Digest`; `X-Payload-Digest-Alg` names the hash.
A GREEN may be followed by a RED when something is found later, so nothing here is ever final.
"""

from __future__ import annotations

from typing import Any

from celtrace.providers._event import (
    Event,
    Message,
    ProviderUnread,
    holds,
    moment,
    need,
    text,
    word,
)
from celtrace.records import StepOutcome

FORMAT = "sumsub"
TITLE = "Sumsub, identity checks"
HASHES = {"HMAC_SHA256_HEX": "sha256", "HMAC_SHA512_HEX": "sha512"}
"""SHA-1, which Sumsub still offers, is refused."""
_RED: dict[str, StepOutcome] = {"FINAL": "failed", "RETRY": "inconclusive"}
_OPEN = frozenset({
    "applicantCreated", "applicantPending", "applicantOnHold", "applicantPrechecked",
    "applicantReset", "applicantWorkflowCompleted", "applicantAwaitingUser",
    "applicantAwaitingService",
})  # fmt: skip
_PASSED_OVER = frozenset({
    "applicantDeleted", "applicantPersonalInfoChanged", "applicantLevelChanged",
    "applicantTagsChanged", "applicantActivated", "applicantDeactivated", "videoIdentStatusChanged",
})  # fmt: skip


def authentic(message: Message, secret: str) -> bool:
    """Whether Sumsub signed it with the webhook's secret key."""
    algorithm = HASHES.get(message.headers.get("x-payload-digest-alg", "HMAC_SHA256_HEX"))
    sent = message.headers.get("x-payload-digest", "")
    return algorithm is not None and holds(secret, message.body, sent, algorithm)


def read(message: Message) -> Event | None:
    """The review that it is about; None for what is none."""
    said = message.json()
    kind = need(said, "type")
    if kind in _PASSED_OVER:
        return None
    if kind not in _OPEN and kind != "applicantReviewed":
        raise ProviderUnread(f"A message of the type {kind!r} is not known.")
    result, reasons = _reviewed(said) if kind == "applicantReviewed" else ("pending", ())
    return Event(
        case=text(said, "inspectionId") or need(said, "applicantId"),
        applicant=need(said, "applicantId"), ours=text(said, "externalUserId"),
        step="document_authenticated", result=result, reasons=reasons,
        when=moment(text(said, "createdAtMs") or text(said, "createdAt")),
        assurance=text(said, "levelName"),
    )  # fmt: skip


def _reviewed(said: dict[str, Any]) -> tuple[StepOutcome, tuple[str, ...]]:
    answer = need(said, "reviewResult", "reviewAnswer")
    labels = said["reviewResult"].get("rejectLabels", ())
    reasons = tuple(str(label) for label in labels) if isinstance(labels, list) else ()
    if answer == "GREEN":
        return "passed", reasons
    if answer != "RED":
        raise ProviderUnread(f"The answer {answer!r} is not known.", "Known: GREEN, RED.")
    return word(_RED, need(said, "reviewResult", "reviewRejectType")), reasons
