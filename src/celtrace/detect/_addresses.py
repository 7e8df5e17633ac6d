"""What is known of the addresses of a case: the side table, and networks the user brings.

A VPN, a data centre, Tor or a relay hides where somebody is: its place is unknown, which is
no point against anybody. A country counts only where all tables agree on it. A label of the
DPRK in a table of countries is never used: such tables put it on relays and VPN exits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from ipaddress import ip_network
from typing import cast

import msgspec

from celtrace.detect._basis import Use, use
from celtrace.net.address import parse
from celtrace.net.known import in_force
from celtrace.ports import View
from celtrace.records import AddressFact, AddressList, Network

HIDING = frozenset({"vpn", "hosting", "tor", "relay"})
CROWDED = frozenset({"office", "campus", "hotel", "mobile"})
NEVER_BY_LABEL = "KP"


class Where(msgspec.Struct, frozen=True):
    """What is known of an address on a day."""

    net: str = ""
    """The network it shares with its neighbours, /24 or /48."""
    forms: frozenset[str] = frozenset()
    country: str = ""
    """Empty where no table says it, tables disagree, or the address hides the place."""
    city: str = ""
    asn: str = ""
    public: bool = True
    lists: tuple[str, ...] = ()
    """`list of date` for each list that the address stands on."""
    stale: bool = False
    """Whether only lists beyond their shelf life say so."""
    uses: tuple[Use, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether the address is of a VPN, a data centre, Tor or a relay."""
        return bool(self.forms & HIDING)

    @property
    def crowded(self) -> bool:
        """Whether many unrelated people share it by its nature."""
        return self.hides or bool(self.forms & CROWDED) or not self.public

    @property
    def place(self) -> tuple[str, str] | None:
        """Country and city, None where the place is not known."""
        return (self.country, self.city) if self.country and not self.hides else None


class Addresses:
    """The addresses of a case, looked up once each."""

    def __init__(self, view: View) -> None:
        self._facts: dict[str, list[AddressFact]] = defaultdict(list)
        for fact in view.all(AddressFact):
            self._facts[fact.ip].append(fact)
        self._brought: dict[tuple[int, int], dict[int, list[Network]]] = {}
        for network in view.all(Network):
            self._bring(network)
        self._dated = any(n.valid_from or n.valid_to for n in view.all(Network))
        self._known: dict[tuple[str, date | None], Where] = {}
        lists = view.all(AddressList)
        self.can_tell_hiding = {"vpn", "hosting"} <= {one.form for one in lists if one.fresh}
        """Whether fresh lists of VPN exits and of data centres took part."""

    def _bring(self, network: Network) -> None:
        try:
            net = ip_network(network.cidr.strip(), strict=False)
        except ValueError:
            return
        bits = net.max_prefixlen - net.prefixlen
        held = self._brought.setdefault((net.version, bits), {})
        held.setdefault(int(net.network_address) >> bits, []).append(network)

    def of(self, ip: str, day: date) -> Where:
        """What is known of an address on a day."""
        key = (ip, day if self._dated else None)
        if key not in self._known:
            self._known[key] = self._where(ip, day)
        return self._known[key]

    def _where(self, ip: str, day: date) -> Where:
        address = parse(ip)
        if address is None:
            return Where(public=False)
        brought = [
            network
            for (version, bits), held in self._brought.items()
            if version == address.version
            for network in held.get(address.value >> bits, ())
            if in_force(network.valid_from, network.valid_to, day)
        ]
        facts = self._facts.get(address.text, []) or self._facts.get(ip, [])
        own = {n.country for n in brought if n.country}
        said = own or {f.country for f in facts if f.form == "country" and f.country}
        country = next(iter(said)) if len(said) == 1 else ""
        forms = {str(n.form) for n in brought} | {str(f.form) for f in facts}
        hiding = [f for f in facts if f.form in HIDING]
        return Where(
            net=address.net, forms=frozenset(forms - {"country", "asn"}),
            country="" if country == NEVER_BY_LABEL and not own else country,
            city=_one([n.city for n in brought] or [f.city for f in facts if f.form == "country"]),
            asn=_one([n.asn for n in brought if n.asn] or [f.asn for f in facts if f.asn]),
            public=address.scope in ("public", "documentation"),
            lists=tuple(sorted({f"{f.list} of {f.snapshot}" for f in hiding})),
            stale=bool(hiding) and not any(f.fresh for f in hiding),
            uses=(*(use(n, "cidr", "form") for n in brought), *(use(f) for f in facts)),
        )  # fmt: skip


def _one(values: list[str]) -> str:
    """The one value that all agree on."""
    said = {value for value in values if value}
    return next(iter(said)) if len(said) == 1 else ""


def addresses(view: View) -> Addresses:
    """The addresses of a view, read once."""
    return _read_once(cast("Hashable", view))


@lru_cache(maxsize=2)
def _read_once(view: Hashable) -> Addresses:
    return Addresses(cast("View", view))
