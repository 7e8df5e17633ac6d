"""Undeclared links: rare values of two groups, one strong, and no declared tie."""

from __future__ import annotations

import pytest

from celtrace.records import Record
from celtrace.weigh.assessment import HiddenLink
from celtrace.weigh.hidden import bits
from detect import scenes as make
from judged import judge


def links(*records: Record) -> tuple[HiddenLink, ...]:
    found = make.run(*records).findings
    return judge(found, *records, as_of=make.TODAY).hidden


ACCOUNT = (make.party("v", accounts=("DE 1",)), make.party("w", accounts=("DE1",)))
BOTH = (make.party("v", accounts=("DE 1",), phones=("+82 2 1",)),
        make.party("w", accounts=("DE1",), phones=("+8221",)))  # fmt: skip
OTHERS = tuple(make.party(f"x{n}") for n in range(14))


def test_a_strong_and_another_group_are_likely_one_alone_is_possible() -> None:
    [likely] = links(*BOTH)
    [possible] = links(*ACCOUNT)
    assert ("likely undisclosed link", "possible link") == (likely.word, possible.word)
    assert {"money": "strong", "registry": "supporting"} == likely.groups
    assert ["account", "telephone number"] == [link.by for link in likely.links]
    assert "two groups, one of them strong, would make it likely" in possible.because


def test_two_supporting_groups_are_only_possible() -> None:
    phones = (make.party("v", phones=("+8221",)), make.party("w", phones=("+8221",)))
    [link] = links(*phones, make.link("v", "w", "author", "ann"))
    assert ("possible link", 2) == (link.word, len(link.groups))


@pytest.mark.parametrize(
    "tie",
    [make.contract("c", "v", "w"), make.owns("w", "v", "30"), make.role("v", "w", "director")],
)
def test_a_declared_tie_is_not_hidden(tie: Record) -> None:
    assert () == links(*BOTH, tie)


def test_a_value_of_a_hub_joins_nobody() -> None:
    assert () == links(*(make.party(f"h{n}", accounts=("DE 1",)) for n in range(6)))


def test_rarity_is_that_of_the_users_own_data_and_a_group_counts_once() -> None:
    few, many = links(*BOTH), links(*BOTH, *OTHERS)
    assert (0, 6) == (few[0].bits, many[0].bits)
    third = make.party("y", accounts=("DE1",))
    [link] = (one for one in links(*BOTH, third, *OTHERS) if (one.a, one.b) == ("v", "w"))
    assert bits(17, 3) + bits(17, 2) == link.bits


def test_likely_ones_come_first() -> None:
    more = (make.party("p", accounts=("KR 1",)), make.party("q", accounts=("KR1",)))
    assert ["likely undisclosed link", "possible link"] == [
        link.word for link in links(*more, *BOTH)
    ]


@pytest.mark.parametrize(
    ("population", "holders", "expected"), [(1024, 2, 9), (3, 2, 0), (1, 5, 0), (1000, 1, 9)]
)
def test_bits_are_the_logarithm_rounded_down(population: int, holders: int, expected: int) -> None:
    assert expected == bits(population, holders)
