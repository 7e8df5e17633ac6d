"""Check plans: bound to role and engagement, and every published measure has its place."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace import registry
from celtrace.detect._indicators import measures
from celtrace.detect._plans import LEVELS, engagement_of, plan_of, plans
from celtrace.ports import CaseFacts
from celtrace.records import Record, Worker
from celtrace.store.memory import MemoryShelf
from detect.scenes import TODAY, party, role, worker

LATER = {"document_tampered", "document_reused", "cv_impossible_dates", "contact_churn"}
"""Rules of the interface that the table names before they are there."""
NAMES = st.sampled_from(["Maria Ada", "김철수", "王伟", "Nguyễn Văn An", "O'Neil", "Ким Чхоль Су"])
PLACES = st.sampled_from(["", "CN", "KR", "VN", "JP", "US", "RU", "PH"])


def engaged(someone: Worker, *others: Record) -> str:
    view = MemoryShelf([someone, *others]).view(CaseFacts(as_of=TODAY, us="us"))
    return engagement_of(someone, view)


@pytest.mark.parametrize("measure", sorted(measures()))
def test_every_published_measure_is_a_step_a_form_or_an_adapter(measure: str) -> None:
    check = plans().of_measure(measure)
    assert check, f"{measure} {measures()[measure].wording}"
    assert check.kind in ("step", "form", "adapter")


def test_every_measure_of_the_knowledge_has_its_place(shared_data: Path) -> None:
    kept = shared_data.parent / "knowledge" / "measures.csv"
    if not kept.is_file():
        pytest.skip("the knowledge beside the data is not there")
    rows = csv.DictReader(kept.read_text("utf-8").splitlines())
    assert [] == [row["id"] for row in rows if plans().of_measure(row["id"]) is None]


def test_a_measure_stands_once_and_none_is_made_up() -> None:
    named = Counter(m for check in plans().checks for m in check.measures)
    assert {1} == set(named.values())
    assert set(named) == set(measures())


def test_checks_have_ids_of_their_own_and_titles() -> None:
    table = plans()
    assert len(table.checks) == len({check.id for check in table.checks})
    assert all(check.title for check in table.checks)
    assert set(LEVELS) == set(table.levels)


def test_a_form_says_what_it_asks_for() -> None:
    assert [] == [c.id for c in plans().checks if c.kind == "form" and not c.fields]


def test_a_background_check_has_no_level() -> None:
    """A clear check never raises a level by itself."""
    check = plans().of_measure("M012")
    assert check
    assert ("background_check", None) == (check.id, check.level)


@pytest.mark.parametrize("plan", plans().plans, ids=lambda plan: plan.id)
def test_a_plan_names_checks_of_workers_and_reaches_what_it_aims_at(plan: Any) -> None:
    steps = [plans().check(step) for step in plan.steps]
    assert all(step and step.about == "worker" for step in steps)
    reached = {step.level for step in steps if step and step.level}
    assert set(LEVELS[1 : LEVELS.index(plan.aim) + 1]) == reached


def test_there_is_one_plan_for_each_class_of_roles_and_engagement() -> None:
    table = plans()
    pairs = [(plan.role, plan.engagement) for plan in table.plans]
    wanted = {(r.id, e) for r in table.roles for e in table.engagements}
    assert (len(wanted), wanted) == (len(pairs), set(pairs))


def test_extra_steps_and_contradictions_name_rules_and_checks() -> None:
    table = plans()
    rules = {*table.extra, *table.contradictions}
    assert rules <= set(registry.kinds()) | LATER
    assert all(table.check(step) for step in (*table.extra.values(), *table.vendor_steps))


@pytest.mark.parametrize(
    ("stated", "plan"),
    [
        ("in-between", "standard/vendor"),
        ("Key animator", "standard/vendor"),
        ("", "standard/vendor"),
        ("동화", "standard/vendor"),
        ("Episode Director", "elevated/vendor"),
        ("IT administrator", "elevated/vendor"),
        ("misleading", "standard/vendor"),
    ],
)
def test_a_stated_role_falls_into_a_class_by_whole_words(stated: str, plan: str) -> None:
    assert plan == plan_of(stated, "vendor").id


@pytest.mark.parametrize(
    ("someone", "others", "engagement"),
    [
        (worker("w", "us"), (party("us"),), "employee"),
        (worker("w", ""), (), "freelance"),
        (worker("w", "p"), (party("p", form="person"),), "freelance"),
        (worker("w", "v"), (party("v"),), "vendor"),
        (worker("w", "v"), (party("v", role="Staffing Agency"),), "agency"),
        (worker("w", "v"), (party("v"), role("x", "v", "staffing")), "agency"),
        (worker("w", "gone"), (), "vendor"),
    ],
    ids=["ours", "on their own", "a person", "vendor", "agency", "agency by role", "unknown"],
)
def test_the_engagement_follows_from_the_party(
    someone: Worker, others: tuple[Record, ...], engagement: str
) -> None:
    assert engagement == engaged(someone, *others)


@given(NAMES, PLACES, st.lists(st.sampled_from(["a@b.example", "+82 10 1234 5678"])))
def test_a_plan_is_the_same_for_everybody_in_a_role(name: str, place: str, ways: list[str]) -> None:
    """The plan is bound to role and engagement, never to the person."""
    someone = worker("w", "v", role="key animator", claimed_country=place, phones=tuple(ways))
    renamed = Worker(seen=someone.seen, id="w2", name=name, party="v", role="key animator")
    plain = [plan_of(one.role, "vendor") for one in (someone, renamed)]
    assert plain[0] is plain[1]
    assert engaged(someone, party("v")) == engaged(renamed, party("v"))
