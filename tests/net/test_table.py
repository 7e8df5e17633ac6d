"""Tables of ranges."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, ip_network

from hypothesis import given
from hypothesis import strategies as st

from celtrace.net.address import parse
from celtrace.net.table import NOWHERE, RangeTable, Span


def table(*nets: str) -> RangeTable:
    """A table whose labels are the networks themselves."""
    parsed = [ip_network(net) for net in nets]
    spans = [
        Span(net.version, int(net.network_address), int(net.broadcast_address), number)
        for number, net in enumerate(parsed)
    ]
    return RangeTable.of(spans, [(net,) for net in nets])


def found(ranges: RangeTable, ip: str) -> str:
    address = parse(ip)
    assert address is not None
    said = ranges.find(address)
    return said[2][0] if said else ""


def test_both_ends_belong_to_a_range_and_their_neighbours_do_not() -> None:
    ranges = table("8.8.8.0/24")
    asked = ("8.8.7.255", "8.8.8.0", "8.8.8.255", "8.8.9.0")
    assert ["", "8.8.8.0/24", "8.8.8.0/24", ""] == [found(ranges, ip) for ip in asked]


def test_the_smallest_range_answers() -> None:
    ranges = table("8.0.0.0/8", "8.8.0.0/16", "8.8.8.0/24")
    asked = ("8.1.1.1", "8.8.1.1", "8.8.8.1", "8.9.1.1")
    assert ["8.0.0.0/8", "8.8.0.0/16", "8.8.8.0/24", "8.0.0.0/8"] == [
        found(ranges, ip) for ip in asked
    ]


def test_versions_do_not_mix() -> None:
    ranges = table("2001:4860::/32", "8.8.8.0/24")
    assert "2001:4860::/32" == found(ranges, "2001:4860::1")
    assert "" == found(ranges, "2001:4861::1")


def test_an_empty_table_holds_nothing() -> None:
    assert [NOWHERE, NOWHERE] == RangeTable.of([], []).find_many([1, 2])


NETS = st.builds(
    lambda first, bits: str(IPv4Network((first >> bits << bits, 32 - bits))),
    st.integers(0, 2**16),
    st.integers(0, 12),
)


@given(st.lists(NETS, max_size=12, unique=True), st.integers(0, 2**16))
def test_the_answer_is_that_of_looking_at_every_network(nets: list[str], value: int) -> None:
    holding = [n for n in map(IPv4Network, nets) if int(n[0]) <= value <= int(n[-1])]
    best = str(max(holding, key=lambda net: net.prefixlen)) if holding else ""
    ranges = table(*nets)
    (at,) = ranges.find_many([value])
    assert best == ("" if at == NOWHERE else ranges.labels[ranges.four.labels[at]][0])


@given(
    st.lists(NETS, max_size=12, unique=True),
    st.lists(st.integers(0, 2**16).map(lambda n: str(IPv4Address(n))) | st.just("2001:db8::1")),
)
def test_many_addresses_are_answered_as_one(nets: list[str], texts: list[str]) -> None:
    ranges = table(*nets, "2001:db8::/32")
    asked = [address for text in texts if (address := parse(text))]
    one_by_one = {one.text: found for one in asked if (found := ranges.find(one))}
    assert one_by_one == {one.text: found for one, found in ranges.held(asked)}
