"""Distances between countries and cities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.net.places import at_least, distance

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
KNOWN = st.sampled_from(["PL", "JP", "KR", "CN", "US", "FR", "BR", "XX"]).map(lambda c: (c, ""))


def test_a_known_distance() -> None:
    assert pytest.approx(343.5, abs=2) == distance((51.5074, -0.1278), (48.8566, 2.3522))


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        (("PL", ""), ("JP", ""), 5000, 9000),
        (("DE", ""), ("PL", ""), 0, 0),
        (("JP", "Tokyo"), ("FR", "Paris"), 9000, 10000),
        (("US", "New York"), ("US", "Los Angeles"), 3500, 4200),
        (("US", ""), ("US", "Los Angeles"), 0, 0),
    ],
)
def test_countries_are_as_far_apart_as_they_are_at_least(
    a: tuple[str, str], b: tuple[str, str], least: float, most: float
) -> None:
    km = at_least(a, b)
    assert km is not None
    assert least <= km <= most


def test_a_country_that_is_not_known_is_no_distance() -> None:
    assert at_least(("XX", ""), ("JP", "")) is None


@given(KNOWN, KNOWN)
def test_the_way_back_is_as_long(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert at_least(a, b) == pytest.approx(at_least(b, a))


@given(POINTS, POINTS)
def test_nothing_on_earth_is_farther_than_half_of_it(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert 0 <= distance(a, b) <= 20_016
