"""OpenSSH server log: every variant of its lines, one case a line."""

from __future__ import annotations

import pytest

from celtrace.logs import sshd
from logs.reading import line, read

KNOWN = "message of sshd that is not known"
START = "session opened for local user mina from [192.0.2.7]"
UNSTARTED = "the start of its SFTP session, which names the user, is not in the log"


def told(message: str, *, stamp: str = "Mar  1 08:00:00", program: str = "sshd[7]") -> str:
    """One line of syslog."""
    return f"{stamp} h {program}: {message}\n"


def found(text: str, year: int | None = 2024, timezone: str = "UTC") -> list[str]:
    """What came of a log, a line for each record."""
    records, _ = read(sshd, text.encode(), year=year, timezone=timezone)
    return [line(record) for record in records]


def notes(text: str, year: int | None = 2024) -> list[tuple[str, ...]]:
    """What was noted of a log."""
    return read(sshd, text.encode(), year=year)[1]


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ("success mina 192.0.2.7", "Accepted password for mina from 192.0.2.7 port 9 ssh2"),
        ("success mina 192.0.2.7", "Accepted password for mina from 192.0.2.7 port 9"),
        ("success mina 192.0.2.7", "Accepted none for mina from 192.0.2.7 port 9 ssh2"),
        ("success mina 192.0.2.7", "Accepted keyboard-interactive/pam for mina from 192.0.2.7 port 9 ssh2"),  # noqa: E501
        ("success mina 2001:db8::7", "Accepted publickey for mina from 2001:DB8:0::7 port 9 ssh2: RSA SHA256:x"),  # noqa: E501
        ("success mina fe80::1", "Accepted publickey for mina from fe80::1%eth0 port 9 ssh2"),
        ("success mina 192.0.2.7", "Accepted password for mina from ::ffff:192.0.2.7 port 9 ssh2"),
        ("success 미나 192.0.2.7", "Accepted password for 미나 from 192.0.2.7 port 9 ssh2"),
        ("success DOM\\mina 192.0.2.7", "Accepted gssapi-with-mic for DOM\\mina from 192.0.2.7 port 9 ssh2"),  # noqa: E501
        ("failure mina 192.0.2.7", "Failed password for mina from 192.0.2.7 port 9 ssh2"),
        ("failure mina 192.0.2.7", "Failed none for invalid user mina from 192.0.2.7 port 9 ssh2"),
        ("failure mina 192.0.2.7", "message repeated 2 times: [ Failed password for mina from 192.0.2.7 port 9 ssh2]"),  # noqa: E501
        ("failure  192.0.2.7", "Failed password for invalid user  from 192.0.2.7 port 9 ssh2"),
        ("end mina", "pam_unix(sshd:session): session closed for user mina"),
        ("end mina 192.0.2.7", "Disconnected from user mina 192.0.2.7 port 9"),
        ("end mina 2001:db8::7", "Disconnected from user mina 2001:db8::7 port 9"),
    ],
)  # fmt: skip
def test_every_form_of_a_message_becomes_its_record(expected: str, message: str) -> None:
    assert [expected] == [text.replace(" 2024-03-01 08:00:00", "") for text in found(told(message))]


@pytest.mark.parametrize(
    ("account", "ip", "named"),
    [
        ("x from 192.0.2.1 port 1 ssh2", "198.51.100.9", "x from 192.0.2.1 port 1 ssh2"),
        ("x from 192.0.2.1 port 1 ssh2: RSA k", "198.51.100.9", "x from 192.0.2.1 port 1 ssh2: RSA k"),  # noqa: E501
        ("Accepted password for root", "198.51.100.9", "Accepted password for root"),
        ("root]", "198.51.100.9", "root]"),
        ("a b", "198.51.100.9", "a b"),
        ("sshd[1]: Accepted none for y from 192.0.2.1 port 2", "198.51.100.9",
         "sshd[1]: Accepted none for y from 192.0.2.1 port 2"),
    ],
)  # fmt: skip
def test_a_user_name_cannot_forge_an_address_or_a_result(account: str, ip: str, named: str) -> None:
    text = told(f"Failed password for invalid user {account} from {ip} port 5 ssh2")
    assert [f"failure {named} 2024-03-01 08:00:00 {ip}"] == found(text)


