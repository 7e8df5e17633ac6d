"""Slack, audit log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import slack_audit
from logs.reading import said, sample


def test_audit_json_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "download success Jun 2024-03-01 08:01:00 192.0.2.8 cut012.psd",
        "end mina@example.org 2024-03-01 08:02:00 192.0.2.7",
    ] == said(slack_audit, "audit.json", timezone="Asia/Tokyo")


def test_audit_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (app_installed 1)"),
    ] == [note[:2] for note in sample(slack_audit, "audit.json", timezone="Asia/Tokyo")[1]]
