"""Lists of who works for a party."""

from __future__ import annotations

import pytest

from detect.scenes import asked, day, found, only, run, staff


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


@pytest.mark.parametrize(
    ("rule", "status", "more"),
    [
        ("staff_list_refused", "refused", {}),
        ("staff_list_partial", "partial", {"people": 4}),
        ("staff_list_complete", "complete", {"people": 9}),
    ],
)
def test_an_answer_is_one_finding_and_no_other(
    rule: str, status: str, more: dict[str, int]
) -> None:
    rules = [one.rule for one in run(staff("v", status, **more)).findings]
    assert [rule] == rules


@pytest.mark.parametrize("status", ["refused", "partial"])
def test_an_answer_is_the_act_of_the_party_itself(status: str) -> None:
    """R13: it reaches a party only when the party itself acted (signed, refused ...)."""
    (one,) = run(staff("v", status)).findings
    assert ("party:v", ("party:v",)) == (one.subject, one.acted)


def test_a_number_of_people_that_is_not_stated_is_not_made_up() -> None:
    assert "(people named: a number not stated)." in only(
        "staff_list_partial", staff("v", "partial")
    ).sentence  # fmt: skip


@pytest.mark.parametrize(("months", "count"), [(0, 0), (2, 0), (3, 1), (12, 1)])
def test_three_months_of_payroll_show_wages(months: int, count: int) -> None:
    listed = staff("v", "complete", payroll_months=months)
    assert count == len(found("payroll_seen", listed))


def test_payroll_and_checks_of_a_list_that_is_not_whole_close_nothing() -> None:
    partly = staff("v", "partial", people=3, live_checks=3, payroll_months=12)
    assert ["staff_list_partial"] == [one.rule for one in run(partly).findings]


def test_the_first_question_counts_where_it_was_asked_again() -> None:
    twice = staff("v", "none", **asked("2024-05-30", "2024-05-01"))
    assert "none for 31 days" == only("staff_list_refused", twice).values["answer"]


def test_a_question_of_tomorrow_is_not_unanswered() -> None:
    assert () == found("staff_list_refused", staff("v", "none", **asked("2024-07-01")))


def test_a_list_of_another_party_answers_nothing() -> None:
    lists = (staff("v", "refused"), staff("w", "complete", people=1))
    assert "party:v" == only("staff_list_refused", *lists).subject
    assert "party:w" == only("staff_list_complete", *lists).subject


def test_everybody_who_was_checked_is_counted_in_the_sentence() -> None:
    one = only("live_checks_passed", staff("v", "complete", people=9, live_checks=11))
    assert "11 of 9 people on the list" == one.values["verified"]
