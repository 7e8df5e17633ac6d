"""Factories of sign-ins, and a scene with and without each finding about access."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from celtrace.records import (
    Account,
    AddressFact,
    AddressList,
    Device,
    Digest,
    Evidence,
    FileAccess,
    Passkey,
    Record,
    SessionEnd,
    SignIn,
    TravelNotice,
    Worker,
)

START = datetime(2024, 1, 8, 9, tzinfo=UTC)
HOME, AWAY, VPN = "8.8.1.1", "9.9.1.1", "5.5.1.1"


def seen(place: str) -> Evidence:
    return Evidence(Digest("1" * 64), "log", place, f"line {place}", "test")


def act(who: str, hour: float, ip: str = HOME, **facts: Any) -> SignIn:
    """A sign-in so many hours after 09:00 of the first day."""
    time = START + timedelta(hours=hour)
    return SignIn(seen=seen(f"{who} {hour} {ip}"), account=who, time=time, ip=ip, **facts)


def daily(who: str, days: Iterable[int], ip: str = HOME, **facts: Any) -> tuple[SignIn, ...]:
    """One sign-in a day at the same hour."""
    return tuple(act(who, 24 * day, ip, **facts) for day in days)


def country(ip: str, code: str, **facts: Any) -> AddressFact:
    return fact(ip, "country", country=code, **facts)


def fact(ip: str, form: Any, **facts: Any) -> AddressFact:
    given = {"list": f"{form}_list", "snapshot": date(2024, 1, 1), **facts}
    return AddressFact(seen=seen(f"{ip} {form}"), ip=ip, form=form, range=f"{ip}/32", **given)


def lists(*, fresh: bool = True) -> tuple[AddressList, ...]:
    return tuple(
        AddressList(
            seen=seen(form), list=f"{form}_list", form=form, snapshot=date(2024, 1, 1),
            entries=1, age_days=30, fresh=fresh,
        )
        for form in ("vpn", "hosting")
    )  # fmt: skip


def places() -> tuple[Record, ...]:
    """Fresh lists; home lies in Poland, away in Japan."""
    return (*lists(), country(HOME, "PL"), country(AWAY, "JP"))


def worker(id_: str, of: str, **facts: Any) -> Worker:
    return Worker(seen=seen(id_), id=id_, name=id_.title(), party=of, **facts)


def belongs(account: str, to: str) -> Account:
    return Account(seen=seen(account), id=account, worker=to)


def owned(account: str, of: str, **facts: Any) -> tuple[Record, ...]:
    """An account, and a worker of the same id at a party."""
    return worker(account, of, **facts), belongs(account, account)


def notice(account: str, start: str, until: str) -> TravelNotice:
    days = {"start": date.fromisoformat(start), "until": date.fromisoformat(until)}
    return TravelNotice(seen=seen(account), account=account, place="Tokyo", **days)


def end(who: str, session: str, hour: float) -> SessionEnd:
    time = START + timedelta(hours=hour)
    return SessionEnd(seen=seen(f"end {session}"), account=who, time=time, session=session)


def took(who: str, day: int, files: int, **facts: Any) -> tuple[FileAccess, ...]:
    when = START + timedelta(days=day)
    return tuple(
        FileAccess(
            seen=seen(f"{who} {day} {n}"), account=who, time=when + timedelta(seconds=n),
            path=f"d{day}/{n}", **{"action": "download", **facts},
        )
        for n in range(files)
    )  # fmt: skip


def managed(to: str) -> Device:
    return Device(seen=seen(to), id=f"laptop-{to}", issued_to=to, managed=True)


def burst(nets: int) -> tuple[SignIn, ...]:
    return tuple(act("ann", n / 10, f"8.8.{n}.1") for n in range(nets))


def jumping(device_away: str) -> tuple[SignIn, ...]:
    """Home at nine and away at ten, on three days."""
    return tuple(
        sign_in
        for day in range(3)
        for sign_in in (
            act("ann", 24 * day, HOME, device="home-pc"),
            act("ann", 24 * day + 1, AWAY, device=device_away),
        )
    )


def moved(device_after: str, hour: float = 0, ip: str = AWAY) -> tuple[SignIn, ...]:
    """Twenty days at home on one machine, then twenty on another."""
    before = daily("ann", range(20), HOME, device="old")
    after = (act("ann", 24 * day + hour, ip, device=device_after) for day in range(20, 40))
    return (*before, *after)


def restless(days: int, step: float) -> tuple[SignIn, ...]:
    """Acts by day and night at uneven intervals."""
    count = int(24 * days / step)
    return tuple(act("ann", step * (n + 0.9 * (n * n % 11) / 11)) for n in range(count))


def keyed(*, bound: bool) -> tuple[Record, ...]:
    keys = (Passkey("k1", device_bound=bound),)
    return (*owned("ann", "v", passkeys=keys), *daily("ann", range(6), passkey="k1"))


Scene = tuple[Record, ...]
FLAT = tuple(
    sign_in for who in ("ann", "bob") for sign_in in daily(who, range(12), device=f"{who}-pc")
)
OPEN = act("ann", 0, session="s-1")
SESSION = (
    act("ann", 0, HOME, session="s-abc", device="d1"),
    act("ann", 5, AWAY, session="s-abc", device="d2"),
)
USUAL = tuple(one for day in range(12) for one in took("ann", day, 5))

SCENES: dict[str, tuple[Scene, Scene]] = {
    "multi_ip_burst": ((*burst(6), *lists()), (*burst(4), *lists())),
    "shared_ip": (
        (*FLAT, *owned("ann", "v", claimed_country="PL"), *owned("bob", "w", claimed_country="ES")),
        (*FLAT, *owned("ann", "v", claimed_country="PL"), *owned("bob", "w", claimed_country="PL")),
    ),
    "marathon_session": (
        (OPEN, end("ann", "s-1", 30), *(act("ann", h) for h in range(1, 30))),
        (OPEN, end("ann", "s-1", 30)),
    ),
    "token_roaming": (SESSION, (SESSION[0], act("ann", 5, AWAY, session="s-abc", device="d1"))),
    "dprk_adjacent_range": (
        (act("ann", 0, "188.43.136.9"),),
        (act("ann", 0, "210.52.109.9"), act("ann", 1, "77.94.35.1")),
    ),
    "anonymised_egress": ((act("ann", 0, VPN), fact(VPN, "vpn")), (act("ann", 0, HOME),)),
    "ioc_match": (
        (act("ann", 0), fact(HOME, "ioc")),
        (act("ann", 0), fact(HOME, "ioc"), fact(HOME, "vpn")),
    ),
    "claimed_location_mismatch": (
        (*owned("ann", "v", claimed_country="PL"), *daily("ann", range(40), AWAY), *places()),
        (*owned("ann", "v", claimed_country="PL"), *daily("ann", range(20), AWAY), *places()),
    ),
    "impossible_travel": ((*jumping("new"), *places()), (*jumping("home-pc"), *places())),
    "travel_notified": (
        (notice("ann", "2024-01-08", "2024-01-20"), act("ann", 0)),
        (act("ann", 0),),
    ),
    "baseline_shift": ((*moved("new"), *places()), (*moved("old"), *places())),
    "shared_mfa_device": (
        (act("ann", 0, mfa_device="phone-1"), act("bob", 1, mfa_device="phone-1")),
        (
            *(act(who, 0, mfa_device="phone-1") for who in ("ann", "bob")),
            worker("kim", "v"), belongs("ann", "kim"), belongs("bob", "kim"),
        ),
    ),
    "identity_confusion": (
        tuple(s for who in ("ann", "bob") for s in daily(who, range(3), device="pc-1")),
        tuple(s for who in ("ann", "bob") for s in daily(who, range(2), device="pc-1")),
    ),
    "unmanaged_device": (
        (*owned("ann", "v"), managed("ann"), *daily("ann", range(3), managed=False)),
        (*owned("ann", "v"), *daily("ann", range(3), managed=False)),
    ),
    "working_hours_shift": (moved("new", 9, HOME), moved("old", 9, HOME)),
    "round_the_clock": (restless(4, 1.0), restless(2, 1.0)),
    "bulk_access": ((*USUAL, *took("ann", 13, 240)), (*USUAL, *took("ann", 13, 120))),
    "interview_ip": (
        (act("ann", 0, "175.45.178.9", system="zoom"),),
        (act("ann", 0, HOME, system="zoom"),),
    ),
    "device_bound_key": (keyed(bound=True), keyed(bound=False)),
}  # fmt: skip
