"""Totals, redo, leak points, paths, clusters, and lines taken over as they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.records import Assignment, Claim, Invoice, Payment, Ref, Span
from judged import (
    SEEN,
    candidate,
    contract,
    counter,
    finding,
    judge,
    lot,
    match,
    party,
    payment,
    subject,
)

LISTED = Span(date(2021, 12, 10))


# --- totals -------------------------------------------------------------------------------------


def test_payments_are_summed_exactly_and_split_by_other_payee() -> None:
    made = judge(
        [], contract("c", "us", "v"),
        payment("1", "v", "100.10", contract="c"), payment("2", "a", "0.20", contract="c"),
        payment("3", "b", "7", contract="c"), payment("4", "a", "0.1", contract="c"),
    )  # fmt: skip
    [line] = made.totals.payments
    assert (4, "107.40", "USD") == (line.count, line.amount, line.currency)
    other = line.to_other_payee
    assert (3, "7.30", {"a": "0.30", "b": "7"}) == (other.count, other.amount, other.by_payee)


def test_an_assignee_is_another_payee_only_before_the_assignment() -> None:
    signed = contract("c", "us", "v", assignments=(Assignment("a", date(2020, 1, 1)),))
    made = judge(
        [], signed,
        payment("1", "a", "5", contract="c", date=date(2019, 12, 31)),
        payment("2", "a", "6", contract="c", date=date(2020, 1, 1)),
    )  # fmt: skip
    assert {"a": "5"} == made.totals.payments[0].to_other_payee.by_payee


def test_a_payment_finds_its_contract_through_its_invoice() -> None:
    invoice = Invoice(seen=SEEN, id="i", contract="c")
    made = judge([], contract("c", "us", "v"), invoice, payment("1", "a", "5", invoice="i"))
    assert [("c", 1)] == [(t.contract, t.to_other_payee.count) for t in made.totals.payments]


def test_currencies_are_not_added_and_payments_without_a_contract_are_kept() -> None:
    made = judge([], payment("1", "a", "5"), payment("2", "a", "5", currency="EUR"))
    assert [("", "EUR"), ("", "USD")] == [(t.contract, t.currency) for t in made.totals.payments]


def test_amounts_that_are_not_stated_make_no_zero() -> None:
    unstated = Payment(seen=SEEN, id="1", payer="us", payee="a", contract="c")
    made = judge([], contract("c", "us", "v"), unstated)
    [line] = made.totals.payments
    assert (1, "", {"a": ""}) == (line.count, line.amount, line.to_other_payee.by_payee)
    assert (1, 1) == (line.unknown, line.to_other_payee.unknown)


def test_unknown_amounts_are_counted_beside_the_sum_of_the_others() -> None:
    unstated = Payment(seen=SEEN, id="1", payer="us", payee="v", contract="c", currency="USD")
    made = judge([], contract("c", "us", "v"), unstated, payment("2", "v", "5", contract="c"))
    [line] = made.totals.payments
    assert (2, "5", 1, 0) == (line.count, line.amount, line.unknown, line.to_other_payee.unknown)


def test_money_is_split_by_payee_country_and_day() -> None:
    day = date(2020, 1, 2)
    made = judge(
        [], contract("c", "us", "v"),
        payment("1", "v", "5", contract="c", bank_country="US", date=day),
        payment("2", "a", "6", contract="c", bank_country="CN", date=day),
        payment("3", "a", "7", contract="c"),
    )  # fmt: skip
    [line] = made.totals.payments
    assert {"a": "13", "v": "5"} == line.by_payee
    assert {"CN": "6", "US": "5", "not stated": "7"} == line.by_country
    assert {"2020-01-02": "11", "not stated": "7"} == line.by_day


@given(st.lists(st.decimals("0", "999999999999", places=8), min_size=1, max_size=9))
def test_sums_are_never_rounded(amounts: list[Decimal]) -> None:
    made = judge([], *(payment(str(n), "v", str(a)) for n, a in enumerate(amounts)))
    assert sum(int(a.scaleb(8)) for a in amounts) == int(
        Decimal(made.totals.payments[0].amount).scaleb(8)
    )


# --- redo ---------------------------------------------------------------------------------------


def test_the_redo_list_is_cut_exact_for_a_contract_in_doubt() -> None:
    work = contract("c", "us", "v", scope="ep 5 cuts 101-102; ep 7 cuts 20")
    assert () == judge([], work).redo
    [line] = judge([finding("contract:c", "network", "strong")], work).redo
    assert ("contract:c", ("ep05_c101", "ep05_c102", "ep07_c020"), 3) == (
        line.subject, line.cuts, line.count,
    )  # fmt: skip


def test_the_work_of_a_blocked_or_doubted_party_is_redone_too() -> None:
    records = (
        party("v"),
        contract("c", "us", "v", scope="ep 1 cut 1"),
        lot("l", "v", cuts="ep 2 cut 2"),
    )
    doubted = judge([finding("party:v", "network", "strong")], *records)
    blocked = judge([], *records, candidate("v", LISTED))
    assert ["contract:c", "lot:l"] == [r.subject for r in doubted.redo]
    assert doubted.redo == blocked.redo


def test_one_link_of_doubtful_conduct_is_listed_alone() -> None:
    records = (party("v"), contract("c", "us", "v", scope="ep 1 cut 1"),
               contract("d", "v", "w", parent="c", scope="ep 1 cut 2"))  # fmt: skip
    late = finding("contract:d", "conduct", acted=(Ref("party:v"),), what="late")
    assert ["contract:d"] == [r.subject for r in judge([late], *records).redo]
    refused = finding("party:w", "conduct")
    assert ["contract:d"] == [r.subject for r in judge([refused], *records, party("w")).redo]
    price = finding("contract:d", "money")
    assert () == judge([price], *records).redo
    closed = judge([late, counter("contract:d", what="late")], *records)
    assert () == closed.redo


# --- leak points ----------------------------------------------------------------------------------

CHAIN = (
    party("us"), party("a"), party("b"), party("z"),
    contract("c1", "us", "a", scope="ep 5 cuts 1-50"),
    contract("c2", "a", "b", parent="c1", scope="part of the work"),
    contract("c3", "a", "z", parent="c1", scope="ep 5 cuts 40-50"),
)  # fmt: skip


def test_leak_points_are_all_who_held_the_cut_and_what_is_below_the_last_known() -> None:
    made = judge([], *CHAIN, match("ep05_c007"))
    assert ["own-storage", "a", "b", "undisclosed-below:c2"] == [p.place for p in made.leak_points]
    assert all(point.because for point in made.leak_points)


def test_a_rejected_match_says_nothing() -> None:
    assert () == judge([], *CHAIN, match("ep05_c007", "rejected")).leak_points


# --- paths and clusters --------------------------------------------------------


def test_a_path_leads_from_us_over_typed_steps_to_the_party_in_doubt() -> None:
    made = judge([finding("party:b", "network", "strong")], *CHAIN)
    [path] = made.paths
    assert (("us", "a", "b"), ["c1", "c2"]) == (path.nodes, [edge.id for edge in path.edges])
    assert subject(made, "party:b").findings == path.explains


class Shares(Finding, frozen=True, kw_only=True):
    """Two parties hold the same value."""

    rule = "shares"
    hypothesis = Hypothesis.H5
    group = Group.DEVICE
    category = Category.STRONG
    says = "{a} and {b} both have the {by} {value}."
    because = ("a public source",)
    innocent = ("a shared office",)
    check = "the serial number"

    a: str
    b: str
    by: str
    value: str
    count: int = 1


def shares(a: str, b: str, value: str, grade: Category | None = None) -> Shares:
    return Shares(
        subject=Ref(f"cluster:{a}+{b}"), evidence=(SEEN,), basis=(value,), grade=grade,
        a=a, b=b, by="device", value=value,
    )  # fmt: skip


def test_parties_that_share_are_joined_and_context_joins_nobody() -> None:
    found = [shares("a", "b", "1"), shares("b", "c", "2"), shares("c", "d", "3", Category.CONTEXT)]
    [cluster] = judge(found).clusters
    assert ("a+b+c", ("a", "b", "c"), 2) == (cluster.id, cluster.members, len(cluster.links))


# --- taken over as they are ----------------------------------------------------


def test_claims_are_shown_with_their_status_word_and_never_counted() -> None:
    claim = Claim(seen=SEEN, id="k", about="v", statement="It was said.", status="alleged")
    made = judge([], party("v"), claim)
    assert [("k", "alleged", "It was said.")] == [
        (c.id, c.status, c.statement) for c in made.claims
    ]
    assert 0 == made.highest


def test_matches_stand_with_file_cut_and_reviewer() -> None:
    [line] = judge([], match("ep05_c007", "open")).matches
    assert ("found/ep05_c007.psd", "ep05_c007", "open") == (line.file, line.cut, line.reviewer)
