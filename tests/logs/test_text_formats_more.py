"""Logs in lines of text: every variant of a line, one case a line."""

from __future__ import annotations

from types import ModuleType

import pytest

from celtrace.logs import aspera, perforce, vsftpd, web_access, xferlog
from logs.reading import line, read

LEFT = "the line was left out"
FTP = "Fri Mar  1 08:00:00 2024"


def found(reader: ModuleType, text: str, timezone: str = "UTC") -> list[str]:
    """What came of a log, a line for each record."""
    return [line(one) for one in read(reader, text.encode(), timezone=timezone, year=2024)[0]]


def notes(reader: ModuleType, text: str) -> list[tuple[str, ...]]:
    """What was noted of a log."""
    return read(reader, text.encode(), year=2024)[1]


def asked(
    request: str = "GET /a HTTP/1.1", *, host: str = "192.0.2.7", user: str = "-",
    status: int = 200, rest: str = "",
) -> str:  # fmt: skip
    """A line of an access log."""
    return f'{host} - {user} [01/Mar/2024:08:00:00 +0000] "{request}" {status} 5{rest}\n'


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("download success  192.0.2.7 /a 5", asked()),
        ("download success  192.0.2.7 /a 5", asked("GET /a HTTP/2.0")),
        ("download success  192.0.2.7 /a 5", asked("GET /a")),
        ("download success  192.0.2.7 /a b 5", asked("GET /a b HTTP/1.1")),
        ("download success  192.0.2.7 /a?x=1&y=%20 5", asked("GET /a?x=1&y=%20 HTTP/1.1")),
        ("upload success  192.0.2.7 /a 5", asked("PUT /a HTTP/1.1", status=201)),
        ("upload success  192.0.2.7 /a 5", asked("POST /a HTTP/1.1", status=302)),
        ("edit success  192.0.2.7 /a 5", asked("PATCH /a HTTP/1.1")),
        ("delete success  192.0.2.7 /a 5", asked("DELETE /a HTTP/1.1")),
        ("view success  192.0.2.7 /a 5", asked("HEAD /a HTTP/1.1")),
        ("list success  192.0.2.7 /a 5", asked("PROPFIND /a HTTP/1.1", status=207)),
        ("move success  192.0.2.7 /a 5", asked("MOVE /a HTTP/1.1")),
        ("copy success  192.0.2.7 /a 5", asked("COPY /a HTTP/1.1")),
        ("download success  192.0.2.7 /a 5", asked(status=399)),
        ("download failure  192.0.2.7 /a 5", asked(status=400)),
        ("download failure  192.0.2.7 /a 5", asked(status=401)),
        ("download failure  192.0.2.7 /a 5", asked(status=503)),
        ("failure mina 192.0.2.7", asked(status=401, user="mina")),
        ("download failure mina 192.0.2.7 /a 5", asked(status=403, user="mina")),
        ("download success mina park 192.0.2.7 /a 5", asked(user="mina park")),
        ("download success  192.0.2.7 /a 5", asked(user='""')),
        ("download success 미나 192.0.2.7 /a 5", asked(user="미나")),
        ("download success  2001:db8::7 /a 5", asked(host="2001:DB8::7")),
        ("download success  192.0.2.7 /a 5", asked(host="::ffff:192.0.2.7")),
        ("download success  pc.example /a 5", asked(host="pc.example")),
        ("download success  192.0.2.7 /a 5", asked(host="files.example:443 192.0.2.7")),
        ("download success  192.0.2.7 /a", asked().replace(" 5\n", " -\n")),
        ("download success  192.0.2.7 /a 5", asked(rest=' "-" "curl/8"')),
        ("download success  192.0.2.7 /a 5", asked(rest=' "-" "curl/8" "203.0.113.5"')),
        ("download success  192.0.2.7 /a 5", asked(rest=" 0.004 up=1")),
    ],
)
def test_each_request_is_an_act_by_its_method_and_status(expected: str, text: str) -> None:
    assert [expected] == [
        one.replace(" 2024-03-01 08:00:00", "") for one in found(web_access, text)
    ]


