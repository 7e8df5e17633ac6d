"""Sign-ins farther apart than anybody travels, and journeys that were announced."""

from __future__ import annotations

from collections.abc import Iterator

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
    are no places. It counts where it happened on two days or more, each time on a machine
    that was never used at the other place; with known machines, or without fresh lists of VPN
    exits and data centres, it is context.
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
    strange: bool
    """Whether the machine was never used at the place that was left."""


@detector(ImpossibleTravel, reads=SignIn, by="account", order="time", needs=("ip",))
def impossible_travel(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account whose place is known, in order of time."""
    jumps = list(_jumps(good(sign_ins), view))
    if not jumps:
        return
    strange = [jump for jump in jumps if jump.strange]
    blind = not addresses(view).can_tell_hiding
    counts = not blind and len(distinct_days(jump.came for jump in strange)) > 1
    shown = strange if counts else jumps
    fastest = max(shown, key=lambda jump: (jump.km, jump.came.id))
    seen = sorted({one.id: one for j in shown for one in (j.left, j.came)}.values(),
                  key=lambda one: (one.time, one.id))  # fmt: skip
    known = addresses(view)
    uses = {u[0].ref: u for one in (fastest.left, fastest.came)
            for u in known.of(one.ip, one.time.date()).uses}  # fmt: skip
    yield ImpossibleTravel(
        **of_account(account, seen, view, uses.values()), jumps=len(shown),
        places=", ".join(sorted({place for jump in shown for place in jump.places})),
        km=int(fastest.km), minutes=int(hours(fastest.left.time, fastest.came.time) * 60),
        limit=" No fresh lists of VPN exits and data centres took part." if blind else "",
        grade=None if counts else Category.CONTEXT,
    )  # fmt: skip


def _jumps(sign_ins: list[SignIn], view: View) -> Iterator[_Jump]:
    known = addresses(view)
    at: dict[str, set[tuple[str, str]]] = {}
    last: tuple[SignIn, tuple[str, str]] | None = None
    for one in sign_ins:
        place = known.of(one.ip, one.time.date()).place
        if place is None:
            continue
        name = client(one)
        if last and place[0] != last[1][0]:
            km = at_least(last[1], place)
            pace = KM_PER_HOUR * hours(last[0].time, one.time)
            if km is not None and km >= LEAST_KM and km > pace:
                used = at.get(name, set()) - {place}
                yield _Jump(last[0], one, (last[1][0], place[0]), km, bool(name) and not used)
        at.setdefault(name, set()).add(place)
        last = (one, place)


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
