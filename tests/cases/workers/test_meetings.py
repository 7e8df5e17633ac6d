"""Meetings: drawn, planned in two zones, held, and what may come of them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.workers.conftest import NOON, Desk, joined
from celtrace.cases.workers.meetings import Seen, drawn, held, invitation, meetings, plan, spoken
from celtrace.cases.workers.policy import policy
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.records import Handed, Interview

SOON = NOON + timedelta(days=2)
ALL = [one.id for one in meetings().challenges]


def planned(register: Register, desk: Desk, *purposes: Any) -> tuple[File, Interview]:
    file = joined(register, *purposes)
    made = plan(register, "Ann", file.person, SOON, "Asia/Ho_Chi_Minh")
    desk.now = SOON + timedelta(minutes=40)
    return file, made


@pytest.mark.parametrize("challenge", ALL)
@pytest.mark.parametrize("language", sorted(policy().languages))
def test_every_challenge_is_said_in_every_language(challenge: str, language: str) -> None:
    said = spoken("seed", challenge, language)
    assert said
    assert "{" not in said


def test_every_observation_has_harmless_causes() -> None:
    assert [] == [one.id for one in meetings().observations if not one.innocent]


@given(st.text(max_size=20))
def test_the_draw_can_be_repeated_from_its_seed_and_is_spread_over_groups(seed: str) -> None:
    chosen = drawn(seed)
    assert chosen == drawn(seed)
    groups = [one.of for one in meetings().challenges if one.id in chosen]
    assert meetings().draw == len(set(chosen)) == len(set(groups))


def test_every_challenge_is_drawn_about_as_often_as_others_of_its_group() -> None:
    counts = Counter(one for n in range(2000) for one in drawn(f"seed {n}"))
    assert set(ALL) == set(counts)
    assert min(counts.values()) > 400


def test_two_meetings_draw_differently(register: Register) -> None:
    file = joined(register)
    draws = {plan(register, "Ann", file.person, SOON).challenges for _ in range(12)}
    assert len(draws) > 4


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (SOON.replace(tzinfo=None), "no zone"),
        (NOON - timedelta(minutes=6), "is past"),
        (NOON - timedelta(days=1), "is past"),
    ],
    ids=["naive", "just past", "past"],
)
def test_a_meeting_is_planned_with_a_zone_and_in_the_future(
    register: Register, at: datetime, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        plan(register, "Ann", joined(register).person, at)


def test_without_consent_no_meeting_by_video_is_planned(register: Register) -> None:
    file = joined(register, "documents")
    with pytest.raises(UsageError, match="no consent to interview") as refused:
        plan(register, "Ann", file.person, SOON)
    assert "in person" in refused.value.remedy


def test_the_invitation_gives_the_hour_in_both_zones_and_in_utc(register: Register) -> None:
    """The night in Los Angeles is the next day in Seoul, and summer time is counted."""
    at = datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    meeting = plan(register, "Ann", joined(register).person, at, "Asia/Seoul")
    text = invitation(meeting, "America/Los_Angeles", NOON).replace("\r\n ", "")
    assert "DTSTART:20261101T073000Z" in text
    assert "Sunday\\, 2026-11-01\\, 16:30 (Asia/Seoul)" in text
    assert "Sunday\\, 2026-11-01\\, 00:30 (America/Los_Angeles)" in text
    assert "DURATION:PT30M" in text
    assert "in person" in text


def test_the_invitation_does_not_give_the_challenges_away(register: Register) -> None:
    meeting = plan(register, "Ann", joined(register).person, SOON, "Asia/Seoul")
    text = invitation(meeting, "UTC", NOON)
    assert not [one for one in ALL if one in text]
    assert meeting.seed not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_meeting_that_went_well_is_met_for_a_year_with_its_stills(
    register: Register, desk: Desk
) -> None:
    file, made = planned(register, desk)
    seen = Seen(camera="on", done=made.challenges[:2], stills=(b"one", b"two"), second="Ben")
    kept = held(register, "Ann", file.person, made.id, seen)
    assert ("met", ("Ann", "Ben"), made.id) == (kept.outcome, kept.by, kept.id)
    assert (desk.now + timedelta(days=365)).date() == kept.expires
    assert [one.digest for one in file.all(Handed)] == list(kept.stills)
    assert b"one" == register.bytes_of(file, file.all(Handed)[0])


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        (Seen(camera="refused"), "refused"),
        (Seen(camera="failed"), "not held"),
        (Seen(in_person=True), "met"),
        (Seen(in_person=True, camera="refused"), "met"),
        (Seen(camera="on", consider=True, observed=("edge_breaks", "voice_apart")), "consider"),
        (Seen(camera="on", done=("x", "y"), observed=("edge_breaks",)), "met"),
    ],
    ids=["refused", "failed", "in person", "person without camera", "two kinds", "one alone"],
)
def test_what_a_meeting_comes_to(register: Register, desk: Desk, seen: Seen, outcome: str) -> None:
    file, made = planned(register, desk)
    given = Seen(seen.camera, seen.in_person, made.challenges[: len(seen.done)], seen.observed,
                 seen.consider)  # fmt: skip
    kept = held(register, "Ann", file.person, made.id, given)
    assert (outcome, outcome == "met") == (kept.outcome, kept.expires is not None)


@pytest.mark.parametrize(
    "observed",
    [(), ("edge_breaks",), ("answers_fed", "challenge_declined")],
    ids=["none", "one", "two of one kind"],
)
def test_to_consider_takes_two_observations_of_different_kinds(
    register: Register, desk: Desk, observed: tuple[str, ...]
) -> None:
    file, made = planned(register, desk)
    with pytest.raises(UsageError, match="two observations of different kinds") as refused:
        held(register, "Ann", file.person, made.id, Seen("on", consider=True, observed=observed))
    assert bool(observed) == ("Harmless causes: " in refused.value.remedy)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (Seen(), "not said whether the camera was on"),
        (Seen(camera="on"), "from two challenges"),
        (Seen(camera="on", done=("juggling",)), "juggling is no challenge of this meeting"),
        (Seen(camera="on", observed=("accent",)), "accent is no observation"),
        (Seen(camera="on", observed=("nervous",)), "nervous is no observation"),
    ],
)
def test_a_record_that_cannot_be_is_refused(
    register: Register, desk: Desk, seen: Seen, said: str
) -> None:
    file, made = planned(register, desk)
    with pytest.raises(UsageError, match=said):
        held(register, "Ann", file.person, made.id, seen)


def test_a_meeting_is_recorded_once_and_not_before_it_was_held(
    register: Register, desk: Desk
) -> None:
    file, made = planned(register, desk)
    desk.now = SOON - timedelta(minutes=1)
    with pytest.raises(UsageError, match="still to come"):
        held(register, "Ann", file.person, made.id, Seen(in_person=True))
    desk.now = SOON
    held(register, "Ann", file.person, "", Seen(in_person=True))
    with pytest.raises(UsageError, match="recorded already"):
        held(register, "Ann", file.person, made.id, Seen(in_person=True))
    with pytest.raises(UsageError, match=r"no meeting\. Planned: none"):
        held(register, "Ann", file.person, "", Seen(in_person=True))


def test_stills_are_not_kept_after_the_consent_ended_in_the_middle(
    register: Register, desk: Desk
) -> None:
    file, made = planned(register, desk)
    register.withdraw(file.person, file.person, "interview")
    seen = Seen("on", done=made.challenges[:2], stills=(b"one",))
    with pytest.raises(UsageError, match="no consent to interview"):
        held(register, "Ann", file.person, made.id, seen)
    assert () == file.all(Handed)


def test_a_meeting_that_begins_at_once_is_drawn_and_recorded(register: Register) -> None:
    file = joined(register)
    made = plan(register, "Ann", file.person, NOON - timedelta(minutes=2))
    kept = held(register, "Ann", file.person, made.id, Seen("on", done=made.challenges[:2]))
    assert "met" == kept.outcome
