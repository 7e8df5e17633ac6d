"""What several commands share: days from options, and a line on each list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from celtrace.doors.commands._shared import day, list_line
from celtrace.errors import UsageError
from celtrace.listing import ListUse


def use(snapshot: date | None = date(2024, 1, 2), **more: Any) -> ListUse:
    return ListUse("us_ofac_sdn", "US", snapshot, 12_345, "d", 7, **more)


@pytest.mark.parametrize(
    ("expected", "text"),
    [(None, ""), (date(2024, 2, 29), "2024-02-29"), (date(1999, 12, 31), "1999-12-31")],
)
def test_a_day_is_read_or_was_not_given(expected: date | None, text: str) -> None:
    assert expected == day(text, "--as-of")


@pytest.mark.parametrize("option", ["--as-of", "--snapshot"])
@pytest.mark.parametrize("text", ["2023-02-29", "29.02.2024", "today", "2024", " ", "2024-1-2"])
def test_what_is_no_day_is_refused_with_its_option(option: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        day(text, option)
    assert f"{option} {text} is not a date." in str(caught.value)
    assert "Write it as YYYY-MM-DD." == caught.value.remedy


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("us_ofac_sdn of 2024-01-02 (12,345 entries, 7 days old)", use()),
        (
            "us_ofac_sdn of 2024-01-02 (12,345 entries, 7 days old; names only)",
            use(note="names only"),
        ),
        ("us_ofac_sdn: not installed", use(None, note="not installed")),
    ],
)
def test_how_a_list_took_part_is_one_line(expected: str, given: ListUse) -> None:
    assert expected == list_line(given)
