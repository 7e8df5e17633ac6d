"""Where an account is used, beside where its worker says to work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, distinct_days, good, of_account, owner
from celtrace.detect._addresses import addresses
from celtrace.detect._basis import use
from celtrace.findings import Category, Finding
from celtrace.ports import View
from celtrace.records import SignIn
from celtrace.registry import detector

LEAST_DAYS = 15
SPAN_DAYS = 28
"""Longer than a holiday."""
SHARE = 0.8


class ClaimedLocationMismatch(OfAccount, frozen=True, kw_only=True):
    """An account is used, for four weeks and more, in another country than its worker states.

    Compared are what the worker states and what tables agree on for addresses that are of no
    VPN, data centre or relay: one other country in four of five of those sign-ins, on fifteen
    days or more. Which countries the two are makes no difference.
    """

    rule = "claimed_location_mismatch"
    category = Category.SUPPORTING
    says = (
        "The worker of account {account} states {claimed} as place of work; {located} of "
        "{placed} sign-ins whose place is known came from {observed} ({when})."
    )
    because = (_public.IT_WORKERS_2022, _public.JASPER_SLEET)
    innocent = (
        "The worker moved and nobody wrote it down.",
        "The table of countries is wrong about the provider.",
        "A VPN exit that no list knows.",
    )
    check = "A postal address, or a meeting at the stated place."
    ask = "From which country is account {account} used ({when})?"

    claimed: str
    observed: str
    located: int
    placed: int


@detector(ClaimedLocationMismatch, reads=SignIn, by="account", order="time", needs=("ip",))
def claimed_location_mismatch(
    account: str, sign_ins: list[SignIn], view: View
) -> Iterator[Finding]:
    """The sign-ins of one account whose worker states a country."""
    worker, _ = owner(account, view)
    if worker is None or not worker.claimed_country:
        return
    known = addresses(view)
    placed: list[tuple[SignIn, str]] = []
    for one in good(sign_ins):
        place = known.of(one.ip, one.time.date()).place
        if place:
            placed.append((one, place[0]))
    counts = Counter(country for _, country in placed)
    if not counts:
        return
    country = min(counts, key=lambda code: (-counts[code], code))
    there = [one for one, code in placed if code == country]
    if (
        country != worker.claimed_country and len(there) >= SHARE * len(placed)
        and len(distinct_days(there)) >= LEAST_DAYS
        and (there[-1].time - there[0].time).days >= SPAN_DAYS
    ):  # fmt: skip
        uses = [use(worker, "claimed_country"), *known.of(there[0].ip, there[0].time.date()).uses]
        yield ClaimedLocationMismatch(
            **of_account(account, there, view, uses), claimed=worker.claimed_country,
            observed=country, located=len(there), placed=len(placed),
            grade=None if known.can_tell_hiding else Category.CONTEXT,
        )  # fmt: skip
