"""Sign-ins farther apart than anybody travels, and journeys that were announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from celtrace.detect import _public
from celtrace.detect._accounts import (
    OfAccount,
    acted_by,
    client,
    distinct_days,
    good,
    hours,
    of_account,
)
from celtrace.detect._addresses import addresses
from celtrace.detect._basis import based, cited, use
from celtrace.findings import Category, Finding
from celtrace.net.places import at_least
from celtrace.ports import View
from celtrace.records import Account, Ref, SignIn, TravelNotice
from celtrace.registry import detector

LEAST_KM = 500
KM_PER_HOUR = 1000


class ImpossibleTravel(OfAccount, frozen=True, kw_only=True):
    """Two sign-ins of an account lie farther apart than anybody travels in between.

    Two measures have to agree: the speed over the shortest distance that the two places allow
    (over 1,000 km/h and 500 km), and a change of country. VPN exits, data centres and relays
    are no places. It counts where it happened between the same two places on two days or more,
    and no machine was ever used at both; otherwise, and without fresh lists of VPN exits and
    data centres, it is context.
    """

    rule = "impossible_travel"
    category = Category.SUPPORTING
    says = (
        "Account {account} was used in {places} with {jumps} changes of place faster than anybody "
        "travels, up to {km} km in {minutes} minutes ({when}).{limit}"
    )
    because = (_public.JASPER_SLEET, _public.TZ_DATABASE)
    innocent = (
        "A VPN exit that no list knows.",
        "The table of places is wrong about the address.",
        "A machine at home was used from afar, or a program signs in by itself.",
    )
    check = "Which machine signed in at either place, and the provider's own log."
    ask = "Who used account {account} at the two places ({when}), and through which connection?"

    places: str
    jumps: int
    km: int
    minutes: int
    limit: str


class TravelNotified(OfAccount, frozen=True, kw_only=True):
    """A journey was announced for the days in question."""

    rule = "travel_notified"
    category = Category.COUNTER
    says = "A journey to {place} was announced for account {account} ({when})."
    innocent = ("The notice was written after the sign-ins.",)
    check = "When the notice was received."
    closes = ("impossible_travel", "baseline_shift", "claimed_location_mismatch")

    place: str


class _Jump(msgspec.Struct, frozen=True):
    """A change of place that is too fast."""

    left: SignIn
    came: SignIn
    places: tuple[str, str]
    km: float

    @property
    def pair(self) -> tuple[str, ...]:
        """The two places, whichever came first."""
        return tuple(sorted(self.places))


@detector(ImpossibleTravel, reads=SignIn, by="account", order="time", needs=("ip",))
def impossible_travel(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account whose place is known, in order of time."""
    known = addresses(view)
    placed = [
        (one, place)
        for one in good(sign_ins)
        if (place := known.of(one.ip, one.time.date()).place) is not None
    ]
    jumps = list(_jumps(placed))
    if not jumps:
        return
    apart = _apart(jumps, placed)
    blind = not known.can_tell_hiding
    counts = bool(apart) and not blind
    shown = apart if counts else jumps
    fastest = max(shown, key=lambda jump: (jump.km, jump.came.id))
    seen = {one.id: one for jump in shown for one in (jump.left, jump.came)}
    uses = {
        u[0].ref: u
        for one in (fastest.left, fastest.came)
        for u in known.of(one.ip, one.time.date()).uses
    }
    in_time = sorted(seen.values(), key=lambda one: (one.time, one.id))
    yield ImpossibleTravel(
        **of_account(account, in_time, view, uses.values()), jumps=len(shown),
        places=", ".join(sorted({place for jump in shown for place in jump.places})),
        km=int(fastest.km), minutes=int(hours(fastest.left.time, fastest.came.time) * 60),
        limit=" No fresh lists of VPN exits and data centres took part." if blind else "",
        grade=None if counts else Category.CONTEXT,
    )  # fmt: skip


def _jumps(placed: Sequence[tuple[SignIn, tuple[str, str]]]) -> Iterator[_Jump]:
    for (left, here), (came, there) in pairwise(placed):
        km = at_least(here, there) if here[0] != there[0] else None
        if km is not None and km >= LEAST_KM and km > KM_PER_HOUR * hours(left.time, came.time):
            yield _Jump(left, came, (here[0], there[0]), km)


def _apart(jumps: Sequence[_Jump], placed: Sequence[tuple[SignIn, tuple[str, str]]]) -> list[_Jump]:
    """Jumps between two places, on two days or more, that have no machine in common."""
    machines: dict[str, set[str]] = defaultdict(set)
    for one, place in placed:
        machines[place[0]].add(client(one))
    by_pair: dict[tuple[str, ...], list[_Jump]] = defaultdict(list)
    for jump in jumps:
        a, b = (machines[place] for place in jump.pair)
        if "" not in a | b and not a & b:
            by_pair[jump.pair].append(jump)
    return [
        jump
        for pair in sorted(by_pair)
        if len(distinct_days(one.came for one in by_pair[pair])) > 1
        for jump in by_pair[pair]
    ]


@detector(TravelNotified, reads=(TravelNotice, SignIn))
def travel_notified(notice: TravelNotice, view: View) -> Iterator[Finding]:
    """Each announced journey, for each account of the traveller."""
    names = {notice.account} if notice.account else set()
    names |= {record.id for record in view.where(Account, "worker", notice.worker or "\0")}
    for name in sorted(names):
        uses = [use(notice, "worker", "account", "place", "start", "until")]
        yield TravelNotified(
            subject=Ref(f"account:{name}"), evidence=cited(*uses), basis=based(*uses),
            acted=acted_by(name, view), start=notice.start, until=notice.until, account=name,
            when=f"from {notice.start or 'an open day'} to {notice.until or 'an open end'}",
            place=notice.place or "a place not stated",
        )  # fmt: skip
