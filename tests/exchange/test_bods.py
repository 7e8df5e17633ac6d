"""Beneficial ownership statements: bounds, dates, nominees, and what nobody states."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from celtrace.dossier.read import Dossier
from celtrace.exchange import bods
from celtrace.holders import stakes
from celtrace.law.stakes import holdings
from celtrace.records import Ownership, Party, Role
from exchange.reading import dossier, of, taken


def said(record: str, kind: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"statementId": f"s-{record}", "statementDate": "2024-01-01", "recordStatus": "new"}
    return head | {"recordId": record, "recordType": kind, "recordDetails": details} | more


def entity(id_: str, **details: Any) -> dict[str, Any]:
    return said(id_, "entity", {"name": id_.title(), **details})


def person(id_: str, **details: Any) -> dict[str, Any]:
    names = [{"type": "legal", "fullName": id_.title()}]
    return said(id_, "person", {"names": names, **details})


def relation(owner: Any, asset: Any, *interests: dict[str, Any], **more: Any) -> dict[str, Any]:
    details = {"interestedParty": owner, "subject": asset, "interests": list(interests)}
    components = more.pop("components", None)
    if components:
        details["componentRecords"] = components
    return said(more.pop("record", f"{owner}-{asset}"), "relationship", details, **more)


def shares(since: str = "", **share: Any) -> dict[str, Any]:
    return {"type": "shareholding", "share": share} | ({"startDate": since} if since else {})


@pytest.mark.parametrize(
    ("share", "bounds"),
    [
        ({"exact": 75}, {"percent": "75"}),
        ({"exact": 33.3333}, {"percent": "33.3333"}),
        ({"minimum": 25, "maximum": 50}, {"min": "25", "max": "50"}),
        (
            {"exclusiveMinimum": 25, "maximum": 50},
            {"min": "25", "max": "50", "min_exclusive": "true"},
        ),
        ({"exclusiveMaximum": 50}, {"max": "50", "max_exclusive": "true"}),
        (
            {"minimum": 25, "exclusiveMinimum": True},
            {"min": "25", "min_exclusive": "true"},
        ),
        ({"minimum": 25, "exclusiveMinimum": False}, {"min": "25"}),
        ({"exact": 50, "minimum": 40, "maximum": 60}, {"percent": "50"}),
        ({}, {}),
    ],
)
def test_bounds_are_kept_as_stated(share: dict[str, Any], bounds: dict[str, str]) -> None:
    items, notes = taken(bods, [entity("a"), person("x"), relation("x", "a", shares(**share))])
    [stake] = of(items, "ownership")
    keys = ("percent", "min", "max", "min_exclusive", "max_exclusive")
    assert (bounds, []) == ({k: stake[k] for k in keys if k in stake}, notes)


@pytest.mark.parametrize("share", [{"exact": 150}, {"exact": -1}, {"minimum": 60, "maximum": 40}])
def test_a_share_that_cannot_stand_is_named_and_has_no_figure(share: dict[str, Any]) -> None:
    items, notes = taken(bods, [entity("a"), person("x"), relation("x", "a", shares(**share))])
    [stake] = of(items, "ownership")
    assert not {"percent", "min", "max"} & set(stake)
    [(place, reason, _)] = notes
    assert ("entry 3", True) == (place, "cannot stand" in reason)


@pytest.mark.parametrize(
    ("kind", "form"),
    [("shareholding", "shares"), ("votingRights", "votes"), ("appointmentOfBoard", "control"),
     ("trustee", "control"), ("unknownInterest", "shares")],
)  # fmt: skip
def test_what_is_no_share_and_no_vote_is_control(kind: str, form: str) -> None:
    items, _ = taken(bods, [entity("a"), person("x"), relation("x", "a", {"type": kind})])
    assert [form] == [stake["kind"] for stake in of(items, "ownership")]


def test_an_office_is_an_office_and_a_right_to_profit_is_nothing() -> None:
    both = [{"type": "boardMember"}, {"type": "rightsToProfitOrIncome"}]
    items, notes = taken(bods, [entity("a"), person("x"), relation("x", "a", *both)])
    assert [("x", "a", "director")] == [
        (r["person"], r["party"], r["role"]) for r in of(items, "roles")
    ]
    assert ([], 1) == (of(items, "ownership"), len(notes))


def spans(items: list[Any]) -> list[tuple[str, str, str]]:
    stakes = of(items, "ownership")
    return [(s.get("percent", ""), s.get("since", ""), s.get("until", "")) for s in stakes]


def test_a_later_statement_with_a_new_start_ends_the_earlier_the_day_before() -> None:
    told = [relation("x", "a", shares("2002-03-09", exact=100), record="r",
                     statementDate="2019-01-20"),
            relation("x", "a", shares("2021-09-24", exact=40), record="r",
                     statementDate="2021-09-25", recordStatus="updated")]  # fmt: skip
    items, _ = taken(bods, [entity("a"), person("x"), *told])
    assert [("100", "2002-03-09", "2021-09-23"), ("40", "2021-09-24", "")] == spans(items)


def test_another_figure_with_the_same_start_holds_from_the_day_it_was_stated() -> None:
    told = [relation("x", "a", shares("2019-09-11", exact=50), record="r",
                     statementDate="2019-09-11"),
            relation("x", "a", shares("2019-09-11", exact=100), record="r",
                     statementDate="2022-01-21", recordStatus="updated")]  # fmt: skip
    items, _ = taken(bods, [entity("a"), person("x"), *reversed(told)])
    assert {("50", "2019-09-11", "2022-01-20"), ("100", "2022-01-21", "")} == set(spans(items))


def test_a_closed_record_ends_on_the_day_of_its_statement() -> None:
    closed = relation("x", "a", shares("2020-01-01", exact=30), recordStatus="closed")
    items, _ = taken(bods, [entity("a"), person("x"), closed])
    assert [("30", "2020-01-01", "2024-01-01")] == spans(items)


def test_an_indirect_share_counts_through_its_components_or_at_most() -> None:
    indirect = shares(exact=60) | {"directOrIndirect": "indirect"}
    items, notes = taken(bods, [entity("a"), person("x"),
                                relation("x", "a", indirect, components=["b"])])  # fmt: skip
    assert ([], 1) == (of(items, "ownership"), len(notes))
    items, _ = taken(bods, [entity("a"), person("x"), relation("x", "a", indirect)])
    [stake] = of(items, "ownership")
    assert (None, "60") == (stake.get("percent"), stake["max"])


def nomination(*nominators: str) -> list[dict[str, Any]]:
    pact = said(
        "pact",
        "entity",
        {"name": "Pact", "entityType": {"type": "arrangement", "subtype": "nomination"}},
    )
    ties = [relation(n, "pact", {"type": "nominator"}) for n in nominators]
    return [entity("a"), person("agent"), *map(person, nominators), pact, *ties,
            relation("agent", "pact", {"type": "nominee"}),
            relation("pact", "a", shares(exact=60))]  # fmt: skip


def test_what_a_nominee_holds_counts_as_the_nominators(tmp_path: Path) -> None:
    items, notes = taken(bods, nomination("boss"))
    assert [("pact", "60")] == [(s["owner"], s["percent"]) for s in of(items, "ownership")]
    roles = [(r["person"], r["party"], r["role"]) for r in of(items, "roles")]
    assert ([("agent", "pact", "nominee"), ("pact", "boss", "nominee for")], []) == (roles, notes)
    [held] = law_holdings(dossier(tmp_path, nomination("boss")))
    assert ("boss", 60, 60) == held


def test_two_nominators_may_each_hold_any_part(tmp_path: Path) -> None:
    made = dossier(tmp_path, nomination("boss", "chief"))
    assert [("boss", 0, 60), ("chief", 0, 60)] == law_holdings(made)


def test_its_own_stake_and_the_nominees_are_added(tmp_path: Path) -> None:
    own = relation("boss", "a", shares(exact=30), record="own")
    made = dossier(tmp_path, [*nomination("boss"), own])
    assert [("boss", 90, 90)] == law_holdings(made)


def test_who_holds_for_others_elsewhere_has_each_stake_written_to_its_nominator() -> None:
    said = [entity("a"), entity("b"), person("agent"), person("x"), person("y")]
    for thing, behind in (("a", "x"), ("b", "y")):
        said += [relation("agent", thing, {"type": "nominee"}, record=f"n{thing}"),
                 relation(behind, thing, {"type": "nominator"}, record=f"o{thing}"),
                 relation("agent", thing, shares(exact=40), record=f"s{thing}")]  # fmt: skip
    items, _ = taken(bods, said)
    assert [("x", "a"), ("y", "b")] == [(s["owner"], s["asset"]) for s in of(items, "ownership")]
    assert {"nominee"} == {r["role"] for r in of(items, "roles")}


def law_holdings(made: Dossier) -> list[tuple[str, Fraction, Fraction]]:
    owned = [r for r in made.records if isinstance(r, Ownership)]
    held = holdings(stakes(owned, [r for r in made.records if isinstance(r, Role)]))
    return [(h.owner, held.percent(h.low), held.percent(h.high)) for h in held.all]


def test_a_nominee_for_nobody_keeps_the_stake_and_is_named() -> None:
    items, notes = taken(bods, nomination())
    assert ["pact"] == [stake["owner"] for stake in of(items, "ownership")]
    assert ["for whom is not stated" in reason for _, reason, _ in notes] == [True]


def test_an_owner_who_is_not_stated_is_noted_with_its_reason() -> None:
    nobody = {"reason": "subjectExemptFromDisclosure", "description": "listed on an exchange"}
    items, notes = taken(bods, [entity("a"), relation(nobody, "a", record="r")])
    assert [] == of(items, "ownership")
    [(place, reason, _)] = notes
    assert ("entry 2", True) == (place, "subjectExemptFromDisclosure: listed on" in reason)


def test_a_person_without_a_name_is_a_party_without_a_name() -> None:
    hidden = said("p9", "person", {"personType": "anonymousPerson"})
    items, _ = taken(bods, [hidden])
    assert ["a person who is not named (p9)"] == [p["name"] for p in of(items, "parties")]


def test_older_versions_are_named_and_left_out() -> None:
    old = {"statementType": "ownershipOrControlStatement", "statementID": "1"}
    items, notes = taken(bods, [old, old])
    assert ([], 1) == (items, len(notes))
    assert "2 statements are not of BODS 0.4" in notes[0][1]


def test_a_file_stands_under_parties_and_ownership_of_a_dossier(tmp_path: Path) -> None:
    seat = {"code": "GB-SCT", "name": "Scotland"}
    number = [{"scheme": "GB-COH", "id": "10000010"}]
    made = dossier(tmp_path, [
        entity("a", jurisdiction=seat, identifiers=number),
        person("x", nationalities=[{"code": "MX"}], birthDate="1968-09-20"),
        relation("x", "a", shares("2020-01-01", exclusiveMinimum=25, maximum=50)),
    ])  # fmt: skip
    firm, man = (r for r in made.records if isinstance(r, Party))
    [stake] = (r for r in made.records if isinstance(r, Ownership))
    assert ("GB", "10000010", "person", "1968-09-20") == (
        firm.country, firm.identifiers[0].value, man.form, man.born,
    )  # fmt: skip
    assert (Decimal(25), Decimal(50), True, False) == (
        stake.low, stake.high, stake.low_exclusive, stake.high_exclusive,
    )  # fmt: skip
    assert "entry 3, min" in stake.cite("low").place


@pytest.mark.shared
def test_every_published_example_is_a_sound_dossier(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "chain" / "bods").rglob("*.json"))
    assert files
    for number, path in enumerate(files):
        made = dossier(tmp_path / str(number), path.read_bytes())
        assert [r for r in made.records if isinstance(r, Party)], path.name
