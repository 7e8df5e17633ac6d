"""FollowTheMoney in and out: nothing that came in is lost, our own records come back."""

from __future__ import annotations

import io
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.exchange import ftm
from celtrace.exchange._json import entries
from celtrace.exchange.ftm_write import exported
from celtrace.records import (
    Assignment,
    Contract,
    Identifier,
    Ownership,
    Party,
    Payment,
    Record,
    Role,
    Settled,
)
from exchange.reading import LIMITS, bare, dossier, of, taken
from judged import SEEN


def entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    held = {name: v if isinstance(v, list) else [v] for name, v in properties.items()}
    return {"id": id_, "schema": schema, "properties": held}


def lines(*entities: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in entities)


A, X = entity("a", "Company", name="A"), entity("x", "Person", name=["X", "Ex"], country="kp")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("50", {"percent": "50"}), ("33,3 %", {"percent": "33.3"}),
        ("25-50", {"min": "25", "max": "50"}), (">50%", {"min": "50", "min_exclusive": "true"}),
        ("<= 10", {"max": "10"}), ("", {}),
    ],
)  # fmt: skip
def test_a_share_is_read_as_people_write_it(text: str, bounds: dict[str, str]) -> None:
    stake = entity("s", "Ownership", owner="x", asset="a", percentage=text)
    items, notes = taken(ftm, lines(A, X, stake))
    keys = ("percent", "min", "max", "min_exclusive", "max_exclusive")
    [read] = of(items, "ownership")
    assert (bounds, []) == ({k: read[k] for k in keys if k in read}, notes)


@pytest.mark.parametrize("text", ["most of it", "150", "60-40", "-3"])
def test_a_share_that_is_unclear_is_named_and_not_guessed(text: str) -> None:
    stake = entity("s", "Ownership", owner="x", asset="a", percentage=text)
    items, notes = taken(ftm, lines(A, X, stake))
    assert not {"percent", "min", "max"} & set(of(items, "ownership")[0])
    assert [True] == ["`percentage` of s" in reason for _, reason, _ in notes]


def test_links_contracts_and_payments_become_items() -> None:
    items, notes = taken(ftm, lines(
        A, X, entity("b", "Company", name="B"),
        entity("d", "Directorship", director="x", organization="a", startDate="2020-01-01"),
        entity("c", "Contract", title="ep 1 cuts 1-3", authority="a", contractDate="2023-01-01"),
        entity("w", "ContractAward", contract="c", supplier="b", amount="5", currency="USD"),
        entity("acc", "BankAccount", iban="DE1"),
        entity("p", "Payment", payer="a", beneficiary="b", amount="5", currency="USD",
               date="2023-02", contract="c", beneficiaryAccount="acc"),
    ))  # fmt: skip
    assert ("x", "a", "director") == tuple(
        of(items, "roles")[0][k] for k in ("person", "party", "role")
    )
    contract, payment = of(items, "contracts")[0], of(items, "payments")[0]
    assert ("c", "a", "b", "2023-01-01") == tuple(contract[k] for k in ("id", "from", "to", "date"))
    assert ("DE1", "c", None) == (payment["account"], payment["contract"], payment.get("date"))
    assert [True] == ["`date` of p is 2023-02, no day" in reason for _, reason, _ in notes]


def test_a_stake_of_several_owners_is_one_item_each() -> None:
    stake = entity("s", "Ownership", owner=["x", "y"], asset="a", percentage="50")
    items, _ = taken(ftm, lines(A, X, stake))
    assert [("s", "x"), ("s#2", "y")] == [(i["id"], i["owner"]) for i in of(items, "ownership")]


def test_other_schemata_are_named_once_and_broken_lines_each() -> None:
    data = lines(A, entity("v", "Vessel", name="V"), entity("u", "Vessel", name="U")) + b"{oops\n"
    items, notes = taken(ftm, data)
    assert (1, 2) == (len(items), len(notes))


# --- out ------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
VALUES = st.lists(WORDS, max_size=3)
IDS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)


