"""Any provider or own tool that signs with HMAC-SHA256 (RFC 2104, RFC 8259).

`X-Signature: t=SECONDS,v1=HEX` over `SECONDS.BODY`: the time is signed too, so that an old
message cannot be sent again. The body is in our own words.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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

FORMAT = "signed"
TITLE = "Any provider, signed with HMAC"
OURS: dict[str, StepOutcome] = {
    "passed": "passed", "consider": "consider", "failed": "failed", "refused": "refused",
    "inconclusive": "inconclusive", "pending": "pending",
}  # fmt: skip
WITHIN = timedelta(minutes=5)
"""How old a message may be when it arrives."""


def authentic(message: Message, secret: str) -> bool:
    """Whether it was signed with the secret."""
    sent = _parts(message)
    return holds(secret, sent.get("t", "").encode() + b"." + message.body, sent.get("v1", ""))


def fresh(message: Message, now: datetime) -> bool:
    """Whether the signed time is within minutes of now."""
    seconds = _parts(message).get("t", "")
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > len("99999999999"):
        return False
    return abs(now - datetime.fromtimestamp(int(seconds), UTC)) <= WITHIN


def read(message: Message) -> Event:
    """The check that it is about."""
    said = message.json()
    reasons = said.get("reasons", [])
    if not isinstance(reasons, list):
        raise ProviderUnread("The reasons are no list.")
    return Event(
        case=need(said, "case"), applicant=text(said, "applicant"), ours=text(said, "worker"),
        step=need(said, "step"), result=word(OURS, need(said, "result")),
        when=moment(text(said, "when")), reasons=tuple(map(str, reasons)),
        assurance=text(said, "assurance"),
    )  # fmt: skip


def _parts(message: Message) -> dict[str, str]:
    pairs = (part.partition("=") for part in message.headers.get("x-signature", "").split(","))
    return {name.strip(): value.strip() for name, _, value in pairs}
