"""FTP transfer log (xferlog): the reader on its samples."""

from __future__ import annotations

from celtrace.logs import xferlog
from logs.reading import said, sample


def test_xferlog_gives_every_record() -> None:
    assert [
        "upload success mina 2024-02-29 23:00:05 192.0.2.9 /in/a 1.png 1884",
        "download failure jun 2024-02-29 23:00:06 files.example.net /out/b.mov 99",
        "delete success guest@ 2024-02-29 23:00:07 2001:db8::5 /out/c.mov 0",
    ] == said(xferlog, "xferlog", timezone="Asia/Tokyo")


def test_xferlog_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 2", "no address but a name in the address field (1 times)"),
    ] == [note[:2] for note in sample(xferlog, "xferlog", timezone="Asia/Tokyo")[1]]