@st.composite
def came_in(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Entities of any schema with any properties; those known to us with sound ends."""
    ids = draw(st.lists(IDS, min_size=2, max_size=6, unique=True))
    schemata = st.sampled_from(["Company", "Person", "Vessel", "Address", "LegalEntity"])
    found = [entity(ids[0], "Company", name=draw(WORDS))]
    for id_ in ids[1:]:
        free = draw(st.dictionaries(st.from_regex(r"x[a-zA-Z]{1,8}", fullmatch=True), VALUES))
        found.append(entity(id_, draw(schemata), name=draw(WORDS), **free))
    known = [e["id"] for e in found if e["schema"] in ("Company", "Person", "LegalEntity")]
    for number in range(draw(st.integers(0, 3))):
        ends = {"owner": draw(st.sampled_from(known)), "asset": draw(st.sampled_from(known))}
        share = draw(st.sampled_from(["50", "25-50", "unclear", ""]))
        extra = {"datasets": draw(VALUES), "first_seen": "2024-01-01", "score": 0.125}
        found.append(entity(f"own{number}.1", "Ownership", percentage=share, **ends) | extra)
    return found


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(came_in())
def test_what_came_in_goes_out_unchanged(entities: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = dossier(Path(folder), lines(*entities), "in.ftm.jsonl")
    own = [r for r in made.records if r.seen.source != "in.ftm.jsonl"]
    read = [one for _, one in entries(io.BytesIO(lines(*entities)), lambda *_: None, LIMITS)]
    out = [json.loads(line) for line in exported(own, read).splitlines()]
    assert sorted(entities, key=lambda e: e["id"]) == out


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
PERCENTS = st.decimals(0, 100, places=3)
MONEY = st.none() | st.decimals(1, 10**9, places=2)
CODES = st.sampled_from(["", "KR", "CN", "FR"])
FORMS = st.sampled_from(["company", "person", "public_body"])


@st.composite
def chains(draw: st.DrawFn) -> list[Record]:
    """A few parties with stakes, offices, contracts and payments between them."""
    ids = draw(st.lists(IDS, min_size=2, max_size=4, unique=True))
    made: list[Record] = []
    for id_ in ids:
        numbers = tuple(
            Identifier(kind, f"{id_}{n}")
            for n, kind in enumerate(draw(st.sets(st.sampled_from(["brn", "lei", "uen"]))))
        )
        made.append(Party(
            seen=SEEN, id=id_, name=draw(WORDS), form=draw(FORMS),
            aliases=tuple(dict.fromkeys(draw(VALUES))), country=draw(CODES), city=draw(WORDS),
            role=draw(st.sampled_from(["", "studio"])), heads=draw(st.none() | st.integers(0, 99)),
            identifiers=tuple(sorted(numbers, key=lambda n: (n.type, n.value))),
            since=draw(DAYS), until=None,
            listed_as=draw(st.sampled_from([(), (Settled("us_ofac_sdn", "7"),)])),
        ))  # fmt: skip
    one, other = ids[:2]
    low, high = sorted((draw(PERCENTS), draw(PERCENTS)))
    exact = draw(st.booleans())
    made.append(Ownership(
        seen=SEEN, id="stake1", owner=one, asset=other, share=low if exact else None,
        low=None if exact else low, high=None if exact else high,
        high_exclusive=not exact and draw(st.booleans()),
        form=draw(st.sampled_from(["shares", "votes", "control"])), since=draw(DAYS),
        source=draw(st.sampled_from(["", "register extract"])),
    ))  # fmt: skip
    made.append(
        Role(
            seen=SEEN,
            id="role1",
            person=one,
            party=other,
            since=draw(DAYS),
            role=draw(st.sampled_from(["director", "employee", "signatory"])),
        )
    )
    made.append(Contract(
        seen=SEEN, id="con1", client=one, contractor=other, date=draw(DAYS), until=None,
        scope=draw(st.sampled_from(["", "ep 5 cuts 1-3"])), amount=draw(MONEY), currency="USD",
        may_subcontract=draw(st.sampled_from(["", "true", "false", "with-consent"])),
        disclosed=draw(DAYS), vpn_allowed=draw(st.sampled_from([None, True, False])),
        assignments=draw(st.sampled_from([(), (Assignment(one, date(2020, 1, 1), "deed"),)])),
    ))  # fmt: skip
    made.append(Payment(
        seen=SEEN, id="pay1", payer=one, payee=other, amount=draw(MONEY), currency="EUR",
        date=draw(DAYS), contract="con1", account=draw(st.sampled_from(["", "DE 12"])),
        bank_country=draw(CODES),
    ))  # fmt: skip
    return made


def same(record: Record) -> dict[str, Any]:
    """A record without evidence, numbers in one form."""
    plain = bare(record)
    return {k: v.normalize() if isinstance(v, Decimal) else v for k, v in plain.items()}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chains())
def test_our_own_records_come_back_as_they_went(records: list[Record]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = dossier(Path(folder), exported(records), "out.jsonl")
    assert sorted((same(r) for r in records), key=str) == sorted(map(same, made.records), key=str)
