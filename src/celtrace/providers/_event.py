"""A message of a provider, what it says in our words, and what all modules need."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from celtrace.errors import UsageError
from celtrace.records import StepOutcome


class Message(msgspec.Struct, frozen=True):
    """What arrived: the bytes as they were sent, and headers by lower-case name."""

    body: bytes
    headers: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.body).hexdigest()

    def json(self) -> dict[str, Any]:
        """The body; ProviderUnread if it is no JSON object."""
        try:
            return msgspec.json.decode(self.body, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise ProviderUnread(f"The message is no JSON object: {error}.") from error


class Event(msgspec.Struct, frozen=True):
    """What a message says about one check of one person."""

    case: str
    """The provider's id of the check; a later message about it replaces this one."""
    applicant: str
    """The provider's id of the person."""
    ours: str
    """The id that we gave the provider for the person; empty if it does not say."""
    step: str
    """The check of our plans that it is."""
    result: StepOutcome
    when: datetime | None = None
    reasons: tuple[str, ...] = ()
    assurance: str = ""


class ProviderUnread(UsageError):
    """A message that is not as its provider sends them, or says a word that is not known."""


def holds(secret: str, data: bytes, sent: str, algorithm: str = "sha256") -> bool:
    """Whether a hexadecimal HMAC (RFC 2104) is that of these bytes; never without a secret."""
    if not secret:
        return False
    made = hmac.new(secret.encode(), data, algorithm).hexdigest()
    return hmac.compare_digest(made.encode(), sent.strip().lower().encode())


def text(of: Mapping[str, Any], *path: str) -> str:
    """A text under keys within keys; empty if it is not there or none."""
    found: Any = of
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def need(of: Mapping[str, Any], *path: str) -> str:
    """A text that has to be there; ProviderUnread without it."""
    found = text(of, *path)
    if not found:
        raise ProviderUnread(f"The message has no {'.'.join(path)}.")
    return found


def word(table: Mapping[str, StepOutcome], said: str) -> StepOutcome:
    """Our word for a provider's; ProviderUnread for one that is not known."""
    if said not in table:
        known = ", ".join(table)
        raise ProviderUnread(f"The provider says {said!r}, which is not known.", f"Known: {known}.")
    return table[said]


def moment(said: str) -> datetime | None:
    """A moment in ISO 8601, in UTC where it names no zone; None for an empty text."""
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError as error:
        raise ProviderUnread(f"{said!r} is no time.") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
