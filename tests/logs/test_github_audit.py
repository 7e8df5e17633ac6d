"""GitHub, audit log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import github_audit
from logs.reading import said, sample


def test_audit_jsonl_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "download success jun 2024-03-01 08:01:00 192.0.2.8 example/rigs",
    ] == said(github_audit, "audit.jsonl", timezone="Asia/Tokyo")


def test_audit_jsonl_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (team.add_member 1)"),
    ] == [note[:2] for note in sample(github_audit, "audit.jsonl", timezone="Asia/Tokyo")[1]]
