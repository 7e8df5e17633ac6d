"""Long sessions, and sessions that move."""

from __future__ import annotations

from datetime import timedelta

import pytest

from celtrace.findings import Category
from celtrace.records import SignIn
from detect.access_scenes import AWAY, HOME, OPEN, START, act, end
from detect.scenes import found, only


def busy(hours: int) -> tuple[SignIn, ...]:
    return tuple(act("ann", n + 0.13 * (n * n % 7)) for n in range(1, hours))


def test_a_session_full_of_acts_counts() -> None:
    one = only("marathon_session", OPEN, end("ann", "s-1", 30), *busy(30))
    assert (Category.SUPPORTING, 30) == (one.strength, one.values["open_hours"])


def test_a_session_that_only_stayed_open_is_context() -> None:
    one = only("marathon_session", OPEN, end("ann", "s-1", 30))
    assert (Category.CONTEXT, 30) == (one.strength, one.values["pause_hours"])


def test_what_a_program_repeats_fills_no_session() -> None:
    synced = [act("ann", n) for n in range(1, 30)]
    assert Category.CONTEXT == only("marathon_session", OPEN, end("ann", "s-1", 30), *synced
                                    ).strength  # fmt: skip


def test_the_end_may_stand_in_the_sign_in() -> None:
    stayed = act("ann", 0, until=START + timedelta(hours=25))
    assert 25 == only("marathon_session", stayed).values["open_hours"]


@pytest.mark.parametrize("hours", [1, 23])
def test_a_session_of_a_day_of_work_is_nothing(hours: float) -> None:
    assert () == found("marathon_session", OPEN, end("ann", "s-1", hours))


def roamed(session: str, **second: str) -> tuple[SignIn, ...]:
    return (
        act("ann", 0, HOME, session=session, device="d1"),
        act("ann", 5, second.get("ip", AWAY), session=session, device=second.get("device", "d2")),
    )


def test_one_session_on_two_machines_and_networks_counts() -> None:
    one = only("token_roaming", *roamed("abc-def"))
    assert (2, 2, 5) == tuple(one.values[n] for n in ("machines", "nets", "open_hours"))


@pytest.mark.parametrize(
    "seen",
    [roamed("abc", device="d1"), roamed("abc", ip=HOME), roamed("24200")],
    ids=["a telephone on its way", "one network", "the number of a process"],
)
def test_what_is_no_copy_of_a_session(seen: tuple[SignIn, ...]) -> None:
    assert () == found("token_roaming", *seen)
