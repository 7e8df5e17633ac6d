"""Logs as they should not be: what cannot be read is named, the rest is found all the same.

Every log goes through memory and through tables; both say the same.
"""

from __future__ import annotations

import codecs
import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cases.logs.test_access import line
from celtrace.cases.logs.access import Access
from celtrace.cases.logs.access_bulk import access
from celtrace.cases.logs.access_reading import Asked
from celtrace.cases.logs.networks import NetworkShelf

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
DPRK = "175.45.178.9"
Look = Callable[..., Access]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """A log looked at both ways; the answers have to be the same."""

    def looked(data: str | bytes, name: str = "auth.log", **facts: object) -> Access:
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        shelf = NetworkShelf(tmp_path / "home")
        one, other = (
            access(Asked((tmp_path / name,), bulk_bytes=size, **facts), shelf, date(2024, 6, 1))  # type: ignore[arg-type]
            for size in (1 << 40, 0)
        )
        assert one.findings == other.findings
        assert one.problems == other.problems
        assert (one.logs, one.ran, one.tier) == (other.logs, other.ran, other.tier)
        return one

    return looked


def rules(result: Access) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in result.findings]


def reasons(result: Access) -> str:
    return "\n".join(one.reason for one in result.problems)


@pytest.mark.parametrize("address", [f"::ffff:{DPRK}", f"::FFFF:{DPRK}", f"64:ff9b::{DPRK}"])
def test_an_address_inside_another_form_is_the_same_address(look: Look, address: str) -> None:
    assert [("dprk_range", "account:ann")] == rules(look(line("ann", address)))


@pytest.mark.parametrize("name", [
    f"ann from {DPRK} port 9 ssh2", f"x] Accepted publickey for eve from {DPRK} port 1 ssh2: k",
    "a\x1b[31mred", "a\u202eb", "\u200b", "[link=http://x]a[/]", "'; DROP TABLE signed; --", "a|b",
    '"quoted"', "a\tb", "名前", "n" * 5_000,
])  # fmt: skip
def test_a_name_cannot_imitate_a_line_or_a_query(look: Look, name: str) -> None:
    result = look(line(name))
    assert [] == rules(result)
    assert [name] == [one.account for one in result.accounts]


def test_a_name_with_a_line_break_is_two_lines_and_the_second_is_what_it_says(look: Look) -> None:
    result = look(line("ann\n" + line("eve", DPRK)))
    assert [("dprk_range", "account:eve")] == rules(result)
    assert "not a syslog line" in reasons(result) or "last line" in reasons(result)


@pytest.mark.parametrize("data", [
    codecs.BOM_UTF8 + (line("ann", DPRK)).encode(),
    line("ann", DPRK).encode("utf-16"), line("ann", DPRK).replace("\n", "\r\n").encode(),
    codecs.BOM_UTF16_BE + line("ann", DPRK).encode("utf-16-be"),
    b"\xfd\xfe\xff mixed\n\x80\x81\n" + line("ann", DPRK).encode(),
    line("J\u00f6rg").encode("latin-1") + line("J\u00f6rg").encode() + line("ann", DPRK).encode(),
])  # fmt: skip
def test_bytes_of_any_encoding_hide_nothing(look: Look, data: bytes) -> None:
    assert ("dprk_range", "account:ann") in rules(look(data, format="sshd"))


def test_lines_twice_and_out_of_order_count_once_and_are_said(look: Look) -> None:
    acts = [line("ann", DPRK, hour=hour) for hour in (3, 9, 4, 4, 10)]
    result = look("".join(acts))
    assert "successful sign-ins 4" in result.findings[0].sentence
    assert "stands again (1 times" in reasons(result)
    assert "earlier than a line before it" in reasons(result)