@pytest.mark.parametrize(
    ("via", "agent", "rest"),
    [
        ((), "", ""),
        ((), "", ' "-" "-"'),
        ((), "curl/8", ' "-" "curl/8"'),
        ((), "a, b (c)", ' "http://x/" "a, b (c)"'),
        (("203.0.113.5",), "curl/8", ' "-" "curl/8" "203.0.113.5"'),
        (("203.0.113.5", "10.0.0.1"), "c", ' "-" "c" "203.0.113.5, 10.0.0.1"'),
        (("2001:db8::5",), "c", ' "-" "c" "2001:DB8:0::5"'),
        (("203.0.113.5",), "c", ' "-" "c" "203.0.113.5, 192.0.2.7"'),
        ((), "c", ' "-" "c" "-"'),
        ((), "c", ' "-" "c" "203.0.113.5, nonsense"'),
        ((), "c", ' "-" "c" 0.003'),
    ],
)
def test_forwarded_addresses_are_kept_beside_the_sockets(
    via: tuple[str, ...], agent: str, rest: str
) -> None:
    (record,), _ = read(web_access, asked(rest=rest).encode())
    assert ("192.0.2.7", via, agent) == (record.ip, record.via, record.user_agent)


@pytest.mark.parametrize(
    ("expected", "stamp"),
    [
        ("2024-03-01 08:00:00", "01/Mar/2024:08:00:00 +0000"),
        ("2024-02-29 23:00:00", "01/Mar/2024:08:00:00 +0900"),
        ("2024-03-01 16:00:00", "01/Mar/2024:08:00:00 -0800"),
        ("2024-03-01 02:30:00", "01/Mar/2024:08:00:00 +0530"),
        ("2023-12-31 15:00:01", "01/Jan/2024:00:00:01 +0900"),
    ],
)
def test_an_access_logs_offset_holds_against_the_dossiers_zone(expected: str, stamp: str) -> None:
    text = asked().replace("01/Mar/2024:08:00:00 +0000", stamp)
    assert [f"download success  {expected} 192.0.2.7 /a 5"] == found(web_access, text, "Asia/Tokyo")


