"""Checkr webhooks (https://docs.checkr.com/#section/Webhooks), background checks.

Signed with HMAC-SHA256 over the raw body, in `X-Checkr-Signature`. A report is clear or to be
considered, and may change later; what follows from it is the employer's, in separate steps.
"""

from __future__ import annotations

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

FORMAT = "checkr"
TITLE = "Checkr, background checks"
RESULTS: dict[str, StepOutcome] = {"clear": "passed", "consider": "consider"}
STATES: dict[str, StepOutcome] = {
    "pending": "pending", "suspended": "pending", "paused": "pending", "dispute": "consider",
    "canceled": "inconclusive",
}  # fmt: skip


def authentic(message: Message, secret: str) -> bool:
    """Whether Checkr signed it with the account's key."""
    return holds(secret, message.body, message.headers.get("x-checkr-signature", ""))


def read(message: Message) -> Event | None:
    """The report that it is about; None for what is no report."""
    said = message.json()
    if text(said, "object") != "event":
        raise ProviderUnread("The message is no event.")
    if not need(said, "type").startswith("report."):
        return None
    held = said.get("data")
    report = held.get("object") if isinstance(held, dict) else None
    if not isinstance(report, dict):
        raise ProviderUnread("The message has no data.object.")
    status = need(report, "status")
    result = word(RESULTS, need(report, "result")) if status == "complete" else word(STATES, status)
    return Event(
        case=need(report, "id"), applicant=text(report, "candidate_id"),
        ours=text(report, "custom_id"), step="background_check", result=result,
        when=moment(text(said, "created_at")), reasons=tuple(filter(None, (
            text(report, "assessment"), text(report, "adjudication")))),
    )  # fmt: skip
