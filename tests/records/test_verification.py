"""Consent that ends, steps that are done again, meetings, keys and signed deliveries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from celtrace.records import (
    PURPOSES,
    ConsentGrant,
    Credential,
    Digest,
    Interview,
    SignedDelivery,
    StepResult,
)
from records.kinds import SEEN

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def grant(**more: Any) -> ConsentGrant:
    given = {"granted": NOON, "expires": NOON + timedelta(days=30), **more}
    return ConsentGrant(seen=SEEN, worker="w1", purpose="face", policy="3", **given)


def step(**more: Any) -> StepResult:
    return StepResult(seen=SEEN, worker="w1", step="met_live", **{"result": "passed", **more})


@pytest.mark.parametrize(
    ("after", "holds"),
    [
        (-MOMENT, False), (timedelta(), True), (timedelta(days=30) - MOMENT, True),
        (timedelta(days=30), False), (timedelta(days=300), False),
    ],
    ids=["before", "at once", "the last moment", "at its end", "long after"],
)  # fmt: skip
def test_consent_holds_from_when_it_was_given_until_it_expires(
    after: timedelta, *, holds: bool
) -> None:
    assert holds == grant().holds("face", NOON + after)


def test_withdrawn_consent_ends_in_the_middle_of_its_term() -> None:
    withdrawn = grant(withdrawn=NOON + timedelta(days=3))
    assert withdrawn.holds("face", NOON + timedelta(days=3) - MOMENT)
    assert not withdrawn.holds("face", NOON + timedelta(days=3))


def test_a_withdrawal_after_the_end_does_not_make_it_last_longer() -> None:
    assert not grant(withdrawn=NOON + timedelta(days=90)).holds("face", NOON + timedelta(days=60))


@pytest.mark.parametrize("purpose", [one for one in PURPOSES if one != "face"])
def test_consent_to_one_purpose_covers_no_other(purpose: str) -> None:
    assert not grant().holds(purpose, NOON)


def test_a_withdrawal_keeps_the_id_and_a_new_policy_asks_anew() -> None:
    assert grant().id == grant(withdrawn=NOON).id
    assert grant().id != msgspec.structs.replace(grant(), policy="4", id="").id


def test_moments_are_compared_in_whatever_zone_they_were_written() -> None:
    from_seoul = msgspec.json.decode(b'"2026-07-12T21:00:00+09:00"', type=datetime)
    assert grant(granted=from_seoul).holds("face", NOON)


def test_a_later_result_of_a_providers_check_takes_the_place_of_the_earlier() -> None:
    assert step(case="c-1", by="onfido").id == step(case="c-1", by="onfido", result="failed").id
    assert step(case="c-1", by="onfido").id != step(case="c-2", by="onfido").id


def test_two_people_who_do_the_same_step_are_two_results() -> None:
    assert step(by="Ann").id != step(by="Ben").id


@pytest.mark.parametrize("word", ["clear", "green", "cleared", ""])
def test_no_word_of_a_provider_is_a_result(word: str) -> None:
    body = msgspec.json.encode(msgspec.to_builtins(step()) | {"result": word})
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value"):
        msgspec.json.decode(body, type=StepResult)


def test_an_interview_that_is_moved_is_another_one_and_its_outcome_is_not() -> None:
    planned = Interview(seen=SEEN, worker="w1", planned=NOON, seed="a")
    held = msgspec.structs.replace(planned, outcome="met", expires=date(2027, 1, 1))
    moved = Interview(seen=SEEN, worker="w1", planned=NOON + timedelta(hours=1), seed="a")
    assert planned.id == held.id != moved.id


def test_an_interview_that_nobody_held_has_no_camera_and_no_outcome() -> None:
    planned = Interview(seen=SEEN, worker="w1", planned=NOON)
    assert ("", "", None) == (planned.camera, planned.outcome, planned.held)


def test_one_key_enrolled_by_two_people_is_seen_twice() -> None:
    one, other = (Credential(seen=SEEN, worker=w, credential="k") for w in ("w1", "w2"))
    assert one.id != other.id
    assert None is one.device_bound


def test_a_delivery_signed_twice_with_one_key_is_signed_once() -> None:
    def signed(nonce: str, manifest: str) -> SignedDelivery:
        return SignedDelivery(seen=SEEN, worker="w1", manifest=Digest(manifest), credential="k",
                              nonce=nonce)  # fmt: skip

    assert signed("1", "a").id == signed("2", "a").id != signed("1", "b").id