@pytest.mark.parametrize("request_", ["-", "", "\\x16\\x03\\x01", "CONNECT x:443 HTTP/1.1", "GET"])
def test_what_is_no_request_of_a_known_method_is_counted(request_: str) -> None:
    text = asked(request_)
    assert [] == found(web_access, text)
    passed = "they are no sign-ins and no file accesses, and were passed over"
    reason = "events of other kinds: 1 (no request of HTTP 1)"
    assert [("whole log", reason, passed)] == notes(web_access, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("success jean 192.0.2.9", '[pid 1] [jean] OK LOGIN: Client "192.0.2.9"'),
        ("failure jean 192.0.2.9", '[pid 1] [jean] FAIL LOGIN: Client "192.0.2.9"'),
        ("failure  192.0.2.9", '[pid 1] [] FAIL LOGIN: Client "192.0.2.9"'),
        ("failure a b 192.0.2.9", '[pid 1] [a b] FAIL LOGIN: Client "192.0.2.9"'),
        ("failure a] [b 192.0.2.9", '[pid 1] [a] [b] FAIL LOGIN: Client "192.0.2.9"'),
        ("success ftp 192.0.2.9", '[pid 1] [ftp] OK LOGIN: Client "192.0.2.9", anon password "a@b"'),  # noqa: E501
        ("success jean 192.0.2.9", '[pid 1] [jean] OK LOGIN: Client "::ffff:192.0.2.9"'),
        ("success jean 2001:db8::9", '[pid 1] [jean] OK LOGIN: Client "2001:db8::9"'),
        ("upload success jean 192.0.2.9 /a 7",
         '[pid 3] [jean] OK UPLOAD: Client "192.0.2.9", "/a", 7 bytes, 1.0Kbyte/sec'),
        ("upload failure jean 192.0.2.9 /a",
         '[pid 3] [jean] FAIL UPLOAD: Client "192.0.2.9", "/a", 0.00Kbyte/sec'),
        ("download success jean 192.0.2.9 /a b, 7 bytes 8",
         '[pid 3] [jean] OK DOWNLOAD: Client "192.0.2.9", "/a b, 7 bytes", 8 bytes, 1.0Kbyte/sec'),
        ("upload success jean 192.0.2.9 /a 7",
         '[pid 3] [jean] OK APPEND: Client "192.0.2.9", "/a", 7 bytes, 1.0Kbyte/sec'),
        ("delete success jean 192.0.2.9 /a", '[pid 3] [jean] OK DELETE: Client "192.0.2.9", "/a"'),
        ("delete failure jean 192.0.2.9 /d", '[pid 3] [jean] FAIL RMDIR: Client "192.0.2.9", "/d"'),
        ("move success jean 192.0.2.9 /a /b", '[pid 3] [jean] OK RENAME: Client "192.0.2.9", "/a /b"'),  # noqa: E501
    ],
)  # fmt: skip
def test_each_line_of_vsftpd_becomes_its_record(expected: str, text: str) -> None:
    assert [expected] == [
        one.replace(" 2024-03-01 08:00:00", "") for one in found(vsftpd, f"{FTP} {text}\n")
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CONNECT", '[pid 1] CONNECT: Client "192.0.2.9"'),
        ("OK MKDIR", '[pid 3] [jean] OK MKDIR: Client "192.0.2.9", "/d"'),
        ("OK CHMOD", '[pid 3] [jean] OK CHMOD: Client "192.0.2.9", "/d 644"'),
        ("DEBUG", '[pid 1] DEBUG: Client "192.0.2.9"'),
    ],
)
def test_other_commands_of_vsftpd_are_counted_by_name(kind: str, text: str) -> None:
    assert [f"events of other kinds: 1 ({kind} 1)"] == [
        note[1] for note in notes(vsftpd, f"{FTP} {text}\n")
    ]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("download success jean 192.0.2.9 /a 9", "1 192.0.2.9 9 /a b _ o r jean ftp 0 * c"),
        ("upload success jean 192.0.2.9 /a 9", "1 192.0.2.9 9 /a b _ i r jean ftp 0 * c"),
        ("delete success jean 192.0.2.9 /a 9", "1 192.0.2.9 9 /a b _ d r jean ftp 0 * c"),
        ("upload failure jean 192.0.2.9 /a 9", "1 192.0.2.9 9 /a b _ i r jean ftp 0 * i"),
        ("upload success jean 192.0.2.9 /a 9", "1 192.0.2.9 9 /a b _ i r jean ftp 0 *"),
        ("upload success a@b 192.0.2.9 /a 9", "1 192.0.2.9 9 /a a C i a a@b ftp 1 a@b c"),
        ("upload success jean 192.0.2.9 /a b c 9", "1 192.0.2.9 9 /a b c b _ i r jean ftp 0 * c"),
        (
            "upload success jean 192.0.2.9 /x b _ o r root ftp 0 * c 9",
            "1 192.0.2.9 9 /x b _ o r root ftp 0 * c b _ i r jean ftp 0 * c",
        ),
        ("upload success jean 2001:db8::9 /a 0", "0 2001:db8::9 0 /a b _ i g jean sftp 0 * c"),
        ("upload success jean 192.0.2.9 /a 9", "1 ::ffff:192.0.2.9 9 /a b _ i r jean ftp 0 * c"),
        ("upload success jean pc.example /a 9", "1 pc.example 9 /a b _ i r jean ftp 0 * c"),
    ],
)
def test_each_transfer_becomes_its_record(expected: str, text: str) -> None:
    assert [expected] == [
        one.replace(" 2024-03-01 08:00:00", "") for one in found(xferlog, f"{FTP} {text}\n")
    ]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("download success jim 192.0.2.1 //d/f#1", "jim@stone 192.0.2.1 sync //d/f#1"),
        ("download success jim 192.0.2.1 //d/f#1", "jim@stone 192.0.2.1 print //d/f#1"),
        ("download success jim 192.0.2.1 //d/f#1", "jim@stone 192.0.2.1 unshelve //d/f#1"),
        ("view success jim 192.0.2.1 //d/f#1", "jim@stone 192.0.2.1 diff2 //d/f#1"),
        ("view success jim 192.0.2.1 //d/a b#1", "jim@stone 192.0.2.1 annotate //d/a b#1"),
        ("upload success jim 192.0.2.1 //d/f#2", "jim@stone 192.0.2.1 submit //d/f#2"),
        ("upload success jim 192.0.2.1 //d/f@=7", "jim@stone 192.0.2.1 shelve //d/f@=7"),
        ("delete success jim 192.0.2.1 //d/f", "jim@stone 192.0.2.1 obliterate //d/f"),
        ("download success jim 2001:db8::1 //d/f#1", "jim@stone 2001:db8::1 sync //d/f#1"),
        ("download success jim 192.0.2.1 //d/f#1", "jim@stone 192.0.2.1/10.0.0.1 sync //d/f#1"),
        ("download success jim  //d/f#1", "jim@stone unknown sync //d/f#1"),
        ("download success a b 192.0.2.1 //d/f#1", "a b@stone 192.0.2.1 sync //d/f#1"),
    ],
)
def test_each_line_of_perforce_becomes_its_record(expected: str, text: str) -> None:
    assert [expected] == [
        one.replace(" 2024-03-01 08:00:00", "")
        for one in found(perforce, f"2024/03/01 08:00:00 {text}\n")
    ]


