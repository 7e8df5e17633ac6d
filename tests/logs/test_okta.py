"""Okta, System Log: the reader on its samples."""

from __future__ import annotations

import json

from celtrace.logs import okta
from logs.reading import read, said, sample


def test_system_json_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "failure jun@example.org 2024-03-01 08:05:00 192.0.2.7",
        "success mina@example.org 2024-03-01 08:06:00 192.0.2.7",
        "end mina@example.org 2024-03-01 09:00:00 192.0.2.7",
    ] == said(okta, "system.json", timezone="Asia/Tokyo")


def test_system_json_says_what_was_passed_over_or_doubtful() -> None:
    assert (
        [
            (
                "whole log",
                "events of other kinds: 2 (user.authentication.auth_via_mfa with result challenge 1, policy.rule.update 1)",  # noqa: E501
            ),
        ]
        == [note[:2] for note in sample(okta, "system.json", timezone="Asia/Tokyo")[1]]
    )


def test_system_jsonl_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "failure jun@example.org 2024-03-01 08:05:00 192.0.2.7",
        "success mina@example.org 2024-03-01 08:06:00 192.0.2.7",
        "end mina@example.org 2024-03-01 09:00:00 192.0.2.7",
    ] == said(okta, "system.jsonl", timezone="Asia/Tokyo")


def test_system_jsonl_says_what_was_passed_over_or_doubtful() -> None:
    assert (
        [
            (
                "whole log",
                "events of other kinds: 2 (user.authentication.auth_via_mfa with result challenge 1, policy.rule.update 1)",  # noqa: E501
            ),
        ]
        == [note[:2] for note in sample(okta, "system.jsonl", timezone="Asia/Tokyo")[1]]
    )


def test_session_network_application_and_reason_are_kept() -> None:
    first, refused, sso, _ = sample(okta, "system.jsonl")[0]
    assert ("s1", "64500", "Canada") == (first.session, first.asn_stated, first.country_stated)
    assert (("198.51.100.1",), "u-08:00:00") == (first.via, first.event)
    assert ("INVALID_CREDENTIALS", "Kitsu") == (refused.reason, sso.application)


def test_whether_the_machine_is_managed_is_kept() -> None:
    event = {
        "eventType": "user.session.start", "published": "2024-03-01T08:00:00Z",
        "actor": {"alternateId": "ann@example.org"}, "outcome": {"result": "SUCCESS"},
        "client": {"ipAddress": "192.0.2.7"}, "device": {"id": "d1", "managed": False},
    }  # fmt: skip
    (first,), _ = read(okta, json.dumps(event).encode())
    assert ("d1", False) == (first.device, first.managed)
