"""Streams cut at every byte, quirks of CSV, addresses, and what is counted for a log."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from celtrace.logs import _csv, _json
from celtrace.logs._addresses import Address, address, one
from celtrace.logs._blocks import byte_lines, text_of
from celtrace.logs._tally import LogRecord, Tally, watched
from celtrace.records import Digest, Evidence, SignIn

Notes = list[tuple[str, ...]]
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


class Cut(io.BytesIO):
    """Gives the bytes to a place, then the others."""

    def __init__(self, data: bytes, cut: int) -> None:
        super().__init__(data)
        self._cut = cut

    def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - that is the point
        return super().read(self._cut - self.tell() if self.tell() < self._cut else -1)


def rows(data: bytes, cut: int = 0) -> tuple[list[tuple[str, dict[str, Any]]], Notes]:
    """Rows and notes of a CSV log."""
    notes: Notes = []
    return list(_csv.rows(Cut(data, cut), lambda *said: notes.append(said))), notes


def events(data: bytes, cut: int = 0) -> tuple[list[tuple[str, Any]], Notes]:
    """Events and notes of a JSON log."""
    notes: Notes = []
    return list(_json.events(Cut(data, cut), lambda *said: notes.append(said), ("items",))), notes


@pytest.mark.parametrize(
    "data",
    [
        '{"a": 1}\n{"a": "미}{\\""}\n',
        '[{"a": 1},{"a": "]\\\\"}]',
        '{"items": [{"a": 1}, {"b": {"c": [1]}}]}',
        '{"x": {"items": [{"a": 1}]}}\n{"x": {"items": [{"a": 2}]}}',
        '{\n "a": 1\n}\n{\n "a": 2\n}',
    ],
    ids=["lines", "array", "object", "pages", "values"],
)
def test_events_are_the_same_wherever_the_stream_is_cut(data: str) -> None:
    raw = data.encode()
    whole = events(raw)
    assert whole[0]
    assert all(whole == events(raw, cut) for cut in range(1, len(raw)))


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_are_the_same_wherever_the_stream_is_cut(code: str) -> None:
    raw = 'who,what\r\n미나,"a ""b"",\r\nc"\r\njun,d\r\n'.encode(code)
    expected = [
        ("line 2", {"who": "미나", "what": 'a "b",\r\nc'}), ("line 4", {"who": "jun", "what": "d"}),
    ]  # fmt: skip
    assert all((expected, []) == rows(raw, cut) for cut in range(1, len(raw)))


@pytest.mark.parametrize("length", range(1, 24))
def test_half_an_array_gives_its_whole_events_and_says_so(length: int) -> None:
    data = b'[{"a": 1}, {"a": "x"}]'[:length]
    found, notes = events(data)
    assert [{"a": 1}, {"a": "x"}][: (length >= 9) + (length >= 21)] == [e for _, e in found]
    assert (length < 22) == bool(notes)


@pytest.mark.parametrize(
    ("expected", "data"),
    [
        ({"a": "1", "b": "2"}, "a,b\n1,2\n"),
        ({"a": "1", "b": "2"}, "a;b\n1;2\n"),
        ({"a": "1", "b": "2"}, "a\tb\n1\t2\n"),
        ({"a": "1", "b": "2"}, "a|b\n1|2\n"),
        ({"a": "1", "b": "2"}, " a , b \n1,2\n"),
        ({"a": "1", "b": "2"}, "a,b\n\n1,2\n"),
        ({"a": "1", "b": "2"}, "a,b\r\n1,2\r\n"),
        ({"a": "1,5", "b": "2"}, 'a,b\n"1,5",2\n'),
        ({"a": '1"', "b": "2"}, 'a,b\n"1""",2\n'),
        ({"a": "", "b": "2"}, "a,b\n,2\n"),
        ({"a": "1;2", "b": "3"}, "a,b\n1;2,3\n"),
        ({"a": "1", "b": "2"}, "\ufeffa,b\n1,2\n"),
        ({"a": "1", "b": "2"}, "\na;b\n1;2\n"),
    ],
)  # fmt: skip
def test_a_row_is_read_by_its_header(expected: dict[str, str], data: str) -> None:
    found, notes = rows(data.encode())
    assert ([expected], []) == ([row for _, row in found], notes)


@pytest.mark.parametrize(
    ("reason", "cells"),
    [
        ("1 cells where the header has 2", "1"),
        ("3 cells where the header has 2", "1,2,3"),
        ("4 cells where the header has 2", "1,2,,"),
    ],
)
def test_a_row_of_another_width_is_noted_and_kept(reason: str, cells: str) -> None:
    found, notes = rows(f"a,b\n{cells}\n".encode())
    assert 1 == len(found)
    assert [("line 2", reason, "cells were taken by position")] == notes


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"[1]", b"<a>", b"\xef\xbb\xbf{", b"a,b\n\x00", b"one\ntwo\n"]
)
def test_what_does_not_look_like_csv_has_no_first_rows(head: bytes) -> None:
    assert [] == _csv.first_rows(head)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (Address("192.0.2.7", ("10.0.0.1",)), '"192.0.2.7", "10.0.0.1"'),
        (Address("192.0.2.7"), "192.0.2.7,"),
        (Address("192.0.2.7"), "192.0.2.7, -, unknown"),
        (Address(via=("192.0.2.7",)), "unknown, 192.0.2.7"),
        (Address("192.0.2.7", ("2001:db8::1",)), "192.0.2.7:1, [2001:db8::1]:2"),
        (Address(host="pc.example"), "pc.example"),
        (Address(host="192.0.2.7/24"), "192.0.2.7/24"),
        (Address(host="192.0.2.07"), "192.0.2.07"),
        (Address("::1"), "0:0:0:0:0:0:0:1"),
        (Address("192.0.2.7"), "64:ff9b::192.0.2.7"),
        (Address(), "N/A"),
        (Address(), " ? "),
    ],
)
def test_an_address_field_is_taken_apart(expected: Address, text: str) -> None:
    assert expected == address(text)