WALL = [
    (vsftpd, f'{FTP} [pid 1] [m] OK LOGIN: Client "192.0.2.9"\n'),
    (xferlog, f"{FTP} 1 192.0.2.9 9 /a b _ i r jean ftp 0 * c\n"),
    (perforce, "2024/03/01 08:00:00 jim@stone 192.0.2.1 sync //d/f#1\n"),
]


@pytest.mark.parametrize(
    ("expected", "zone"),
    [
        ("2024-03-01 08:00:00", "UTC"),
        ("2024-02-29 23:00:00", "Asia/Seoul"),
        ("2024-03-01 00:00:00", "Asia/Shanghai"),
        ("2024-03-01 07:00:00", "Europe/Paris"),
        ("2024-03-01 16:00:00", "America/Vancouver"),
    ],
)
@pytest.mark.parametrize(("reader", "text"), WALL, ids=["vsftpd", "xferlog", "perforce"])
def test_a_servers_wall_clock_is_in_the_dossiers_zone(
    reader: ModuleType, text: str, expected: str, zone: str
) -> None:
    (said,) = found(reader, text, zone)
    assert expected in said


@pytest.mark.parametrize(
    ("what", "reader", "text"),
    [
        ("a line of vsftpd", *WALL[0]),
        ("a line of a transfer log", *WALL[1]),
        ("a line of an audit log", *WALL[2]),
        ("a line of an access log", web_access, asked()),
        ("a line of a log", aspera, "Mar  1 08:00:00 h ascp[1]: LOG FASP Session Start uuid=u\n"),
    ],
)
def test_a_foreign_line_and_half_a_line_are_noted_apart(
    what: str, reader: ModuleType, text: str
) -> None:
    said = notes(reader, f"foreign\n{text}{text[:9]}")
    assert ("line 1", f"not {what}", LEFT) == said[0]
    assert ("line 3", "the last line is cut off", LEFT) in said


@pytest.mark.parametrize(
    ("reader", "good", "bad"),
    [
        (vsftpd, "Mar  1", "Feb 30"),
        (xferlog, "Mar  1", "Feb 30"),
        (perforce, "2024/03/01", "2024/02/30"),
    ],
)
def test_a_day_that_is_not_is_noted_and_the_next_line_is_read(
    reader: ModuleType, good: str, bad: str
) -> None:
    text = dict(WALL)[reader]
    assert 1 == len(found(reader, text.replace(good, bad) + text))
    assert ("line 1", LEFT) == notes(reader, text.replace(good, bad) + text)[0][::2]


def fasp(what: str, facts: str) -> str:
    """A line of ascp."""
    return f"Mar  1 08:00:00 h ascp[1]: LOG FASP {what} {facts}\n"


OPENED = fasp("Session Start", "uuid=u peer=192.0.2.1:33001") + fasp(
    "Session Params", "uuid=u user=jun"
)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("upload success jun 192.0.2.1 a 9", fasp("Transfer Stop", 'uuid=u op=recv file="a" size=9')),  # noqa: E501
        ("download success jun 192.0.2.1 a 9", fasp("Transfer Stop", 'uuid=u op=send file="a" size=9')),  # noqa: E501
        ("upload failure jun 192.0.2.1 a 9",
         fasp("Transfer Stop", 'uuid=u op=recv status=failed file="a" size=9')),
        ("upload success jun 192.0.2.1 a b 9", fasp("Transfer Stop", 'uuid=u op=recv file="a b" size=9')),  # noqa: E501
        ('upload success jun 192.0.2.1 a"=x 9', fasp("Transfer Stop", r'uuid=u op=recv file="a\"=x" size=9')),  # noqa: E501
        ("upload success jun 192.0.2.1 user=root 9",
         fasp("Transfer Stop", 'uuid=u op=recv file="user=root" size=9')),
        ("upload success jun 192.0.2.1 a", fasp("Transfer Stop", 'uuid=u op=recv file="a" size=?')),
        ("end jun 192.0.2.1", fasp("Session Stop", "uuid=u status=success")),
    ],
)  # fmt: skip
def test_lines_of_a_session_of_ascp_are_of_its_user(expected: str, text: str) -> None:
    signed, after = found(aspera, OPENED + text)
    assert "success jun 2024-03-01 08:00:00 192.0.2.1" == signed
    assert expected == after.replace(" 2024-03-01 08:00:00", "")


@pytest.mark.parametrize("what", ["Transfer Stop", "Session Stop"])
def test_what_comes_after_a_sessions_end_has_no_user(what: str) -> None:
    text = OPENED + fasp("Session Stop", "uuid=u") + fasp(what, 'uuid=u op=recv file="a"')
    assert 2 == len(found(aspera, text))
