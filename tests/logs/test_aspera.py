"""IBM Aspera, transfer log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import aspera
from logs.reading import said, sample


def test_ascp_own_log_gives_every_record() -> None:
    assert [
        "success jun 2024-03-01 08:00:00 198.51.100.4",
        "download failure jun 2024-03-01 08:00:05 198.51.100.4 /out/b.mov 10",
    ] == said(aspera, "ascp-own.log", timezone="Asia/Tokyo", year=2023)


def test_aspera_scp_transfer_log_gives_every_record() -> None:
    assert [
        "success mina 2023-02-28 23:00:00 192.0.2.7",
        'upload success mina 2023-02-28 23:00:07 192.0.2.7 /in/a "1".mov 174063616',
        "end mina 2023-02-28 23:00:09 192.0.2.7",
    ] == said(aspera, "aspera-scp-transfer.log", timezone="Asia/Tokyo", year=2023)


def test_aspera_scp_transfer_log_says_what_was_passed_over_or_doubtful() -> None:
    assert [
        ("line 4", "the start of its session, which names the user, is not in the log"),
        ("whole log", "events of other kinds: 1 (LOG Receiver 1)"),
    ] == [
        note[:2]
        for note in sample(aspera, "aspera-scp-transfer.log", timezone="Asia/Tokyo", year=2023)[1]
    ]


def test_lines_of_a_session_are_tied_by_its_id() -> None:
    signed, moved, ended = sample(aspera, "aspera-scp-transfer.log", year=2024)[0]
    assert {"029c"} == {signed.session, moved.session, ended.session}
    assert "macOS 14" == signed.user_agent
