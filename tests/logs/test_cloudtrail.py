"""AWS CloudTrail: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import cloudtrail
from logs.reading import said, sample


def test_lookup_json_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
    ] == said(cloudtrail, "lookup.json", timezone="Asia/Tokyo")


def test_records_json_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "failure arn:aws:iam::123456789012:root 2024-03-01 08:01:00 198.51.100.9",
        "download success jun 2024-03-01 08:02:00 192.0.2.8 e01/cut012.mov 4096",
        "upload failure ec2.amazonaws.com 2024-03-01 08:03:00 ec2.amazonaws.com e01/x",
    ] == said(cloudtrail, "records.json", timezone="Asia/Tokyo")


def test_records_json_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("event 4", "no address but a name in the address field (1 times)"),
        ("whole log", "events of other kinds: 1 (DescribeInstances 1)"),
    ] == [note[:2] for note in sample(cloudtrail, "records.json", timezone="Asia/Tokyo")[1]]


def test_bucket_and_bytes_of_a_data_event_are_kept() -> None:
    console, _, got, _ = sample(cloudtrail, "records.json")[0]
    assert ("dailies", 4096, "AKIAEXAMPLE") == (got.project, got.size, got.session)
    assert "mfa" == console.mfa
