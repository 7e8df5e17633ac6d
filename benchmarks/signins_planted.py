"""Planted cases: what published reports describe, one function a pattern."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

from signins_people import (
    CODES,
    DAYS,
    SEEN,
    START,
    Net,
    Person,
    declared,
    files,
    life,
    local,
    person,
    sign_in,
    workday,
)

from celtrace.records import Device, Record, SignIn


class Planted(NamedTuple):
    """A case: its records, its accounts, and the rules any of which has to find it."""

    records: list[Record]
    accounts: tuple[str, ...]
    rules: tuple[str, ...]


class Stage:
    """What a pattern is planted on."""

    def __init__(self, name: str, net: Net, dice: random.Random) -> None:
        self.net, self.dice, self.name = net, dice, name
        self.a = person(f"{name}a", dice.choice(CODES), net, dice)._replace(vpn=False, relay=False)
        other = dice.choice([code for code in CODES if code != self.a.code])
        self.b = person(f"{name}b", other, net, dice)._replace(vpn=False, relay=False)

    def days(self, one: Person, first: int = 0, last: int = DAYS) -> Iterator[SignIn]:
        """Sign-ins of most days of a person."""
        for day in range(first, last):
            if self.dice.random() < 0.75:
                yield from workday(one, day, self.net, self.dice)

    def far(self) -> str:
        """A country that lies far from the first person's."""
        near = {"JP", "KR", "CN", "VN", "PH", "TH", "IN", "ID", "MY"}
        return self.dice.choice([c for c in CODES if (c in near) != (self.a.code in near)])


def mfa_device(s: Stage) -> Planted:
    records = [*declared(s.a), *declared(s.b)]
    for one in (s.a, s.b):
        records += [sign_in(one.name, local(one.code, d, 10), one.home, one.pc, mfa="push",
                            mfa_device=f"tel-{s.name}") for d in range(0, 30, 3)]  # fmt: skip
    return Planted(records, (s.a.name, s.b.name), ("shared_mfa_device",))


def laptop_farm(s: Stage) -> Planted:
    records = [*declared(s.a), *declared(s.b), *s.days(s.a)]
    records += s.days(s.b._replace(pc=s.a.pc, home=s.a.home))
    return Planted(records, (s.a.name, s.b.name), ("shared_device", "identity_confusion"))


def other_place(s: Stage) -> Planted:
    there = s.a._replace(home=s.net.line(code := s.far()), mobile=s.net.line(code))
    return Planted([*declared(s.a), *s.days(there)], (s.a.name,), ("claimed_location_mismatch",))


def never_rests(s: Stage) -> Planted:
    records: list[Record] = [*declared(s.a)]
    at = START + timedelta(days=20)
    while at < START + timedelta(days=26):
        records.append(sign_in(s.a.name, at, s.a.home, s.a.pc))
        at += timedelta(hours=0.3 + s.dice.random() * 2.5)
    return Planted([*records, *s.days(s.a, 0, 18)], (s.a.name,), ("round_the_clock",))


def go_between(s: Stage) -> Planted:
    a, b = s.a._replace(vpn=True), s.b._replace(vpn=True, pc=s.a.pc)
    records = [*declared(s.a), *declared(s.b), *s.days(a), *s.days(b)]
    return Planted(records, (a.name, b.name), ("shared_device", "identity_confusion"))


def two_personas(s: Stage) -> Planted:
    b = s.b._replace(home=s.a.home, mobile=s.a.home)
    a = s.a._replace(mobile=s.a.home)
    records = [*declared(s.a), *declared(s.b), *s.days(a), *s.days(b)]
    return Planted(records, (a.name, b.name), ("shared_ip",))


def star_jv(s: Stage) -> Planted:
    ip = f"175.45.{s.dice.randrange(176, 180)}.{s.dice.randrange(1, 255)}"
    slip = sign_in(s.a.name, local(s.a.code, 40, 13), ip, s.a.pc)
    return Planted([*declared(s.a), *s.days(s.a), slip], (s.a.name,), ("dprk_range",))


def hours_move(s: Stage) -> Planted:
    hour = (s.a.hour + s.dice.uniform(6.5, 12)) % 24
    after = s.a._replace(hour=hour, pc=f"new-{s.name}", phone=f"newtel-{s.name}")
    records = [*declared(s.a), *s.days(s.a, 0, 45), *s.days(after, 46)]
    return Planted(records, (s.a.name,), ("working_hours_shift",))


