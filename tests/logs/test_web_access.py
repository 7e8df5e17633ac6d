"""nginx and Apache, access log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import web_access
from logs.reading import said, sample


def test_access_log_gives_every_record() -> None:
    assert [
        "download success  2024-03-01 08:00:00 192.0.2.7 /e01/cut012.mov 4096",
        "upload success jun 2024-03-01 08:00:01 192.0.2.8 /in/a b.tga 0",
        'download failure mina park 2024-03-01 08:00:02 2001:db8::7 /x?<a href="y"> 1164',
        "failure lee 2024-03-01 08:00:03 192.0.2.9",
        "download success x [01/Mar/2024:08:00:00 +0000] \\x22GET /forged HTTP/1.1\\x22 200 1 2024-03-01 08:00:05 192.0.2.9 /real 5",  # noqa: E501
    ] == said(web_access, "access.log", timezone="Asia/Tokyo")


def test_access_log_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 7", "the last line is cut off"),
        ("line 2", "a list of addresses (1 times): a proxy, and a client can write such lists"),
        ("whole log", "events of other kinds: 1 (no request of HTTP 1)"),
    ] == [note[:2] for note in sample(web_access, "access.log", timezone="Asia/Tokyo")[1]]


def test_status_program_host_and_forwarded_addresses_are_kept() -> None:
    first, second, third, *_ = sample(web_access, "access.log")[0]
    assert ("200", "curl/8.5", ()) == (first.reason, first.user_agent, first.via)
    assert ("203.0.113.5", "10.0.0.2") == second.via
    assert "files.example:443" == third.application
