"""Box, enterprise events: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import box
from logs.reading import said


def test_events_json_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "failure jun@example.org 2024-03-01 08:01:00 198.51.100.9",
        "download success mina@example.org 2024-03-01 08:02:00 192.0.2.7 cut012.tga 2048",
    ] == said(box, "events.json", timezone="Asia/Tokyo")
