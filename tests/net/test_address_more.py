"""More address forms, scopes at both edges of each range, and neighbours."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.net.address import Address, parse


def read(text: str) -> Address:
    found = parse(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("1.2.3.4", "1.2.3.4\n"),
        ("1.2.3.4", "\t1.2.3.4"),
        ("1.2.3.4", "1.2.3.4:0"),
        ("1.2.3.4", "1.2.3.4:65535"),
        ("1.2.3.4", "[::ffff:1.2.3.4]:443"),
        ("1.2.3.4", "::ffff:102:304"),
        ("1.2.3.4", "0:0:0:0:0:ffff:1.2.3.4"),
        ("1.2.3.4", "64:ff9b::1.2.3.4"),
        ("0.0.0.1", "64:ff9b::1"),
        ("255.255.255.255", "64:ff9b::ffff:ffff"),
        ("64:ff9b::1:0:0", "64:ff9b::1:0:0"),
        ("2001:4860::1", "[2001:4860::1]"),
        ("2001:4860::1", "2001:4860:0000:0000:0000:0000:0000:0001"),
        ("2001:4860::abcd", "2001:4860::ABCD"),
        ("fe80::1", "[fe80::1%25eth0]:80"),
        ("::", "0:0:0:0:0:0:0:0"),
    ],
)
def test_every_way_to_write_an_address_gives_one_text(plain: str, text: str) -> None:
    assert plain == read(text).text


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.4:",
        "1.2.3.4:http",
        "1.2.3.4/32",
        "01.2.3.4",
        "0x1.2.3.4",
        "16909060",
        "[1.2.3.4",
        "[::1",
        "1:2:3:4:5:6:7",
        "1::2::3",
        "::g",
        "localhost",
        "1.2.3.4, 5.6.7.8",
        "-1.2.3.4",
    ],
)
def test_nothing_is_guessed_out_of_what_is_no_address(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        ("public", "9.255.255.255"),
        ("private", "10.0.0.0"),
        ("private", "10.255.255.255"),
        ("public", "11.0.0.0"),
        ("public", "172.15.255.255"),
        ("private", "172.16.0.0"),
        ("private", "172.31.255.255"),
        ("public", "172.32.0.0"),
        ("public", "192.167.255.255"),
        ("private", "192.168.0.0"),
        ("private", "192.168.255.255"),
        ("public", "192.169.0.0"),
        ("public", "100.63.255.255"),
        ("shared", "100.64.0.0"),
        ("shared", "100.127.255.255"),
        ("public", "100.128.0.0"),
        ("private", "127.255.255.255"),
        ("public", "128.0.0.0"),
        ("public", "169.253.255.255"),
        ("private", "169.254.0.0"),
        ("public", "192.0.1.255"),
        ("documentation", "192.0.2.0"),
        ("documentation", "192.0.2.255"),
        ("public", "192.0.3.0"),
        ("documentation", "198.51.100.0"),
        ("documentation", "198.51.100.255"),
        ("public", "198.51.101.0"),
        ("documentation", "203.0.113.0"),
        ("documentation", "203.0.113.255"),
        ("public", "203.0.114.0"),
        ("public", "223.255.255.255"),
        ("reserved", "224.0.0.0"),
        ("reserved", "239.255.255.255"),
        ("reserved", "255.255.255.255"),
        ("private", "0.0.0.1"),
    ],
)
def test_both_edges_of_every_special_range_of_version_4(scope: str, text: str) -> None:
    assert scope == read(text).scope


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        ("reserved", "::"),
        ("private", "::1"),
        ("private", "[::1]:8080"),
        ("private", "fc00::"),
        ("private", "fdff:ffff::1"),
        ("private", "fe80::1"),
        ("reserved", "ff02::1"),
        ("documentation", "2001:db8::"),
        ("documentation", "2001:db8:ffff:ffff::1"),
        ("public", "2001:db9::"),
        ("documentation", "3fff::"),
        ("documentation", "3fff:fff::1"),
        ("public", "2606:4700::1"),
        ("private", "::ffff:10.0.0.1"),
        ("shared", "64:ff9b::100.64.0.1"),
    ],
)
def test_the_scope_of_version_6(scope: str, text: str) -> None:
    assert scope == read(text).scope


@pytest.mark.parametrize(
    ("net", "text"),
    [
        ("0.0.0.0/24", "0.0.0.255"),
        ("255.255.255.0/24", "255.255.255.255"),
        ("175.45.176.0/24", "::ffff:175.45.176.9"),
        ("::/48", "::1"),
        ("2001:4860:1::/48", "2001:4860:1:ffff:ffff:ffff:ffff:ffff"),
        ("2001:4860:2::/48", "2001:4860:2::"),
    ],
)
def test_the_network_of_neighbours(net: str, text: str) -> None:
    assert net == read(text).net


@given(st.ip_addresses(v=4), st.integers(0, 65535))
def test_a_port_changes_nothing(address: object, port: int) -> None:
    assert parse(str(address)) == parse(f"{address}:{port}")


@given(st.ip_addresses(v=6), st.integers(0, 65535))
def test_brackets_and_a_port_change_nothing(address: object, port: int) -> None:
    assert parse(str(address)) == parse(f"[{address}]:{port}")


@given(st.ip_addresses())
def test_the_text_of_an_address_is_read_as_itself(address: object) -> None:
    once = read(str(address))
    assert once == read(once.text)
    assert once.value == int(ip_address(once.text))
