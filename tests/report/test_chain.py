from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.ports import CaseFacts, View
from celtrace.records import Contract, Digest, Evidence, Ownership, Party
from celtrace.report.chain import DRAWN, Chain, build_chain, chain_rows, share, steps
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import Assessment, Blocked

SEEN = Evidence(Digest("0" * 64), "dossier.yaml", "line 1", "", "dossier")


@pytest.fixture(scope="module")
def chain(judged: Assessment, view: View) -> Chain:
    return build_chain(judged, view)


def test_steps_count_contracts_away_from_us() -> None:
    worked = [("boss", "us"), ("us", "a"), ("a", "b"), ("us", "b"), ("b", "c")]
    assert {"us": 0, "a": 1, "b": 1, "c": 2, "boss": -1} == steps("us", worked)


def test_a_circle_of_contracts_ends() -> None:
    assert {"us": 0, "a": 1, "b": 2} == steps("us", [("us", "a"), ("a", "b"), ("b", "a")])


def test_parties_stand_where_their_contracts_put_them(chain: Chain) -> None:
    placed = {node.id: (node.step, node.joined) for node in chain.nodes}
    assert (0, True) == placed["us"]
    assert (3, True) == placed["sek"]
    assert (1, False) == placed["long"]
    assert (None, False) == placed["funder"]


def test_an_undisclosed_contract_a_stake_and_a_payee_are_different_lines(chain: Chain) -> None:
    kinds = {(link.source, link.target): link.kind for link in chain.links if link.kind != "shared"}
    assert "contract" == kinds["us", "lead"]
    assert "contract" == kinds["lead", "sub"]
    assert "observed" == kinds["sub", "sek"]
    assert "ownership" == kinds["owner", "sub"]
    assert "payment" == kinds["us", "funder"]


def test_a_blocked_party_carries_its_status_in_words(chain: Chain) -> None:
    marks = {node.id: [mark.text for mark in node.marks] for node in chain.nodes}
    assert ["listed: US", "tier 3 of 4, review by a person"] == marks["sek"]


def test_the_table_has_every_link_of_the_drawing(chain: Chain, view: View) -> None:
    rows = chain_rows(chain, view)
    assert len(chain.links) == len(rows)
    assert "hired · 2022-03-01 · contract c1" in {row[2] for row in rows}
    assert "owns a stake in · 51.5 %" in {row[2] for row in rows}


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("50 %", {"share": Decimal(50)}),
        ("25 to 50 %", {"low": Decimal(25), "high": Decimal(50)}),
        ("over 25 %", {"low": Decimal(25), "low_exclusive": True}),
        ("at most 5 % (votes)", {"high": Decimal(5), "form": "votes"}),
        ("share not known", {}),
    ],
)
def test_a_stake_keeps_its_bounds(said: str, bounds: dict[str, object]) -> None:
    assert said == share(Ownership(seen=SEEN, owner="a", asset="b", **bounds))  # type: ignore[arg-type]


def test_a_large_chain_draws_the_gravest_and_says_how_many_are_left_out(
    judged: Assessment,
) -> None:
    many = [Party(seen=SEEN, id=f"p{n}", name=f"P{n}") for n in range(600)]
    hired = [Contract(seen=SEEN, client="us", contractor=party.id) for party in many]
    view = MemoryShelf([*many, *hired]).view(CaseFacts(judged.dossier.as_of, "us"))
    listed = (Blocked("p599", "US", "listed"),)
    chain = build_chain(msgspec.structs.replace(judged, blocked=listed), view)
    assert len(chain.nodes) <= DRAWN
    assert "p599" in {node.id for node in chain.nodes}
    assert len(chain.nodes) + chain.left_out == len(
        {e for x in chain.links for e in (x.source, x.target)}
    )


PAIRS = st.lists(st.tuples(st.sampled_from("uabcde"), st.sampled_from("uabcde")), max_size=12)


@given(PAIRS)
def test_a_step_is_one_contract_and_there_is_no_shorter_way(worked: list[tuple[str, str]]) -> None:
    nearest = {"u": 0} if any("u" in pair for pair in worked) else {}
    for client, contractor in worked * len(worked):
        if client in nearest:
            nearest[contractor] = min(nearest.get(contractor, 99), nearest[client] + 1)
    found = steps("u", worked)
    assert nearest == {party: found[party] for party in nearest}


@given(PAIRS)
def test_the_order_of_contracts_does_not_matter(worked: list[tuple[str, str]]) -> None:
    assert steps("u", worked) == steps("u", worked[::-1])


def test_who_is_in_no_contract_with_us_has_no_step() -> None:
    assert {} == steps("us", [("a", "b")])
    assert {"us": 0, "v": 1} == steps("us", [("us", "v"), ("a", "b")])


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("50.01 %", {"share": Decimal("50.01")}),
        ("0 %", {"share": Decimal(0)}),
        ("at least 25 %", {"low": Decimal(25)}),
        ("under 50 %", {"high": Decimal(50), "high_exclusive": True}),
        ("share not known (control)", {"form": "control"}),
    ],
)
def test_no_bound_of_a_stake_is_rounded_or_made_up(said: str, bounds: dict[str, object]) -> None:
    """Bands keep their bounds, never midpoints (weighing.md)."""
    assert said == share(Ownership(seen=SEEN, owner="a", asset="b", **bounds))  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["no", "not-checked"])
def test_an_answer_that_shows_nothing_marks_nobody(judged: Assessment, status: str) -> None:
    lines = (Blocked("v", "US", status),)  # type: ignore[arg-type]
    bare = msgspec.structs.replace(judged, blocked=lines, subjects=())
    hired = Contract(seen=SEEN, client="us", contractor="v")
    chain = build_chain(bare, MemoryShelf([hired]).view(CaseFacts(judged.dossier.as_of, "us")))
    assert [()] * len(chain.nodes) == [node.marks for node in chain.nodes]
