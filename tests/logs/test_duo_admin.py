"""Duo, administrator log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import duo_admin
from logs.reading import said, sample


def test_admin_jsonl_gives_every_record() -> None:
    assert [
        "success Mina Park 2024-03-01 08:00:00 192.0.2.7",
        "failure Jun 2024-03-01 08:01:00 198.51.100.9",
    ] == said(duo_admin, "admin.jsonl", timezone="Asia/Tokyo")


def test_admin_jsonl_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (user_update 1)"),
    ] == [note[:2] for note in sample(duo_admin, "admin.jsonl", timezone="Asia/Tokyo")[1]]