@pytest.mark.parametrize(
    ("expected", "stamp", "timezone"),
    [
        ("2024-03-01 08:00:00", "Mar  1 08:00:00", "UTC"),
        ("2024-03-01 08:00:00", "Mar 01 08:00:00", "UTC"),
        ("2024-02-29 23:00:00", "Mar  1 08:00:00", "Asia/Tokyo"),
        ("2024-03-01 02:30:00", "Mar  1 08:00:00", "Asia/Kolkata"),
        ("2024-03-01 16:00:00", "Mar  1 08:00:00", "America/Los_Angeles"),
        ("2024-07-01 15:00:00", "Jul  1 08:00:00", "America/Los_Angeles"),
        ("2024-03-01 08:00:00", "<38>Mar  1 08:00:00", "UTC"),
        ("2024-03-01 08:00:00", "2024-03-01T08:00:00Z", "Asia/Tokyo"),
        ("2024-03-01 08:00:00", "2024-03-01T17:00:00+09:00", "UTC"),
        ("2024-03-01 08:00:00", "2024-03-01T08:00:00.123456+00:00", "UTC"),
        ("2024-03-01 08:00:00", "2024-03-01T00:00:00-0800", "UTC"),
        ("2023-12-31 15:00:00", "2024-01-01T00:00:00+09:00", "UTC"),
    ],
)
def test_times_become_utc_by_the_stated_offset_or_the_logs_zone(
    expected: str, stamp: str, timezone: str
) -> None:
    text = told("Accepted password for m from 192.0.2.7 port 9 ssh2", stamp=stamp)
    assert [f"success m {expected} 192.0.2.7"] == found(text, timezone=timezone)


@pytest.mark.parametrize(
    "program", ["sshd[7]", "sshd", "sshd-session[7]", "sshd-auth[7]", "sshd(pam_unix)[7]"]
)
def test_programs_of_openssh_are_ours(program: str) -> None:
    text = told("Accepted password for m from 192.0.2.7 port 9 ssh2", program=program)
    assert ["success m 2024-03-01 08:00:00 192.0.2.7"] == found(text)


@pytest.mark.parametrize("program", ["CRON[1]", "su", "kernel", "vsftpd[3]", "login[9]"])
def test_other_programs_cannot_speak_for_sshd_and_are_not_noted(program: str) -> None:
    text = told("Accepted password for m from 192.0.2.7 port 9 ssh2", program=program)
    assert ([], []) == (found(text), notes(text))


@pytest.mark.parametrize(
    "message",
    [
        "Connection closed by 192.0.2.7 port 9",
        "Disconnecting: Too many authentication failures",
        "Received disconnect from 192.0.2.7 port 9:11: bye",
        "pam_unix(sshd:session): session opened for user mina by (uid=0)",
        "Invalid user x from 192.0.2.7 port 9",
        "error: maximum authentication attempts exceeded",
        "fatal: Timeout before authentication",
        "Server listening on :: port 22.",
        "Did not receive identification string from 192.0.2.7",
        "Postponed publickey for mina from 192.0.2.7 port 9 ssh2 [preauth]",
        "User mina not allowed because account is locked",
        "subsystem request for sftp by user mina",
        "banner exchange: Connection from 192.0.2.7 port 9: invalid format",
    ],
)
def test_messages_about_something_else_are_passed_over_by_name(message: str) -> None:
    assert ([], []) == (found(told(message)), notes(told(message)))


@pytest.mark.parametrize(
    "message",
    ["Hello", "Accepted password", "Accepted password for m from nowhere port 9 ssh2", "unheard of"],  # noqa: E501
)  # fmt: skip
def test_messages_that_nobody_knows_are_noted(message: str) -> None:
    assert [("line 1", f"a {KNOWN}", "the line was left out")] == notes(told(message))


@pytest.mark.parametrize(
    "text", ["-- MARK --", "Mar  1", "Mar  1 08:00:00", "Mar  1 08:00:00 h sshd[7] no colon"]
)
def test_what_is_no_syslog_line_is_noted_and_the_next_is_read(text: str) -> None:
    good = told("Accepted password for m from 192.0.2.7 port 9 ssh2")
    assert ["success m 2024-03-01 08:00:00 192.0.2.7"] == found(f"{text}\n{good}")
    assert [("line 1", "not a syslog line", "the line was left out")] == notes(f"{text}\n{good}")


