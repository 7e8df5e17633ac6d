"""What people recorded."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category, Finding
from detect.scenes import check, day, found, party, run


def noted(item: str, result: str = "", **facts: Any) -> Finding:
    (one,) = [
        f for f in run(check(item, "party:v", result, **facts)).findings if f.values.get("item")
    ]
    return one


def test_a_red_flag_is_served_under_its_own_name() -> None:
    one = noted("I036", when=day("2024-05-01"), by="R. Diaz", note="twice")
    assert ("recorded:I036", "recorded_conduct") == (one.name, one.rule)
    assert (
        "Recorded by R. Diaz about v (on 2024-05-01): I036, Undue worry about a test or a meeting "
        "in person: seen. Note: twice"
    ) == one.sentence


@pytest.mark.parametrize(
    ("item", "result", "strength"),
    [
        ("I036", "", Category.SUPPORTING),
        ("I036", "failed", Category.SUPPORTING),
        ("I036", "refused", Category.SUPPORTING),
        ("I036", "passed", Category.CONTEXT),
        ("I036", "pending", Category.CONTEXT),
        ("I041", "", Category.CONTEXT),
        ("I055", "", Category.CONTEXT),
        ("M002", "failed", Category.SUPPORTING),
        ("M002", "passed", Category.CONTEXT),
        ("M002", "", Category.CONTEXT),
        ("M024", "failed", Category.CONTEXT),
    ],
)
def test_a_record_counts_by_its_result_and_its_table(
    item: str, result: str, strength: Category
) -> None:
    assert strength is noted(item, result).strength


def test_a_flag_of_language_or_origin_never_counts_whatever_is_recorded() -> None:
    assert {Category.CONTEXT} == {
        noted(item, result).strength
        for item in ("I005", "I040", "I041", "I042", "I047", "I071", "I087", "I093")
        for result in ("", "failed", "refused")
    }


@pytest.mark.parametrize(("result", "count"), [("passed", 1), ("failed", 0), ("pending", 0)])
def test_seen_live_is_evidence_against(result: str, count: int) -> None:
    assert count == len(found("live_checks_passed", check("M004", "party:v", result)))


def test_two_records_of_one_flag_are_two_findings() -> None:
    twice = [check("I036", "party:v", when=day(f"2024-05-0{n}")) for n in (1, 2)]
    assert 2 == len(found("recorded_conduct", party("v"), *twice))


def test_a_check_that_names_nobody_says_so_and_claims_no_day() -> None:
    assert noted("I036").sentence.startswith("Recorded without a name about v (on days not stated)")


@pytest.mark.parametrize("item", ["I999", "M999"])
def test_what_nobody_published_is_no_finding(item: str) -> None:
    assert () == run(check(item, "party:v")).findings


@pytest.mark.parametrize("measure", ["M004", "M030", "M032", "M034", "M038"])
@pytest.mark.parametrize("about", ["party:v", "worker:ann"])
def test_a_live_check_is_about_whoever_was_asked(measure: str, about: str) -> None:
    (one,) = found("live_checks_passed", check(measure, about, "passed"))
    assert (about, about) == (one.subject, one.values["checked"])


def test_another_measure_is_no_live_check() -> None:
    assert () == found("live_checks_passed", check("M002", "party:v", "passed"))


def test_the_person_and_the_note_do_not_make_another_finding() -> None:
    one, other = noted("I036", by="R. Diaz"), noted("I036", by="R. Diaz", note="twice")
    assert one.id == other.id
