"""What is carried from one part of a log to the next, and across a stop."""

from __future__ import annotations

import gc
import io
from datetime import UTC

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.logs import _blocks, sshd
from celtrace.logs._blocks import blocks, byte_lines, uncollected
from celtrace.logs._carried import Carried
from celtrace.logs._csv import rows
from celtrace.logs._lines import LogText
from celtrace.logs._tally import Counts, Tally
from celtrace.logs._years import YearKeeper
from celtrace.records import Digest

Notes = list[tuple[str, ...]]


def again(carried: Carried) -> Carried:
    """As it is read in another process."""
    return msgspec.json.decode(msgspec.json.encode(carried), type=Carried)


@given(st.binary(max_size=60), st.integers(0, 70))
def test_what_was_read_is_passed_over(data: bytes, read: int) -> None:
    data = data.replace(b"\xff\xfe", b"").replace(b"\xfe\xff", b"").replace(b"\xef\xbb\xbf", b"")
    assert data[read:] == b"".join(blocks(io.BytesIO(data), Carried(read=read)))


def test_a_mark_of_byte_order_is_no_part_of_what_was_read() -> None:
    data = "ein\nzwei\n".encode("utf-16")
    carried = Carried()
    assert [b"ein\nzwei\n"] == list(blocks(io.BytesIO(data), carried))
    assert 9 == carried.read
    assert [b"zwei\n"] == list(blocks(io.BytesIO(data), Carried(read=4)))


def test_lines_are_numbered_on() -> None:
    carried = Carried(lines=7)
    found = list(byte_lines(io.BytesIO(b"a\nb\n"), carried))
    assert ([(8, b"a", True), (9, b"b", True)], 9) == (found, carried.lines)
    log = LogText(io.BytesIO(b"c\n\nd"), Digest(""), "x", carried=again(carried))
    with pytest.raises(StopIteration):
        next(log.lines())
    log = LogText(io.BytesIO(b"a\nb\nc\n\nd"), Digest(""), "x", carried=again(carried))
    assert [(10, "c", True), (11, "", True), (12, "d", False)] == list(log.lines())


def test_a_line_longer_than_a_block_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_blocks, "BLOCK", 10)
    monkeypatch.setattr(_blocks, "LONGEST", 20)
    carried = Carried()
    log = LogText(io.BytesIO(b"x" * 95 + b"\nb\n"), Digest(""), "x", carried=carried)
    assert [1, 2] == [number for number, _, _ in log.lines()]
    assert (98, 2) == (carried.read, carried.lines)


def test_the_header_of_a_csv_stays() -> None:
    carried, notes = Carried(), Notes()
    list(rows(io.BytesIO(b"who;when\nann;1\n"), lambda *said: notes.append(said), carried))
    more = list(rows(io.BytesIO(b"bob;2\n"), lambda *said: notes.append(said), again(
        msgspec.structs.replace(carried, read=0))))  # fmt: skip
    assert [("line 3", {"who": "bob", "when": "2"})] == more
    assert [] == notes


def test_years_go_on_from_one_part_to_the_next() -> None:
    keeper = YearKeeper(2023)
    assert 2023 == keeper.date("Dec 31 23:59:59", UTC).year
    keeper = again(Carried(years=keeper)).years or keeper
    assert 2024 == keeper.date("Jan 1 00:00:01", UTC).year
    assert 2023 == keeper.date("Dec 31 23:59:59", UTC).year


def test_years_can_be_put_back() -> None:
    keeper = YearKeeper(2023)
    keeper.date("Dec 31 23:59:59", UTC)
    before = msgspec.structs.astuple(keeper)
    keeper.date("Jan 1 00:00:01", UTC)
    keeper.restore(before)
    assert before == msgspec.structs.astuple(keeper)


def test_what_stands_again_is_known_from_the_part_before() -> None:
    line = b"Jan  2 05:55:46 h sshd[1]: Accepted password for a from 192.0.2.1 port 1 ssh2\n"
    notes: Notes = []
    carried = Carried()
    for more in (True, False):
        log = LogText(io.BytesIO(line), Digest(""), "x", year=2024, carried=carried, more=more)
        assert 1 == len(list(sshd.read(log, lambda *said: notes.append(said))))
        carried = again(msgspec.structs.replace(carried, read=0))
    assert [("line 2", "the same event stands again (1 times in the log)", "it is kept once")] == (
        notes
    )


def test_nothing_is_said_of_a_whole_log_while_more_of_it_comes() -> None:
    notes: Notes = []
    counts = Counts()
    Tally(lambda *said: notes.append(said), counts=counts, more=True).other("x")
    Tally(lambda *said: notes.append(said), counts=counts, more=True).close()
    assert [] == notes
    Tally(lambda *said: notes.append(said), counts=counts).close()
    assert ["events of other kinds: 1 (x 1)"] == [reason for _, reason, _ in notes]


def test_cycles_are_looked_for_again_after_a_block() -> None:
    seen = [gc.isenabled()]
    with uncollected():
        seen.append(gc.isenabled())
        with uncollected():
            seen.append(gc.isenabled())
        seen.append(gc.isenabled())
    assert [True, False, False, False, True] == [*seen, gc.isenabled()]
