"""Dates of birth and days as publishers write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.lists import _dates


@pytest.mark.parametrize(
    ("iso", "stated"),
    [
        ("1974-04-06", "06 Apr 1974"),
        ("1974-04-06", "6 April 1974"),
        ("1972-04", "Apr 1972"),
        ("1972-04", "April 1972"),
        ("1955", "1955"),
        ("1960~", "circa 1960"),
        ("1966-07-07~", "circa 07 Jul 1966"),
        ("1958/1960", "1958 to 1960"),
        ("1958/1960", "1958-1960"),
        ("1960-01-01/1969-12-31", "01 Jan 1960 to 31 Dec 1969"),
        ("1958~/1960~", "circa 1958 to 1960"),
        ("1974-04-06", "1974-04-06"),
        ("1974", "dd/mm/1974"),
        ("1974-04", "dd/04/1974"),
        ("1974-04-06", "06/04/1974"),
        ("", "31 Feb 1974"),
        ("", "06 Abc 1974"),
        ("", "anf 1974"),
        ("", "the sixties"),
        ("", "1958 to the sixties"),
        ("", ""),
    ],
)
def test_date_of_birth_is_iso_8601_as_precise_as_stated(iso: str, stated: str) -> None:
    assert iso == _dates.born(stated)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_in_the_form_of_ofac_is_read(day: dt.date) -> None:
    month = calendar.month_abbr[day.month]
    assert day.isoformat() == _dates.born(f"{day.day:02d} {month} {day.year}")


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(_dates.born(text), str)
    assert _dates.day(text) is None or isinstance(_dates.day(text), dt.date)


@pytest.mark.parametrize(
    "stated",
    ["2012-06-29", "2012-06-29T10:00:00.1-05:00", "29-06-2012", "29/06/2012", "29-Jun-2012"],
)
def test_day_is_read_in_the_forms_of_the_publishers(stated: str) -> None:
    assert dt.date(2012, 6, 29) == _dates.day(stated)


@pytest.mark.parametrize("stated", ["", "2012", "31-02-2012", "soon"])
def test_what_is_no_day_is_none(stated: str) -> None:
    assert _dates.day(stated) is None


@pytest.mark.parametrize(
    ("iso", "year", "month", "day"),
    [
        ("1974", 1974, 0, 0),
        ("1974-04", 1974, 4, 0),
        ("1974-04-06", 1974, 4, 6),
        ("2024-02-29", 2024, 2, 29),
        ("", 2023, 2, 29),
        ("", 1974, 13, 1),
        ("", 0, 1, 1),
    ],
)
def test_a_day_that_does_not_exist_is_no_date(iso: str, year: int, month: int, day: int) -> None:
    assert iso == _dates.exact(year, month, day)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from("-/."))
def test_day_month_and_year_in_numbers_are_read_day_first(day: dt.date, mark: str) -> None:
    written = f"{day.day:02d}{mark}{day.month:02d}{mark}{day.year}"
    assert (day.isoformat(), day) == (_dates.born(written), _dates.day(written))


@given(st.integers(1000, 9998), st.integers(1, 60))
def test_a_range_of_years_is_an_interval_of_both(first: int, more: int) -> None:
    """ISO 8601-1, 5.5: an interval is written with a solidus."""
    last = min(first + more, 9999)
    assert f"{first}/{last}" == _dates.born(f"{first} to {last}")


@pytest.mark.parametrize("about", ["circa", "Circa", "approximately", "approx.", "about", "c."])
def test_about_is_the_sign_of_iso_8601_2(about: str) -> None:
    """ISO 8601-2, 8.2: `~` says that a date is approximate."""
    assert "1960~" == _dates.born(f"{about} 1960")


@given(st.text(alphabet="0123456789 -/.circamayjunto", max_size=24))
def test_what_is_read_is_a_date_an_interval_or_nothing(text: str) -> None:
    parts = _dates.born(text).split("/")
    assert all(re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?~?)?", part) for part in parts)
