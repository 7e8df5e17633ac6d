"""Addresses as they stand in logs and lists, as numbers, and what kind of address each is.

Special ranges are those of the IANA registries (RFC 6890 with updates): private (RFC 1918,
4193), shared by a carrier (RFC 6598), documentation (RFC 5737, 3849, 9637), reserved.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal

import msgspec

Scope = Literal["public", "private", "shared", "documentation", "reserved"]
"""`shared`: behind the address translation of a carrier."""

_PORTED = re.compile(r"^(?:\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>\d+\.\d+\.\d+\.\d+):\d+)$")
_NAT64 = IPv6Network("64:ff9b::/96")
_SHARED = ip_network("100.64.0.0/10")
_DOCUMENTATION = tuple(
    ip_network(net)
    for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
)


class Address(msgspec.Struct, frozen=True):
    """An address: version 4 or 6, its number, its shortest text, its scope."""

    version: int
    value: int
    text: str
    scope: Scope

    @property
    def net(self) -> str:
        """The network it most likely shares with its neighbours: /24, or /48 of version 6."""
        bits = 8 if self.version == 4 else 80  # noqa: PLR2004 - an IP version
        first = self.value >> bits << bits
        shown = IPv4Address(first) if self.version == 4 else IPv6Address(first)  # noqa: PLR2004
        return f"{shown}/{24 if self.version == 4 else 48}"  # noqa: PLR2004


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Address | None:
    """An address with or without port, brackets and zone; None if the text is none.

    IPv4 mapped into IPv6 (RFC 4291, 2.5.5.2) or translated (RFC 6052) becomes IPv4.
    """
    found = _PORTED.match(text.strip())
    bare = (found["six"] or found["four"]) if found else text.strip()
    try:
        plain = _four(ip_address(bare.partition("%")[0]))
    except ValueError:
        return None
    return Address(plain.version, int(plain), str(plain), _scope(plain))


def _four(given: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(given, IPv4Address):
        return given
    if given.ipv4_mapped:
        return given.ipv4_mapped
    return IPv4Address(int(given) & 0xFFFFFFFF) if given in _NAT64 else given


def _scope(address: IPv4Address | IPv6Address) -> Scope:
    if any(address in net for net in _DOCUMENTATION if net.version == address.version):
        return "documentation"
    if address.version == 4 and address in _SHARED:  # noqa: PLR2004 - an IP version
        return "shared"
    if address.is_loopback:
        return "private"
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return "reserved"
    if address.is_private or address.is_link_local:
        return "private"
    return "public"
