"""Zoom, sign-in and sign-out activity: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import zoom
from logs.reading import said


def test_activities_json_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "end mina@example.org 2024-03-01 09:00:00 192.0.2.7",
    ] == said(zoom, "activities.json", timezone="Asia/Tokyo")
