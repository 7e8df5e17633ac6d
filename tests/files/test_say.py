"""Facts, times and paths as readers state them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from celtrace.files._say import Says, filetime, mail_time, people_of, when
from files.reading import blob

SAYS = Says(blob(b"x", "a.doc"), "doc")


@pytest.mark.parametrize(
    ("text", "utc", "offset"),
    [
        ("2016-05-04T17:30:00+08:30", datetime(2016, 5, 4, 9, 0, tzinfo=UTC), 510),
        ("D:20160503103000+09'00'", datetime(2016, 5, 3, 1, 30, tzinfo=UTC), 540),
        ("D:20160503103000-05'00", datetime(2016, 5, 3, 15, 30, tzinfo=UTC), -300),
        ("2016:05:03 10:30:00+08:00", datetime(2016, 5, 3, 2, 30, tzinfo=UTC), 480),
        ("2016-05-03T01:30:00Z", datetime(2016, 5, 3, 1, 30, tzinfo=UTC), None),
        ("2016-05-03T01:30:00", None, None),
        ("2016-05-03", None, None),
        ("2016-13-45T99:99:99+08:30", None, 510),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_an_offset_is_given_only_where_it_is_written(
    text: str, utc: datetime | None, offset: int | None
) -> None:
    moment, minutes = when(text)
    assert utc == moment
    assert (offset if utc else minutes) == minutes


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Tue, 3 May 2016 10:01:00 +0830", 510),
        ("Tue, 3 May 2016 10:01:00 -0000", None),
        ("Tue, 3 May 2016 01:01:00 GMT", 0),
        ("no date", None),
    ],
)
def test_the_date_of_a_mail_states_its_offset(text: str, offset: int | None) -> None:
    assert offset == mail_time(text)[1]


@pytest.mark.parametrize(
    ("path", "people"),
    [
        ("C:\\Users\\kim\\Desktop\\a.psd", [("user", "kim")]),
        ("C:/Documents and Settings/박/a.doc", [("user", "박")]),
        ("/Users/lee/Movies/a.mov", [("user", "lee")]),
        ("/home/pak/a", [("user", "pak")]),
        ("\\\\SERVER5\\work\\a.tga", [("machine", "SERVER5")]),
        ("C:\\Users\\Public\\a.txt", []),
        ("D:\\work\\a.txt", []),
        ("http://example/Users/x", []),
    ],
)
def test_paths_name_users_and_machines(path: str, people: list[tuple[str, str]]) -> None:
    assert people == list(people_of(path))


def test_a_path_is_a_fact_with_the_people_in_it() -> None:
    found = list(SAYS.paths("saved as C:\\Users\\kim\\cut.doc", "save 1"))
    assert [("path", "C:\\Users\\kim\\cut.doc"), ("user", "kim")] == [
        (one.name, one.value) for one in found
    ]


@pytest.mark.parametrize("text", ["", "  ", "\0\0"])
def test_what_is_empty_is_no_fact(text: str) -> None:
    assert [] == list(SAYS.fact("author", text, "x"))
    assert [] == list(SAYS.text(text.replace("\0", " "), "body", "x"))


@pytest.mark.parametrize("text", ["", "0000-00-00", "0000:00:00 00:00:00"])
def test_a_date_of_zeros_is_no_time(text: str) -> None:
    assert [] == list(SAYS.time("created", text, "x"))


def test_a_time_keeps_the_text_of_the_file() -> None:
    [one] = SAYS.time("saved", "2016-05-04T17:30:00+08:30", "XMP")
    assert ("2016-05-04T17:30:00+08:30", 510, "stated") == (one.value, one.offset, one.zone_from)


@pytest.mark.parametrize("ticks", [0, 2**63, 2**64 - 1])
def test_times_that_no_calendar_has_are_none(ticks: int) -> None:
    assert filetime(ticks) is None


def test_windows_counts_from_1601() -> None:
    assert datetime(2016, 5, 3, 1, 30, tzinfo=UTC) == filetime(131_067_126_000_000_000)
