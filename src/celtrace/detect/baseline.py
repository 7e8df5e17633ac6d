"""An account that goes over to other machines, at another place or in other hours."""

from __future__ import annotations

from cmath import exp, phase
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, tzinfo
from math import tau
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, distinct_days, good, handover, of_account, owner
from celtrace.detect._addresses import Addresses, addresses
from celtrace.detect._basis import use
from celtrace.findings import Category, Finding, Group
from celtrace.ports import View
from celtrace.records import SignIn, Worker
from celtrace.registry import detector

LEAST = 15
"""Sign-ins on either side of a change."""
LEAST_DAYS = 10
SHARE = 0.8
SHIFT_HOURS = 5.0
AGAINST_CLAIM_HOURS = 7.0
MIDDLE_OF_DAY = 14.0
"""Local hour around which most people who choose their hours work."""
GATHERED = 0.5
"""Length of the mean vector of the hours: below it there is no middle to speak of."""


class BaselineShift(OfAccount, frozen=True, kw_only=True):
    """An account moved to another country and to other machines at once, and stayed there.

    Neither side shares a machine with the other, each has fifteen sign-ins on ten days or
    more, and four of five sign-ins whose place is known lie in one country. What a person
    takes along, a machine or a key, keeps the finding away.
    """

    rule = "baseline_shift"
    category = Category.SUPPORTING
    says = (
        "From {since} account {account} is used on other machines and in {observed} instead of "
        "{before}: {successes} sign-ins since, none on a machine used earlier ({when})."
    )
    because = (_public.JASPER_SLEET, _public.IT_WORKERS_2022)
    innocent = (
        "The worker moved and got a new machine.",
        "A colleague took over the account with everybody's knowledge.",
    )
    check = "A live meeting with whoever uses the account now, beside the person met earlier."
    ask = "Who has used account {account} since {since}, and where?"

    since: date
    before: str
    observed: str
    successes: int


class WorkingHoursShift(OfAccount, frozen=True, kw_only=True):
    """The hours of activity moved by five hours or more, or lie far from the stated zone's day.

    It counts only as a change: the hours moved at the moment when all machines changed, and
    stayed. Hours that merely lie far from the day of the stated zone are context, because
    many artists work at night. Nothing is said about which zone would fit: one zone covers
    several countries, and hours cannot tell them apart.
    """

    rule = "working_hours_shift"
    group = Group.RHYTHM
    category = Category.SUPPORTING
    says = "Account {account} is used {moved} hours away from {against} ({when})."
    because = (_public.IT_WORKERS_2022,)
    innocent = (
        "Work at night by choice, for a client in another zone, or beside another job.",
        "A child, an illness, a deadline.",
    )
    check = "A meeting at short notice at noon of the stated place."
    ask = "At what hours does the user of account {account} work?"

    moved: int
    against: str


@detector(BaselineShift, reads=SignIn, by="account", order="time",
          needs=("device", "passkey", "user_agent"))  # fmt: skip
def baseline_shift(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account, before and after all its machines changed."""
    seen = good(sign_ins)
    at = handover(seen, LEAST)
    if at is None or not _long(seen[:at]) or not _long(seen[at:]):
        return
    known = addresses(view)
    before, after = _country(seen[:at], known), _country(seen[at:], known)
    if before and after and before != after:
        yield BaselineShift(
            **of_account(account, seen[at:], view, [use(seen[at - 1], "device", "user_agent")]),
            since=seen[at].time.date(), before=before, observed=after,
            successes=len(seen) - at, grade=None if known.can_tell_hiding else Category.CONTEXT,
        )  # fmt: skip


def _long(sign_ins: Sequence[SignIn]) -> bool:
    return len(distinct_days(sign_ins)) >= LEAST_DAYS


def _country(sign_ins: Sequence[SignIn], known: Addresses) -> str:
    """The country of four in five sign-ins whose place is known; "" if there is none."""
    places = [known.of(one.ip, one.time.date()).place for one in sign_ins]
    counts = Counter(place[0] for place in places if place)
    country = min(counts, key=lambda code: (-counts[code], code), default="")
    return country if counts and counts[country] >= max(5, SHARE * counts.total()) else ""


@detector(WorkingHoursShift, reads=SignIn, by="account", order="time")
def working_hours_shift(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The hours of one account: beside its own earlier ones, and beside the stated zone."""
    seen = good(sign_ins)
    worker, _ = owner(account, view)
    zone = _zone(worker)
    at = handover(seen, LEAST)
    if at is not None and _long(seen[:at]) and _long(seen[at:]):
        moved = _apart(_middle(seen[:at], zone or UTC), _middle(seen[at:], zone or UTC))
        if moved >= SHIFT_HOURS:
            yield WorkingHoursShift(
                **of_account(account, seen[at:], view, [use(seen[at - 1], "device")]),
                moved=round(moved), against="its own hours before all its machines changed",
            )  # fmt: skip
            return
    if zone is None or worker is None or len(seen) < 2 * LEAST or not _long(seen):
        return
    moved = _apart(_middle(seen, zone), MIDDLE_OF_DAY)
    if moved >= AGAINST_CLAIM_HOURS:
        yield WorkingHoursShift(
            **of_account(account, seen, view, [use(worker, "claimed_timezone")]),
            moved=round(moved), against=f"the middle of the day in {worker.claimed_timezone}",
            grade=Category.CONTEXT,
        )  # fmt: skip


def _zone(worker: Worker | None) -> tzinfo | None:
    if worker is None or not worker.claimed_timezone:
        return None
    try:
        return ZoneInfo(worker.claimed_timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _middle(sign_ins: Sequence[SignIn], zone: tzinfo) -> float | None:
    """The mean hour of the day on the circle; None where the hours have no middle."""
    local = [one.time.astimezone(zone) for one in sign_ins]
    mean = sum(exp(1j * tau * (t.hour + t.minute / 60) / 24) for t in local) / len(local)
    return phase(mean) / tau * 24 % 24 if abs(mean) >= GATHERED else None


def _apart(a: float | None, b: float | None) -> float:
    """Hours between two hours of the day on the circle; 0 where one has no middle."""
    if a is None or b is None:
        return 0.0
    return abs((a - b + 12) % 24 - 12)
