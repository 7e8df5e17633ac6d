"""GLEIF files in XML say the same as those in JSON."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from celtrace.exchange import gleif
from celtrace.exchange._gleif_xml import CHUNK, entries
from celtrace.settings import Limits
from exchange.reading import of, taken

CHILD, PARENT = "5493001KJTIIGC8Y1R12", "HWUPKR0MPOU8FGXBT394"
RR = 'xmlns:rr="http://www.gleif.org/data/schema/rr/2016"'
LEI = 'xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"'
RELATION = f"""<rr:RelationshipRecord><rr:Relationship>
  <rr:StartNode><rr:NodeID>{CHILD}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
  <rr:EndNode><rr:NodeID>{PARENT}</rr:NodeID></rr:EndNode>
  <rr:RelationshipType>IS_ULTIMATELY_CONSOLIDATED_BY</rr:RelationshipType>
  <rr:RelationshipPeriods>
    <rr:RelationshipPeriod><rr:StartDate>2022-01-01T00:00:00Z</rr:StartDate>
      <rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
    <rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00Z</rr:StartDate>
      <rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
  </rr:RelationshipPeriods>
  <rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship>
  <rr:Registration><rr:ValidationSources>FULLY_CORROBORATED</rr:ValidationSources>
  </rr:Registration></rr:RelationshipRecord>"""
ENTITY = f"""<lei:LEIRecord><lei:LEI>{CHILD}</lei:LEI><lei:Entity>
  <lei:LegalName xml:lang="fr">Enfant &amp; Fils SA</lei:LegalName>
  <lei:OtherEntityNames><lei:OtherEntityName type="PREVIOUS_LEGAL_NAME">Enfant SA
    </lei:OtherEntityName></lei:OtherEntityNames>
  <lei:LegalAddress><lei:FirstAddressLine>1 rue</lei:FirstAddressLine>
    <lei:AdditionalAddressLine>Bat. A</lei:AdditionalAddressLine>
    <lei:AdditionalAddressLine>Porte 2</lei:AdditionalAddressLine>
    <lei:City>Lyon</lei:City><lei:Country>FR</lei:Country></lei:LegalAddress>
  </lei:Entity></lei:LEIRecord>"""


def relations(*records: str) -> bytes:
    body = "".join(records)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rr:RelationshipData {RR}><rr:Header/>'
        f"<rr:RelationshipRecords>{body}</rr:RelationshipRecords></rr:RelationshipData>"
    ).encode()


def entities(*records: str) -> bytes:
    body = "".join(records)
    return f"<lei:LEIData {LEI}><lei:LEIRecords>{body}</lei:LEIRecords></lei:LEIData>".encode()


def read(data: bytes, **limits: int) -> tuple[list[dict[str, Any]], list[str]]:
    notes: list[str] = []
    stream = io.BytesIO(data[10:])
    found = entries(data[:10], stream, lambda *n: notes.append(" ".join(n)), Limits(**limits))
    return [one for _, one in found], notes


def test_a_relationship_is_control_without_a_figure_for_its_own_period() -> None:
    items, notes = taken(gleif, relations(RELATION))
    [stake] = of(items, "ownership")
    assert (PARENT, CHILD, "control", "2012-11-29") == (
        stake["owner"], stake["asset"], stake["kind"], stake["since"],
    )  # fmt: skip
    assert "FULLY_CORROBORATED" in stake["source"]
    assert not {"percent", "min", "max", "until"} & set(stake)
    assert [] == notes


def test_an_entity_has_its_names_and_its_seat() -> None:
    items, _ = taken(gleif, entities(ENTITY))
    [party] = of(items, "parties")
    assert ("Enfant & Fils SA", '["Enfant SA"]', "FR", "Lyon", "1 rue, Bat. A, Porte 2") == tuple(
        party[key] for key in ("name", "aliases", "country", "city", "address")
    )


def test_an_exception_names_who_has_no_parent() -> None:
    said = f"<x:Exception><x:LEI>{CHILD}</x:LEI><x:ExceptionReason>NATURAL_PERSONS</x:ExceptionReason></x:Exception>"  # noqa: E501
    data = f'<x:Data xmlns:x="http://www.gleif.org/data/schema/repex/2016">{said}</x:Data>'.encode()
    items, [(_, reason, _)] = taken(gleif, data)
    assert ([], True) == (items, "NATURAL_PERSONS" in reason)


@pytest.mark.parametrize("step", range(1, 10))
def test_a_file_that_is_cut_off_gives_what_stands_before_the_cut(step: int) -> None:
    data = relations(RELATION, RELATION)
    found, notes = read(data[: len(data) * step // 10])
    assert len(found) <= 2
    assert 1 == len(notes)


@pytest.mark.parametrize(
    "evil",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>" * 40,
        b"<a><b></a>",
        b"<rr:RelationshipRecord>\xff</rr:RelationshipRecord>",
    ],
)
def test_what_no_such_file_has_is_refused_and_named(evil: bytes) -> None:
    found, notes = read(evil)
    assert ([], 1) == (found, len(notes))


def test_beyond_the_limit_the_rest_is_named() -> None:
    data = relations(*[RELATION] * 200)
    found, [note] = read(data, table_bytes=CHUNK + 10)
    assert 0 < len(found) < 200
    assert f"it was read up to entry {len(found)}" in note


@pytest.mark.parametrize(
    ("head", "score"), [(relations(RELATION), 0.97), (entities(), 0.97), (b"<html>", 0.0)]
)
def test_it_is_known_by_its_schema(head: bytes, score: float) -> None:
    assert score == gleif.sniff(head, "x")


@pytest.mark.shared
def test_the_published_sample_is_read_like_its_twin_in_json(shared_data: Path) -> None:
    folder = shared_data / "chain" / "gleif"
    xml, noted = taken(gleif, (folder / "rr-data.xml").read_bytes())
    assert [] == noted
    assert {"parties", "ownership", "roles"} == {item.section for item in xml}
    json_, _ = taken(gleif, (folder / "rr-data.json").read_bytes())
    ours = [item.values for item in json_ if item.section != "parties"]
    assert [one for one in (i.values for i in xml) if one in ours]
