"""The search over columns finds what the search over records finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="the extra `scale` is not installed")

import numpy as np

from celtrace.records import Link
from celtrace.weigh.nearest import Web
from celtrace.weigh.paths import LONGEST, to_blocked
from judged import SEEN, party, view


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_nearest_listed_party_is_as_far_as_the_paths_say(rng: random.Random) -> None:
    count = 14
    lines = {(min(p), max(p)) for _ in range(20) if len(p := rng.sample(range(count), 2)) == 2}
    a, b = zip(*sorted(lines), strict=True)
    found = Web(count, np.asarray(a, np.int32), np.asarray(b, np.int32)).nearest(
        [0, 1], range(count), hub=1000
    )
    records = [party(f"n{n:02}") for n in range(count)]
    records += [
        Link(seen=SEEN, a=f"n{x:02}", b=f"n{y:02}", by="account", value=f"{x}-{y}")
        for x, y in lines
    ]  # type: ignore[misc] - records of two kinds
    ways = to_blocked(view(*records), ["n00", "n01"])
    for n in range(2, count):
        steps = [len(way.edges) for way in ways if way.source == f"n{n:02}"]
        path = found.path(n)
        if len(path) - 1 <= LONGEST:
            assert min(steps, default=-1) == len(path) - 1


def test_a_hub_is_reached_and_not_passed() -> None:
    a = np.asarray([0, 1, 1, 1, 1], np.int32)
    b = np.asarray([1, 2, 3, 4, 5], np.int32)
    web = Web(6, a, b)
    assert [2, 1, 0] == web.nearest([0], [2], hub=10).path(2)
    damped = web.nearest([0], [1, 2], hub=4)
    assert ([1, 0], []) == (damped.path(1), damped.path(2))
