"""The dated ranges at both edges, distances, and tables of overlapping ranges."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_address, ip_network

import pytest

from celtrace.net.address import parse
from celtrace.net.known import KnownRange, in_force, known, within
from celtrace.net.places import EARTH_KM, at_least, distance
from celtrace.net.table import NOWHERE, RangeTable, Span

D = date
SINCE, UNTIL = D(2017, 1, 1), D(2017, 12, 31)


@pytest.mark.parametrize("row", known(), ids=lambda row: str(row.net))
def test_the_first_and_last_address_lie_inside_and_their_neighbours_outside(
    row: KnownRange,
) -> None:
    first, last = int(row.net.network_address), int(row.net.broadcast_address)
    asked = [str(ip_address(value)) for value in (first - 1, first, last, last + 1)]
    assert [False, True, True, False] == [row.holds(ip, None) for ip in asked]


@pytest.mark.parametrize("row", known(), ids=lambda row: str(row.net))
def test_the_first_and_last_day_of_a_row_hold(row: KnownRange) -> None:
    ip = str(row.net.network_address)
    assert all(row.holds(ip, day) for day in (row.since, row.until) if day)


@pytest.mark.parametrize(
    ("holds", "since", "until", "day"),
    [
        ("no", SINCE, UNTIL, D(2016, 12, 31)),
        ("yes", SINCE, UNTIL, SINCE),
        ("yes", SINCE, UNTIL, UNTIL),
        ("no", SINCE, UNTIL, D(2018, 1, 1)),
        ("yes", SINCE, None, date.max),
        ("no", SINCE, None, date.min),
        ("yes", None, UNTIL, date.min),
        ("no", None, UNTIL, date.max),
        ("yes", SINCE, SINCE, SINCE),
        ("no", UNTIL, SINCE, SINCE),
        ("yes", UNTIL, SINCE, None),
    ],
)
def test_days_at_the_edge(
    holds: str, since: date | None, until: date | None, day: date | None
) -> None:
    assert (holds == "yes") == in_force(since, until, day)


@pytest.mark.parametrize(
    ("inside", "ip"),
    [
        ("yes", "8.8.8.0"),
        ("yes", "8.8.8.255:53"),
        ("yes", "::ffff:8.8.8.7"),
        ("no", "8.8.9.0"),
        ("no", ""),
        ("no", "8.8.8.0/24"),
        ("no", "::808:808"),
    ],
)
def test_an_address_as_a_log_writes_it_lies_in_a_network(inside: str, ip: str) -> None:
    assert (inside == "yes") == within(ip_network("8.8.8.0/24"), ip)


@pytest.mark.parametrize(
    ("km", "a", "b"),
    [
        (0, (0, 0), (0, 0)),
        (EARTH_KM * 3.14159265 / 2, (0, 0), (90, 0)),
        (EARTH_KM * 3.14159265, (0, 0), (0, 180)),
        (EARTH_KM * 3.14159265, (90, 0), (-90, 0)),
        (111.19, (0, 0), (0, 1)),
        (222.39, (0, 179), (0, -179)),
        (0, (90, 10), (90, 170)),
    ],
)
def test_distances_on_the_sphere(km: float, a: tuple[float, float], b: tuple[float, float]) -> None:
    assert pytest.approx(km, abs=0.01) == distance(a, b)


@pytest.mark.parametrize(
    ("km", "a", "b"),
    [
        (0, ("KR", ""), ("KP", "")),
        (0, ("JP", ""), ("JP", "Tokyo")),
        (0, ("JP", "Tokyo"), ("JP", "TOKYO")),
        (0, ("JP", "nowhere"), ("JP", "Tokyo")),
        (None, ("", ""), ("JP", "")),
        (None, ("JP", "Tokyo"), ("ZZ", "Tokyo")),
        (0.0, ("ZZ", ""), ("ZZ", "")),
    ],
)
def test_what_is_not_known_makes_no_distance(
    km: float | None, a: tuple[str, str], b: tuple[str, str]
) -> None:
    assert km == at_least(a, b)


def answers(spans: list[tuple[int, int]], *asked: int) -> list[int]:
    """Numbers of the spans that hold each address of version 4."""
    made = [Span(4, first, last, number) for number, (first, last) in enumerate(spans)]
    table = RangeTable.of(made, [(str(n),) for n in range(len(made))])
    return [at if at == NOWHERE else table.four.labels[at] for at in table.find_many(asked)]


@pytest.mark.parametrize(
    ("found", "spans"),
    [
        ([-1, 0, 0, -1], [(10, 20)]),
        ([-1, 1, 0, -1], [(10, 20), (10, 10)]),
        ([-1, 0, 1, -1], [(10, 20), (20, 20)]),
        ([-1, 0, 1, -1], [(10, 15), (16, 20)]),
        ([0, 1, 1, 0], [(0, 100), (10, 20)]),
        ([0, 0, 1, 1], [(0, 10), (20, 30)]),
        ([-1, -1, -1, -1], [(12, 18)]),
    ],
)
def test_both_edges_of_10_to_20(found: list[int], spans: list[tuple[int, int]]) -> None:
    assert found == answers(spans, 9, 10, 20, 21)


def test_the_last_address_of_each_version_is_found() -> None:
    top = [Span(4, 2**32 - 1, 2**32 - 1, 0), Span(6, 2**128 - 1, 2**128 - 1, 1)]
    table = RangeTable.of(top, [("four",), ("six",)])
    said = []
    for text in ("255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"):
        address = parse(text)
        assert address is not None
        found = table.find(address)
        said.append(found[2] if found else None)
    assert [("four",), ("six",)] == said
    assert [NOWHERE] == table.find_many([0])
