"""Our own dated table of ranges: what registry, routing and publications say, and until when.

`dprk`: registry and routing agree that the range is in the DPRK. `adjacent`: a range of
another country that researchers tied to use from there; where the tie ended, or was last
reported, the row ends. Labels of country databases are not a source: they call up to 2,976
other addresses KP, and a part of the real range Italian.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

import msgspec

from celtrace.net.address import parse


class KnownRange(msgspec.Struct, frozen=True):
    """A range with the days for which it is said, by whom, and when that was last looked up."""

    net: IPv4Network | IPv6Network
    kind: Literal["dprk", "adjacent"]
    asn: str
    operator: str
    country: str
    since: date | None
    until: date | None
    confidence: Literal["high", "low"]
    seen: date
    source: str

    def holds(self, ip: str, day: date | None) -> bool:
        """Whether an address lay in the range on a day; without a day, ever."""
        return within(self.net, ip) and in_force(self.since, self.until, day)


def within(net: IPv4Network | IPv6Network, ip: str) -> bool:
    """Whether an address as a log writes it lies in a network."""
    address = parse(ip)
    if address is None or address.version != net.version:
        return False
    return int(net.network_address) <= address.value <= int(net.broadcast_address)


def in_force(since: date | None, until: date | None, day: date | None) -> bool:
    """Whether a day lies between two that may be open; without a day always."""
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


@cache
def known() -> tuple[KnownRange, ...]:
    """The rows of the table."""
    text = files("celtrace.net").joinpath("_tables/ranges.csv").read_text("utf-8")
    return tuple(_row(row) for row in csv.DictReader(text.splitlines()))


def _row(row: dict[str, str]) -> KnownRange:
    given = {
        "net": ip_network(row["cidr"]),
        "since": _day(row.pop("valid_from")),
        "until": _day(row.pop("valid_to")),
        "seen": _day(row.pop("seen")),
    }
    row.pop("cidr")
    return KnownRange(**{**row, **given})  # type: ignore[arg-type] # a test reads every row


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
