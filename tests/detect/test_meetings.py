"""The camera that stayed off."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.scenes import check, day, found, meeting, only, run, worker

ANN = worker("ann", "v")


def refused(when: str = "2024-03-01", **more: Any) -> Record:
    return meeting("ann", when, **{"camera": "refused", "outcome": "refused", **more})


def test_a_refusal_without_a_later_meeting_is_supporting_and_asks_for_the_equal_way() -> None:
    one = only("camera_refused", ANN, refused())
    assert Category.SUPPORTING is one.strength
    assert "Ann declined the camera (on 2024-03-01); since then: not met." == one.sentence
    assert "a video call, or a meeting in person" in one.question


@pytest.mark.parametrize(
    "meetings",
    [
        (refused(camera="failed", outcome="not held"),),
        (refused(camera="on", outcome="met"),),
        (refused(camera="", outcome=""),),
        (refused(in_person=True, outcome="met"),),
    ],
    ids=["it failed", "it was on", "not held yet", "met in person without one"],
)
def test_what_is_no_refusal(meetings: tuple[Record, ...]) -> None:
    assert () == found("camera_refused", ANN, *meetings)


@pytest.mark.parametrize("more", [{"camera": "on"}, {"in_person": True}], ids=["video", "person"])
def test_whoever_was_met_later_is_met(more: dict[str, Any]) -> None:
    one = only(
        "camera_refused", ANN, refused(), meeting("ann", "2024-03-09", outcome="met", **more)
    )
    assert (Category.CONTEXT, "met 2024-03-09") == (one.strength, one.values["since_then"])


def test_a_meeting_before_the_refusal_does_not_answer_it() -> None:
    before = meeting("ann", "2024-02-01", camera="on", outcome="met")
    assert Category.SUPPORTING is only("camera_refused", ANN, before, refused()).strength


def test_two_refusals_are_one_finding_with_both_days() -> None:
    one = only("camera_refused", ANN, refused(), refused("2024-03-20"))
    assert "2024-03-01 to 2024-03-20" in one.sentence or "2024-03-20" in one.sentence
    assert 2 == len(one.basis)


def test_a_later_meeting_does_not_change_the_id_so_a_judgement_stays() -> None:
    later = meeting("ann", "2024-03-09", camera="on", outcome="met")
    assert only("camera_refused", ANN, refused()).id == only(
        "camera_refused", ANN, refused(), later
    ).id  # fmt: skip


def test_meetings_of_another_worker_are_theirs() -> None:
    other = meeting("ben", "2024-03-09", outcome="met")
    assert Category.SUPPORTING is only("camera_refused", ANN, refused(), other).strength


@pytest.mark.parametrize(
    ("result", "strength"),
    [("", Category.SUPPORTING), ("refused", Category.SUPPORTING), ("failed", Category.SUPPORTING),
     ("passed", Category.CONTEXT), ("pending", Category.CONTEXT)],
)  # fmt: skip
def test_the_red_flag_that_a_person_recorded_is_served_under_this_rule(
    result: str, strength: Category
) -> None:
    noted = check("I032", "worker:ann", result, when=day("2024-05-01"), by="R. Diaz")
    one = only("camera_refused", ANN, noted)
    assert strength is one.strength
    assert one.sentence.startswith("Ann declined the camera (on 2024-05-01), as R. Diaz recorded")
    assert not [f for f in run(ANN, noted).findings if f.name == "recorded:I032"]
