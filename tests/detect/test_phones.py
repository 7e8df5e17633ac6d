"""Internet lines are shown, with the region whose plan names them, and never count."""

from __future__ import annotations

import pytest

from celtrace.findings import Category, Group
from detect.scenes import found, only, run, worker


def test_an_internet_line_is_background() -> None:
    one = only("voip_number", worker("ann", "v", phones=("+81 50-1234-5678",)))
    assert (Category.CONTEXT, Group.BACKGROUND, "JP") == (
        one.strength,
        one.group,
        one.values["region"],
    )


def test_a_number_without_a_country_is_read_in_the_claimed_one() -> None:
    here = worker("ann", "v", phones=("050-1234-5678",), claimed_country="JP")
    assert "050-1234-5678" in only("voip_number", here).sentence
    assert () == found("voip_number", worker("ann", "v", phones=("050-1234-5678",)))


@pytest.mark.parametrize(
    "number", ["+82 10-1234-5678", "+1 650 253 0000", "none", "+850 2 381 1234"]
)
def test_other_lines_are_not_spoken_of(number: str) -> None:
    assert () == found("voip_number", worker("ann", "v", phones=(number,)))


def test_two_internet_lines_are_two_findings() -> None:
    both = worker("ann", "v", phones=("+81 50-1234-5678", "+82 70-1234-5678"))
    assert 2 == len({one.id for one in found("voip_number", both)})


def test_without_numbers_nothing_was_checked() -> None:
    (ran,) = [one for one in run(worker("ann", "v")).ran if one.rule == "voip_number"]
    assert "phones" in ran.skipped_because
