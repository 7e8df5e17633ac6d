"""Lists of addresses as their publishers write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from celtrace.net.address import parse
from celtrace.net.publications import day_in, known_as, publications, read_list

NOTES = list[tuple[str, str, str]]


def label(text: str, ip: str, form: Any = "vpn") -> tuple[str, ...] | None:
    notes: NOTES = []
    table = read_list(text.splitlines(), form, lambda *said: notes.append(said))
    address = parse(ip)
    assert address is not None
    assert [] == notes
    found = table.find(address)
    return found[2] if found else None


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("8.8.8.0/24", "vpn", ("", "", "", "")),
        ("# a comment\n8.8.8.8 # another", "vpn", ("", "", "", "")),
        ("8.8.8.1-8.8.8.9", "vpn", ("", "", "", "")),
        ("ExitAddress 8.8.8.8 2024-02-27 10:00:00", "tor", ("", "", "", "")),
        ("8.8.8.0,8.8.8.255,JP", "country", ("JP", "", "", "")),
        ('8.8.8.0,8.8.8.255,13335,"Some, Inc."', "asn", ("", "", "AS13335", "Some, Inc.")),
        ("8.8.8.0/24,GB,GB-LND,London,", "relay", ("GB", "London", "", "")),
        ("network,country,city\n8.8.8.0/24,JP,Tokyo", "country", ("JP", "Tokyo", "", "")),
        ("start_ip,end_ip,asn,org\n8.8.8.0,8.8.8.9,7,X", "asn", ("", "", "7", "X")),
    ],
)
def test_a_layout_is_read(text: str, form: str, said: tuple[str, ...]) -> None:
    assert said == label(text, "8.8.8.8", form)


def test_what_is_no_range_is_noted_with_its_line() -> None:
    notes: NOTES = []
    table = read_list(
        ["8.8.8.0/24", "<html>", "9.9.9.9-8.8.8.8"], "vpn", lambda *s: notes.append(s)
    )
    assert 1 == len(table)
    assert ["line 2", "line 3"] == [place for place, _, _ in notes]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("tor_exit_2024-02-27.lst", date(2024, 2, 27)),
        ("list20240227.txt", date(2024, 2, 27)),
        ("list-2024-13-01.txt", None),
        ("list.txt", None),
    ],
)
def test_the_day_in_a_name(name: str, day: date | None) -> None:
    assert day == day_in(name)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("x4b_vpn_ipv4.txt", "x4bnet_vpn"),
        ("x4b_datacenter_ipv4.txt", "x4bnet_datacenter"),
        ("tor_exit_2024-02-27.lst", "tor_exits"),
        ("geo-whois-asn-country-ipv4.csv.gz", "country"),
        ("asn-ipv4.csv.gz", "asn"),
    ],
)
def test_a_list_is_known_by_its_name(name: str, id_: str) -> None:
    found = known_as(name)
    assert found is not None
    assert id_ == found.id


def test_a_name_of_no_list_is_of_none() -> None:
    assert known_as("vendors.csv") is None


@pytest.mark.parametrize("one", publications().values(), ids=lambda one: one.id)
def test_every_list_states_licence_and_shelf_life(one: Any) -> None:
    assert one.licence
    assert one.shelf_days > 0
    assert one.names


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "form", "fewest"),
    [
        ("x4b_vpn_ipv4.txt", "vpn", 10_000),
        ("x4b_datacenter_ipv4.txt", "hosting", 42_000),
        ("x4b_apple_private_relay.txt", "relay", 3_000),
        ("tor_exit_2024-02-27.lst", "tor", 1_000),
    ],
)
def test_real_lists_are_read_whole(shared_data: Path, name: str, form: Any, fewest: int) -> None:
    notes: NOTES = []
    with (shared_data / "net" / name).open(encoding="utf-8") as lines:
        table = read_list(lines, form, lambda *said: notes.append(said))
    assert [] == notes
    assert fewest < len(table)
