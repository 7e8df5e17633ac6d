"""The words the report uses for tiers, statuses, groups and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from celtrace.weigh.assessment import BlockedStatus

TIERS: dict[int, str] = {
    0: "nothing to report on the data seen",
    1: "note",
    2: "ask",
    3: "review by a person",
    4: "hold: two people decide",
}
"""Rule R3 in words."""

STATUSES: dict[BlockedStatus, str] = {
    "listed": "listed",
    "by-50-percent-rule": "blocked by the 50 % rule",
    "by-definition": "blocked by definition",
    "may-be": "may be blocked: open",
    "no": "no, on the snapshots seen",
    "not-checked": "not checked",
}

SHAPES: dict[str, str] = {
    "listed": "■",
    "by-50-percent-rule": "◆",
    "by-definition": "●",
    "may-be": "◇",
    "no": "○",
    "not-checked": "?",
    "tier-0": "○",
    "tier-1": "△",
    "tier-2": "▲",
    "tier-3": "◆",
    "tier-4": "■",
}
"""The shape before each mark: readable without colour, in every font used here."""

BLOCKED: tuple[BlockedStatus, ...] = ("listed", "by-50-percent-rule", "by-definition")
"""The three answers that mean blocked."""

GROUPS: dict[str, str] = {
    "registry": "registers and lists",
    "money": "money",
    "network": "networks",
    "device": "devices",
    "content": "drawings and files",
    "documents": "documents",
    "conduct": "conduct",
    "rhythm": "working rhythm",
    "background": "background",
}

KINDS: dict[str, str] = {
    "party": "Party",
    "contract": "Contract",
    "lot": "Lot",
    "invoice": "Invoice",
    "payment": "Payment",
    "cluster": "Cluster",
    "worker": "Worker",
    "account": "Account",
}


def tier_words(tier: int) -> str:
    """The tier with its name, for example `tier 2 of 4, ask`."""
    return f"tier {tier} of 4, {TIERS[tier]}"


def alike(score: Decimal | float | None) -> str:
    """How well two drawings agree: a count of strokes, or a share; empty where not measured."""
    if score is None:
        return ""
    return f"{score:.0f} strokes agree" if score > 1 else f"{score:.3f} alike"


def day(value: date | None) -> str:
    """ISO 8601, empty when unknown."""
    return value.isoformat() if value else ""


def listing(texts: Iterable[str]) -> str:
    """`a, b and c`."""
    parts = list(texts)
    if len(parts) < 2:  # noqa: PLR2004 - one or none needs no "and"
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def full_stop(text: str) -> str:
    """The text as a sentence: with a capital and a full stop."""
    kept = text.strip()
    if not kept:
        return ""
    return kept[0].upper() + kept[1:] + ("" if kept[-1] in ".!?。" else ".")


def money(amount: str, currency: str) -> str:
    """An exact decimal with thousands set apart; anything else is shown as it is."""
    if not amount:
        return "amount not stated"
    whole, point, cents = amount.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if not (digits.isascii() and digits.isdigit()):
        return f"{amount} {currency}".strip()
    return f"{sign}{int(digits):,}{point}{cents} {currency}".strip()
