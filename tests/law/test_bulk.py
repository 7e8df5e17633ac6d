"""The engine over columns says what the exact one says, and keeps up with changes."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numpy", reason="the extra `scale` is not installed")

from celtrace.law.bulk import POINT, Standing, named, register_of
from celtrace.law.ownership import cascade
from celtrace.law.stakes import Stake, holdings, share
from law.oracle import EU_OLD, US, graph

SEEDS = ("X", "Y")


@settings(max_examples=500, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([US, EU_OLD]))
def test_columns_give_what_the_exact_engine_gives(rng: random.Random, rule: object) -> None:
    stakes = graph(rng, "ABCDEFGHIJKLMNOP", most=40)
    exact = cascade(stakes, SEEDS, rule)  # type: ignore[arg-type] - one of two rules
    register, numbers = register_of(holdings(stakes))
    seeds = [numbers[s] for s in SEEDS if s in numbers]
    strict = exact.rule.strict
    low, held = register.blocked(seeds, strict=strict)
    high, _ = register.blocked(seeds, strict=strict, upper=True)
    assert exact.blocked == named(low, numbers) - set(SEEDS)
    bands = {a for a, why in exact.open.items() if why == "bands"}
    assert bands == named(high, numbers) - set(SEEDS) - exact.blocked
    assert all(held[numbers[a]] >= 50 * POINT for a in exact.blocked)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_after_each_change_the_set_is_what_a_new_run_gives(rng: random.Random) -> None:
    stakes = [share(s.owner, s.asset, s.low or 0) for s in graph(rng, "ABCDEFGHIJ", most=25)]
    register, numbers = register_of(holdings(stakes))
    seeds = [numbers[s] for s in SEEDS if s in numbers]
    standing = Standing(register, seeds, strict=False)
    for _ in range(6 if stakes else 0):
        stake = rng.choice(stakes)
        standing.change(numbers[stake.owner], numbers[stake.asset], rng.randint(0, 100) * POINT)
        again, held = register.blocked(seeds, strict=False)
        assert (again == standing.blocked).all()
        assert (held == standing.held).all()


def test_thirds_are_rounded_outwards_and_an_excluded_bound_is_kept() -> None:
    third = share("X", "A", Fraction(100, 3))
    above = Stake("X", "B", Fraction(50), Fraction(75), low_exclusive=True)
    register, numbers = register_of(holdings([third, above]))
    row = register.row(numbers["X"], numbers["A"])
    assert (33_333_333, 33_333_334) == (register.low[row], register.high[row])
    assert {"B"} == named(register.blocked([numbers["X"]], strict=True)[0], numbers) - {"X"}


def test_a_stake_that_is_not_there_cannot_be_changed() -> None:
    register, numbers = register_of(holdings([share("X", "A", 60)]))
    with pytest.raises(KeyError):
        Standing(register, [numbers["X"]], strict=False).change(numbers["A"], numbers["X"], 1)
