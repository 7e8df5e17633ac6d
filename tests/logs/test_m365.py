"""Microsoft 365, unified audit log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import m365
from logs.reading import said, sample


def test_audit_json_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "failure jun@example.org 2024-03-01 08:01:00 2001:db8::9",
        "download success mina@example.org 2024-03-01 08:02:00 192.0.2.7 https://x.example/e01/cut012.tga 99",  # noqa: E501
    ] == said(m365, "audit.json", timezone="Asia/Tokyo")


def test_audit_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (Set-Mailbox 1)"),
    ] == [note[:2] for note in sample(m365, "audit.json", timezone="Asia/Tokyo")[1]]


def test_purview_csv_gives_every_record() -> None:
    assert [
        "download success mina@example.org 2024-03-01 08:02:00 192.0.2.7 https://x.example/e01/cut012.tga 99",  # noqa: E501
    ] == said(m365, "purview.csv", timezone="Asia/Tokyo")


def test_named_properties_become_fields() -> None:
    first, refused, _ = sample(m365, "audit.json")[0]
    assert ("s1", "Firefox/128.0") == (first.session, first.user_agent.split()[-1])
    assert "InvalidUserNameOrPassword" == refused.reason
