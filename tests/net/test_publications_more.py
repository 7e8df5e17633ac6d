"""More layouts of address lists, their labels, and the faults that are noted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from celtrace.net.address import parse
from celtrace.net.publications import day_in, known_as, publications, read_list
from celtrace.net.table import RangeTable

Notes = list[tuple[str, str, str]]


def taken(text: str, form: Any = "vpn") -> tuple[RangeTable, Notes]:
    notes: Notes = []
    return read_list(text.splitlines(), form, lambda *said: notes.append(said)), notes


def label(text: str, form: Any, ip: str = "8.8.8.8") -> tuple[str, ...] | None:
    table, notes = taken(text, form)
    address = parse(ip)
    assert address is not None
    assert [] == notes
    found = table.find(address)
    return found[2] if found else None


NONE = ("", "", "", "")


@pytest.mark.parametrize(
    ("said", "form", "text"),
    [
        (NONE, "vpn", "8.8.8.8"),
        (NONE, "vpn", "8.8.8.8/32"),
        (NONE, "vpn", "8.8.8.9/24"),
        (NONE, "vpn", "0.0.0.0/0"),
        (NONE, "vpn", "  8.8.8.0/24  "),
        (NONE, "vpn", "8.8.8.0 - 8.8.8.255"),
        (NONE, "vpn", "8.8.8.0/24 ; Spamhaus style"),
        (NONE, "vpn", "8.8.8.0,8.8.8.255"),
        (NONE, "tor", "ExitAddress 8.8.8.8"),
        (("JP", "", "", ""), "country", "8.8.8.0\t8.8.8.255\tjp"),
        (("JP", "", "", ""), "country", "8.8.8.0/24,JP"),
        (("US", "Reno", "", ""), "relay", "8.8.8.0/24,US,US-NV,Reno"),
        (("", "", "AS15169", ""), "asn", "8.8.8.0,8.8.8.255,15169"),
        (("", "", "AS15169", ""), "asn", "8.8.8.0/24,as15169"),
        (("", "", "AS7", "A,B"), "asn", "8.8.8.0/24,7,A,B"),
        (("", "", "", "Some Host"), "hosting", "8.8.8.0/24,Some Host"),
        (("JP", "", "", ""), "country", "cidr,country_code\n8.8.8.0/24,JP"),
        (("", "Tokyo", "", ""), "country", "CITY,IP\nTokyo,8.8.8.8"),
        (("", "", "", "Org"), "asn", "first,last,name\n8.8.8.0,8.8.8.255,Org"),
        (NONE, "vpn", "range,other\n8.8.8.0-8.8.8.255,x"),
        (("JP", "", "", ""), "country", "# made on a day\nnetwork,country\n8.8.8.0/24,JP"),
        (("", "Oslo", "", ""), "country", "\n\ncity,network\nOslo,8.8.8.0/24"),
        (("JP", "", "", ""), "country", "network,country,city\n8.8.8.0/24,JP"),
    ],
)
def test_each_layout_gives_its_label(said: tuple[str, ...], form: str, text: str) -> None:
    assert said == label(text, form)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("line 1", "not a range"),
        ("line 1", "8.8.8.0/33"),
        ("line 1", "8.8.8.0/-1"),
        ("line 1", "8.8.8.9-8.8.8.1"),
        ("line 1", "8.8.8.1-2001:4860::1"),
        ("line 1", "8.8.8.1-"),
        ("line 1", "ExitAddress"),
        ("line 2", "8.8.8.8\n16777216,16777471,US"),
        ("line 2", "network,country\n,JP"),
        ("line 3", "8.8.8.8\n\n<html>"),
        ("line 3", "# one\n# two\noops"),
        ("line 2", "8.8.8.8\nnetwork,country"),
    ],
)
def test_a_fault_is_noted_with_its_line(place: str, text: str) -> None:
    _, notes = taken(text)
    assert [(place, "it holds no address range", "the line was left out")] == notes


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0, ""),
        (0, "# only\n; comments\n"),
        (0, "network,country\n"),
        (1, "8.8.8.8\n8.8.8.8"),
        (2, "8.8.8.8\n8.8.9.8"),
        (2, "8.8.8.8\n2001:4860::/32"),
        (3, "8.8.8.0/24\n8.8.8.8"),
    ],
)
def test_the_spans_of_a_list(length: int, text: str) -> None:
    table, notes = taken(text)
    assert (length, []) == (len(table), notes)


@pytest.mark.parametrize(
    ("said", "ip"),
    [
        (None, "8.8.7.255"),
        (("JP", "", "", ""), "8.8.8.0"),
        (("KR", "", "", ""), "8.8.8.128"),
        (("KR", "", "", ""), "8.8.8.255"),
        (None, "8.8.9.0"),
        (None, "2001:485f:ffff:ffff:ffff:ffff:ffff:ffff"),
        (("FR", "", "", ""), "2001:4860::"),
        (("FR", "", "", ""), "2001:4860:ffff:ffff:ffff:ffff:ffff:ffff"),
        (None, "2001:4861::"),
    ],
)
def test_both_edges_of_ranges_and_of_what_lies_in_them(
    said: tuple[str, ...] | None, ip: str
) -> None:
    text = "8.8.8.0/24,JP\n8.8.8.128/25,KR\n2001:4860::/32,FR"
    assert said == label(text, "country", ip)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 2, 29), "a-20240229.csv"),
        (None, "a-20230229.csv"),
        (date(2024, 1, 2), "a_2024-01-02_b.csv"),
        (date(2024, 1, 2), "20991301-20240102.csv"),
        (date(2023, 5, 6), "20230506-20240102.csv"),
        (None, "19991231.txt"),
        (None, "2024-01.txt"),
        (None, "202401021.txt"),
    ],
)
def test_the_first_true_day_of_a_name_is_its_day(day: date | None, name: str) -> None:
    assert day == day_in(name)


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("tor_exits", "torbulkexitlist"),
        ("tor_exits", "exit-addresses"),
        ("apple_relay", "egress-ip-ranges.csv"),
        ("country", "GeoLite2-Country-Blocks-IPv4.csv"),
        ("asn", "GeoLite2-ASN-Blocks-IPv6.csv"),
        ("asn", "dbip-asn-lite-2024-02.csv"),
        ("x4bnet_vpn", "X4B_VPN_IPV6.txt"),
    ],
)
def test_a_list_is_known_whatever_the_case_of_its_name(id_: str, name: str) -> None:
    found = known_as(name)
    assert found is not None
    assert id_ == found.id


def test_every_part_of_a_name_leads_to_its_own_list() -> None:
    named = {part: one.id for one in publications().values() for part in one.names}
    assert named == {part: found.id for part in named if (found := known_as(part))}
