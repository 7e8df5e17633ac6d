"""Addresses as logs and lists write them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.net.address import parse


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("8.8.8.8", "8.8.8.8"),
        (" 8.8.8.8:443 ", "8.8.8.8"),
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("64:ff9b::808:808", "8.8.8.8"),
        ("[2001:4860::1]:22", "2001:4860::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("2001:4860:0:0::1", "2001:4860::1"),
    ],
)
def test_an_address_is_read_in_its_shortest_form(text: str, plain: str) -> None:
    found = parse(text)
    assert found is not None
    assert plain == found.text


@pytest.mark.parametrize("text", ["", "-", "unknown", "8.8.8", "8.8.8.8.8", "host:22", "1.2.3.256"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("8.8.8.8", "public"),
        ("10.1.2.3", "private"),
        ("192.168.1.1", "private"),
        ("127.0.0.1", "private"),
        ("169.254.1.1", "private"),
        ("100.64.0.1", "shared"),
        ("192.0.2.1", "documentation"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("224.0.0.1", "reserved"),
        ("240.0.0.1", "reserved"),
        ("fd00::1", "private"),
        ("2001:4860::1", "public"),
    ],
)
def test_special_ranges_of_rfc_6890_are_told(text: str, scope: str) -> None:
    found = parse(text)
    assert found is not None
    assert scope == found.scope


@pytest.mark.parametrize(
    ("text", "net"),
    [("8.8.4.9", "8.8.4.0/24"), ("2001:4860:1:2::9", "2001:4860:1::/48")],
)
def test_neighbours_share_a_network(text: str, net: str) -> None:
    found = parse(text)
    assert found is not None
    assert net == found.net


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_mapped_address_is_the_ipv4_one(value: int) -> None:
    """RFC 4291, 2.5.5.2: the IPv4-mapped IPv6 address represents the IPv4 address."""
    assert parse(str(IPv4Address(value))) == parse(f"::ffff:{IPv4Address(value)}")


@given(st.ip_addresses())
def test_every_address_is_read_back(address: IPv4Address | IPv6Address) -> None:
    found = parse(str(address))
    assert found is not None
    assert found.version == 4 or int(address) == found.value
