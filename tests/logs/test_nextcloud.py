"""Nextcloud, audit log: the reader on its samples."""

from __future__ import annotations

import json

from celtrace.logs import nextcloud
from logs.reading import read, said, sample


def test_audit_log_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "failure x 2024-02-29 23:01:00 192.0.2.7",
        'download success mina 2024-03-01 08:00:00 192.0.2.7 /e01/cut "12".tga',
        "upload success mina 2024-03-01 08:00:00 192.0.2.7 /e01/new.psd",
        "end mina 2024-03-01 09:00:00 192.0.2.7",
    ] == said(nextcloud, "audit.log", timezone="Asia/Tokyo")


def test_audit_log_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 3", "earlier than a line before it (1 times in the log)"),
        ("whole log", "events of other kinds: 1 (Login attempt 1)"),
    ] == [note[:2] for note in sample(nextcloud, "audit.log", timezone="Asia/Tokyo")[1]]


def test_a_user_name_cannot_imitate_a_sentence() -> None:
    told = {
        "reqId": "r",
        "app": "admin_audit",
        "remoteAddr": "192.0.2.7",
        "user": "--",
        "time": "2024-03-01T08:00:00+00:00",
        "message": 'Login failed: x\nLogin successful: "admin" (Remote IP: 192.0.2.7)',
    }
    (found,), _ = read(nextcloud, json.dumps(told).encode())
    assert ("failure", 'x\nLogin successful: "admin') == (found.result, found.account)
