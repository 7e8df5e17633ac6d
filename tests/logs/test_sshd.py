"""The OpenSSH reader on its sample."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.logs import sshd
from celtrace.logs._lines import LogText
from celtrace.records import Digest, SignIn
from logs.reading import said, sample

SAMPLE = Path(__file__).parents[1] / "samples" / "logs" / "sshd" / "auth.log"


def read(data: bytes, year: int | None = 2023) -> tuple[list[SignIn], list[tuple[str, ...]]]:
    notes: list[tuple[str, ...]] = []
    log = LogText(io.BytesIO(data), Digest("0" * 64), "auth.log", year=year)
    return list(sshd.read(log, lambda *said: notes.append(said))), notes


def test_sample_gives_accounts_results_and_addresses() -> None:
    found, _ = read(SAMPLE.read_bytes())
    assert [
        ("mina", "success", "192.0.2.7"),
        ("admin", "failure", "198.51.100.9"),
        ("jun", "success", "2001:db8::5"),
        ("lee", "success", "203.0.113.4"),
    ] == [(s.account, s.result, s.ip) for s in found[:4]]


def test_year_rises_at_new_year_and_offsets_become_utc() -> None:
    found, _ = read(SAMPLE.read_bytes())
    assert datetime(2023, 12, 31, 23, 59, 58, tzinfo=UTC) == found[0].time
    assert datetime(2024, 1, 1, 0, 0, 3, tzinfo=UTC) == found[2].time
    assert datetime(2024, 1, 1, 0, 0, 5, tzinfo=UTC) == found[3].time


def test_a_user_name_that_imitates_a_log_line_is_one_failed_sign_in() -> None:
    found, _ = read(SAMPLE.read_bytes())
    assert ("failure", "192.0.2.1") == (found[4].result, found[4].ip)
    assert 5 == len(found)


def test_unknown_messages_and_a_cut_last_line_are_noted() -> None:
    _, notes = read(SAMPLE.read_bytes())
    assert [
        ("line 7", "a message of sshd that is not known", "the line was left out"),
        ("line 9", "the last line is cut off", "the line was left out"),
    ] == notes


def test_without_a_year_each_sign_in_is_noted_and_none_is_guessed() -> None:
    found, notes = read(SAMPLE.read_bytes(), year=None)
    assert ["lee"] == [s.account for s in found]
    assert 4 == sum("no year" in reason for _, reason, _ in notes)


@pytest.mark.parametrize("data", [b"", b"GET / HTTP/1.1", b"Dec 10 06:55:46 h CRON[1]: x\n"])
def test_other_text_is_not_taken_for_sshd(data: bytes) -> None:
    assert 0.0 == sshd.sniff(data, "auth.log")


def test_sftp_lines_are_acts_of_the_user_who_opened_the_session() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        'download success mina 2024-03-01 08:00:09 192.0.2.7 /in/e1 "a".mov 4096',
        "upload success mina 2024-03-01 08:01:00 192.0.2.7 /out/e1.tga 77",
        "delete success mina 2024-03-01 08:01:01 192.0.2.7 /out/old.tga",
        "end mina 2024-03-01 08:01:03",
        "failure root 2024-03-01 08:02:00 198.51.100.9",
        "end jun 2024-03-01 08:02:01 2001:db8::5",
    ] == said(sshd, "sftp.log", year=2024)


def test_a_session_that_began_before_the_log_is_said() -> None:
    reason = "the start of its SFTP session, which names the user, is not in the log"
    assert [("line 9", reason)] == [note[:2] for note in sample(sshd, "sftp.log", year=2024)[1]]


def test_a_repeated_message_says_how_often() -> None:
    found, _ = sample(sshd, "sftp.log", year=2024)
    assert ["3 times"] == [record.reason for record in found if record.account == "root"]


def test_keys_methods_and_processes_are_kept() -> None:
    first, *_ = sample(sshd, "auth.log", year=2023)[0]
    assert ("publickey", "ED25519 SHA256:abc", "24200") == (first.mfa, first.passkey, first.session)
    assert "socket" == first.trust
