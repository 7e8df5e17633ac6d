"""Days and instants have one reading, or are asked back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier import dates
from celtrace.dossier.said import How, Wrong
from celtrace.rows import Cell

SEOUL = How(ZoneInfo("Asia/Seoul"))


def day(text: str, how: How = SEOUL) -> date:
    return dates.day(Cell(text, ""), how)


def start(text: str, how: How = SEOUL) -> datetime:
    return dates.start(Cell(text, ""), how)


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-03",
        "2021/2/3",
        "2021.02.03",
        "20210203",
        "2021年2月3日",
        "2021년 2월 3일",
        "3 February 2021",
        "3rd Feb 2021",
        "Feb 3, 2021",
        "03-Feb-2021",
        "2021-02-03T00:00:00",
    ],
)
def test_a_date_with_one_reading_is_read(text: str) -> None:
    assert date(2021, 2, 3) == day(text)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2021", ("2021-04-03", "2021-03-04")),
        ("03.04.2021", ("2021-04-03", "2021-03-04")),
        ("03/04/21", ("2021-04-03", "2021-03-04", "2003-04-21")),
        ("13/04/2021", ("2021-04-13",)),
    ],
)
def test_a_date_with_the_day_first_or_last_is_asked_back_with_its_readings(
    text: str, readings: tuple[str, ...]
) -> None:
    with pytest.raises(Wrong) as caught:
        day(text)
    assert all(reading in caught.value.problem for reading in readings)
    assert "YYYY-MM-DD" in caught.value.remedy
    assert "columns" in caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-30",
        "2021-13-01",
        "soon",
        "2021",
        "31 Foo 2021",
        "0000-01-01",
        "2021-02-03T25:00",
        "99999999",
        "٢٠٢١-٠٢-٠٣x",
    ],
)
def test_what_is_no_day_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        day(text)


@pytest.mark.parametrize(
    ("text", "format_", "expected"),
    [
        ("03/04/2021", "DD/MM/YYYY", date(2021, 4, 3)),
        ("3/4/21", "M/D/YY", date(2021, 3, 4)),
        ("03-Apr-2021", "DD-MMM-YYYY", date(2021, 4, 3)),
        ("03.04.2021 17:30", "DD.MM.YYYY HH:mm", date(2021, 4, 3)),
        ("2021-04-03", "DD/MM/YYYY", date(2021, 4, 3)),
    ],
)
def test_the_users_format_decides(text: str, format_: str, expected: object) -> None:
    assert expected == day(text, How(ZoneInfo("UTC"), format_))


@pytest.mark.parametrize("format_", ["DD/MM", "DD/DD/YYYY", "%d/%m/%Y", ""])
def test_a_format_without_day_month_and_year_is_a_fault(format_: str) -> None:
    with pytest.raises(Wrong):
        dates.check_format(format_)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-02-03T14:05:00+09:00", datetime(2021, 2, 3, 5, 5, tzinfo=UTC)),
        ("2021-02-03T14:05:00Z", datetime(2021, 2, 3, 14, 5, tzinfo=UTC)),
        ("2021-02-03 14:05 UTC", datetime(2021, 2, 3, 14, 5, tzinfo=UTC)),
        ("2021-02-03 14:05:06.5", datetime(2021, 2, 3, 5, 5, 6, 500000, tzinfo=UTC)),
        ("2021-02-03", datetime(2021, 2, 2, 15, 0, tzinfo=UTC)),
    ],
)
def test_an_instant_without_offset_is_in_the_dossiers_zone(text: str, expected: object) -> None:
    assert expected == start(text)


def test_an_instant_falls_on_a_day_of_the_dossiers_zone() -> None:
    assert date(2021, 2, 4) == day("2021-02-03T23:30:00Z")


def test_the_end_of_a_day_is_its_last_microsecond() -> None:
    found = dates.end(Cell("2021-02-03", ""), SEOUL)
    assert datetime(2021, 2, 3, 14, 59, 59, 999999, tzinfo=UTC) == found


@pytest.mark.parametrize("text", ["1974", "1974-05", "1974-05-06"])
def test_a_birth_is_as_precise_as_given(text: str) -> None:
    assert text == dates.partial(Cell(text, ""), SEOUL)


@given(st.dates())
def test_iso_dates_are_themselves(value: Any) -> None:
    """ISO 8601, 5.2.1.1: calendar dates in extended format."""
    assert value == day(value.isoformat())


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))  # noqa: DTZ001 - made aware below
def test_iso_instants_are_themselves(value: Any) -> None:
    """ISO 8601, 5.4: a time with Z is in UTC."""
    assert value.replace(tzinfo=UTC) == start(value.isoformat() + "Z")


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_fault(text: str) -> None:
    try:
        assert isinstance(day(text), date)
    except Wrong as wrong:
        assert wrong.remedy  # noqa: PT017 - only this may come out