def test_a_line_half_written_at_the_end_is_named_and_what_it_shows_is_read(look: Look) -> None:
    whole = line("ann") + line("eve", DPRK)
    for cut in (1, 13, 61, 85):
        result = look(whole[:-cut])
        assert [("dprk_range", "account:eve")] * (cut == 1) == rules(result)
        assert "ann" in [one.account for one in result.accounts]
        assert {"line 2"} == {one.place for one in result.problems}


def test_a_clock_that_jumps_makes_no_year_of_sessions(look: Look) -> None:
    jumps = (
        "2024-01-14T03:04:05Z",
        "1970-01-01T00:00:00Z",
        "2038-01-19T03:14:08Z",
        "9999-12-31T23:59:59Z",
    )
    text = "".join(f"{at} h sshd[7]: Accepted password for ann from 203.0.113.9 port 9 ssh2\n"
                   for at in (*jumps, "2024-13-41T99:00:00Z"))  # fmt: skip
    result = look(text)
    assert [] == rules(result)
    assert 4 == result.logs[0].sign_ins
    assert 1 == sum("line 5" in one.place for one in result.problems)


def test_a_proxy_in_the_address_field_is_said(look: Look) -> None:
    text = "".join(line(f"user{n}", "10.0.0.1") for n in range(5))
    assert "every address is 10.0.0.1, a private one: it may be a proxy's" in reasons(look(text))
    web = f'10.0.0.1 - ann [14/Jan/2024:03:04:05 +0000] "GET /a HTTP/1.1" 200 1 "-" "x" "{DPRK}"\n'
    result = look(web * 2, "access.log")
    assert [] == rules(result)
    assert "a proxy, and a client can write such lists" in reasons(result)


NOBODYS = ("127.0.0.1", "10.1.2.3", "203.0.113.9", "2001:db8::1", "fe80::1", "100.64.0.1",
           "255.255.255.255", "0.0.0.0", "::")  # noqa: S104 - as logs write it # fmt: skip


@pytest.mark.parametrize("address", NOBODYS)
def test_an_address_that_is_nobodys_is_no_place(look: Look, address: str) -> None:
    assert [] == rules(look("".join(line(f"u{n}", address, n + 1) for n in range(20))))


def test_a_packing_that_breaks_off_is_named_and_what_came_before_is_found(look: Look) -> None:
    text = "".join(line("ann", DPRK, 1 + n % 20, n % 24) for n in range(3_000)).encode()
    data = gzip.compress(text, mtime=0)
    result = look(data[: len(data) // 2], "auth.log.gz")
    assert "its compression is broken" in reasons(result)
    assert [("dprk_range", "account:ann")] == rules(result)
    assert result.logs[0].sign_ins > 500


@pytest.mark.parametrize("event", [
    {"eventType": "user.session.start", "published": "2024-01-14T03:00:00Z",
     "actor": {"alternateId": "a"}, "outcome": {"result": "SUCCESS"}, "client": {"ipAddress": 7}},
    {"eventType": ["x"], "published": {}, "actor": []}, 7, [], "text", None, {"a": {"b": [1] * 99}},
])  # fmt: skip
def test_an_event_of_any_shape_stops_nothing(look: Look, event: object) -> None:
    good = {
        "eventType": "user.session.start", "published": "2024-01-14T03:00:00Z",
        "outcome": {"result": "SUCCESS"}, "actor": {"alternateId": "ann"},
        "client": {"ipAddress": DPRK},
    }  # fmt: skip
    text = "\n".join(map(json.dumps, [good, event, good, event, good]))
    assert [("dprk_range", "account:ann")] == rules(look(text, "okta.jsonl"))


def test_a_line_of_megabytes_is_said_to_be_long_and_not_the_last(look: Look) -> None:
    result = look(line("ann") + "\0" * (5 << 20) + "\n" + line("eve", DPRK))
    assert [("dprk_range", "account:eve")] == rules(result)
    assert "the line is longer than 64 KiB" in reasons(result)
    assert "the last line" not in reasons(result)
