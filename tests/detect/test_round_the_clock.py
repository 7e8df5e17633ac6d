"""Accounts that never rest."""

from __future__ import annotations

from detect.access_scenes import act, daily, restless, took
from detect.scenes import found, only


def test_the_run_and_its_acts_are_stated() -> None:
    one = only("round_the_clock", *restless(4, 1.0))
    assert (95, 96) == (one.values["run_hours"], one.values["acts"])


def test_a_program_that_signs_in_every_hour_is_nobody() -> None:
    assert () == found("round_the_clock", *(act("ann", n) for n in range(200)))


def test_a_program_and_a_person_together_are_one_person() -> None:
    program = [act("ann", n) for n in range(200)]
    assert () == found("round_the_clock", *program, *daily("ann", range(8), device="pc"))


def test_two_nights_without_sleep_are_not_three_days() -> None:
    assert () == found("round_the_clock", *restless(2, 1.0))


def test_a_rest_ends_the_run() -> None:
    acts = restless(5, 1.0)
    assert () == found("round_the_clock", *acts[:60], *acts[65:])


def test_files_that_were_opened_are_acts_too() -> None:
    files = [one for day in range(4) for one in took("ann", day, 1)]
    assert 96 < only("round_the_clock", *restless(4, 1.0), *files).values["acts"]
