"""Dropbox Business, team log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import dropbox
from logs.reading import said


def test_team_json_gives_every_record() -> None:
    assert [
        "success mina@example.org 2024-03-01 08:00:00 192.0.2.7",
        "download success jun@example.org 2024-03-01 08:01:00 192.0.2.8 /e01/a.tga",
        "download success jun@example.org 2024-03-01 08:01:00 192.0.2.8 /e01/b.tga",
    ] == said(dropbox, "team.json", timezone="Asia/Tokyo")
