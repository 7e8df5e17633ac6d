"""Our own table of ranges."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.net.known import in_force, known, within


def kinds(ip: str, day: str) -> list[str]:
    when = date.fromisoformat(day)
    return [one.kind for one in known() if one.holds(ip, when)]


def test_the_range_of_the_dprk_is_exact() -> None:
    assert ["175.45.176.0/22"] == [str(one.net) for one in known() if one.kind == "dprk"]


@pytest.mark.parametrize(
    ("ip", "day", "found"),
    [
        ("175.45.176.0", "2024-01-01", ["dprk"]),
        ("175.45.179.255", "2024-01-01", ["dprk"]),
        ("175.45.180.0", "2024-01-01", []),
        ("175.45.176.1", "2009-12-20", []),
        ("210.52.109.7", "2017-07-01", ["adjacent"]),
        ("210.52.109.7", "2018-01-01", []),
        ("77.94.35.7", "2017-07-01", ["adjacent"]),
        ("77.94.35.7", "2026-01-01", []),
        ("188.43.136.7", "2026-01-01", ["adjacent"]),
        ("::ffff:175.45.178.9", "2024-01-01", ["dprk"]),
        ("no address", "2024-01-01", []),
    ],
)
def test_a_range_holds_within_its_dates(ip: str, day: str, found: list[str]) -> None:
    assert found == kinds(ip, day)


@pytest.mark.parametrize("row", known(), ids=lambda row: str(row.net))
def test_every_row_states_source_and_confidence(row: object) -> None:
    source = getattr(row, "source", "")
    assert "https://" in source or "not confirmed" in source
    assert getattr(row, "confidence", "") in ("high", "low")


@pytest.mark.parametrize("row", [r for r in known() if r.kind == "adjacent"], ids=lambda r: r.net)
def test_what_is_only_adjacent_is_never_sure(row: object) -> None:
    assert "low" == getattr(row, "confidence", "")


def test_open_dates_are_open() -> None:
    assert in_force(None, None, None)
    assert in_force(None, date(2024, 1, 2), date(2024, 1, 2))
    assert not in_force(date(2024, 1, 2), None, date(2024, 1, 1))


def test_an_address_of_the_other_version_lies_nowhere() -> None:
    assert not within(known()[0].net, "2001:4860::1")
