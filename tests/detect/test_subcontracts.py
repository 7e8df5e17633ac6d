"""Work passed on against the contract above, or told too late."""

from __future__ import annotations

import pytest

from detect.scenes import contract, day, delivery, found, lot, only

UNDER = {"parent": "c1", "date": day("2024-01-10")}


@pytest.mark.parametrize(
    ("terms", "count"), [("false", 1), ("true", 0), ("with-consent", 0), ("", 0)]
)
def test_only_a_clear_no_is_broken(terms: str, count: int) -> None:
    above = contract("c1", "us", "v", may_subcontract=terms)
    assert count == len(found("forbidden_subcontract", above, contract("c2", "v", "w", **UNDER)))


def test_the_contract_below_is_the_subject_and_its_client_acted() -> None:
    above = contract("c1", "us", "v", may_subcontract="false")
    one = only("forbidden_subcontract", above, contract("c2", "v", "w", **UNDER))
    assert ("contract:c2", ("party:v",)) == (one.subject, one.acted)


def test_work_begins_with_the_first_lot_or_delivery_not_with_the_signature() -> None:
    told = contract("c2", "v", "w", disclosed=day("2024-02-01"), **UNDER)
    above = contract("c1", "us", "v")
    later = lot("l1", "w", contract="c2", start=day("2024-03-01"))
    sooner = delivery("d1", "w", contract="c2", start=day("2024-01-20"))
    assert () == found("late_disclosure", above, told, later)
    assert day("2024-01-20") == only("late_disclosure", above, told, later, sooner).values["began"]


def test_a_contract_without_one_above_was_never_to_be_disclosed() -> None:
    top = contract("c1", "us", "v", date=day("2024-01-01"), disclosed=day("2024-02-01"))
    assert () == found("late_disclosure", top)


def test_nobody_is_late_before_the_day_of_the_disclosure() -> None:
    chain = (contract("c1", "us", "v"),
             contract("c2", "v", "w", **UNDER, disclosed=day("2024-03-01")))  # fmt: skip
    counts = [
        len(found("late_disclosure", *chain, as_of=day(on))) for on in ("2024-02-29", "2024-03-01")
    ]
    assert [0, 1] == counts
