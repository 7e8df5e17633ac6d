"""Addresses as logs write them (RFC 4291 for IPv4-mapped ones)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.logs._addresses import Address, address, one


def is_no_other(ip: IPv6Address) -> bool:
    """Whether it stands for itself: it is not mapped (RFC 4291) or translated (RFC 6052)."""
    return ip.ipv4_mapped is None and ip not in IPv6Network("64:ff9b::/96")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("192.0.2.7", "192.0.2.7"), ("192.0.2.7", " 192.0.2.7:51234 "),
        ("192.0.2.7", "::ffff:192.0.2.7"), ("192.0.2.7", "64:ff9b::192.0.2.7"),
        ("192.0.2.7", "[::ffff:192.0.2.7]:443"),
        ("2001:db8::7", "2001:0DB8:0:0:0:0:0:7"), ("2001:db8::7", "[2001:db8::7]:443"),
        ("2001:db8::7", "[2001:db8::7]"), ("fe80::1", "fe80::1%eth0"),
        ("10.0.0.1", "10.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("198.18.0.1", "198.18.0.1"),
    ],
)  # fmt: skip
def test_ports_brackets_zones_and_mapping_are_taken_off(expected: str, text: str) -> None:
    assert Address(expected) == address(text)


@pytest.mark.parametrize("text", ["", "-", "--", "unknown", "null", "None"])
def test_what_stands_for_nothing_is_nothing(text: str) -> None:
    assert Address() == address(text)


@pytest.mark.parametrize("text", ["ec2.amazonaws.com", "AWS Internal", "999.1.1.1", "192.0.2"])
def test_a_name_in_the_field_is_kept_as_a_name(text: str) -> None:
    assert Address(host=text) == address(text)


def test_of_a_list_the_first_is_the_clients_and_the_others_are_kept() -> None:
    assert Address("192.0.2.7", ("10.0.0.2", "proxy.example")) == address(
        "192.0.2.7, 10.0.0.2,proxy.example"
    )


@given(st.ip_addresses(v=4), st.integers(0, 65535))
def test_an_ipv4_address_is_the_same_however_it_is_wrapped(ip: IPv4Address, port: int) -> None:
    assert {str(ip)} == {one(t) for t in (f"{ip}", f"{ip}:{port}", f"::ffff:{ip}")}


@given(st.ip_addresses(v=6).filter(is_no_other), st.integers(0, 65535))
def test_an_ipv6_address_is_the_same_however_it_is_written(ip: IPv6Address, port: int) -> None:
    assert {str(ip)} == {one(t) for t in (f"{ip}", f"[{ip}]:{port}", ip.exploded, str(ip).upper())}
