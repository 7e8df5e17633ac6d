"""Slack, access log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import slack_access
from logs.reading import said, sample


def test_access_json_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "success jun 2024-03-01 08:01:00",
    ] == said(slack_access, "access.json", timezone="Asia/Tokyo")


def test_a_row_is_a_span_from_the_first_to_the_last_access() -> None:
    first, second = sample(slack_access, "access.json")[0]
    assert 10_000 == (first.until - first.time).total_seconds()
    assert second.until == second.time