def bulk_pull(s: Stage) -> Planted:
    records: list[Record] = [*declared(s.a), *s.days(s.a)]
    for day in range(60):
        records += files(s.a.name, local(s.a.code, day, 11), s.dice.randrange(2, 20), f"d{day}")
    count = s.dice.randrange(220, 900)
    records += files(s.a.name, local(s.a.code, 61, 23), count, "all")
    return Planted(records, (s.a.name,), ("bulk_access",))


def identity_switch(s: Stage) -> Planted:
    code = s.far()
    after = s.a._replace(pc=f"new-{s.name}", phone=f"newtel-{s.name}", home=s.net.line(code),
                         mobile=s.net.line(code))  # fmt: skip
    records = [*declared(s.a), *s.days(s.a, 0, 45), *s.days(after, 46)]
    return Planted(records, (s.a.name,), ("baseline_shift",))


def listed_exit(s: Stage) -> Planted:
    slip = sign_in(s.a.name, local(s.a.code, 30, 12), f"ioc:{s.name}", s.a.pc)
    return Planted([*declared(s.a), *s.days(s.a), slip], (s.a.name,), ("ioc_match",))


def two_places(s: Stage) -> Planted:
    ip, records = s.net.line(s.far()), [*declared(s.a), *s.days(s.a)]
    for day in range(20, 50, 3):
        at = local(s.a.code, day, s.a.hour) + timedelta(minutes=20 + 60 * s.dice.random())
        records += [sign_in(s.a.name, at - timedelta(minutes=15), s.a.home, s.a.pc),
                    sign_in(s.a.name, at, ip, f"far-{s.name}")]  # fmt: skip
    return Planted(records, (s.a.name,), ("impossible_travel",))


def burst(s: Stage) -> Planted:
    at = local(s.a.code, 33, 14)
    many = [sign_in(s.a.name, at + timedelta(minutes=7 * n), s.net.line(s.dice.choice(CODES)),
                    s.a.pc) for n in range(s.dice.randrange(6, 9))]  # fmt: skip
    return Planted([*declared(s.a), *s.days(s.a), *many], (s.a.name,), ("multi_ip_burst",))


def stolen_session(s: Stage) -> Planted:
    at, id_ = local(s.a.code, 33, 14), f"tok-{s.name}"
    pair = [sign_in(s.a.name, at, s.a.home, s.a.pc, session=id_),
            sign_in(s.a.name, at + timedelta(hours=3), s.net.line(s.far()), f"x-{s.name}",
                    session=id_)]  # fmt: skip
    return Planted([*declared(s.a), *s.days(s.a), *pair], (s.a.name,), ("token_roaming",))


def marathon(s: Stage) -> Planted:
    at = local(s.a.code, 33, 9)
    long = sign_in(s.a.name, at, s.a.home, s.a.pc, session=f"m-{s.name}",
                   until=at + timedelta(hours=s.dice.randrange(30, 50)))  # fmt: skip
    hours = [h + s.dice.random() * 1.8 for h in range(0, 50, 2)]
    acts = [f for h in hours for f in files(s.a.name, at + timedelta(hours=h), 2, f"h{h}")]
    return Planted([*declared(s.a), *s.days(s.a, 0, 30), long, *acts], (s.a.name,),
                   ("marathon_session",))  # fmt: skip


def own_machine(s: Stage) -> Planted:
    laptop = Device(seen=SEEN, id=f"dev-{s.name}", issued_to=s.a.name, managed=True)
    seen = [sign_in(s.a.name, local(s.a.code, d, 10), s.a.home, s.a.pc, managed=False)
            for d in range(10)]  # fmt: skip
    return Planted([*declared(s.a), laptop, *seen], (s.a.name,), ("unmanaged_device",))


def interview(s: Stage) -> Planted:
    ip = f"175.45.{s.dice.randrange(176, 180)}.{s.dice.randrange(1, 255)}"
    met = sign_in(s.a.name, local(s.a.code, 2, 15), ip, s.a.pc, application="Zoom")
    return Planted([*declared(s.a), met], (s.a.name,), ("interview_ip",))


PATTERNS: tuple[Callable[[Stage], Planted], ...] = (
    mfa_device, laptop_farm, other_place, never_rests, go_between, two_personas, star_jv,
    hours_move, bulk_pull, identity_switch, listed_exit, two_places, burst, stolen_session,
    marathon, own_machine, interview,
)  # fmt: skip
__all__ = ["PATTERNS", "Planted", "Stage", "life"]
