"""Perforce, audit log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import perforce
from logs.reading import said, sample


def test_audit_log_gives_every_record() -> None:
    assert [
        "download success mina 2024-02-29 23:00:00 192.0.2.7 //depot/e01/rig file.ma#3",
        "download success jun 2024-02-29 23:00:01 10.0.0.3 //depot/e01/layout.ma#1",
    ] == said(perforce, "audit.log", timezone="Asia/Tokyo")


def test_audit_log_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 4", "not a line of an audit log"),
        ("line 2", "a list of addresses (1 times): a proxy, and a client can write such lists"),
        ("whole log", "events of other kinds: 1 (verify 1)"),
    ] == [note[:2] for note in sample(perforce, "audit.log", timezone="Asia/Tokyo")[1]]


def test_the_workspace_is_the_device_and_a_proxys_address_is_kept() -> None:
    first, second = sample(perforce, "audit.log")[0]
    assert ("ws1", "sync") == (first.device, first.reason)
    assert ("10.0.0.3", ("192.0.2.8",)) == (second.ip, second.via)
