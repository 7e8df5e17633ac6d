"""Spans of time in a CV: every usual writing, and nothing that only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.cv import spans, tools


@pytest.mark.parametrize(
    ("line", "start", "until"),
    [
        ("Key animator, Studio A, 2015-2019", "2015-01-01", "2019-12-31"),
        ("Mar 2015 – June 2018 Inker", "2015-03-01", "2018-06-30"),
        ("March, 2015 to Sept. 2018", "2015-03-01", "2018-09-30"),
        ("03/2015 - 02/2016", "2015-03-01", "2016-02-29"),
        ("2015.03 ~ 2016.02", "2015-03-01", "2016-02-29"),
        ("2015-03 - 2016-04", "2015-03-01", "2016-04-30"),
        ("2015年3月 - 2018年2月 原画", "2015-03-01", "2018-02-28"),
        ("2015년 3월 ~ 2018년 2월", "2015-03-01", "2018-02-28"),
        ("05.2014 bis 12.2016", "2014-05-01", "2016-12-31"),
        ("2019 to 2015", "2019-01-01", "2015-12-31"),
    ],
)
def test_a_span_is_read_with_the_days_that_it_can_mean(line: str, start: str, until: str) -> None:
    (found,) = spans(line)
    assert (start, until) == (str(found.start), str(found.until))


@pytest.mark.parametrize(
    "line",
    ["2015.03 ~ 현재", "2015年3月 至今", "03/2015 - present", "2015-03 – now", "2015.3から現在"],
)
def test_an_open_end_is_open(line: str) -> None:
    found = list(spans(line.replace(" 至今", "-至今").replace("から", " から ")))
    assert [(date(2015, 3, 1), None)] == [(one.start, one.until) for one in found]


@pytest.mark.parametrize(
    "line",
    [
        "tel 2015-1999-2000",
        "in 2015",
        "2015, 2016",
        "12015-20190",
        "01.03.2015",
        "1815-1819",
        "ISO 2015/2019",
        "+81 3 2015 2016",
    ],
)
def test_what_is_no_span_is_left_alone(line: str) -> None:
    assert [] == list(spans(line))


def test_lines_are_counted_and_kept() -> None:
    first, second = spans("CV\n2001-2003 school\n\n2004-2006  work,  and  more")
    assert (2, 4, "2001-2003 school") == (first.line, second.line, first.around)


def test_a_program_is_known_by_its_whole_name() -> None:
    assert ["OpenToonz"] == [one.name for one in tools("drew in opentoonz, 2010")]
    assert () == tools("OpenToonzish, procreated")


def test_every_release_has_a_source() -> None:
    (one,) = tools("Clip  Studio Paint")
    assert (date(2012, 5, 31), True) == (one.released, one.source.startswith("https://"))


@given(st.text(alphabet="0123456789-./ 年月년월~toMarpresent\n", max_size=60))
def test_no_text_raises(text: str) -> None:
    for one in spans(text):
        assert one.start.year >= 1900
