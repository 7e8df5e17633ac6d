"""vsftpd: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import vsftpd
from logs.reading import said, sample


def test_vsftpd_log_gives_every_record() -> None:
    assert [
        "success mina 2024-02-29 23:00:01 192.0.2.9",
        'failure x] OK LOGIN: Client "192.0.2.1" 2024-02-29 23:00:02 198.51.100.9',
        'upload success mina 2024-02-29 23:00:05 192.0.2.9 /in/a "1".png 1884',
        "download failure mina 2024-02-29 23:00:06 192.0.2.9 /in/b*",
        "delete success mina 2024-02-29 23:00:07 192.0.2.9 /in/c.png",
    ] == said(vsftpd, "vsftpd.log", timezone="Asia/Tokyo")


def test_vsftpd_log_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 4", "a name in it imitates the form of a line: two readings are possible"),
        ("line 8", "the last line is cut off"),
        ("whole log", "events of other kinds: 1 (CONNECT 1)"),
    ] == [note[:2] for note in sample(vsftpd, "vsftpd.log", timezone="Asia/Tokyo")[1]]
