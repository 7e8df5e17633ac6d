"""Sign-ins: for each account a strip of days by hours, and the findings that rest on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Request
from fastapi.responses import Response

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import outcome_of, page, paged
from celtrace.records import Account, SignIn

router = APIRouter()
MOST_DAYS = 120
LEVELS = (1, 2, 4, 8)
"""From so many sign-ins in an hour a square is one step darker."""


class Square(NamedTuple):
    """One hour of one day."""

    x: int
    y: int
    level: int
    said: str


class Strip(NamedTuple):
    """An account, its squares, and what else is to be said."""

    account: str
    whose: str
    days: tuple[date, ...]
    squares: tuple[Square, ...]
    number: int
    failed: int
    addresses: int
    cut: bool
    """Whether days before the last ones are left out."""


@router.get("/signins")
def signins(request: Request) -> Response:
    """Strips of all accounts, the busiest first."""
    outcome = outcome_of(request)
    by_account: dict[str, list[SignIn]] = {}
    for one in outcome.view.all(SignIn):
        by_account.setdefault(one.account, []).append(one)
    order = sorted(by_account, key=lambda name: (-len(by_account[name]), name))
    listed = paged(request, order)
    zone = _zone(outcome.context.facts.timezone)
    strips = [strip(name, by_account[name], _whose(outcome, name), zone) for name in listed["rows"]]
    about = [s for s in outcome.assessment.subjects if s.kind == "account" and s.tier]
    return page(request, "signins.html.j2", list=listed, strips=strips, about=about,
                zone=outcome.context.facts.timezone)  # fmt: skip


def strip(account: str, held: list[SignIn], whose: str, zone: tzinfo) -> Strip:
    """The strip of one account, in the zone of the case."""
    at = [(one.time.astimezone(zone), one.result) for one in held]
    first, last = min(t for t, _ in at).date(), max(t for t, _ in at).date()
    start = max(first, last - timedelta(MOST_DAYS - 1))
    counts = Counter((t.date(), t.hour) for t, _ in at if t.date() >= start)
    days = tuple(start + timedelta(n) for n in range((last - start).days + 1))
    return Strip(
        account, whose, days, tuple(_squares(counts, start)), len(held),
        sum(result == "failure" for _, result in at), len({o.ip for o in held if o.ip}),
        start > first,
    )  # fmt: skip


def _squares(counts: Counter[tuple[date, int]], start: date) -> Iterator[Square]:
    for (day, hour), number in sorted(counts.items()):
        level = sum(number >= step for step in LEVELS)
        said = f"{day} {hour:02}:00, {number} sign-in{'s' if number != 1 else ''}"
        yield Square((day - start).days, hour, level, said)


def _whose(outcome: Outcome, account: str) -> str:
    known = outcome.view.get(Account, account)
    if known is None:
        return ""
    ref = f"worker:{known.worker}" if known.worker else f"party:{known.party}"
    return outcome.view.name(ref) if known.worker or known.party else ""


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
