"""BODS, FtM and GLEIF: which reader, plain values, exact places, and the way out and back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from celtrace.exchange import bods, ftm, gleif, recognised
from celtrace.exchange._said import country, day, number, percent
from celtrace.exchange.ftm_write import exported
from celtrace.records import Ownership, Record
from exchange.reading import bare, dossier, of, taken
from judged import contract, owns, party, payment

LEI = "5493001KJTIIGC8Y1R12"


@pytest.mark.parametrize(
    ("reader", "head"),
    [
        (bods, b'[{"recordDetails": {}}]'),
        (bods, b' \n{"bodsVersion": "0.4"}'),
        (bods, b'\xef\xbb\xbf[{"statementType" : "x"}]'),
        (ftm, b'{"id":"a","schema":"Company","properties":{}}'),
        (gleif, b'[{"Relationship":{"StartNode":{}}}]'),
        (gleif, b'{"records":[{"LEI":"5493001KJTIIGC8Y1R12"}]}'),
        (None, b'{"schema":"Company"}'),
        (None, b'{"LEI":"short"}'),
        (None, b'"recordDetails": in prose'),
        (None, b""),
        (None, b"id,name\n1,A"),
    ],
)
def test_a_file_is_known_by_its_keys(reader: object, head: bytes) -> None:
    assert reader is recognised(head, "any.json")[1]


@pytest.mark.parametrize(
    ("code", "value"),
    [("GB", "gb"), ("GB", "GB-SCT"), ("KP", "KP"), ("", "GBR"), ("", "UK"), ("", "ZZ"), ("", ""),
     ("", None), ("", 44), ("", "G")],
)  # fmt: skip
def test_a_country_is_a_code_of_iso_3166(code: str, value: object) -> None:
    assert code == country(value)


@pytest.mark.parametrize(
    ("read", "value"),
    [("2024-02-29", "2024-02-29"), ("2024-02-29", "2024-02-29T23:59:59Z"), ("", "2023-02-29"),
     ("", "2024-02"), ("", "2024"), ("", "29.02.2024"), ("", None), ("", 20240229)],
)  # fmt: skip
def test_a_day_is_a_whole_day(read: str, value: object) -> None:
    assert read == day(value)


@pytest.mark.parametrize(
    ("read", "value"),
    [(Decimal("0.1"), Decimal("0.1")), (Decimal(5), 5), (Decimal("-2.5"), " -2.5 "),
     (Decimal(100), "1e2"), (None, "NaN"), (None, "5 %"), (None, True), (None, ""), (None, 0.5)],
)  # fmt: skip
def test_a_number_is_exact_or_none(read: Decimal | None, value: object) -> None:
    assert read == number(value)


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ({"percent": "0"}, "0"),
        ({"percent": "100"}, "= 100 %"),
        ({"percent": "33.3"}, "33,3%"),
        ({"min": "25", "max": "50"}, "25 % - 50 %"),
        ({"min": "25", "max": "50"}, "25 to 50"),
        ({"min": "50", "min_exclusive": "true"}, "over 50"),
        ({"max": "50", "max_exclusive": "true"}, "Under 50 %"),
        ({"min": "50"}, "at least 50"),
        ({"max": "50"}, "≤50"),
        ({}, "100.1"),
        ({}, "50-25"),
        ({}, ">101"),
        ({}, "half"),
        ({}, "1,000,000"),
        ({}, ""),
    ],
)
def test_a_share_as_people_write_it(bounds: dict[str, str], text: str) -> None:
    assert bounds == percent(text)


def stated(since: str, figure: int, on: str, **more: Any) -> dict[str, Any]:
    """A statement about the one record `r`: x holds so much of a."""
    share = {"type": "shareholding", "share": {"exact": figure}, "startDate": since}
    details = {"interestedParty": "x", "subject": "a", "interests": [share]}
    return {"statementId": "s", "statementDate": on, "recordId": "r", "recordStatus": "new",
            "recordType": "relationship", "recordDetails": details} | more  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "statements"),
    [
        ([("10", "2020-01-01", None)], [("2020-01-01", 10, "2020-01-01")]),
        ([("10", "2020-01-01", None)], [("2020-01-01", 10, "2020-01-01")] * 2),
        ([("10", "2020-01-01", "2020-12-31"), ("20", "2021-01-01", None)],
         [("2020-01-01", 10, "2020-01-01"), ("2021-01-01", 20, "2021-02-01")]),
        ([("10", "2020-01-01", "2021-01-31"), ("20", "2021-02-01", None)],
         [("2020-01-01", 10, "2020-01-01"), ("2020-01-01", 20, "2021-02-01")]),
        ([("20", "2019-01-01", None)],
         [("2020-01-01", 10, "2020-01-01"), ("2019-01-01", 20, "2021-02-01")]),
        ([("20", "0001-01-01", None)],
         [("2020-01-01", 10, "2020-01-01"), ("0001-01-01", 20, "2021-02-01")]),
        ([("10", "2020-01-01", "2020-02-28"), ("20", "2020-02-29", "2020-02-29"),
          ("30", "2020-03-01", None)],
         [("2020-01-01", 10, "2020-01-01"), ("2020-02-29", 20, "2020-02-29"),
          ("2020-03-01", 30, "2020-03-01")]),
    ],
)  # fmt: skip
def test_statements_of_one_record_follow_each_other(
    spans: list[tuple[str, str, str | None]], statements: list[tuple[str, int, str]]
) -> None:
    items, notes = taken(bods, [stated(*one) for one in statements])
    assert [] == notes
    held = of(items, "ownership")
    assert spans == [(s["percent"], s["since"], s.get("until")) for s in held]


def test_each_value_of_a_record_has_its_place(tmp_path: Path) -> None:
    heads = {"recordType": "entity", "statementDate": "2020-01-01"}
    firms = [heads | {"recordId": id_, "recordDetails": {"name": id_}} for id_ in ("x", "a")]
    made = dossier(tmp_path, [*firms, stated("2020-01-01", 60, "2020-01-01")])
    [stake] = (record for record in made.records if isinstance(record, Ownership))
    assert ["entry 3, percent", "entry 3, since"] == [
        stake.cite(name).place.rpartition("!")[2].strip() for name in ("share", "since")
    ]


@pytest.mark.parametrize(
    "record",
    [
        owns("x", "a", "50", id="s"),
        owns("x", "a", "0.001", id="s", since=date(2020, 1, 1), until=date(2020, 1, 1)),
        owns("x", "a", "51", id="s", form="votes"),
        contract("c", "x", "a", scope="ep 1 cuts 1-3", may_subcontract="with-consent"),
        contract("c", "x", "a", date=date(2020, 2, 29), vpn_allowed=False),
        payment("p", "a", "0.10", payer="x", account="DE 12", bank_country="KR"),
        party("q", aliases=("Q & <R>", "서울"), emails=("q@example.org",)),
        party("q", form="person", born="1968-09-20", nationality="FR"),
        party("q", form="public_body", country="FR", declared="of the state"),
    ],
    ids=lambda record: f"{record.kind}",
)
def test_a_record_goes_out_and_comes_back(tmp_path: Path, record: Record) -> None:
    records = [party("a"), party("x"), record]
    made = dossier(tmp_path, exported(records), "out.jsonl")
    assert sorted(map(str, map(bare, records))) == sorted(map(str, map(bare, made.records)))


def test_an_export_is_lines_in_order_of_id_whatever_the_order_of_records() -> None:
    records = [party("b"), owns("b", "a", "5", id="s"), party("a")]
    assert exported(records) == exported(records[::-1])
    assert ["a", "b", "s"] == [json.loads(one)["id"] for one in exported(records).splitlines()]


def test_what_came_in_stands_for_the_record_of_its_id() -> None:
    came = {"id": "a", "schema": "Vessel", "properties": {}}
    assert [came] == [json.loads(one) for one in exported([party("a")], [came]).splitlines()]


@pytest.mark.parametrize("lei", [LEI, f" {LEI} "])
def test_an_entity_is_a_party_once_however_its_number_is_spaced(lei: str) -> None:
    entity = {"LEI": lei, "Entity": {"LegalName": "Child SA"}}
    ends = {"StartNode": {"NodeID": LEI}, "EndNode": {"NodeID": LEI[::-1]}}
    tie = {"Relationship": ends | {"RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY"}}
    items, _ = taken(gleif, [entity, tie])
    assert ["Child SA", LEI[::-1]] == [one["name"] for one in of(items, "parties")]
