"""Sections of parties, contracts and money: keys, words and what each key becomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from celtrace.dossier.schema_chain import SECTIONS
from celtrace.records import Assignment, Identifier, Settled
from sheets import faults, read

BY_NAME = {section.name: section for section in SECTIONS}
TWO = "parties: [{id: a, name: A}, {id: b, name: B}]\nworkers: [{id: w, name: W}]\n"
WHOLE = {
    "parties": "{id: p, name: P",
    "contracts": "{id: c, from: a, to: b",
    "ownership": "{id: o, owner: a, asset: b",
    "roles": "{id: r, person: a, party: b, role: director",
    "invoices": "{id: i",
    "payments": "{id: y",
    "prices": "{id: s, region: X, unit: cut, low: 1, high: 2, currency: USD",
    "quotes": "{id: q, party: a, unit: cut, price: 1",
    "norms": "{id: n, unit: cut, per_head_per_day: 1",
}
"""The least that an item of each section needs."""
REQUIRED = {
    "parties": "name",
    "contracts": "from to",
    "ownership": "owner asset",
    "roles": "person party role",
    "invoices": "",
    "payments": "",
    "prices": "region unit low high currency",
    "quotes": "party unit price",
    "norms": "unit per_head_per_day",
}


def text(section: str, more: str = "") -> str:
    """A dossier with one item of a section."""
    item = f"{WHOLE[section]}{', ' if more else ''}{more}}}"
    return TWO.replace("parties: [", f"parties: [{item}, ") if section == "parties" else (
        f"{TWO}{section}: [{item}]"
    )  # fmt: skip


def made(section: str, more: str = "") -> Any:
    """The record of that item."""
    kind = BY_NAME[section].record.kind
    id_ = WHOLE[section][5]
    found = [r for r in read(text(section, more)).records if (r.kind, r.id) == (kind, id_)]
    return found[0]


@pytest.mark.parametrize("section", REQUIRED)
def test_the_keys_an_item_needs(section: str) -> None:
    needed = {field.key for field in BY_NAME[section].fields if field.required}
    assert set(REQUIRED[section].split()) == needed


@pytest.mark.parametrize("section", WHOLE)
def test_what_an_item_needs_is_enough(section: str) -> None:
    assert WHOLE[section][5] == made(section).id


@pytest.mark.parametrize(
    ("section", "more", "attribute", "expected"),
    [
        ("parties", "kind: Public Body", "form", "public_body"),
        ("parties", "kind: person", "form", "person"),
        ("parties", "aliases: One; Two", "aliases", ("One", "Two")),
        ("parties", "aliases: [One, Two]", "aliases", ("One", "Two")),
        ("parties", "country: North Korea", "country", "KP"),
        ("parties", "heads: '1,200,000'", "heads", 1200000),
        ("parties", "heads: 0", "heads", 0),
        ("parties", "born: 1974-05", "born", "1974-05"),
        ("parties", "nationality: Chinese", "nationality", "CN"),
        ("parties", "declared: state studio", "declared", "state studio"),
        ("parties", "identifiers: {LEI: X1}", "identifiers", (Identifier("lei", "X1"),)),
        ("parties", "emails: 'a@x.cn, b@x.cn'", "emails", ("a@x.cn", "b@x.cn")),
        ("parties", "phones: [+1 2, +3 4]", "phones", ("+1 2", "+3 4")),
        ("parties", "domains: x.cn", "domains", ("x.cn",)),
        ("parties", "listed_as: {list: l, row: 7}", "listed_as", (Settled("l", "7"),)),
        (
            "parties",
            "not_listed_as: [{list: l, row: 7, because: other city}]",
            "not_listed_as",
            (Settled("l", "7", "other city"),),
        ),
        ("parties", "co_occupants: 12", "co_occupants", 12),
        ("parties", "since: 2021-02-03", "since", date(2021, 2, 3)),
        ("contracts", "may_subcontract: with-consent", "may_subcontract", "with-consent"),
        ("contracts", "vpn_allowed: no", "vpn_allowed", False),
        ("contracts", "disclosed: 2021-06-01", "disclosed", date(2021, 6, 1)),
        ("contracts", "amount: 1123120.50", "amount", Decimal("1123120.50")),
        ("contracts", "payee: w", "payee", "w"),
        (
            "contracts",
            "assignments: [{to: w, date: 2021-03-01}]",
            "assignments",
            (Assignment("w", date(2021, 3, 1)),),
        ),
        ("ownership", "percent: 49.999", "share", Decimal("49.999")),
        ("ownership", "percent: 50%", "share", Decimal(50)),
        ("ownership", "min: 25", "low", Decimal(25)),
        ("ownership", "max: 50", "high", Decimal(50)),
        ("ownership", "min_exclusive: true", "low_exclusive", True),
        ("ownership", "max_exclusive: true", "high_exclusive", True),
        ("ownership", "kind: votes", "form", "votes"),
        ("ownership", "kind: control", "form", "control"),
        ("roles", "until: 2020-01-01", "until", date(2020, 1, 1)),
        ("invoices", "from_name: As Printed Ltd", "from_name", "As Printed Ltd"),
        ("invoices", "identifiers: 91-X; 92-Y", "identifiers", ("91-X", "92-Y")),
        ("invoices", "issuer: w", "issuer", "w"),
        ("payments", "bank_country: Hong Kong SAR", "bank_country", "HK"),
        ("payments", "correspondent_country: usa", "correspondent_country", "US"),
        ("payments", "amount: (5.00)", "amount", Decimal(-5)),
        ("payments", "account: CN12", "account", "CN12"),
        ("quotes", "region: Liaoning", "region", "Liaoning"),
    ],
)
def test_a_key_becomes_its_attribute(
    section: str, more: str, attribute: str, expected: object
) -> None:
    assert expected == getattr(made(section, more), attribute)


@pytest.mark.parametrize(
    ("section", "more", "key"),
    [
        ("parties", "kind: club", "kind"),
        ("parties", "heads: -1", "heads"),
        ("parties", "heads: 1.5", "heads"),
        ("parties", "identifiers: 91", "identifiers"),
        ("parties", "listed_as: [9001]", "listed_as"),
        ("parties", "listed_as: [{list: l, row: 1, because: x}]", "listed_as.because"),
        ("contracts", "may_subcontract: maybe", "may_subcontract"),
        ("contracts", "assignments: [{date: 2021-03-01}]", "assignments.to"),
        ("contracts", "assignments: [{to: ghost, date: 2021-03-01}]", "assignments.to"),
        ("contracts", "currency: dollars", "currency"),
        ("ownership", "percent: most", "percent"),
        ("ownership", "percent: 10, max: 20", "max"),
        ("ownership", "kind: love", "kind"),
        ("payments", "invoice: c", "invoice"),
        ("payments", "contract: a", "contract"),
    ],
)
def test_a_value_that_does_not_fit_is_a_fault_at_its_key(section: str, more: str, key: str) -> None:
    assert f"{section}.{key}" in {fault.key for fault in faults(text(section, more))}


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ("{unit: furlong, per_head_per_day: 1}", "unit"),
        ("{unit: minute, per_head_per_day: 1}", "unit"),
        ("{unit: cut, per_head_per_day: many}", "per_head_per_day"),
    ],
)
def test_a_norm_is_so_many_cuts_frames_or_seconds(item: str, key: str) -> None:
    """'`norms`: `unit` (cut, frame, second), `per_head_per_day`'."""
    assert [f"norms.{key}"] == [fault.key for fault in faults(f"norms: [{item}]")]


@pytest.mark.parametrize(
    ("section", "attribute"),
    [
        ("contracts", "may_subcontract"),
        ("contracts", "vpn_allowed"),
        ("contracts", "disclosed"),
        ("contracts", "amount"),
        ("ownership", "share"),
        ("ownership", "low"),
        ("parties", "heads"),
        ("parties", "co_occupants"),
        ("payments", "amount"),
        ("payments", "date"),
    ],
)
def test_what_is_not_said_is_not_known(section: str, attribute: str) -> None:
    """'A section that is absent means "nothing is known", never "there is nothing"'."""
    assert getattr(made(section), attribute) in (None, "")
