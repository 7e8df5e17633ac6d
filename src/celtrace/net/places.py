"""Where countries and cities lie, and how far two of them are apart at least.

Positions are those of `zone.tab` of the time zone database (public domain): one or more
places in each country. A country is larger than a point, so a distance between countries
is the shortest between any two of their places, less how far each may reach beyond them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
REACH_KM = {"CN": 1900, "IN": 1700, "RU": 900, "US": 900, "CA": 900, "AU": 900, "BR": 900,
            "SA": 900, "IR": 900, "DZ": 900, "CD": 900, "KZ": 700, "AR": 900, "ID": 900,
            "PK": 900, "TR": 1200, "FR": 700, "ES": 700, "DE": 600, "GB": 700, "IT": 700,
            "JP": 1300, "VN": 1200, "TH": 900, "PH": 900, "MY": 900, "ZA": 900, "PL": 500,
            "UA": 700, "SE": 1100, "NO": 1300, "FI": 900, "MX": 700, "CL": 900, "PE": 900,
            "CO": 800, "NG": 900, "EG": 800, "KE": 600, "MA": 700}  # fmt: skip
"""Kilometres that a country may reach beyond its places in the table, rounded up."""
SMALL_KM = 400
"""The same for every other country."""
_PLACE = re.compile(r"^([+-]\d{4,6})([+-]\d{5,7})$")

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@cache
def _places() -> tuple[dict[str, tuple[Point, ...]], dict[tuple[str, str], Point]]:
    """Places of each country, and of each city by country and name in lower case."""
    text = files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    countries: dict[str, list[Point]] = {}
    cities: dict[tuple[str, str], Point] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, where, zone, *_ = line.split("\t")
            found = _PLACE.match(where)
            if found:
                point = _degrees(found[1]), _degrees(found[2])
                countries.setdefault(code, []).append(point)
                city = zone.rpartition("/")[2].replace("_", " ").lower()
                cities[code, city] = point
    return {code: tuple(points) for code, points in countries.items()}, cities


def _degrees(text: str) -> float:
    """Degrees from `+4230`, `+00131`, or with seconds `+404251` (ISO 6709)."""
    digits = text[1:]
    seconds = len(digits) >= 6  # noqa: PLR2004 - DDMMSS or DDDMMSS
    rest = digits[-4:] if seconds else digits[-2:]
    whole = int(digits[: -len(rest)])
    part = int(rest[:2]) / 60 + (int(rest[2:]) / 3600 if seconds else 0)
    return (whole + part) * (-1 if text[0] == "-" else 1)


def distance(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres (haversine)."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


@lru_cache(maxsize=1 << 14)
def at_least(a: tuple[str, str], b: tuple[str, str]) -> float | None:
    """Kilometres that two places, each (country, city or ""), are apart at least.

    0 in one country unless both cities are known; None if a country is not.
    """
    if a == b:
        return 0.0
    (one, slack_one), (other, slack_other) = _extent(*a), _extent(*b)
    if not one or not other:
        return None
    if a[0] == b[0] and slack_one + slack_other > 2 * CITY_KM:
        return 0.0
    nearest = min(distance(p, q) for p in one for q in other)
    return max(0.0, nearest - slack_one - slack_other)


CITY_KM = 60
"""Kilometres within which a table of addresses that names a city may be wrong."""


def _extent(country: str, city: str) -> tuple[tuple[Point, ...], float]:
    countries, cities = _places()
    point = cities.get((country, city.lower())) if city else None
    if point:
        return (point,), CITY_KM
    return countries.get(country, ()), REACH_KM.get(country, SMALL_KM)
