"""Addresses on published indicator lists, and addresses in the logs of interviews."""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, good, of_account, owner
from celtrace.detect._addresses import Where, addresses
from celtrace.detect._basis import Use
from celtrace.detect._ranges import adjacent, brought, holding, known
from celtrace.detect._sums import few
from celtrace.findings import Category, Finding
from celtrace.ports import View
from celtrace.records import AddressFact, Network, SignIn
from celtrace.registry import detector

NEAR_DAYS = 365
"""Days before or after the list's date within which a match says anything."""
_MEETING = re.compile(r"zoom|webex|teams|meet|interview|skype|whereby", re.IGNORECASE)


class IocMatch(OfAccount, frozen=True, kw_only=True):
    """Sign-ins from an address that stands on a published indicator list.

    The match is a fact, its meaning a hint: exits are shared. It counts where the list is
    within its shelf life, dated within a year of the sign-in, and no list calls the address an
    exit of a VPN, a data centre, Tor or a relay; otherwise it is context.
    """

    rule = "ioc_match"
    category = Category.SUPPORTING
    says = "Account {account} was used from {used}, which stand on {lists} ({when}).{limit}"
    because = (_public.IC3_2023, _public.JASPER_SLEET)
    innocent = (
        "The address is the exit of a VPN with many customers.",
        "The address was given to somebody else since the list was written.",
    )
    check = "What the list says of the address, on which date, and what it rests on."

    used: str
    lists: str
    limit: str


class InterviewIp(OfAccount, frozen=True, kw_only=True):
    """Somebody joined an interview or meeting from a listed or unexpected address.

    It counts for an address in a DPRK range or on an indicator list. An address in another
    country than the stated one, or in a range that publications tie to the DPRK, is context.
    """

    rule = "interview_ip"
    category = Category.SUPPORTING
    says = "In meetings account {account} joined from {used}: {reason} ({when})."
    because = (_public.JASPER_SLEET, _public.IC3_2023)
    innocent = (
        "The person was on a journey, or used a VPN.",
        "The meeting tool logs the address of a relay of its own.",
    )
    check = "The meeting tool's own report, and a second meeting."
    ask = "From where did the user of account {account} join the meetings ({when})?"

    used: str
    reason: str


@detector(IocMatch, reads=SignIn, by="account", order="time", needs=("ip",))
def ioc_match(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account that succeeded."""
    found = addresses(view)
    seen: list[tuple[SignIn, Where]] = []
    for one in good(sign_ins):
        where = found.of(one.ip, one.time.date())
        if "ioc" in where.forms:
            seen.append((one, where))
    if not seen:
        return
    counts = any(_counts(one, where) for one, where in seen)
    uses: dict[str, Use] = {u[0].ref: u for _, where in seen for u in _listing(where)}
    yield IocMatch(
        **of_account(account, [one for one, _ in seen], view, uses.values()),
        used=few(sorted({one.ip for one, _ in seen})),
        lists=few(sorted({_list(u) for u in uses.values()})),
        limit="" if counts else " The exit is shared, or the list is old: it tells little.",
        grade=None if counts else Category.CONTEXT,
    )  # fmt: skip


def _listing(where: Where) -> list[Use]:
    return [u for u in where.uses if getattr(u[0], "form", "") == "ioc"]


def _list(used: Use) -> str:
    record = used[0]
    if isinstance(record, AddressFact):
        return f"{record.list} of {record.snapshot}"
    return (record.source if isinstance(record, Network) else "") or "a list of the dossier"


def _counts(one: SignIn, where: Where) -> bool:
    if where.crowded:
        return False
    for record, _ in _listing(where):
        if isinstance(record, AddressFact):
            apart = abs((one.time.date() - record.snapshot).days)
            if record.fresh and apart <= NEAR_DAYS:
                return True
        elif isinstance(record, Network) and record.source and record.valid_from:
            return True
    return False


@detector(InterviewIp, reads=SignIn, by="account", order="time", needs=("ip",))
def interview_ip(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account to tools for meetings."""
    meetings = [one for one in good(sign_ins) if _MEETING.search(f"{one.system} {one.application}")]
    reasons: dict[tuple[bool, str], list[SignIn]] = {}
    for one in meetings:
        said = _reason(account, one, view)
        if said:
            reasons.setdefault(said, []).append(one)
    for (counts, reason), seen in sorted(reasons.items(), key=lambda item: item[0]):
        yield InterviewIp(
            **of_account(account, seen, view), used=few(sorted({one.ip for one in seen})),
            reason=reason, grade=None if counts else Category.CONTEXT,
        )  # fmt: skip


def _reason(account: str, one: SignIn, view: View) -> tuple[bool, str] | None:
    """Whether it counts, and why the address is listed or unexpected; None if it is neither."""
    day = one.time.date()
    where = addresses(view).of(one.ip, day)
    lay = holding((*known(), *brought(view.all(Network))), one.ip, day)
    if lay:
        return True, f"an address in {lay.net} ({lay.source})"
    if "ioc" in where.forms:
        return _counts(one, where), "an address on an indicator list"
    lay = holding(adjacent(), one.ip, day)
    if lay:
        return False, f"an address in {lay.net} ({lay.source})"
    worker, _ = owner(account, view)
    claimed = worker.claimed_country if worker else ""
    if claimed and where.place and where.place[0] != claimed:
        return False, f"an address in {where.place[0]}, while {claimed} is stated"
    return None
