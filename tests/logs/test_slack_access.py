"""Slack, access log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import slack_access
from logs.reading import said


def test_access_json_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "success jun 2024-03-01 08:01:00",
    ] == said(slack_access, "access.json", timezone="Asia/Tokyo")
