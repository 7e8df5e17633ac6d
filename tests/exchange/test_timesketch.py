"""Events for Timesketch: the three columns it demands, order, days and times."""

from __future__ import annotations

import csv as reader
import json
from datetime import UTC, date, datetime, timedelta, timezone

from celtrace.exchange.timesketch import Event, csv, jsonl

SEOUL = timezone(timedelta(hours=9))
EVENTS = (
    Event(datetime(2024, 1, 2, 8, tzinfo=SEOUL), "in", "Sign-in", {"ip": "192.0.2.1"}),
    Event(date(2024, 1, 2), "=paid", "Payment", {"sum": "-5"}),
    Event(datetime(2024, 1, 2, 1, tzinfo=UTC), "out", "Session ends"),
)


def test_events_come_in_order_of_time_in_utc() -> None:
    lines = [json.loads(line) for line in jsonl(EVENTS).splitlines()]
    assert ["2024-01-01T23:00:00+00:00", "2024-01-02T00:00:00+00:00",
            "2024-01-02T01:00:00+00:00"] == [one["datetime"] for one in lines]  # fmt: skip
    assert ["in", "=paid", "out"] == [one["message"] for one in lines]


def test_a_day_without_a_time_says_so() -> None:
    lines = [json.loads(line) for line in jsonl(EVENTS).splitlines()]
    assert ["second", "day", "second"] == [one["precision"] for one in lines]


def test_a_csv_has_the_columns_it_must_and_one_for_every_value() -> None:
    rows = list(reader.DictReader(csv(EVENTS).decode("utf-8-sig").splitlines()))
    heads = ["message", "datetime", "timestamp_desc", "precision", "ip", "sum"]
    assert heads == list(rows[0])
    assert ["'=paid", "'-5", ""] == [rows[1][head] for head in ("message", "sum", "ip")]


def test_no_value_takes_the_place_of_a_column_that_must_be() -> None:
    event = Event(date(2024, 1, 2), "said", "What", {"message": "other", "datetime": "never"})
    assert "said" == json.loads(jsonl([event]))["message"]
    assert ["message", "datetime", "timestamp_desc", "precision"] == csv([event]).decode(
        "utf-8-sig").splitlines()[0].split(",")  # fmt: skip


def test_no_events_are_an_empty_file_or_its_heads() -> None:
    assert b"" == jsonl([])
    assert csv([]).decode("utf-8-sig").startswith("message,datetime")
