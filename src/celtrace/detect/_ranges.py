"""Address ranges in the DPRK: our dated table, and networks that the user brings."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import msgspec

from celtrace.records import Network


class Range(msgspec.Struct, frozen=True):
    """A range with the days it holds for and who says so."""

    net: IPv4Network | IPv6Network
    since: date | None
    until: date | None
    source: str
    network: Network | None = None
    """The user's own record, where the range is not from our table."""

    def holds(self, ip: str, day: date | None) -> bool:
        """Whether an address lay in the range on a day; without a day, ever."""
        try:
            inside = ip_address(ip) in self.net
        except ValueError:
            return False
        early = day is not None and self.since is not None and day < self.since
        late = day is not None and self.until is not None and day > self.until
        return inside and not early and not late


@cache
def known() -> tuple[Range, ...]:
    """The ranges of our table: only what registry and routing agree on."""
    text = files("celtrace.detect").joinpath("_tables/dprk_ranges.csv").read_text("utf-8")
    return tuple(
        Range(
            ip_network(row["cidr"]), _day(row["valid_from"]), _day(row["valid_to"]),
            f"{row['operator']}, {row['asn']}",
        )
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def brought(networks: Iterable[Network]) -> tuple[Range, ...]:
    """The ranges of kind `dprk` that the user brings; one that is no range is passed over."""
    found = []
    for network in networks:
        if network.form == "dprk":
            try:
                net = ip_network(network.cidr.strip(), strict=False)
            except ValueError:
                continue
            source = network.source or "the dossier, without a source"
            found.append(Range(net, network.valid_from, network.valid_to, source, network))
    return tuple(found)


def holding(ranges: Iterable[Range], ip: str, day: date | None) -> Range | None:
    """The first range that holds an address on a day."""
    return next((one for one in ranges if one.holds(ip, day)), None)
