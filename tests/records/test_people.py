"""People: what was asked and answered, what was checked, what others say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from celtrace.records import Check, Claim, Day, Link, Match, Ref, StaffList, Text, Worker
from records.kinds import SEEN

MAY = date(2024, 5, 1)


def staff(status: str, **more: Any) -> StaffList:
    return StaffList(seen=SEEN, party="v", status=status, **more)  # type: ignore[arg-type]


def check(**more: Any) -> Check:
    return Check(seen=SEEN, subject=Ref("party:v"), **more)


def claim(status: str, **more: Any) -> Claim:
    given = {"about": "v", "statement": "It drew the show.", "status": status}
    return Claim(seen=SEEN, **{**given, **more})


def match(**more: Any) -> Match:
    return Match(seen=SEEN, file="found/a.png", cut="ep05_c101", **more)


def test_a_refusal_and_a_later_list_are_two_answers() -> None:
    assert staff("refused").id != staff("complete").id


def test_a_second_question_about_the_list_is_another_record() -> None:
    assert staff("none", asked=(MAY,)).id != staff("none", asked=(MAY, date(2024, 6, 1))).id


def test_a_list_that_is_read_again_with_more_people_counted_keeps_its_id() -> None:
    assert staff("complete", people=9).id == staff("complete", people=10, live_checks=3).id


def test_how_many_people_is_unknown_until_it_is_stated() -> None:
    assert (None, None, None) == (
        staff("none").people, staff("none").live_checks, staff("none").payroll_months,
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        check(indicator="I036", when=MAY),
        check(indicator="I037"),
        check(measure="M004"),
        check(indicator="I036", by="R. Diaz"),
    ],
    ids=["day", "flag", "measure", "person"],
)
def test_checks_by_another_person_on_another_day_or_of_another_thing_are_told_apart(
    other: Check,
) -> None:
    assert check(indicator="I036").id != other.id


def test_the_result_of_a_check_does_not_make_it_another_check() -> None:
    results = ("passed", "failed", "refused", "pending", "")
    assert 1 == len({check(indicator="I036", result=result).id for result in results})


def test_a_check_without_a_result_is_not_a_passed_one() -> None:
    assert "" == check(indicator="I036").result


STATUS_WORDS = (
    "designated", "delisted", "settled", "admitted", "disclosed", "alleged", "reported",
    "unconfirmed", "denied", "disputed",
)  # fmt: skip


@pytest.mark.parametrize("status", STATUS_WORDS)
def test_a_claim_stands_under_one_of_ten_status_words(status: str) -> None:
    assert claim(status) == msgspec.json.decode(msgspec.json.encode(claim(status)), type=Claim)


@pytest.mark.parametrize("status", ["proven", "guilty", "cleared", ""])
def test_a_word_that_judges_is_no_status(status: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value"):
        msgspec.json.decode(msgspec.json.encode(claim(status)), type=Claim)


def test_a_statement_that_is_denied_later_is_the_same_statement() -> None:
    assert claim("reported").id == claim("denied").id


def test_the_same_words_of_two_speakers_are_two_claims() -> None:
    assert claim("reported", by="A newspaper").id != claim("reported", by="The studio").id


def test_a_match_waits_for_a_person() -> None:
    assert ("open", None) == (match().reviewer, match().score)


def test_a_reviewed_match_keeps_its_id() -> None:
    assert match().id == match(reviewer="confirmed", score=Decimal("0.97")).id


def test_a_day_off_and_a_day_of_work_are_two_records() -> None:
    days = [Day(seen=SEEN, party="v", date=MAY, worked=worked) for worked in (True, False)]
    assert 2 == len({one.id for one in days})


def test_a_translation_names_the_text_it_is_of_and_is_another_text() -> None:
    first = Text(seen=SEEN, text="리발을 다시", language="ko")
    second = Text(seen=SEEN, text="Redo the hair", language="en", translation_of=first.id)
    assert first.id == second.translation_of != second.id


def test_two_people_of_one_name_at_two_vendors_are_two_workers() -> None:
    assert Worker(seen=SEEN, name="Kim").id != Worker(seen=SEEN, name="Kim", party="v").id


def test_how_often_a_link_was_seen_does_not_make_another_link() -> None:
    links = [Link(seen=SEEN, a="v", b="w", by="device", value="d", count=n) for n in (1, 12)]
    assert links[0].id == links[1].id
