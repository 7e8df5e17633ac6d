"""UTC+08:30 in its years is told, as background; UTC+9 never is."""

from __future__ import annotations

import pytest

from celtrace.findings import Category, Group
from detect.scenes import found, only, run, trait

FILE = "a" * 64
INSIDE = "2016-03-01T00:42:44"


def test_times_of_a_file_are_one_finding_with_their_days() -> None:
    one = only(
        "half_hour_zone",
        trait("2017-05-04T03:00:00"),
        trait(INSIDE),
        trait("2016-03-01T00:42:45", 540),
    )
    assert f"file:{FILE}" == one.subject
    assert (2, "2016-03-01", "2017-05-04") == tuple(
        one.values[name] for name in ("count", "first_day", "last_day")
    )
    assert "the offset is written out" == one.values["resting"]


def test_it_counts_nothing() -> None:
    one = only("half_hour_zone", trait(INSIDE))
    assert (Group.BACKGROUND, Category.CONTEXT) == (one.group, one.strength)
    assert "" == one.question


@pytest.mark.parametrize("offset", [0, 480, 525, 540, -510, None])
def test_no_other_offset_is_told(offset: int | None) -> None:
    assert () == run(trait(INSIDE, offset)).findings


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("2015-08-14T14:59:59", False),
        ("2015-08-14T15:00:00", True),
        ("2018-05-04T14:59:59", True),
        ("2018-05-04T15:00:00", False),
        ("2014-01-01T00:00:00", False),
        ("2024-01-01T00:00:00", False),
    ],
)
def test_only_the_years_of_the_zone_are_told(time: str, told: bool) -> None:  # noqa: FBT001 - parametrized
    assert told is bool(found("half_hour_zone", trait(time)))


def test_each_file_has_a_finding_of_its_own() -> None:
    both = found("half_hour_zone", trait(INSIDE), trait(INSIDE, file="b" * 64))
    assert {f"file:{FILE}", f"file:{'b' * 64}"} == {one.subject for one in both}


def test_many_times_are_counted_and_some_of_them_quoted() -> None:
    traits = [trait(f"2016-03-{day:02}T00:00:00") for day in range(1, 20)]
    one = only("half_hour_zone", *traits)
    assert (19, 5) == (one.values["count"], len(one.evidence))


def test_the_finding_stays_the_same_when_the_order_of_facts_changes() -> None:
    traits = [trait(INSIDE), trait("2017-05-04T03:00:00")]
    assert only("half_hour_zone", *traits).id == only("half_hour_zone", *reversed(traits)).id
