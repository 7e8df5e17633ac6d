"""Invented freelancers who do nothing wrong: lines, journeys, VPNs, relays, nights, parties."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from celtrace.net.table import RangeTable
from celtrace.records import (
    Account,
    Digest,
    Evidence,
    FileAccess,
    Party,
    Record,
    SignIn,
    TravelNotice,
    Worker,
)

START = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = 90
ZONES = {
    "PL": "Europe/Warsaw", "ES": "Europe/Madrid", "FR": "Europe/Paris", "DE": "Europe/Berlin",
    "GB": "Europe/London", "IT": "Europe/Rome", "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
    "CN": "Asia/Shanghai", "VN": "Asia/Ho_Chi_Minh", "PH": "Asia/Manila", "TH": "Asia/Bangkok",
    "IN": "Asia/Kolkata", "ID": "Asia/Jakarta", "MY": "Asia/Kuala_Lumpur",
    "BR": "America/Sao_Paulo",
    "MX": "America/Mexico_City", "CA": "America/Toronto", "UA": "Europe/Kyiv", "ZA":
    "Africa/Johannesburg",
}  # fmt: skip
CODES = tuple(ZONES)
UNKNOWN_EXITS = 0.044
"""Share of VPN exits that no list knows, as measured on 14,205 exits of two providers."""
SEEN = Evidence(Digest("0" * 64), "generated", "", "", "benchmark")


class Net:
    """Addresses of lines, exits and relays, from the installed lists."""

    def __init__(self, tables: dict[str, RangeTable], dice: random.Random) -> None:
        self._dice = dice
        table = tables["country"]
        spans: dict[str, list[tuple[int, int]]] = {}
        for first, last, label in zip(
            table.four.firsts, table.four.lasts, table.four.labels, strict=True
        ):
            spans.setdefault(table.labels[label][0], []).append((first, last))
        self._spans = {code: spans[code] for code in CODES}
        self._hiding = [tables[form] for form in ("vpn", "hosting", "relay") if form in tables]
        self._exits = _spans(tables["vpn"])
        self._relays = _spans(tables["relay"])

    def line(self, code: str) -> str:
        """The address of an ordinary line in a country."""
        while True:
            value = self._in(self._spans[code])
            if all(table.find_many([value]) == [-1] for table in self._hiding):
                return str(IPv4Address(value))

    def exit(self) -> str:
        """An exit of a VPN; of some no list knows."""
        if self._dice.random() < UNKNOWN_EXITS:
            return self.line(self._dice.choice(CODES))
        return str(IPv4Address(self._in(self._exits)))

    def relay(self) -> str:
        """An exit of a relay that a telephone brings along."""
        return str(IPv4Address(self._in(self._relays)))

    def _in(self, spans: Sequence[tuple[int, int]]) -> int:
        first, last = self._dice.choice(spans)
        return self._dice.randint(first, last)


def _spans(table: RangeTable) -> list[tuple[int, int]]:
    return list(zip(table.four.firsts, table.four.lasts, strict=True))


class Person(NamedTuple):
    """A freelancer: who, where, and with what."""

    name: str
    code: str
    home: str
    mobile: str
    pc: str
    phone: str
    hour: float
    """Local hour around which the day begins."""
    vpn: bool
    relay: bool


def person(name: str, code: str, net: Net, dice: random.Random) -> Person:
    """A freelancer as they come: a third use a VPN, one in twelve works at night."""
    hour = 21.0 if dice.random() < 0.08 else 9.5 + dice.random() * 2
    return Person(
        name, code, net.line(code), net.line(code), f"pc-{name}", f"phone-{name}", hour,
        dice.random() < 0.35, dice.random() < 0.1,
    )  # fmt: skip


def declared(one: Person) -> tuple[Record, ...]:
    """What the studio knows: a party, a worker, an account."""
    said = {"claimed_country": one.code, "claimed_timezone": ZONES[one.code]}
    party = f"party-{one.name}"
    return (
        Party(seen=SEEN, id=party, name=one.name.title(), country=one.code),
        Worker(seen=SEEN, id=one.name, name=one.name.title(), party=party, **said),
        Account(seen=SEEN, id=one.name, worker=one.name),
    )


def sign_in(one: str, at: datetime, ip: str, device: str, **facts: Any) -> SignIn:  # noqa: ANN401 - fields of SignIn
    return SignIn(seen=SEEN, account=one, time=at, ip=ip, device=device,
                  user_agent=f"agent of {device}", system="tracker", **facts)  # fmt: skip


def workday(one: Person, day: int, net: Net, dice: random.Random) -> Iterator[SignIn]:
    """Two or three sign-ins of a day at home, some through a VPN, some on the telephone."""
    morning = local(one.code, day, one.hour + dice.gauss(0, 0.6))
    ip = net.exit() if one.vpn and dice.random() < 0.5 else one.home
    session = f"s-{one.name}-{day}"
    yield sign_in(one.name, morning, ip, one.pc, session=session)
    if dice.random() < 0.6:
        there = net.relay() if one.relay else one.mobile
        later = morning + timedelta(hours=1 + dice.random() * 5)
        yield sign_in(one.name, later, there, one.phone, session=f"{session}-m")
    if dice.random() < 0.5:
        evening = morning + timedelta(hours=5 + dice.random() * 3)
        ip = net.exit() if one.vpn and dice.random() < 0.5 else one.home
        yield sign_in(one.name, evening, ip, one.pc, session=f"{session}-e",
                      until=evening + timedelta(days=dice.choice((0, 0, 1, 14))))  # fmt: skip


def local(code: str, day: int, hour: float) -> datetime:
    """An instant by the local time of a country."""
    midnight = (START + timedelta(days=day)).replace(tzinfo=ZoneInfo(ZONES[code]))
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def files(one: str, at: datetime, count: int, what: str) -> Iterator[FileAccess]:
    for n in range(count):
        yield FileAccess(seen=SEEN, account=one, time=at + timedelta(seconds=n), path=f"{what}/{n}",
                         action="download", system="storage")  # fmt: skip


def life(one: Person, net: Net, dice: random.Random) -> Iterator[Record]:
    """Ninety days: work, a journey, a new machine, a program that signs in by itself."""
    away = dice.randrange(10, 70) if dice.random() < 0.15 else None
    abroad = one._replace(
        code=(there := dice.choice(CODES)), home=net.line(there), mobile=net.line(there)
    )
    new = dice.randrange(20, 70) if dice.random() < 0.05 else None
    if away is not None and dice.random() < 0.5:
        first = (START + timedelta(days=away)).date()
        yield TravelNotice(seen=SEEN, account=one.name, place=there, start=first,
                           until=first + timedelta(days=10))  # fmt: skip
    synced = dice.random() < 0.02
    for day in range(DAYS):
        if synced:
            yield from (
                sign_in(one.name, START + timedelta(days=day, hours=h), one.home, one.pc)
                for h in range(24)
            )
        if (day % 7 in (5, 6) and dice.random() < 0.8) or dice.random() < 0.1:
            continue
        here = abroad if away is not None and away <= day < away + 10 else one
        here = here._replace(name=one.name, pc=f"{one.pc}-2" if new and day >= new else one.pc)
        yield from workday(here, day, net, dice)
        if dice.random() < 0.6:
            yield from files(one.name, local(one.code, day, one.hour + 2), dice.randrange(3, 25),
                             f"day{day}")  # fmt: skip


def shared_places(people: Sequence[Person], net: Net, dice: random.Random) -> Iterator[Record]:
    """Co-working rooms, flats of two, and parties at a studio: one address for several."""
    for at in range(0, len(people) - 40, 40):
        room = people[at : at + 12]
        ip = net.line(room[0].code)
        for one in room:
            for day in sorted(dice.sample(range(DAYS), 25)):
                yield sign_in(one.name, local(room[0].code, day, 11 + dice.random()), ip, one.pc)
        couple = people[at + 12 : at + 14]
        for day in range(0, DAYS, 2):
            for one in couple:
                yield sign_in(one.name, local(couple[0].code, day, 19 + dice.random()),
                              couple[0].home, one.pc)  # fmt: skip
        party, evening = net.line(room[0].code), dice.randrange(DAYS)
        for one in people[at + 14 : at + 26]:
            if one.code == room[0].code:
                yield sign_in(one.name, local(one.code, evening, 22), party, one.phone)


def benign(count: int, net: Net, dice: random.Random) -> tuple[list[Person], list[Record]]:
    """So many freelancers and everything that is known of them."""
    people = [person(f"user{n}", CODES[n // 40 % len(CODES)], net, dice) for n in range(count)]
    records: list[Record] = []
    for one in people:
        records += declared(one)
        records += life(one, net, dice)
    records += shared_places(people, net, dice)
    return people, records


LAST_DAY: date = (START + timedelta(days=DAYS)).date()
