"""Address fields of logs: one address, a list of them, a name, or a word for nothing.

Private, documentation and every other address are kept as they are: what they mean
is decided elsewhere. How one address is written stands in `net.address`.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from celtrace.net.address import parse

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
    found = parse(text)
    return found.text if found else ""


def addresses(texts: list[str]) -> list[str]:
    """Addresses in their shortest form."""
    return list(map(one, texts))


def _plain(texts: list[str]) -> tuple[str, ...]:
    return tuple(one(text) or text for text in texts if text.lower() not in NOTHING)
