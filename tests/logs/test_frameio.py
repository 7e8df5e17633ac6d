"""Frame.io, audit log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import frameio
from logs.reading import said, sample


def test_audit_json_gives_every_record() -> None:
    assert [
        "download success mina@example.org 2024-03-01 08:00:00  cut012.mov",
    ] == said(frameio, "audit.json", timezone="Asia/Tokyo")


def test_audit_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (TeamMemberAdded 1)"),
    ] == [note[:2] for note in sample(frameio, "audit.json", timezone="Asia/Tokyo")[1]]