@pytest.mark.parametrize(
    "text", ["[192.0.2.7", "192.0.2.7:", "::g", "[]", "1", "0x7f.1", "٣.1.1.1"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert "" == one(text)


@pytest.mark.parametrize(
    ("expected", "data"),
    [
        ([(1, b"a", True), (2, b"b", True)], b"a\nb\n"),
        ([(1, b"a", True), (2, b"b", False)], b"a\nb"),
        ([(1, b"", True), (2, b"", True)], b"\n\n"),
        ([(1, b"a\r", True)], b"a\r\n"),
        ([], b""),
    ],
)
def test_lines_of_bytes(expected: list[tuple[int, bytes, bool]], data: bytes) -> None:
    assert all(expected == list(byte_lines(Cut(data, cut))) for cut in range(1, len(data) + 1))
    assert expected == list(byte_lines(io.BytesIO(data)))


def test_bytes_that_are_no_text_are_named() -> None:
    assert "a\\xff미" == text_of(b"a\xff" + "미".encode())


def sign(number: int, *, late: int = 0, **facts: Any) -> SignIn:
    """A sign-in a minute after the one before."""
    seen = Evidence(Digest("0" * 64), "x", f"line {number}", "", "x")
    return SignIn(
        **{"seen": seen, "account": f"a{number}", "time": NOON + timedelta(minutes=number - late)}
        | facts
    )


def counted(*records: LogRecord, zone: str = "") -> Notes:
    """What is noted of a log of these records."""
    notes: Notes = []
    tally = Tally(lambda *said: notes.append(said), ZoneInfo(zone) if zone else UTC)
    assert list(records) == list(watched(records, tally))
    return notes


@pytest.mark.parametrize(
    ("expected", "records"),
    [
        ([], []),
        ([], [sign(1), sign(2), sign(3)]),
        ([("line 1", "the same event stands again (1 times in the log)")], [sign(1), sign(1)]),
        ([("line 3", "earlier than a line before it (1 times in the log)")],
         [sign(1), sign(2), sign(3, late=5), sign(4)]),
        ([], [sign(3), sign(2), sign(1)]),
        ([("line 2", "no address but a name in the address field (1 times)")],
         [sign(1), sign(2, host="pc")]),
        ([("whole log", "every address is 10.0.0.1, a private one: it may be a proxy's")],
         [sign(n, ip="10.0.0.1") for n in (1, 2, 3)]),
        ([("whole log", "every address is fd00::1, a private one: it may be a proxy's")],
         [sign(n, ip="fd00::1") for n in (1, 2, 3)]),
        ([], [sign(n, ip="10.0.0.1") for n in (1, 2)]),
        ([], [sign(n, ip="10.0.0.1", account="m") for n in (1, 2, 3)]),
        ([], [sign(n, ip="192.0.2.7") for n in (1, 2, 3)]),
        ([], [sign(n, ip=f"10.0.0.{n}") for n in (1, 2, 3)]),
    ],
)  # fmt: skip
def test_what_stands_out_of_a_log_is_said_once(expected: Notes, records: list[LogRecord]) -> None:
    assert expected == [note[:2] for note in counted(*records)]


@pytest.mark.parametrize(
    ("expected", "time", "zone"),
    [
        (1, "2024-10-27T00:30:00+00:00", "Europe/Berlin"),
        (1, "2024-10-27T01:30:00+00:00", "Europe/Berlin"),
        (0, "2024-10-27T02:30:00+00:00", "Europe/Berlin"),
        (0, "2024-10-27T00:30:00+00:00", "Asia/Tokyo"),
        (0, "2024-10-27T00:30:00+00:00", ""),
    ],
)
def test_an_hour_that_comes_twice_is_counted(expected: int, time: str, zone: str) -> None:
    assert expected == len(counted(sign(1, time=datetime.fromisoformat(time)), zone=zone))


@pytest.mark.parametrize(
    ("expected", "kinds"),
    [
        ("1 (a 1)", "a"),
        ("3 (a 2, b 1)", "aba"),
        ("5 (a 1, b 1, c 1, d 1, e 1)", "abcde"),
        ("7 (a 2, b 1, c 1, d 1, e 1, ...)", "abcdefa"),
    ],
)
def test_the_commonest_other_kinds_are_named(expected: str, kinds: str) -> None:
    notes: Notes = []
    tally = Tally(lambda *said: notes.append(said))
    for kind in kinds:
        tally.other(kind)
    tally.close()
    assert [f"events of other kinds: {expected}"] == [note[1] for note in notes]


@pytest.mark.parametrize(("said", "count"), [(1, 1), (100, 100), (101, 101), (300, 101)])
def test_reasons_that_differ_in_numbers_and_names_are_one_kind(said: int, count: int) -> None:
    notes: Notes = []
    tally = Tally(lambda *note: notes.append(note))
    for number in range(said):
        tally.note(f"line {number}", f"`x{number}` has {number} cells", "left out")
    tally.close()
    assert count == len(notes)
    if said > 100:
        assert f"… has … cells: {said - 100} times more" == notes[-1][1]
