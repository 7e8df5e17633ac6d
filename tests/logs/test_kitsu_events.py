"""Kitsu (Zou), events: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import kitsu_events
from logs.reading import said, sample


def test_events_json_gives_every_record() -> None:
    assert [
        "upload success p-mina 2024-03-01 08:00:00  ",
    ] == said(kitsu_events, "events.json", timezone="Asia/Tokyo")


def test_events_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (task:update 1)"),
    ] == [note[:2] for note in sample(kitsu_events, "events.json", timezone="Asia/Tokyo")[1]]
