"""Whoever knocks too often waits: by address at the sign-in, by token at the API."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.doors.web.rates import MOST_KEPT, Rate
from doors.web.conftest import PASSWORD, People, mark


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_a_minute_has_may_come_at_once_and_then_one_by_one() -> None:
    clock = Clock()
    rate = Rate(60, clock)
    assert [0.0] * 60 == [rate.wait("a") for _ in range(60)]
    assert 1.0 == pytest.approx(rate.wait("a"))
    clock.now += 1
    assert 0.0 == rate.wait("a")
    assert rate.wait("a") > 0


def test_one_does_not_wait_for_another() -> None:
    rate = Rate(1, Clock())
    assert [0.0, 0.0] == [rate.wait("a"), rate.wait("b")]
    assert rate.wait("a") > 0


def test_who_waits_long_gets_no_more_than_a_minute_has() -> None:
    clock = Clock()
    rate = Rate(5, clock)
    rate.wait("a")
    clock.now += 86_400
    assert 5 == sum(rate.wait("a") == 0 for _ in range(9))


def test_not_all_addresses_of_the_world_are_remembered() -> None:
    rate = Rate(1, Clock())
    for number in range(MOST_KEPT + 100):
        rate.wait(str(number))
    assert MOST_KEPT == len(rate._held)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200))
def test_over_any_time_no_more_come_through_than_the_rate_allows(steps: list[float]) -> None:
    clock = Clock()
    rate, through = Rate(30, clock), 0
    for step in steps:
        clock.now += step
        through += rate.wait("a") == 0
    assert through <= 30 + clock.now / 2 + 1


def test_who_tries_many_names_from_one_address_waits(people: People) -> None:
    client = people.anybody()
    people.accounts.add("Ana", PASSWORD, "viewer")
    form = {"mark": mark(client.get("/login")), "password": "wrong password"}
    codes = [client.post("/login", data={**form, "name": f"n{n}"}).status_code for n in range(64)]
    assert 429 in codes
    assert {403, 429} == set(codes)
    answer = client.post("/login", data={**form, "name": "Ana", "password": PASSWORD})
    assert (429, True) == (answer.status_code, "Too many sign-ins come from here" in answer.text)


def test_who_guesses_tokens_waits_and_holders_of_a_good_one_do_not(people: People) -> None:
    client = people.anybody()
    bad = [client.get("/api/v1/case", headers={"authorization": f"Bearer ct_{n}"}).status_code
           for n in range(64)]  # fmt: skip
    assert {401, 429} == set(bad)
    good = client.get("/api/v1/case", headers=people.token("Ana", "viewer", "read"))
    assert 200 == good.status_code
