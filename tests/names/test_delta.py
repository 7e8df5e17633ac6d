"""A change of an index touches every name whose answer it changes, and few others."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.names.delta import Delta
from celtrace.names.index import NameIndex
from celtrace.names.model import Named

WORDS = ("kim", "chol", "petrov", "ivan", "trading", "co", "ltd", "moxing", "cartoon", "ali", "li")
SEARCHED = (
    "Kim Chol", "김철", "Ivan Petrov", "Иван Петров", "Moxing Cartoon", "Moxingcartoon",
    "Ali Trading Co Ltd", "李明", "Zzyzx", "Petrof", "Mo Xing",
)  # fmt: skip


def said(index: NameIndex, name: str, form: str) -> list[tuple[object, ...]]:
    hits = index.search(name, form=form)
    return [(h.key, h.score, h.name, h.steps, h.weak, h.undecidable) for h in hits]


def wrong(before: Sequence[Named], after: Sequence[Named], searched: Sequence[str]) -> list[str]:
    """Names whose answer changed though nothing was said to touch them."""
    keys = tuple({n.key for n in a if n not in b} for a, b in ((before, after), (after, before)))
    indexes = NameIndex.build(before), NameIndex.build(after)
    delta = Delta(*indexes, (keys[0], keys[1]))
    return [
        name
        for name in searched
        for form in ("person", "entity", "unknown")
        if not delta.touches(name, form, 0.8)
        and said(indexes[0], name, form) != said(indexes[1], name, form)
    ]


NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
ROWS = st.dictionaries(st.integers(0, 9), NAMES, max_size=8)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_a_name_that_is_not_touched_has_the_same_answer(
    one: dict[int, str], other: dict[int, str]
) -> None:
    before, after = ([Named(key, name) for key, name in rows.items()] for rows in (one, other))
    assert [] == wrong(before, after, SEARCHED)
    assert [] == wrong(after, before, SEARCHED)


def test_a_long_list_that_gains_a_name_touches_few() -> None:
    rng = random.Random(3)  # noqa: S311 - the same names each time
    letters = "bdfgklmnprstvz"
    words = ["".join(rng.choice(letters) + rng.choice("aeiou") for _ in range(3))
             for _ in range(400)]  # fmt: skip
    rows = [Named(at, " ".join(rng.sample(words, 2)), "person") for at in range(2_000)]
    new = Named(9_999, "Quixhall Wymbold", "person")
    searched = [" ".join(rng.sample(words, 2)) for _ in range(300)]
    delta = Delta(NameIndex.build(rows), NameIndex.build([*rows, new]), (set(), {9_999}))
    assert [] == [name for name in searched if delta.touches(name, "person", 0.8)]
    assert delta.touches("Wymbold Quixhal", "person", 0.8)
    assert [] == wrong(rows, [*rows, new], searched)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "1"])
def test_a_name_of_nothing_is_touched_by_nothing(name: str) -> None:
    rows = [Named(1, "Kim Chol", "person")]
    delta = Delta(NameIndex.build(rows), NameIndex.build([]), ({1}, set()))
    assert not delta.touches(name, "unknown", 0.8)
