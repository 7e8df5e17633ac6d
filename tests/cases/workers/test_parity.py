"""The parity report: rates by plan and country, and nobody picked out."""

from __future__ import annotations

from typing import Any

from celtrace.cases.workers.parity import ParityLine, parity
from celtrace.weigh.assessment import StepLine, WorkerLevel


def level(
    id_: str, *states: Any, extra: bool = False, plan: str = "standard/vendor"
) -> WorkerLevel:
    steps = [StepLine(f"s{n}", "", "V1", state) for n, state in enumerate(states)]
    steps += [StepLine("again", "", "", "missing", extra="f1")] if extra else []
    return WorkerLevel(id_, "v", plan, "V1", "V3", tuple(steps))


def group(country: str, count: int, *states: Any, **more: Any) -> dict[str, WorkerLevel]:
    return {f"{country}{n}": level(f"{country}{n}", *states, **more) for n in range(count)}


def lines(*groups: dict[str, WorkerLevel]) -> tuple[ParityLine, ...]:
    held = {k: v for one in groups for k, v in one.items()}
    return parity(list(held.values()), {id_: id_[:2] for id_ in held if id_[:2] != "??"})


def test_the_same_plan_asks_the_same_of_every_country() -> None:
    found = lines(group("VN", 6, "passed", "missing"), group("CA", 5, "passed", "refused"))
    assert [("CA", 5, 10, 5, 5), ("VN", 6, 12, 6, 0)] == [
        (one.country, one.people, one.asked, one.passed, one.refused) for one in found
    ]
    assert 1 == len({one.asked // one.people for one in found})


def test_groups_of_fewer_than_five_are_put_together() -> None:
    found = lines(group("VN", 4, "passed"), group("CA", 1, "failed"), group("JP", 5, "passed"))
    assert [("JP", 5), ("others", 5)] == [(one.country, one.people) for one in found]


def test_nobody_stands_alone_among_the_others() -> None:
    """One person of another country would be read off a line of one."""
    found = lines(group("VN", 9, "passed"), group("CA", 1, "failed"), group("JP", 5, "passed"))
    assert [("VN", 9), ("others", 6)] == [(one.country, one.people) for one in found]


def test_a_plan_of_a_few_people_is_one_line() -> None:
    found = lines(group("VN", 2, "passed"), group("CA", 1, "failed"))
    assert [("others", 3)] == [(one.country, one.people) for one in found]


def test_all_people_stand_in_some_line() -> None:
    found = lines(*(group(f"C{n}", n, "passed") for n in range(1, 9)))
    assert 36 == sum(one.people for one in found)
    assert min(one.people for one in found) >= 5


def test_who_states_no_document_is_a_group_too() -> None:
    assert ["not stated"] == [one.country for one in lines(group("??", 5, "missing"))]


def test_steps_beyond_the_plan_are_counted_apart() -> None:
    (one,) = lines(group("VN", 5, "passed", "consider", extra=True))
    assert (10, 5, 5) == (one.asked, one.extra, one.failed)
    assert {"V1": 5} == one.levels


def test_plans_are_never_mixed() -> None:
    found = lines(
        group("VN", 5, "passed"), group("CA", 5, "passed", "passed", plan="elevated/vendor")
    )
    assert ["elevated/vendor", "standard/vendor"] == [one.plan for one in found]


def test_without_workers_there_is_nothing_to_compare() -> None:
    assert () == parity([], {})
