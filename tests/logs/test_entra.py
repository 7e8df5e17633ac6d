"""Microsoft Entra ID, sign-in logs: the reader on its samples."""

from __future__ import annotations

import json

from celtrace.logs import entra
from logs.reading import read, said, sample


def test_diagnostic_jsonl_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "failure jun@example.org 2024-03-01 08:01:00 192.0.2.7",
        "success bot@example.org 2024-03-01 08:02:00 192.0.2.7",
    ] == said(entra, "diagnostic.jsonl", timezone="Asia/Tokyo")


def test_diagnostic_jsonl_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (AuditLogs 1)"),
    ] == [note[:2] for note in sample(entra, "diagnostic.jsonl", timezone="Asia/Tokyo")[1]]


def test_graph_json_gives_every_record() -> None:
    assert [
        "success lee@example.org 2024-03-01 08:00:00 203.0.113.9",
    ] == said(entra, "graph.json", timezone="Asia/Tokyo")


def test_portal_csv_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "failure jun@example.org 2024-03-01 08:05:00 192.0.2.8",
    ] == said(entra, "portal.csv", timezone="Asia/Tokyo")


def test_device_network_and_reason_are_kept() -> None:
    first, refused, _ = sample(entra, "diagnostic.jsonl")[0]
    assert ("dev-1", "64500", "JP") == (first.device, first.asn_stated, first.country_stated)
    assert "Bad secret" == refused.reason


def test_whether_the_machine_is_managed_is_kept() -> None:
    event = {
        "createdDateTime": "2024-03-01T08:00:00Z", "userPrincipalName": "ann@example.org",
        "ipAddress": "192.0.2.7", "status": {"errorCode": 0}, "appDisplayName": "x", "id": "1",
    }  # fmt: skip
    found = [
        read(entra, json.dumps(event | {"deviceDetail": detail}).encode())[0][0].managed
        for detail in ({"isManaged": True}, {"isManaged": False}, {})
    ]
    assert [True, False, None] == found
