"""Addresses as logs write them: with ports, brackets and lists, mapped into IPv6.

Private, documentation and every other address are kept as they are: what they mean
is decided elsewhere. An IPv4-mapped address (RFC 4291, 2.5.5.2) becomes the IPv4 one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

import msgspec

_PORTED = re.compile(r"^(?:\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>\d+\.\d+\.\d+\.\d+):\d+)$")
NOTHING = frozenset({"", "-", "--", "none", "null", "unknown", "?", "n/a"})


class Address(msgspec.Struct, frozen=True):
    """One address field: the first address, the others, or the name that stood there."""

    ip: str = ""
    via: tuple[str, ...] = ()
    host: str = ""


@lru_cache(maxsize=65_536)
def address(text: str) -> Address:
    """What an address field says; `host` if it holds no address."""
    first, *others = (part.strip().strip('"') for part in text.split(","))
    if first.lower() in NOTHING:
        return Address(via=_plain(others))
    ip = one(first)
    return Address(ip, _plain(others)) if ip else Address(host=text.strip())


@lru_cache(maxsize=65_536)
def one(text: str) -> str:
    """An address in its shortest form, without port, brackets and zone; "" if it is none."""
    found = _PORTED.match(text)
    bare = (found["six"] or found["four"]) if found else text
    try:
        parsed = ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    return str(_unmapped(parsed))


def _unmapped(parsed: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _plain(texts: list[str]) -> tuple[str, ...]:
    return tuple(one(text) or text for text in texts if text.lower() not in NOTHING)
