"""Foreign ranges that publications tie to the DPRK, within their dates."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from detect.scenes import found, only, sign_in


@pytest.mark.parametrize(
    ("ip", "when", "count"),
    [
        ("210.52.109.9", "2017-07-01", 1),
        ("210.52.109.9", "2018-01-01", 0),
        ("188.43.136.9", "2017-09-30", 0),
        ("188.43.136.9", "2024-02-01", 1),
        ("188.43.137.9", "2024-02-01", 0),
    ],
)
def test_a_range_holds_on_its_days_only(ip: str, when: str, count: int) -> None:
    assert count == len(found("dprk_adjacent_range", sign_in("ann", ip, when)))


def test_it_is_context_whatever_else_there_is() -> None:
    seen = [sign_in("ann", "188.43.136.9", f"2024-02-0{n}") for n in (1, 2, 3)]
    one = only("dprk_adjacent_range", *seen)
    assert (Category.CONTEXT, 3) == (one.strength, one.values["successes"])


def test_attempts_that_failed_are_passed_over() -> None:
    tried = sign_in("ann", "188.43.136.9", "2024-02-01", result="failure")
    assert () == found("dprk_adjacent_range", tried)
