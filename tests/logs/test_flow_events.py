"""Autodesk Flow Production Tracking, event log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import flow_events
from logs.reading import said, sample


def test_event_log_csv_gives_every_record() -> None:
    assert [
        "success Mina Park 2024-03-01 08:00:00",
        "download success Jun 2024-03-01 16:01:00  e01_012_v003",
        "failure Lee 2024-03-01 08:03:00",
        "end Mina Park 2024-03-01 09:00:00",
    ] == said(flow_events, "event_log.csv", timezone="Asia/Tokyo")


def test_event_log_csv_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 5", "earlier than a line before it (2 times in the log)"),
        ("whole log", "events of other kinds: 1 (Shotgun_Task_Change 1)"),
    ] == [note[:2] for note in sample(flow_events, "event_log.csv", timezone="Asia/Tokyo")[1]]


def test_rest_json_gives_every_record() -> None:
    assert [
        "success Mina Park 2024-03-01 08:00:00 192.0.2.7",
    ] == said(flow_events, "rest.json", timezone="Asia/Tokyo")


def test_session_project_and_description_are_kept() -> None:
    _, got, *_ = sample(flow_events, "event_log.csv")[0]
    assert ("su-2", "Starling", "10") == (got.session, got.project, got.event)
    assert 'Jun downloaded, "e01"' == got.reason
