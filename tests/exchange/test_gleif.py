"""Relationship records: who consolidates whom, never a percentage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from celtrace.exchange import gleif
from celtrace.records import Ownership, Party
from exchange.reading import dossier, of, taken

CHILD, PARENT = "5493001KJTIIGC8Y1R12", "HWUPKR0MPOU8FGXBT394"


def related(kind: str, status: str = "ACTIVE", **period: str) -> dict[str, Any]:
    return {
        "Relationship": {
            "StartNode": {"NodeID": CHILD, "NodeIDType": "LEI"},
            "EndNode": {"NodeID": PARENT, "NodeIDType": "LEI"},
            "RelationshipType": kind,
            "RelationshipPeriods": [
                {"PeriodType": "ACCOUNTING_PERIOD", "StartDate": "2022-01-01T00:00:00Z",
                 "EndDate": "2022-12-31T00:00:00Z"},
                {"PeriodType": "RELATIONSHIP_PERIOD", **period},
            ],
            "RelationshipStatus": status,
        },
        "Registration": {"ValidationSources": "FULLY_CORROBORATED"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY",
             "IS_INTERNATIONAL_BRANCH_OF"],
)  # fmt: skip
def test_consolidation_is_control_without_a_figure(kind: str) -> None:
    items, _ = taken(gleif, [related(kind, StartDate="2012-11-29T00:00:00.000Z")])
    [stake] = of(items, "ownership")
    assert (PARENT, CHILD, "control", "2012-11-29") == (
        stake["owner"], stake["asset"], stake["kind"], stake["since"],
    )  # fmt: skip
    assert not {"percent", "min", "max", "until"} & set(stake)


def test_a_fund_has_a_manager_and_no_owner() -> None:
    items, _ = taken(gleif, [related("IS_FUND-MANAGED_BY")])
    assert [(PARENT, "fund manager")] == [(r["person"], r["role"]) for r in of(items, "roles")]
    assert [] == of(items, "ownership")


def test_a_relationship_that_ended_on_a_day_not_stated_is_left_out_and_named() -> None:
    items, notes = taken(gleif, [related("IS_DIRECTLY_CONSOLIDATED_BY", "INACTIVE")])
    assert ([], 1) == (of(items, "ownership"), len(notes))


@pytest.mark.parametrize(
    "one", [related("IS_FRIEND_OF"), {"x": 1},
            {"LEI": CHILD, "ExceptionReason": "NON_CONSOLIDATING"}],
)  # fmt: skip
def test_what_is_not_known_is_named(one: dict[str, Any]) -> None:
    items, notes = taken(gleif, [one])
    assert ([], 1) == (items, len(notes))


def test_a_company_known_by_its_lei_only_is_a_party_of_that_name(tmp_path: Path) -> None:
    entity = {"LEI": CHILD, "Entity": {"LegalName": "Child SA", "LegalAddress": {
        "Country": "FR", "City": "Lyon", "FirstAddressLine": "1 rue"}}}  # fmt: skip
    made = dossier(tmp_path, [related("IS_DIRECTLY_CONSOLIDATED_BY"), entity])
    names = {r.id: (r.name, r.country) for r in made.records if isinstance(r, Party)}
    assert {CHILD: ("Child SA", "FR"), PARENT: (PARENT, "")} == names


@pytest.mark.shared
def test_published_samples_hold_no_percentage(shared_data: Path, tmp_path: Path) -> None:
    for name in ("lei-data.json", "rr-data.json", "rr-updates-data2.json"):
        data = (shared_data / "chain" / "gleif" / name).read_bytes()
        made = dossier(tmp_path / name, data)
        stakes = [r for r in made.records if isinstance(r, Ownership)]
        assert {(None, None, None)} >= {(s.share, s.low, s.high) for s in stakes}
        assert [r for r in made.records if isinstance(r, Party)]
