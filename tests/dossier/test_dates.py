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


UTC_ZONE = How(ZoneInfo("UTC"))
ONE_READING = """
2021-02-03 | 2021-2-3
2021-02-03 | 2021/02/03
2021-02-03 | 2021.02.03.
2021-02-03 | 2021 / 2 / 3
2021-02-03 | 2021年02月03日
2021-02-03 | 2021 年 2 月 3 日
2021-02-03 | 2021년2월3일
2021-02-03 | 2021. 2. 3.
2021-02-03 | 3 FEB 2021
2021-02-03 | 3-feb-2021
2021-02-03 | 3. February 2021
2021-02-03 | February 3rd, 2021
2021-02-03 | Feb. 3, 2021
2021-05-01 | May 1st, 2021
2021-09-03 | 3 Sept 2021
2021-09-22 | Sep 22 2021
2021-10-10 | 10 OCT 2021 10:00
2021-08-03 | AUGUST 3, 2021 10:00
2021-02-03 | 2021-02-03T10:00
2021-02-03 | 2021-02-03t10:00
2021-02-03 | 2021-02-03 10:00:00
2021-02-03 | 2021年2月3日 10:00
2020-02-29 | 2020-02-29
2000-02-29 | 29 Feb 2000
0001-01-01 | 0001-01-01
9999-12-31 | 9999-12-31
""".strip().splitlines()
TWO_READINGS = """
03/04/2021 | 2021-04-03 or 2021-03-04
3-4-2021 | 2021-04-03 or 2021-03-04
03 04 2021 | 2021-04-03 or 2021-03-04
01/01/2021 | 2021-01-01
31/12/2021 | 2021-12-31
12/31/2021 | 2021-12-31
31/02/2021 | no day of the calendar
01/02/03 | 2003-02-01 or 2003-01-02 or 2001-02-03
05/06/70 | 1970-06-05 or 1970-05-06
70/05/06 | 1970-05-06
99/99/99 | no day of the calendar
""".strip().splitlines()
NO_DAY = """
2021-02-29 | is not a day of the calendar
1900-02-29 | is not a day of the calendar
20210230 | is not a day of the calendar
31 Apr 2021 | is not a day of the calendar
2021-00-01 | is not a day of the calendar
2021-W05-3 | is not a date
2021-034 | is not a date
44230 | is not a date
3/2021 | is not a date
Q1 2021 | is not a date
1 Feb 21 | is not a date
Ju 3 2021 | is not a date
3 Ma 2021 | is not a date
令和3年2月3日 | is not a date
TBD | is not a date
2021-02-03T10 | is not a date
10:00 | is not a date
2021-02-03 10:00 PM | is not a time
2021-02-03T10:00 KST | is not a time
2021-02-03T24:00 | is not a time of day
2021-02-03T23:59:60Z | is not a time of day
2021-02-03T10:00+16:00 | is not a time of day
2021-02-03T10:00+09:75 | is not a time of day
""".strip().splitlines()
INSTANTS = """
2021-02-03T05:05:00+00:00 | 2021-02-03T14:05+09:00
2021-02-03T05:05:00+00:00 | 2021-02-03T14:05+0900
2021-02-03T05:05:00+00:00 | 2021-02-03T14:05+09
2021-02-03T17:35:00+00:00 | 2021-02-03T14:05-03:30
2021-02-03T14:05:00+00:00 | 2021-02-03t14:05z
2021-02-03T14:05:00+00:00 | 2021-02-03 14:05:00 gmt
2021-02-03T14:05:00+00:00 | 2021-02-03 14:05 Z
2021-02-03T14:05:06.500000+00:00 | 2021-02-03T14:05:06,5Z
2021-02-03T14:05:06.123456+00:00 | 2021-02-03T14:05:06.123456789Z
2021-02-03T05:05:00+00:00 | 3 Feb 2021 14:05
2021-02-03T00:05:00+00:00 | 2021/2/3 9:05
2021-02-02T15:00:00+00:00 | 20210203
""".strip().splitlines()


def cases(lines: list[str]) -> list[tuple[str, ...]]:
    """Cells of a table of cases."""
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in lines]


