"""Lines of logs: huge, cut, in several encodings."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from celtrace.logs import sshd
from celtrace.logs._blocks import LONGEST, byte_lines
from celtrace.logs._lines import MAX_LINE, LogText
from celtrace.records import Digest
from logs.reading import line, read

GOOD = b"Mar  1 08:00:00 h sshd[1]: Accepted password for mina from 192.0.2.7 port 9 ssh2\n"


def lines(data: bytes) -> list[tuple[int, str, bool]]:
    return list(LogText(io.BytesIO(data), Digest("0" * 64), "x").lines())


def test_lines_have_numbers_and_say_whether_they_ended() -> None:
    assert [(1, "a", True), (2, "", True), (3, "b", False)] == lines(b"a\r\n\nb")


def test_bytes_that_are_not_utf_8_are_kept_as_they_are() -> None:
    assert [(1, "\\xc1\\xd6 미", True)] == lines(b"\xc1\xd6 " + "미\n".encode())


def test_utf_16_is_read_by_its_byte_order_mark() -> None:
    assert [(1, "민아", True), (2, "b", False)] == lines("민아\nb".encode("utf-16"))


def test_of_a_huge_line_the_beginning_is_read_and_noted_and_numbers_hold() -> None:
    data = GOOD + b"x" * (LONGEST + 3_000_000) + b"\n" + GOOD
    found, notes = read(sshd, data, year=2024)
    assert ["line 1", "line 3"] == [record.seen.place for record in found]
    assert ("line 2", "the line is longer than 64 KiB", "its beginning was read") in notes
    assert MAX_LINE == len(max((text for _, text, _ in lines(data)), key=len))


def test_a_last_line_without_an_end_is_read_and_noted() -> None:
    found, notes = read(sshd, GOOD[:-1], year=2024)
    assert ["success mina 2024-03-01 08:00:00 192.0.2.7"] == [line(record) for record in found]
    assert ["the last line has no end: it may be cut off"] == [reason for _, reason, _ in notes]


def test_the_same_line_twice_is_one_fact_and_said() -> None:
    found, notes = read(sshd, GOOD * 3, year=2024)
    assert 1 == len({record.id for record in found})
    assert [
        ("line 2", "the same event stands again (2 times in the log)", "it is kept once")
    ] == notes


def test_notes_of_one_kind_are_said_a_hundred_times_and_then_counted() -> None:
    _, notes = read(sshd, b"broken\n" * 250, year=2024)
    assert 101 == len(notes)
    assert ("whole log", "not a syslog line: 150 times more", "the same as above") == notes[-1]


@given(st.lists(st.binary(max_size=9).filter(lambda b: b"\n" not in b)))
def test_byte_lines_are_those_of_splitting(parts: list[bytes]) -> None:
    data = b"".join(part + b"\n" for part in parts)
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and data[:3] != b"\xef\xbb\xbf":
        expected = [(n, part, True) for n, part in enumerate(parts, 1)]
        assert expected == list(byte_lines(io.BytesIO(data)))


def test_an_hour_that_comes_twice_is_said() -> None:
    stamp = GOOD.replace(b"Mar  1 08:00:00", b"Oct 27 02:30:00")
    _, notes = read(sshd, stamp, year=2024, timezone="Europe/Berlin")
    assert ["at an hour that comes twice there, as clocks go back (1 times)"] == [
        n[1] for n in notes
    ]
    assert [] == read(sshd, GOOD, year=2024, timezone="Europe/Berlin")[1]
