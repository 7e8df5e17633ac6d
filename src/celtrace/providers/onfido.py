"""Onfido (Entrust) webhooks (https://documentation.identity.entrust.com/api/latest/#webhooks).

Signed with HMAC-SHA256 over the raw body, in `X-SHA2-Signature`. A classic message tells only
that a check is complete; its result has to be looked up, so it counts as pending. A message of
a workflow's task carries its result.
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

FORMAT = "onfido"
TITLE = "Onfido (Entrust), identity checks"
RESULTS: dict[str, StepOutcome] = {"clear": "passed", "consider": "consider"}
SUB: dict[str, StepOutcome] = {
    "clear": "passed", "caution": "consider", "suspected": "consider", "rejected": "failed",
}  # fmt: skip
"""The finer result of a document report, where there is one."""
_WAITING = frozenset({
    "in_progress", "awaiting_applicant", "awaiting_approval", "awaiting_input", "complete",
    "completed", "reopened", "withdrawn", "paused", "started",
})  # fmt: skip


def authentic(message: Message, secret: str) -> bool:
    """Whether Onfido signed it with the webhook's token."""
    return holds(secret, message.body, message.headers.get("x-sha2-signature", ""))


def read(message: Message) -> Event | None:
    """The check that it is about; None for what is no check."""
    payload = message.json().get("payload")
    if not isinstance(payload, dict):
        raise ProviderUnread("The message has no payload.")
    kind = need(payload, "resource_type")
    if kind not in ("check", "report", "workflow_run", "workflow_task"):
        return None
    result, reasons = _result(payload)
    return Event(
        case=text(payload, "object", "workflow_run_id") or need(payload, "object", "id"),
        applicant=text(payload, "resource", "applicant_id"),
        ours=text(payload, "resource", "customer_user_id"), step="document_authenticated",
        result=result, when=moment(text(payload, "object", "completed_at_iso8601")),
        reasons=reasons,
    )  # fmt: skip


def _result(payload: dict[str, Any]) -> tuple[StepOutcome, tuple[str, ...]]:
    resource = payload.get("resource")
    output = resource.get("output") if isinstance(resource, dict) else None
    said = text(output, "result") if isinstance(output, dict) else ""
    if isinstance(output, dict) and said:
        finer = text(output, "sub_result")
        result = word(SUB, finer) if finer else word(RESULTS, said)
        return result, tuple(_doubted(output.get("breakdown"), ""))
    status = text(payload, "object", "status")
    if status not in _WAITING:
        raise ProviderUnread(f"The status {status!r} is not known.")
    return "pending", ()


def _doubted(breakdown: object, above: str) -> list[str]:
    """Parts of a report whose own result is not clear, by their path."""
    if not isinstance(breakdown, dict):
        return []
    found: list[str] = []
    for name, part in breakdown.items():
        if isinstance(part, dict):
            path = f"{above}.{name}".strip(".")
            below = _doubted(part.get("breakdown"), path)
            doubted = text(part, "result") not in ("", "clear")
            found += below or ([path] if doubted else [])
    return found