def refused(text: str, how: How = SEOUL) -> Wrong:
    with pytest.raises(Wrong) as caught:
        day(text, how)
    return caught.value


@pytest.mark.parametrize(("iso", "text"), cases(ONE_READING))
def test_a_writing_of_a_day_with_one_reading_is_taken(iso: str, text: str) -> None:
    assert iso == day(text).isoformat()


@pytest.mark.parametrize(("text", "readings"), cases(TWO_READINGS))
def test_a_writing_that_begins_with_day_or_month_names_all_its_readings(
    text: str, readings: str
) -> None:
    wrong = refused(text)
    assert f"`{text}` can be read as {readings}" == wrong.problem
    assert (
        "write the date as YYYY-MM-DD, or give the column's format: "
        "`columns: {date: {header: THEIR HEADER, format: DD/MM/YYYY}}`" == wrong.remedy
    )


@pytest.mark.parametrize(("text", "said"), cases(NO_DAY))
def test_what_is_no_day_is_named_as_written(text: str, said: str) -> None:
    assert f"`{text}` {said}" == refused(text).problem


@pytest.mark.parametrize(("utc", "text"), cases(INSTANTS))
def test_a_writing_of_an_instant_is_read_in_utc(utc: str, text: str) -> None:
    assert utc == start(text).isoformat()


@pytest.mark.parametrize(
    ("text", "format_", "iso"),
    [
        ("31.12.68", "DD.MM.YY", "2068-12-31"),
        ("31.12.69", "DD.MM.YY", "1969-12-31"),
        ("12/05/74", "DD/MM/YY", "1974-05-12"),
        ("03Apr2021", "DDMMMYYYY", "2021-04-03"),
        ("2021.4.3", "YYYY.M.D", "2021-04-03"),
        ("20210403", "YYYYMMDD", "2021-04-03"),
        ("3 Apr. 2021", "D MMM YYYY", "2021-04-03"),
        ("(03-04-2021)", "(DD-MM-YYYY)", "2021-04-03"),
    ],
)
def test_a_format_reads_its_column(text: str, format_: str, iso: str) -> None:
    assert iso == day(text, How(ZoneInfo("UTC"), format_)).isoformat()


@pytest.mark.parametrize(
    ("text", "format_", "problem"),
    [
        ("2021/04/03", "DD/MM/YYYY", "`2021/04/03` is not written as DD/MM/YYYY"),
        ("31/02/2021", "DD/MM/YYYY", "`31/02/2021` is not a day of the calendar"),
        ("03 Foo 2021", "DD MMM YYYY", "`03 Foo 2021` is not a date"),
        ("03.04.2021 25:00", "DD.MM.YYYY HH:mm", "`03.04.2021 25:00` is not a time of day"),
    ],
)
def test_what_does_not_fit_its_format_is_a_fault(text: str, format_: str, problem: str) -> None:
    assert problem == refused(text, How(ZoneInfo("UTC"), format_)).problem


def test_a_format_with_hours_gives_an_instant_of_the_dossiers_zone() -> None:
    how = How(ZoneInfo("Asia/Seoul"), "DD.MM.YYYY HH:mm:ss")
    assert datetime(2021, 4, 3, 8, 30, 5, tzinfo=UTC) == start("03.04.2021 17:30:05", how)


@pytest.mark.parametrize(
    ("format_", "problem"),
    [
        ("DD/MM", "`DD/MM` is not a date format"),
        ("YYYY", "`YYYY` is not a date format"),
        ("%d/%m/%Y", "`%d/%m/%Y` is not a date format"),
        ("DD/DD/YYYY", "`DD/DD/YYYY` names a part of the date twice"),
        ("YYYY-MM-DD YYYY", "`YYYY-MM-DD YYYY` names a part of the date twice"),
    ],
)
def test_a_format_that_names_no_day_or_one_twice_is_a_fault(format_: str, problem: str) -> None:
    with pytest.raises(Wrong) as caught:
        dates.check_format(format_)
    assert problem == caught.value.problem
    remedy = "use YYYY, MM and DD with the signs between them, such as DD/MM/YYYY"
    assert remedy == caught.value.remedy


@pytest.mark.parametrize("format_", ["DD/MM/YYYY", "M-D-YY", "YYYY.MM.DD HH:mm", "D MMM YYYY"])
def test_a_sound_format_is_given_back(format_: str) -> None:
    assert format_ == dates.check_format(format_)


