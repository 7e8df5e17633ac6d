"""One account used from many networks within an hour."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, good, hours, of_account
from celtrace.detect._addresses import Addresses, addresses
from celtrace.findings import Category, Finding
from celtrace.ports import View
from celtrace.records import SignIn
from celtrace.registry import detector

WINDOW_HOURS = 1.0
MOST_NETS = 5
"""Home, mobile, office and a change of the provider's pool make four."""


class MultiIpBurst(OfAccount, frozen=True, kw_only=True):
    """An account signed in from five or more networks within one hour.

    A network is a /24 (a /48 of IPv6). VPN exits, data centres, Tor, relays, mobile networks,
    offices and private addresses do not count: changing them is normal. Where no fresh lists of
    VPN exits and data centres took part the finding is context: they could not be taken out.
    """

    rule = "multi_ip_burst"
    category = Category.SUPPORTING
    says = (
        "Account {account} signed in from {nets} networks in {countries} known countries "
        "within one hour ({when}).{limit}"
    )
    because = (_public.IT_WORKERS_2022, _public.IC3_2025)
    innocent = (
        "A VPN that no list knows, with an exit that changes.",
        "A mobile line that moves between networks of its provider.",
        "A script or a render farm signs in with the account.",
    )
    check = "Whether the sign-ins are of one machine, and which program made them."
    ask = "Which machines and connections used account {account} ({when})?"

    nets: int
    countries: int
    limit: str


@detector(MultiIpBurst, reads=SignIn, by="account", order="time")
def multi_ip_burst(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account, in order of time: its fullest hour."""
    known = addresses(view)
    window: deque[tuple[SignIn, str]] = deque()
    nets: Counter[str] = Counter()
    best: list[SignIn] = []
    most = MOST_NETS - 1
    for sign_in in good(sign_ins):
        where = known.of(sign_in.ip, sign_in.time.date())
        if where.crowded or not where.net:
            continue
        window.append((sign_in, where.net))
        nets[where.net] += 1
        while hours(window[0][0].time, sign_in.time) > WINDOW_HOURS:
            _, left = window.popleft()
            nets[left] -= 1
            if not nets[left]:
                del nets[left]
        if len(nets) > most:
            most, best = len(nets), [one for one, _ in window]
    if best:
        yield _finding(account, best, most, known, view)


def _finding(
    account: str, seen: list[SignIn], nets: int, known: Addresses, view: View
) -> MultiIpBurst:
    there = [known.of(one.ip, one.time.date()) for one in seen]
    blind = not known.can_tell_hiding
    return MultiIpBurst(
        **of_account(account, seen, view), nets=nets,
        countries=len({where.country for where in there if where.country}),
        grade=Category.CONTEXT if blind else None,
        limit=" No fresh lists of VPN exits and data centres took part." if blind else "",
    )  # fmt: skip