@pytest.mark.parametrize("cut", [3, 15, 17, 25])
def test_half_a_last_line_is_noted_as_cut_off(cut: int) -> None:
    good = told("Accepted password for m from 192.0.2.7 port 9 ssh2")
    (note,) = notes(good + told("x")[:cut])
    assert ("line 2", "the line was left out") == (note[0], note[2])


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ("download success mina 2024-03-01 08:00:00 192.0.2.7 /a 9", 'close "/a" bytes read 9 written 0'),  # noqa: E501
        ("upload success mina 2024-03-01 08:00:00 192.0.2.7 /a 9", 'close "/a" bytes read 0 written 9'),  # noqa: E501
        ("upload success mina 2024-03-01 08:00:00 192.0.2.7 /a 7", 'close "/a" bytes read 9 written 7'),  # noqa: E501
        ("download success mina 2024-03-01 08:00:00 192.0.2.7 /a 0", 'close "/a" bytes read 0 written 0'),  # noqa: E501
        ("download success mina 2024-03-01 08:00:00 192.0.2.7 /a 5", 'forced close "/a" bytes read 5 written 0'),  # noqa: E501
        ('download success mina 2024-03-01 08:00:00 192.0.2.7 /a" bytes read 1 written 8 5',
         'close "/a" bytes read 1 written 8" bytes read 5 written 0'),
        ("delete success mina 2024-03-01 08:00:00 192.0.2.7 /a", 'remove name "/a"'),
        ("delete success mina 2024-03-01 08:00:00 192.0.2.7 /d", 'rmdir name "/d"'),
        ("move success mina 2024-03-01 08:00:00 192.0.2.7 /a", 'rename old "/a" new "/b"'),
        ("move success mina 2024-03-01 08:00:00 192.0.2.7 /a", 'posix-rename old "/a" new "/b"'),
        ("move success mina 2024-03-01 08:00:00 192.0.2.7 /a b.mov", 'rename old "/a b.mov" new "/c d"'),  # noqa: E501
    ],
)  # fmt: skip
def test_what_the_sftp_server_says_becomes_an_act_on_a_file(expected: str, message: str) -> None:
    program = "internal-sftp[7]"
    text = told(START, program=program) + told(message, program=program)
    assert [expected] == found(text)


@pytest.mark.parametrize(
    "message",
    ['open "/a" flags READ mode 0666', 'opendir "/d"', 'closedir "/d"', "sent status No such file",
     'mkdir name "/d" mode 0777', 'realpath "."', "received client version 3",
     "session closed for local user mina from [192.0.2.7]"],
)  # fmt: skip
def test_other_words_of_the_sftp_server_are_no_acts_and_no_notes(message: str) -> None:
    text = told(START, program="sftp-server[7]") + told(message, program="sftp-server[7]")
    assert ([], []) == (found(text), notes(text))


def test_acts_belong_to_the_user_of_their_own_process() -> None:
    acts = [
        told(START, program="sftp-server[7]"),
        told(START.replace("mina", "jun").replace("0.2.7", "0.2.8"), program="sftp-server[8]"),
        told('remove name "/m"', program="sftp-server[7]"),
        told('remove name "/j"', program="sftp-server[8]"),
    ]
    assert [
        "delete success mina 2024-03-01 08:00:00 192.0.2.7 /m",
        "delete success jun 2024-03-01 08:00:00 192.0.2.8 /j",
    ] == found("".join(acts))


def test_a_process_number_that_is_used_again_does_not_inherit_the_user() -> None:
    closed = told("session closed for local user mina from [192.0.2.7]", program="sftp-server[7]")
    text = told(START, program="sftp-server[7]") + closed
    text += told('remove name "/m"', program="sftp-server[7]")
    assert [] == found(text)
    assert [("line 3", UNSTARTED, "the line was left out")] == notes(text)


@pytest.mark.parametrize(
    ("expected", "stamps"),
    [
        (["2024-12-31", "2025-01-01"], ["Dec 31 23:59:59", "Jan  1 00:00:00"]),
        (["2024-12-31", "2025-01-01", "2024-12-31"], ["Dec 31 23:59:59", "Jan  1 00:00:00", "Dec 31 23:59:58"]),  # noqa: E501
        (["2024-11-30", "2025-02-01"], ["Nov 30 08:00:00", "Feb  1 08:00:00"]),
        (["2024-02-29", "2024-03-01"], ["Feb 29 08:00:00", "Mar  1 08:00:00"]),
        (["2024-06-01", "2025-01-01", "2025-06-01", "2026-01-01"],
         ["Jun  1 08:00:00", "Jan  1 08:00:00", "Jun  1 08:00:00", "Jan  1 08:00:00"]),
    ],
)  # fmt: skip
def test_years_roll_over_with_the_lines(expected: list[str], stamps: list[str]) -> None:
    body = "Accepted password for m from 192.0.2.7 port 9 ssh2"
    text = "".join(told(body, stamp=stamp) for stamp in stamps)
    assert expected == [said.split()[2] for said in found(text)]


def test_a_missing_year_and_a_day_that_is_not_are_said_exactly() -> None:
    body = "Accepted password for m from 192.0.2.7 port 9 ssh2"
    left = "the line was left out"
    assert [("line 1", "the lines have no year and the dossier gives none", left)] == notes(
        told(body), year=None
    )
    assert [("line 1", "29 February 2023 does not exist", left)] == notes(
        told(body, stamp="Feb 29 08:00:00"), year=2023
    )
