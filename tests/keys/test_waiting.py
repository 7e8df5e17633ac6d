"""Questions to devices: answered once, in their time, and never without end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from celtrace.keys import waiting as module
from celtrace.keys.passkeys import GOOD_FOR, Asked, KeyRefused
from celtrace.keys.waiting import Waiting

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)


def asked(challenge: bytes = b"c", after: timedelta = timedelta()) -> Asked:
    return Asked(challenge, NOON + after)


def test_a_question_is_answered_once() -> None:
    waiting = Waiting()
    waiting.ask("w1", "enrol", asked())
    assert asked() == waiting.take("w1", "enrol")
    with pytest.raises(KeyRefused, match="Nothing was asked"):
        waiting.take("w1", "enrol")


def test_people_and_purposes_are_kept_apart_and_the_newest_question_holds() -> None:
    waiting = Waiting()
    for person, purpose, challenge in (("w1", "enrol", b"1"), ("w2", "enrol", b"2"),
                                       ("w1", "sign in", b"3"), ("w1", "enrol", b"4")):  # fmt: skip
        waiting.ask(person, purpose, asked(challenge))
    assert b"4" == waiting.take("w1", "enrol").challenge
    assert b"2" == waiting.take("w2", "enrol").challenge
    assert b"3" == waiting.take("w1", "sign in").challenge


def test_what_is_too_old_to_be_answered_is_forgotten() -> None:
    waiting = Waiting()
    waiting.ask("w1", "enrol", asked())
    waiting.ask("w2", "enrol", asked(after=GOOD_FOR))
    with pytest.raises(KeyRefused):
        waiting.take("w1", "enrol")
    assert waiting.take("w2", "enrol")


def test_whoever_asks_without_end_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    waiting = Waiting()
    for number in range(10):
        waiting.ask("", str(number), asked())
    with pytest.raises(KeyRefused):
        waiting.take("", "6")
    assert waiting.take("", "7")
