"""R8 and R9 on generated dossiers that go through every detector and through weighing.

A thousand swaps of each scene: `python benchmarks/chain.py swaps`.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.records import Record
from detect.scenes import SCENES, TODAY, run
from judged import judge
from weigh.swaps import BENIGN, CULTURES, OWN, mixed, tiers

EVERY = pytest.mark.parametrize("scene", list(BENIGN.values()), ids=list(BENIGN))


@EVERY
def test_r9_each_culture_as_a_whole_has_the_tiers_of_any_other(scene: object) -> None:
    made = {tuple(sorted(tiers(scene(culture)).items())) for culture in CULTURES}  # type: ignore[operator] - a function
    assert 1 == len(made)


@EVERY
def test_r9_no_tier_moves_when_every_part_is_of_another_culture(scene: object) -> None:
    rng = random.Random(3)  # noqa: S311 - a choice of cultures, not a secret
    own = tiers(scene(OWN))  # type: ignore[operator] - a function
    for _ in range(40):
        culture = mixed(rng)
        assert own == tiers(scene(culture)), culture  # type: ignore[operator] - a function


def test_the_benign_scenes_stay_low_and_are_not_all_empty() -> None:
    highest = {name: max(tiers(scene(OWN)).values()) for name, scene in BENIGN.items()}
    assert 2 >= max(highest.values())
    assert 1 <= max(highest.values())


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[Record, ...]:
    """The records of two to five scenes of findings, put into one dossier."""
    chosen = draw(st.lists(st.sampled_from(sorted(SCENES)), min_size=2, max_size=5, unique=True))
    records = [record for name in chosen for record in SCENES[name][0]]
    return tuple({record.ref: record for record in records}.values())


@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_r8_leave_one_out_equals_recomputation_on_generated_dossiers(
    records: tuple[Record, ...],
) -> None:
    found = run(*records).findings
    whole = judge(found, *records, as_of=TODAY)
    without = {
        one.id: {
            (s.kind, s.id): s.tier
            for s in judge([f for f in found if f.id != one.id], *records, as_of=TODAY).subjects
        }
        for one in found
    }
    for held in whole.subjects:
        key = (held.kind, held.id)
        expected = {id_: t.get(key, 0) for id_, t in without.items() if t.get(key, 0) != held.tier}
        assert expected == {c.finding: c.tier_without for c in held.carried_by}
