"""Prices beside the bands of regions."""

from __future__ import annotations

import pytest

from detect.scenes import found, only, party, price, quote

BANDS = (price("CN", "100", "200"), price("Yanbian", "40", "80"))
VENDOR = party("v", country="CN", city="Yanbian")


def test_under_the_band_of_its_own_region_it_is_found_once() -> None:
    one = only("price_under_band", VENDOR, *BANDS, quote("q1", "v", "39.99"))
    assert ("Yanbian", "39.99") == (one.values["region"], one.values["price"])


def test_under_a_wider_band_only_the_region_closes_it() -> None:
    records = (VENDOR, *BANDS, quote("q1", "v", "60"))
    assert "CN" == only("price_under_band", *records).values["region"]
    closing = only("regional_price_band", *records)
    assert ("Yanbian", "q1") == (closing.values["region"], closing.values["quote"])


@pytest.mark.parametrize("asked", ["100", "250"])
def test_a_price_in_or_over_all_bands_is_nothing(asked: str) -> None:
    records = (VENDOR, *BANDS, quote("q1", "v", asked))
    assert () == found("price_under_band", *records) + found("regional_price_band", *records)


def test_bands_of_other_regions_and_units_are_not_used() -> None:
    far = (party("v", country="JP"), *BANDS, quote("q1", "v", "1"))
    other = (VENDOR, *BANDS, quote("q1", "v", "1", unit="second"))
    assert () == found("price_under_band", *far) + found("price_under_band", *other)


def test_one_and_many_are_one_unit() -> None:
    assert found("price_under_band", VENDOR, *BANDS, quote("q1", "v", "1", unit="Cuts"))
