"""How values are shown: tiers, statuses, verdicts, targets, days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from celtrace.judgements import WORDS, kind_of
from celtrace.report.plain import visible
from celtrace.report.wording import GROUPS, KINDS, SHAPES, STATUSES, TIERS
from celtrace.store.accounts import User
from celtrace.text.counts import count


def tier_name(tier: int) -> str:
    """The name of a tier: `ask`, `review by a person`."""
    return TIERS[tier].partition(":")[0]


def shape(mark: str) -> str:
    """The shape that stands for a status or tier, readable without colour."""
    return SHAPES.get(mark, "")


def status_words(status: str) -> str:
    """A blocked status in words."""
    return STATUSES.get(status, status)  # type: ignore[call-overload, no-any-return]


def verdict_words(verdict: str, target: str) -> str:
    """A verdict in the words of its kind of target."""
    said: dict[str, str] = WORDS[kind_of(target)]  # type: ignore[assignment]
    return said.get(verdict, verdict)


def link_to(target: str) -> str:
    """The page of a target."""
    kind, _, id_ = target.partition(":")
    if kind == "finding":
        return f"/findings/{quote(id_)}"
    if kind == "candidate":
        return f"/hits/{quote(id_)}"
    if kind == "subject":
        what, _, own = id_.partition(":")
        return f"/parties/{quote(own)}" if what == "party" else f"/subjects/{what}/{quote(own)}"
    return "/case"


def moment(at: datetime | date | None) -> str:
    """A time to the minute in UTC, or a day."""
    if isinstance(at, datetime):
        return at.strftime("%Y-%m-%d %H:%M")
    return at.isoformat() if at else ""


def kind_words(kind: str) -> str:
    """A kind of subject: `Party`."""
    return KINDS.get(kind, kind.replace("_", " ").capitalize())


def group_words(group: str) -> str:
    """An independence group in words."""
    return GROUPS.get(group, group)


def plain(text: object) -> str:
    """A text with what a screen would obey written out."""
    return visible(str(text))


def size(number: int) -> str:
    """Bytes in the unit that people read: `1.2 MB`."""
    value = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":  # noqa: PLR2004 - SI prefixes
            return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{number} bytes"


def ways_in(user: User) -> str:
    """How somebody may sign in: `password, 2 passkeys`."""
    keys = sum(not key.ended for key in user.passkeys)
    ways = ("provider" if user.subject else "", "password" if user.secret else "",
            f"{keys} passkey{'s' if keys > 1 else ''}" if keys else "")  # fmt: skip
    return ", ".join(filter(None, ways)) or "nothing"


FILTERS: dict[str, Any] = {
    "tier_name": tier_name, "shape": shape, "status_words": status_words, "link_to": link_to,
    "moment": moment, "kind_words": kind_words, "group_words": group_words, "plain": plain,
    "size": size, "verdict_words": verdict_words,
    "ways_in": ways_in, "many": count,
}  # fmt: skip
