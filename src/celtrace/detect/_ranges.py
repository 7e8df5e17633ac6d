"""Address ranges in the DPRK or tied to it: our dated table, and networks that the user brings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network

import msgspec

from celtrace.net import known as table
from celtrace.net.known import in_force, within
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
        return in_force(self.since, self.until, day) and within(self.net, ip)


@cache
def known() -> tuple[Range, ...]:
    """The ranges of our table in the DPRK: only what registry and routing agree on."""
    return _of("dprk")


@cache
def adjacent() -> tuple[Range, ...]:
    """The ranges of our table in other countries that researchers tied to use from the DPRK."""
    return _of("adjacent")


def _of(kind: str) -> tuple[Range, ...]:
    return tuple(
        Range(one.net, one.since, one.until, f"{one.operator}, {one.asn}")
        for one in table.known()
        if one.kind == kind
    )


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
