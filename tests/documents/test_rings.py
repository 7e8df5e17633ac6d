"""Who hangs together: planted rings are found, houses, agencies and chance join nobody."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.rings import MOST, PERSONAL, Held, Kind, Ring, Tie, joins, rings

KINDS: tuple[Kind, ...] = (
    "phone",
    "mail",
    "account",
    "address",
    "device",
    "passkey",
    "document number",
    "photograph",
    "text",
    "source",
    "portfolio",
    "profile",
)
PLAIN = [kind for kind in KINDS if kind not in PERSONAL]


def shared(kind: Kind, value: str, *people: str) -> list[Held]:
    return [Held(person, kind, value) for person in people]


def members(held: list[Held]) -> list[tuple[str, ...]]:
    return [ring.members for ring in rings(held)]


def crowd(number: int, seed: int = 1) -> list[Held]:
    """People with values of their own, living in houses and reached through agencies."""
    draw = random.Random(seed)  # noqa: S311 - invented people
    held = []
    for n in range(number):
        person = f"p{n:05}"
        held += [Held(person, kind, f"{kind} {n}") for kind in KINDS if kind != "address"]
        held.append(Held(person, "address", f"house {draw.randrange(number // 2)}"))
        held.append(Held(person, "phone", f"agency {draw.randrange(5)}"))
        if draw.random() < 0.01:
            held.append(Held(person, "device", f"shared machine {draw.randrange(number // 20)}"))
    return held


# --- what ties two people ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_ties_only_if_it_is_made_for_one_person(kind: Kind) -> None:
    found = members(shared(kind, "x", "ann", "ben"))
    assert ([("ann", "ben")] if kind in PERSONAL else []) == found


@pytest.mark.parametrize(("one", "other"), list(combinations(PLAIN, 2))[:12])
def test_two_kinds_tie(one: Kind, other: Kind) -> None:
    held = [*shared(one, "x", "ann", "ben"), *shared(other, "y", "ann", "ben")]
    assert [("ann", "ben")] == members(held)


def test_two_values_of_one_kind_are_one_kind() -> None:
    held = [*shared("phone", "x", "ann", "ben"), *shared("phone", "y", "ann", "ben")]
    assert [] == members(held)


def test_two_kinds_with_two_different_people_tie_nobody() -> None:
    held = [*shared("phone", "x", "ann", "ben"), *shared("mail", "y", "ann", "cho")]
    assert [] == members(held)


def test_what_many_share_joins_nobody() -> None:
    people = [f"p{n}" for n in range(MOST + 1)]
    assert [] == members(shared("account", "of the agency", *people))
    assert [tuple(people[:MOST])] == members(shared("account", "x", *people[:MOST]))


def test_a_value_known_to_be_of_an_office_is_ignored() -> None:
    held = shared("account", "x", "ann", "ben")
    assert () == rings(held, [("account", "x")])
    assert 1 == len(rings(held, [("phone", "x"), ("account", "y")]))


def test_an_empty_value_is_nothing() -> None:
    assert [] == members(shared("passkey", "", "ann", "ben"))


# --- rings ---------------------------------------------------------------------------------------


def test_ties_go_on_from_one_to_the_next() -> None:
    held = [*shared("account", "x", "ann", "ben"), *shared("passkey", "y", "ben", "cho")]
    assert [("ann", "ben", "cho")] == members(held)


def test_a_weak_tie_inside_a_ring_is_named_and_one_outside_is_not() -> None:
    held = [
        *shared("account", "x", "ann", "ben"),
        *shared("phone", "p", "ann", "ben"),
        *shared("phone", "q", "ben", "zoe"),
    ]
    (ring,) = rings(held)
    assert {("account", "x"), ("phone", "p")} == {(tie.kind, tie.value) for tie in ring.ties}


def test_a_rare_value_weighs_more() -> None:
    held = [
        *crowd(200),
        *shared("account", "x", "a", "b"),
        *shared("passkey", "y", "k", "l", "m", "n"),
    ]
    weights = {tie.value: tie.weight for ring in rings(held) for tie in ring.ties}
    assert weights["x"] > weights["y"] > 1


def test_the_heaviest_ring_stands_first() -> None:
    held = [
        *shared("account", "x", "a", "b"),
        *(one for kind in KINDS for one in shared(kind, f"{kind} y", "k", "l")),
        *crowd(50),
    ]
    assert ("k", "l") == members(held)[0]


def test_what_is_shown_is_as_somebody_wrote_it() -> None:
    (ring,) = rings([Held("ann", "account", "de1", "DE 1"), Held("ben", "account", "de1", "de 1")])
    assert "DE 1" == ring.ties[0].value


# --- many people ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_planted_rings_are_all_found_and_hardly_any_other(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - invented people
    held = crowd(2_000, seed)
    planted = []
    for n in range(20):
        five = tuple(sorted(f"p{m:05}" for m in draw.sample(range(2_000), 5)))
        kinds = draw.sample(KINDS, 2)
        planted.append(set(five))
        held += [one for kind in kinds for one in shared(kind, f"planted {n} {kind}", *five)]
    found = [set(ring.members) for ring in rings(held)]
    assert all(any(ring <= other for other in found) for ring in planted)
    wrong = [ring for ring in found if not any(ring & other for other in planted)]
    assert len(wrong) <= 2


def test_a_clean_crowd_has_next_to_no_rings() -> None:
    assert len(rings(crowd(3_000))) <= 3


# --- properties ----------------------------------------------------------------------------------

HELD = st.lists(
    st.builds(
        Held,
        person=st.sampled_from("abcdefgh"),
        kind=st.sampled_from(KINDS),
        value=st.sampled_from(["", "x", "y", "z"]),
    ),
    max_size=40,
)


@given(HELD, st.randoms())
def test_order_and_repetition_change_nothing(held: list[Held], draw: random.Random) -> None:
    twice = [*held, *held]
    draw.shuffle(twice)
    assert rings(held) == rings(twice)


@given(HELD)
def test_nobody_is_in_two_rings(held: list[Held]) -> None:
    people = [person for ring in rings(held) for person in ring.members]
    assert len(people) == len(set(people))


@given(HELD)
def test_every_ring_rests_on_what_its_members_have(held: list[Held]) -> None:
    had = {(one.person, one.kind, one.value) for one in held}
    for ring in rings(held):
        for tie in ring.ties:
            assert {(tie.a, tie.kind, tie.value), (tie.b, tie.kind, tie.value)} <= had


@given(HELD)
def test_two_who_are_tied_are_in_one_ring(held: list[Held]) -> None:
    for ring in rings(held):
        pairs: dict[tuple[str, str], list[Tie]] = {}
        for tie in ring.ties:
            pairs.setdefault((tie.a, tie.b), []).append(tie)
        tied = {person for pair, ties in pairs.items() if joins(ties) for person in pair}
        assert set(ring.members) == tied


@given(HELD)
def test_exchanging_who_is_who_exchanges_the_rings_only(held: list[Held]) -> None:
    """Nothing is read out of a name."""
    other = {"a": "김", "b": "王", "c": "И", "d": "Zoë", "e": "e2", "f": "f2", "g": "g2", "h": "h2"}
    swapped = [Held(other[one.person], one.kind, one.value) for one in held]
    first = {tuple(sorted(other[m] for m in ring.members)) for ring in rings(held)}
    assert first == {tuple(sorted(ring.members)) for ring in rings(swapped)}


def test_a_ring_counts_each_value_once() -> None:
    ties = tuple(Tie(a, b, "account", "x", 3, 2.0) for a, b in combinations("abc", 2))
    assert 2.0 == Ring(("a", "b", "c"), ties).weight
