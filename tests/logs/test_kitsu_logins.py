"""Kitsu (Zou), login log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import kitsu_logins
from logs.reading import said, sample


def test_logins_csv_gives_every_record() -> None:
    assert [
        "success p-mina 2024-03-01 08:00:00 192.0.2.7",
        "success p-jun 2024-03-01 08:05:00",
    ] == said(kitsu_logins, "logins.csv", timezone="Asia/Tokyo")


def test_logins_json_gives_every_record() -> None:
    assert [
        "success p-jun 2024-03-01 08:05:00 10.0.0.2",
        "success p-mina 2024-03-01 08:00:00 192.0.2.7",
    ] == said(kitsu_logins, "logins.json", timezone="Asia/Tokyo")


def test_logins_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("event 2", "earlier than a line before it (1 times in the log)"),
        ("event 2", "a list of addresses (1 times): a proxy, and a client can write such lists"),
    ] == [note[:2] for note in sample(kitsu_logins, "logins.json", timezone="Asia/Tokyo")[1]]


def test_the_address_is_marked_as_one_that_a_header_gave() -> None:
    script, web = sample(kitsu_logins, "logins.json")[0]
    assert ("header", "script") == (script.trust, script.application)
    assert ("10.0.0.2",) == web.via
