"""Each alert goes once by each way, is tried again after failures, and survives a restart."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from celtrace.cases.alerts.outbox import WAITS, Outbox, Sender
from celtrace.cases.alerts.told import Alert
from celtrace.cases.alerts.ways import NotSent
from celtrace.ports import Entry

from .test_told import journal, judged

FIRST = ("celtrace", "created", {})


class Way:
    """A way that fails as often as it is told."""

    def __init__(self, name: str = "way", fails: int = 0) -> None:
        self.name = name
        self.fails = fails
        self.sent: list[Alert] = []

    def send(self, alert: Alert) -> None:
        if self.fails:
            self.fails -= 1
            raise NotSent("nobody there")
        self.sent.append(alert)


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 7, 12, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


BEFORE, AFTER = journal(FIRST), journal(FIRST, judged("Ana", 4))


def begun(path: Path, clock: Clock, *ways: Way) -> Outbox:
    outbox = Outbox(path / "outbox.json", ways, clock)
    outbox.deliver(BEFORE)
    return outbox


def test_a_first_look_tells_nothing_of_what_was_before(tmp_path: Path, clock: Clock) -> None:
    way = Way()
    outbox = Outbox(tmp_path / "o.json", (way,), clock)
    outbox.deliver(AFTER)
    outbox.deliver(AFTER)
    assert [] == way.sent


def test_what_is_new_goes_once_by_each_way(tmp_path: Path, clock: Clock) -> None:
    ways = Way("a"), Way("b")
    outbox = begun(tmp_path, clock, *ways)
    for _ in range(3):
        outbox.deliver(AFTER)
    assert [["second"], ["second"]] == [[one.kind for one in way.sent] for way in ways]


def test_a_look_that_finds_nothing_forgets_nothing(tmp_path: Path, clock: Clock) -> None:
    way = Way()
    outbox = begun(tmp_path, clock, way)
    outbox.deliver(())
    outbox.deliver(AFTER)
    outbox.deliver(())
    assert 1 == len(way.sent)


def test_a_failure_is_tried_again_later_and_holds_up_no_other_way(
    tmp_path: Path, clock: Clock
) -> None:
    broken, fine = Way("broken", fails=2), Way("fine")
    outbox = begun(tmp_path, clock, broken, fine)
    outbox.deliver(AFTER)
    assert ([], 1) == (broken.sent, len(fine.sent))
    outbox.deliver(AFTER)
    assert 1 == outbox.state.waiting[0].tries, "not before its time"
    for wait in WAITS[:2]:
        clock.at += wait
        outbox.deliver(AFTER)
    assert (1, 1, ()) == (len(broken.sent), len(fine.sent), outbox.state.waiting)


def test_after_days_it_is_given_up_and_kept_with_what_was_said(
    tmp_path: Path, clock: Clock
) -> None:
    way = Way(fails=99)
    outbox = begun(tmp_path, clock, way)
    for _ in range(20):
        outbox.deliver(AFTER)
        clock.at += timedelta(days=2)
    assert () == outbox.state.waiting
    (lost,) = outbox.state.given_up
    assert ("nobody there", len(WAITS) + 1) == (lost.said, lost.tries)


def test_a_restart_goes_on_where_it_was(tmp_path: Path, clock: Clock) -> None:
    begun(tmp_path, clock, Way(fails=1)).deliver(AFTER)
    clock.at += timedelta(hours=1)
    way = Way()
    again = Outbox(tmp_path / "outbox.json", (way,), clock)
    again.deliver(AFTER)
    again.deliver(AFTER)
    assert ["second"] == [one.kind for one in way.sent]


def test_a_way_that_is_gone_holds_nothing_up(tmp_path: Path, clock: Clock) -> None:
    begun(tmp_path, clock, Way("old", fails=9)).deliver(AFTER)
    clock.at += timedelta(hours=1)
    again = Outbox(tmp_path / "outbox.json", (Way("new"),), clock)
    again.deliver(())
    assert () == again.state.waiting


def test_a_state_that_cannot_be_read_is_begun_anew(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "outbox.json").write_text("{")
    way = Way()
    Outbox(tmp_path / "outbox.json", (way,), clock).deliver(AFTER)
    assert [] == way.sent


def test_a_sender_delivers_until_it_is_left(tmp_path: Path, clock: Clock) -> None:
    way = Way()
    outbox = begun(tmp_path, clock, way)
    lines: list[Entry] = []
    with Sender(outbox, lambda: tuple(lines), every=0.01):
        lines.extend(AFTER)
        for _ in range(300):
            if way.sent:
                break
            time.sleep(0.01)
    assert 1 == len(way.sent)
