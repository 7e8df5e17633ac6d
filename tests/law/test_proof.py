"""The checker refuses whatever a proof could get wrong."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from celtrace.law.ownership import Part, Step, cascade
from celtrace.law.proof import faults
from celtrace.law.regimes import ownership_rule
from celtrace.law.stakes import Stake, share

US = ownership_rule("US", date(2025, 1, 1))
GB = ownership_rule("GB", date(2025, 1, 1))
STAKES = [share("X", "A", 30), share("Y", "A", 20), share("A", "B", 60)]


def part(owner: str, low: int, *, more: bool = False) -> Part:
    return Part(owner, Fraction(low), more, ())


def step(asset: str, *parts: Part, **more: Any) -> Step:
    return msgspec.structs.replace(Step(asset, "shares", "", parts), **more)


GOOD = (step("A", part("X", 30), part("Y", 20)), step("B", part("A", 60)))


def found(steps: tuple[Step, ...], stakes: list[Stake] | None = None) -> str:
    assert US is not None
    return " | ".join(faults(steps, STAKES if stakes is None else stakes, {"X", "Y"}, US))


def test_a_sound_proof_is_accepted_and_is_what_the_engine_gives() -> None:
    assert US is not None
    assert "" == found(GOOD)
    engine = cascade(STAKES, {"X", "Y"}, US).proof("B")
    assert [s.asset for s in GOOD] == [s.asset for s in engine]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (GOOD[1:], "A is not established before"),
        (GOOD[::-1], "A is not established before"),
        ((step("A", part("X", 30)),), "does not reach the line"),
        ((step("A", part("X", 31), part("Y", 20)),), "do not give X 31 %"),
        ((step("A", part("X", 30), part("X", 30)),), "counted twice"),
        ((step("A", part("X", 30), part("A", 20)),), "owns itself"),
        ((step("A", part("X", 30), part("Y", -20)),), "a negative part"),
        ((step("A", part("X", 30), part("Z", 20)),), "Z is not established before"),
        ((step("A", part("X", 30), part("Y", 20), form="votes"),), "votes do not count"),
        ((step("C", part("X", 60)),), "do not give X 60 %"),
    ],
)
def test_a_proof_with_a_fault_is_refused(steps: tuple[Step, ...], said: str) -> None:
    assert said in found(steps)


def test_every_statement_of_a_stake_must_cover_it() -> None:
    assert "do not give X" in found(GOOD, [*STAKES, share("X", "A", 29)])


def test_a_stake_that_is_not_in_force_covers_nothing() -> None:
    assert US is not None
    ended = [msgspec.structs.replace(s, until=date(2020, 1, 1)) for s in STAKES]
    assert faults(GOOD, ended, {"X", "Y"}, US, date(2021, 1, 1))
    assert not faults(GOOD, ended, {"X", "Y"}, US, date(2020, 1, 1))


def test_more_than_50_needs_a_bound_above_it() -> None:
    assert GB is not None
    stake = Stake("X", "A", Fraction(50), Fraction(75), low_exclusive=True)
    assert not faults([step("A", part("X", 50, more=True), root="X")], [stake], {"X"}, GB)
    assert faults([step("A", part("X", 50), root="X")], [stake], {"X"}, GB)


def test_in_gb_the_parts_of_a_step_have_one_root() -> None:
    assert GB is not None
    stakes = [share("X", "A", 30), share("Y", "A", 30)]
    mixed = step("A", part("X", 30), part("Y", 30), root="X")
    assert ["A: Y is not established before"] == faults([mixed], stakes, {"X", "Y"}, GB)
