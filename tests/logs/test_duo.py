"""Duo, authentication log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import duo
from logs.reading import said


def test_authlogs_json_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "failure jun 2024-03-01 08:01:00 192.0.2.7",
        "failure lee 2024-03-01 08:02:00 192.0.2.7",
    ] == said(duo, "authlogs.json", timezone="Asia/Tokyo")
