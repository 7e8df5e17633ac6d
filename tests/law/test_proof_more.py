"""Every way to tamper with a sound proof is refused; sound ones are accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from celtrace.law.ownership import Part, Step, cascade
from celtrace.law.proof import faults
from celtrace.law.regimes import Rule
from celtrace.law.stakes import Stake, share
from law.oracle import EU, EU_OLD, GB, US, band

Steps = tuple[Step, ...]
CHAIN = [share("X", "A", 60), share("A", "B", 60), share("B", "C", 60)]
SOUND = cascade(CHAIN, {"X"}, US).proof("C")


def part(owner: str, low: int | str, *, more: bool = False) -> Part:
    return Part(owner, Fraction(low), more, ())


def with_part(steps: Steps, at: int, **more: Any) -> Steps:
    """The steps with the only part of one of them changed."""
    changed = replace(steps[at], parts=(replace(steps[at].parts[0], **more),))
    return (*steps[:at], changed, *steps[at + 1 :])


def with_step(steps: Steps, at: int, **more: Any) -> Steps:
    return (*steps[:at], replace(steps[at], **more), *steps[at + 1 :])


def test_the_sound_proof_is_accepted() -> None:
    assert ["A", "B", "C"] == [step.asset for step in SOUND]
    assert [] == faults(SOUND, CHAIN, {"X"}, US)


TAMPERED: dict[str, tuple[str, Callable[[Steps], Steps]]] = {
    "first step lost": ("A is not established", lambda s: s[1:]),
    "middle step lost": ("B is not established", lambda s: (s[0], s[2])),
    "turned round": ("is not established", lambda s: s[::-1]),
    "a larger part": ("do not give X 61 %", lambda s: with_part(s, 0, low=Fraction(61))),
    "a part under the line": ("49 % does not reach", lambda s: with_part(s, 0, low=Fraction(49))),
    "another owner": ("Z is not established", lambda s: with_part(s, 0, owner="Z")),
    "its own owner": ("owns itself", lambda s: with_part(s, 1, owner="B")),
    "more than stated": ("do not give X 60 %", lambda s: with_part(s, 0, more=True)),
    "another form": ("votes do not count", lambda s: with_step(s, 0, form="votes")),
    "another asset": ("do not give X 60 %", lambda s: with_step(s, 0, asset="D")),
    "another root": ("is not established", lambda s: with_step(s, 1, root="Y")),
    "no parts": ("0 % does not reach", lambda s: with_step(s, 2, parts=())),
    "a part twice": ("counted twice", lambda s: with_step(s, 2, parts=s[2].parts * 2)),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_proof_is_refused(name: str) -> None:
    said, tamper = TAMPERED[name]
    assert said in " | ".join(faults(tamper(SOUND), CHAIN, {"X"}, US))


@pytest.mark.parametrize(
    "stated",
    [
        [],
        CHAIN[1:],
        [share("X", "A", 59), *CHAIN[1:]],
        [share("X", "A", 60, "votes"), *CHAIN[1:]],
        [band("X", "A", 50, 70), *CHAIN[1:]],
        [Stake("X", "A"), *CHAIN[1:]],
        [share("Y", "A", 60), *CHAIN[1:]],
        [*CHAIN, share("X", "A", 40)],
        [*CHAIN, share("B", "C", 0)],
        [*CHAIN, share("A", "B", 150)],
    ],
)
def test_a_proof_is_refused_over_other_statements(stated: list[Stake]) -> None:
    assert faults(SOUND, stated, {"X"}, US)


@pytest.mark.parametrize("seeds", [set(), {"Y"}, {"C"}])
def test_a_proof_is_refused_from_other_seeds(seeds: set[str]) -> None:
    assert faults(SOUND, CHAIN, seeds, US)


@pytest.mark.parametrize(
    ("accepted", "rule", "percent"),
    [
        ("yes", US, 50),
        ("no", EU_OLD, 50),
        ("yes", EU, 50),
        ("no", GB, 50),
        ("yes", EU_OLD, 51),
        ("yes", GB, 51),
        ("no", US, 49),
    ],
)
def test_the_line_is_that_of_the_rule(accepted: str, rule: Rule, percent: int) -> None:
    root = "" if rule.aggregate else "X"
    step = Step("A", "shares", root, (part("X", percent),))
    assert (accepted == "yes") == (not faults([step], [share("X", "A", percent)], {"X"}, rule))


@pytest.mark.parametrize(
    ("accepted", "low", "shut", "claimed", "more"),
    [
        ("yes", 50, "yes", 50, "yes"),
        ("no", 50, "no", 50, "yes"),
        ("no", 50, "yes", 50, "no"),
        ("yes", 51, "no", 50, "yes"),
        ("yes", 75, "no", 60, "no"),
        ("no", 49, "yes", 49, "yes"),
    ],
)
def test_more_than_a_bound_is_claimed_only_where_it_is_stated(
    accepted: str, low: int, shut: str, claimed: int, more: str
) -> None:
    stated = band("X", "A", low, 100, low_exclusive=shut == "yes")
    step = Step("A", "shares", "X", (part("X", claimed, more=more == "yes"),))
    assert (accepted == "yes") == (not faults([step], [stated], {"X"}, GB))


@pytest.mark.parametrize(
    ("accepted", "day"),
    [
        ("no", date(2019, 12, 31)),
        ("yes", date(2020, 1, 1)),
        ("yes", date(2020, 12, 31)),
        ("no", date(2021, 1, 1)),
        ("yes", None),
    ],
)
def test_the_statements_are_those_in_force_on_the_day(accepted: str, day: date | None) -> None:
    span = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    stated = [replace(stake, **span) for stake in CHAIN]
    assert (accepted == "yes") == (not faults(SOUND, stated, {"X"}, US, day))


@given(st.integers(1, 12), st.integers(50, 100), st.integers(1, 50))
def test_in_a_chain_of_any_length_no_stake_may_be_raised(
    length: int, percent: int, raised: int
) -> None:
    stated = [share(f"n{n}", f"n{n + 1}", percent) for n in range(length)]
    proof = cascade(stated, {"n0"}, US).proof(f"n{length}")
    assert (length, []) == (len(proof), faults(proof, stated, {"n0"}, US))
    false = with_part(proof, length - 1, low=Fraction(percent + raised))
    assert faults(false, stated, {"n0"}, US)
