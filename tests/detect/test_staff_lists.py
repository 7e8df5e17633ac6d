"""Lists of who works for a party."""

from __future__ import annotations

import pytest

from detect.scenes import asked, day, found, only, staff


@pytest.mark.parametrize(("on", "count"), [("2024-05-18", 0), ("2024-05-17", 1)])
def test_a_question_is_unanswered_after_more_than_fourteen_days(on: str, count: int) -> None:
    """R4: an unanswered question older than 14 days is shown. The review is of 2024-06-01."""
    assert count == len(found("staff_list_refused", staff("v", "none", **asked(on))))


def test_an_unanswered_question_is_not_called_refused() -> None:
    one = only("staff_list_refused", staff("v", "none", **asked("2024-05-01")))
    assert (
        "v was asked for the list of who works for it (on 2024-05-01); "
        "on 2024-06-01 the answer is: none for 31 days."
    ) == one.sentence


def test_a_list_of_no_party_is_held_against_nobody() -> None:
    assert () == found("staff_list_refused", staff("", "refused"))


def test_a_list_nobody_asked_for_is_not_missed() -> None:
    assert () == found("staff_list_refused", staff("v", "none"))


@pytest.mark.parametrize(("received", "count"), [("2024-05-20", 1), ("2024-04-01", 0)])
def test_a_complete_list_answers_only_what_was_asked_before_it(received: str, count: int) -> None:
    refused = staff("v", "refused", **asked("2024-05-01"))
    complete = staff("v", "complete", people=9, received=day(received))
    assert count == len(found("staff_list_complete", refused, complete))


def test_some_live_checks_are_not_all() -> None:
    some = staff("v", "complete", people=9, live_checks=8)
    everybody = staff("v", "complete", people=9, live_checks=9)
    unknown = staff("v", "complete", live_checks=9)
    assert [0, 1, 0] == [len(found("live_checks_passed", s)) for s in (some, everybody, unknown)]
