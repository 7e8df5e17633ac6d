"""What people do with a worker's file, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.workers.conftest import NOON, Desk, joined, someone, step
from celtrace.cases.workers.acts import SEEN, adverse, agree, hand_in, invite, record_step
from celtrace.cases.workers.policy import LONGEST, policy
from celtrace.cases.workers.register import File, Register
from celtrace.errors import NeedsAnother, UsageError
from celtrace.records import PURPOSES, Adverse, ConsentGrant, StepResult


def wanted(stage: Any, why: str = "The paper was not shown.", **more: Any) -> Adverse:
    return Adverse(seen=SEEN, worker="", stage=stage, by="", why=why, when=NOON, **more)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_policy_says_each_purpose_in_five_languages_with_a_term_and_an_equal_way(
    purpose: Any,
) -> None:
    told = policy().purposes[purpose]
    assert {"en", "ko", "zh", "ja", "vi"} == set(told.says) == set(policy().languages)
    assert 5 == len(set(told.says.values()))
    assert 0 < told.days <= LONGEST
    assert told.equal in policy().equal_ways


def test_consent_is_kept_with_purpose_policy_and_term(register: Register) -> None:
    (grant,) = joined(register, "face").all(ConsentGrant)
    assert ("face", policy().version, NOON) == (grant.purpose, grant.policy, grant.granted)
    assert timedelta(days=policy().purposes["face"].days) == grant.expires - grant.granted


def test_agreeing_twice_is_agreeing_once(register: Register) -> None:
    file = joined(register, "face")
    agree(register, file.person, file.person, ["face"])
    assert 1 == len(file.all(ConsentGrant))


@pytest.mark.parametrize(
    ("what", "purpose"),
    [("selfie", "face"), ("still", "interview"), ("document front", "documents")],
)
def test_nothing_is_kept_without_the_consent_that_it_needs(
    register: Register, what: str, purpose: Any
) -> None:
    others = [one for one in PURPOSES if one != purpose]
    file = joined(register, *others)
    with pytest.raises(UsageError, match=f"no consent to {purpose} that holds"):
        hand_in(register, "x", file.person, what, b"bytes")


def test_a_step_is_kept_with_its_form_and_who_did_it(register: Register) -> None:
    file = joined(register)
    kept = record_step(register, "Ann", file.person, step("document_examined", picture="sharp"))
    assert ("Ann", NOON, (("picture", "sharp"),)) == (kept.by, kept.when, kept.form)
    assert [kept.id] == [one.id for one in file.all(StepResult)]


@pytest.mark.parametrize(
    ("given", "who", "said"),
    [
        (step("met_by_chance"), "Ann", "no step met_by_chance"),
        (step("document_examined"), "Ann", "document_examined needs: picture"),
        (step("document_examined", picture=" "), "Ann", "needs: picture"),
        (step("document_examined", picture="x", colour="red"), "Ann", "does not ask for colour"),
        (step("document_examined", picture="x"), "", "not said who acts"),
        (step("document_examined", picture="x"), "celtrace", "not said who acts"),
        (step("vendor_audited", auditor="Roe"), "Ann", "about a vendor"),
        (step("least_rights", policy="x"), "Ann", "about a studio"),
    ],
)
def test_a_step_that_is_not_whole_is_refused(
    register: Register, given: StepResult, who: str, said: str
) -> None:
    file = joined(register)
    with pytest.raises(UsageError, match=said):
        record_step(register, who, file.person, given)
    assert () == file.all(StepResult)


def test_a_step_that_failed_needs_no_form(register: Register) -> None:
    file = joined(register)
    assert (
        "failed" == record_step(register, "Ann", file.person, step("bank_papers", "failed")).result
    )


@pytest.mark.parametrize("second", ["Ann", " ann", "ANN"])
def test_the_second_person_is_another_one(register: Register, second: str) -> None:
    file = joined(register)
    given = step("portrait_compared", way="side by side", second=second)
    with pytest.raises(NeedsAnother):
        record_step(register, "Ann", file.person, given)


def test_a_worker_without_a_name_is_not_invited(register: Register) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        invite(register, "Ann", someone(" "))


def noticed(register: Register) -> File:
    file = joined(register)
    adverse(register, "Ann", file.person, wanted("notice", rests_on=("document_examined",)))
    return file


def test_a_notice_gives_a_week_to_answer(register: Register) -> None:
    (told,) = noticed(register).all(Adverse)
    assert ("Ann", (NOON + timedelta(days=7)).date()) == (told.by, told.answer_by)


@pytest.mark.parametrize(
    ("stage", "why", "who", "said"),
    [
        ("decided", "x", "Ann", "may answer until 2026-07-19"),
        ("notice", " ", "Ann", "needs a reason"),
        ("notice", "x", "celtrace", "not said who acts"),
        ("notice", "x", "", "not said who acts"),
    ],
)
def test_nobody_is_turned_down_without_name_reason_and_time(
    register: Register, stage: Any, why: str, who: str, said: str
) -> None:
    file = noticed(register)
    with pytest.raises(UsageError, match=said):
        adverse(register, who, file.person, wanted(stage, why))


def test_without_a_notice_nothing_is_decided(register: Register) -> None:
    with pytest.raises(UsageError, match="No notice was given"):
        adverse(register, "Ann", joined(register).person, wanted("decided"))


def test_a_shorter_time_to_answer_is_refused(register: Register) -> None:
    early = wanted("notice", answer_by=(NOON + timedelta(days=2)).date())
    with pytest.raises(UsageError, match="7 days at the least"):
        adverse(register, "Ann", joined(register).person, early)


def test_after_the_time_to_answer_a_named_person_decides(desk: Desk, register: Register) -> None:
    file = noticed(register)
    desk.later(days=8)
    assert "Ann" == adverse(register, "Ann", file.person, wanted("decided")).by


def test_what_is_disputed_is_decided_by_another_person(desk: Desk, register: Register) -> None:
    file = noticed(register)
    adverse(register, "Ben", file.person, wanted("disputed", "It was shown on Monday."))
    desk.later(days=8)
    with pytest.raises(NeedsAnother, match="another person than who gave notice"):
        adverse(register, "Ann ", file.person, wanted("decided"))
    assert "Ben" == adverse(register, "Ben", file.person, wanted("decided")).by


@pytest.mark.parametrize("last", ["withdrawn", "decided"])
def test_a_notice_is_good_for_one_decision(desk: Desk, register: Register, last: Any) -> None:
    file = noticed(register)
    desk.later(days=8)
    adverse(register, "Ben", file.person, wanted(last))
    with pytest.raises(UsageError, match="No notice was given"):
        adverse(register, "Ben", file.person, wanted("decided"))


ACTS: dict[str, Callable[[Register, str], object]] = {
    "agree": lambda r, w: agree(r, "x", w, ["face"]),
    "hand in": lambda r, w: hand_in(r, "x", w, "selfie", b""),
    "step": lambda r, w: record_step(r, "Ann", w, step("bank_papers", "failed")),
    "turn down": lambda r, w: adverse(r, "Ann", w, wanted("notice")),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_to_somebody_who_has_no_file(register: Register, act: str) -> None:
    with pytest.raises(UsageError, match="no file of a worker w9"):
        ACTS[act](register, "w9")