@pytest.mark.parametrize("text", ["0000", "1974-13", "1974-00", "1974-5", "c. 1974", "١٩٧٤"])
def test_what_is_no_year_month_or_day_is_no_birth(text: str) -> None:
    """'`born` (date or year)'."""
    with pytest.raises(Wrong):
        dates.partial(Cell(text, ""), SEOUL)


@pytest.mark.parametrize(
    ("text", "iso"), [("6 May 1974", "1974-05-06"), ("19740506", "1974-05-06")]
)
def test_a_birth_is_kept_as_iso(text: str, iso: str) -> None:
    assert iso == dates.partial(Cell(text, ""), SEOUL)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("0001-01-01", "Asia/Seoul"),
        ("9999-12-31", "America/New_York"),
        ("0001-01-01T00:00+09:00", "UTC"),
        ("9999-12-31T23:59-09:00", "UTC"),
    ],
)
def test_an_instant_outside_the_calendar_is_a_fault(text: str, zone: str) -> None:
    with pytest.raises(Wrong) as caught:
        dates.end(Cell(text, ""), How(ZoneInfo(zone)))
    assert f"`{text}` lies outside the calendar" == caught.value.problem


def test_a_day_of_an_instant_outside_the_calendar_is_a_fault() -> None:
    assert "lies outside the calendar" in refused("9999-12-31T23:00Z").problem


ZONES = ["UTC", "Asia/Seoul", "Asia/Shanghai", "America/Sao_Paulo", "America/Havana",
         "Africa/Cairo", "Asia/Beirut", "Europe/London", "Australia/Lord_Howe"]  # fmt: skip
"""With and without summer time; some change their clocks at midnight."""


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)), st.sampled_from(ZONES))
def test_a_day_ends_where_the_next_one_begins(value: date, zone: str) -> None:
    """'A date without time is a whole day in `timezone`'."""
    how = How(ZoneInfo(zone))
    following = date.fromordinal(value.toordinal() + 1)
    end = dates.end(Cell(value.isoformat(), ""), how)
    begin = start(following.isoformat(), how)
    assert 1 == (begin - end).total_seconds() * 1_000_000


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)), st.sampled_from(ZONES))
def test_a_whole_day_is_known_by_its_first_instant(value: date, zone: str) -> None:
    """'A date without time is a whole day in `timezone`'."""
    how = How(ZoneInfo(zone))
    assert dates.end(Cell(value.isoformat(), ""), how) == dates.whole_day(
        start(value.isoformat(), how), how
    )


def test_an_instant_within_a_day_is_no_whole_day() -> None:
    assert dates.whole_day(datetime(2021, 2, 3, 4, 5, tzinfo=UTC), UTC_ZONE) is None


def test_a_day_that_ends_outside_the_calendar_is_no_whole_day() -> None:
    new_york = How(ZoneInfo("America/New_York"))
    assert dates.whole_day(datetime(9999, 12, 31, 5, tzinfo=UTC), new_york) is None


@given(st.dates(date(1900, 1, 1)), st.sampled_from(["/", ".", "-"]))
def test_a_day_with_the_year_first_has_one_reading(value: date, sign: str) -> None:
    """ISO 8601, 4.3: parts of a date stand in descending order."""
    text = f"{value.year}{sign}{value.month}{sign}{value.day}"
    assert value == day(text)


@given(st.dates(date(1000, 1, 1)))
def test_the_users_format_gives_each_day_back(value: date) -> None:
    """'Dates are ISO 8601', unless the user names another order."""
    how = How(ZoneInfo("UTC"), "DD/MM/YYYY")
    assert value == day(f"{value.day:02d}/{value.month:02d}/{value.year}", how)


@given(st.text(alphabet="0123456789-/. TZ:+年月日JanFeb", max_size=24))
def test_any_text_is_an_instant_or_a_fault(text: str) -> None:
    for read in (dates.start, dates.end):
        try:
            assert UTC == read(Cell(text, ""), SEOUL).tzinfo
        except Wrong as wrong:
            assert wrong.remedy  # noqa: PT017 - only this may come out
