"""Paths are typed and dated, end at hubs, and never run over what has ended."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.records import Link, Record, Role
from celtrace.weigh.assessment import NO_EVIDENCE, Cluster, ClusterLink
from celtrace.weigh.paths import HUB, LONGEST, to_blocked
from judged import AS_OF, SEEN, contract, owns, party, payment, view


def link(a: str, b: str, value: str = "x") -> Link:
    return Link(seen=SEEN, a=a, b=b, by="account", value=value)


def ways(*records: Record, target: str = "z", **more: object) -> dict[str, tuple[str, ...]]:
    found = to_blocked(view(*records), [target], **more)  # type: ignore[arg-type] - keywords
    return {way.source: way.nodes for way in found}


def test_every_party_has_its_shortest_path_and_each_says_what_it_is_not() -> None:
    records = (owns("z", "a", "10"), contract("c", "a", "b", date=date(2020, 1, 1)),
               payment("p", "c", "5", payer="b", date=date(2020, 2, 1)))  # fmt: skip
    found = to_blocked(view(*records), ["z"])
    assert {"a": 1, "b": 2, "c": 3} == {way.source: len(way.edges) for way in found}
    assert {NO_EVIDENCE} == {way.note for way in found}
    [last] = (way for way in found if way.source == "c")
    assert [("payment", date(2020, 2, 1)), ("contract", date(2020, 1, 1)), ("ownership", None)] == [
        (edge.kind, edge.since) for edge in last.edges
    ]


@pytest.mark.parametrize(
    "ended",
    [
        owns("z", "a", "60", until=date(2024, 4, 21)),
        owns("z", "a", "60", since=date(2024, 4, 23)),
        Role(seen=SEEN, person="z", party="a", role="director", until=date(2020, 1, 1)),
    ],
)
def test_what_has_ended_or_not_begun_carries_no_path(ended: Record) -> None:
    assert {} == ways(ended)


def test_a_contract_that_ended_is_an_act_and_stays() -> None:
    assert {"a": ("a", "z")} == ways(contract("c", "a", "z", until=date(2020, 1, 1)))


def test_a_stake_on_its_last_day_still_holds() -> None:
    assert {"a": ("a", "z")} == ways(owns("z", "a", "60", until=AS_OF))


def test_a_path_ends_at_a_hub_and_does_not_run_through_it() -> None:
    crowd = [contract(f"c{n}", "hub", f"v{n}") for n in range(HUB)]
    found = ways(owns("z", "hub", "60"), *crowd)
    assert {"hub"} == set(found)


def test_we_are_no_bridge_between_our_vendors() -> None:
    found = ways(contract("c1", "us", "z"), contract("c2", "us", "v"))
    assert {"us"} == set(found)


def test_a_value_of_many_parties_is_no_step() -> None:
    assert {"a": ("a", "z")} == ways(link("a", "z"))
    many = [link("z", f"h{n}") for n in range(5)]
    assert {} == ways(*many)


def test_shared_values_are_steps_with_their_kind() -> None:
    joined = Cluster("a+z", ("a", "z"), (ClusterLink("a", "z", "device", "SN1", 1),))
    [way] = to_blocked(view(party("a"), party("z")), ["z"], [joined])
    assert [("shared device", "SN1")] == [(edge.kind, edge.id) for edge in way.edges]


def test_longer_than_six_steps_is_nothing() -> None:
    chain = [owns(f"n{n}", f"n{n + 1}", "60") for n in range(LONGEST + 2)]
    found = ways(*chain, target="n0")
    assert LONGEST == len(found)


def test_one_party_asked_for_is_answered_alone() -> None:
    assert {"a"} == set(ways(owns("z", "a", "60"), owns("z", "b", "60"), parties=["a"]))


def test_where_there_are_too_many_pairs_each_party_has_its_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records = (owns("z", "a", "60"), owns("a", "b", "60"), owns("y", "b", "60"))
    every = to_blocked(view(*records), ["y", "z"])
    monkeypatch.setattr("celtrace.weigh.paths.MANY", 1)
    nearest = to_blocked(view(*records), ["y", "z"])
    assert {("a", "z"), ("a", "y"), ("b", "y"), ("b", "z")} <= {(w.source, w.target) for w in every}
    assert {("a", "z"), ("b", "y")} == {(w.source, w.target) for w in nearest}
