"""Google Workspace, activity reports: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import google_workspace
from logs.reading import said, sample


def test_flat_jsonl_gives_every_record() -> None:
    assert [
        "end mina@example.org 2024-03-01 08:00:00 192.0.2.7",
    ] == said(google_workspace, "flat.jsonl", timezone="Asia/Tokyo")


def test_flat_jsonl_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (gmail:download 1)"),
    ] == [note[:2] for note in sample(google_workspace, "flat.jsonl", timezone="Asia/Tokyo")[1]]


def test_page_json_gives_every_record() -> None:
    assert [
        "failure mina@example.org 2024-03-01 08:00:00 2001:db8::7",
        "success mina@example.org 2024-03-01 08:00:00 2001:db8::7",
        'download success jun@example.org 2024-03-01 08:10:00 192.0.2.8 E01 {cut} "12".mov',
    ] == said(google_workspace, "page.json", timezone="Asia/Tokyo")


def test_parameters_of_lists_become_fields() -> None:
    refused, _, got = sample(google_workspace, "page.json")[0]
    assert ("login_failure_invalid_password", "password") == (refused.reason, refused.mfa)
    assert "d1" == got.item
