"""OneLogin, events: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import onelogin
from logs.reading import read, said, sample


def test_events_json_gives_every_record() -> None:
    assert [
        "success Mina Park 2024-03-01 08:00:00 192.0.2.7",
        "failure Jun 2024-03-01 08:01:00 198.51.100.9",
        "success Mina Park 2024-03-01 08:02:00 192.0.2.7",
        "end Mina Park 2024-03-01 09:00:00 192.0.2.7",
    ] == said(onelogin, "events.json", timezone="Asia/Tokyo")


def test_events_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("whole log", "events of other kinds: 1 (13 1)"),
    ] == [note[:2] for note in sample(onelogin, "events.json", timezone="Asia/Tokyo")[1]]


def test_what_answered_the_second_factor_is_kept() -> None:
    data = (
        b'{"event_type_id": 5, "created_at": "2024-03-01T08:00:00Z", "user_name": "ann", '
        b'"ipaddr": "192.0.2.7", "otp_device_id": 77, "otp_device_name": "phone"}'
    )
    (first,), _ = read(onelogin, data)
    assert ("phone", "77", "") == (first.mfa, first.mfa_device, first.passkey)
