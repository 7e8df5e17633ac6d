"""The chain of a folder and of a case: weighed alike, for another day, and written out."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import invented
from celtrace.cases.chain import Asked, Chained, chain
from celtrace.cases.chain_outputs import (
    FORMATS,
    beside,
    completeness,
    document,
    graph,
    paths,
    tiers,
)
from celtrace.cases.lists.shelf import ListShelf
from celtrace.errors import UsageError
from celtrace.settings import Settings

OWNED = (
    "ownership:\n  - {owner: hill, asset: north, percent: 60, since: 2023-01-01}\n"
    "  - {owner: old, asset: north, percent: 40, until: 2023-05-31}\n"
    "  - {owner: state, asset: hill, percent: 100}\n"
)
PARTIES = (
    *invented.TABLES["parties"], "old,Old Owner,FR", "state,State Studio,KP",
)  # fmt: skip
STATE = (
    "parties:\n  - {from: parties.csv}\n  - {id: organ, name: Organ, kind: public_body, "
    "country: KP}\n"
)


def dossier(folder: Path) -> Path:
    more = OWNED.replace("state", "organ") + invented.LOTS
    tables = invented.from_tables([name for name in invented.TABLES if name != "parties"])
    texts = invented.text({**invented.TABLES, "parties": PARTIES})
    return invented.bare(folder, STATE + tables + more, **texts)


def asked(folder: Path, home: Path, **more: Any) -> Chained:
    settings = Settings(home=home, case=folder / "case")
    shelf = ListShelf(home, limits=settings.limits)
    return chain(Asked(folder, settings, shelf, lambda *_: None, date(2026, 7, 11), **more))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_contracts_stand_in_tiers_below_us(tmp_path: Path, home: Path) -> None:
    made = asked(dossier(tmp_path / "d"), home)
    assert [(1, "c1"), (2, "c2")] == [(layer.tier, layer.contract) for layer in tiers(made)]
    assert 0 < completeness(made) < 100
    assert "a complete staff list of the contractor" in tiers(made)[0].missing


def test_the_cascade_has_proofs_and_the_way_from_every_party(tmp_path: Path, home: Path) -> None:
    made = asked(dossier(tmp_path / "d"), home)
    lines = {line.party: line for line in made.assessment.blocked if line.regime == "US"}
    assert {"organ", "hill", "north"} == {
        p for p, line in lines.items() if line.status == "by-definition"
    }
    assert ["Organ" in lines["north"].proof[0].text] == [True]
    ways = {(way.source, way.target): len(way.edges) for way in paths(made)}
    assert (1, 2) == (ways["hill", "organ"], ways["north", "organ"])
    assert {"This path is not evidence by itself."} == {way.note for way in paths(made)}


def test_what_is_beside_the_rule_is_labelled_so(tmp_path: Path, home: Path) -> None:
    said = {one.party: one.says for one in beside(asked(dossier(tmp_path / "d"), home))
            if one.regime == "US"}  # fmt: skip
    assert "multiplied share, which is not the rule: 60 %" in said["north"]
    assert "without the stake of Hill Cel Works alone it would not be" in said["north"]


def test_a_folder_and_its_case_have_one_chain(tmp_path: Path, home: Path) -> None:
    folder = dossier(tmp_path / "d")
    invented.reviewed(folder, tmp_path / "case", home)
    one, two = asked(folder, home), asked(tmp_path / "case", home)
    for kind in FORMATS:
        assert FORMATS[kind](one) == FORMATS[kind](two), kind
    assert tiers(one) == tiers(two)
    assert one.assessment.blocked == two.assessment.blocked


def test_another_day_leaves_out_what_began_later_and_ended_before(
    tmp_path: Path, home: Path
) -> None:
    folder = dossier(tmp_path / "d")
    early, late = (asked(folder, home, as_of=date(2023, *day)) for day in ((2, 1), (6, 1)))
    assert [["c1"], ["c1", "c2"]] == [[t.contract for t in tiers(c)] for c in (early, late)]
    owners = [{e.source for e in graph(c).edges if e.kind == "ownership"} for c in (early, late)]
    assert [{"hill", "old", "organ"}, {"hill", "organ"}] == owners


def test_one_party_shows_only_what_surrounds_it(tmp_path: Path, home: Path) -> None:
    made = asked(dossier(tmp_path / "d"), home, party="old")
    assert {"old", "north", "house", "hill"} >= {node.id for node in graph(made).nodes}
    assert "organ" not in {node.id for node in graph(made).nodes}
    with pytest.raises(UsageError):
        asked(tmp_path / "d", home, party="nobody")


def test_a_folder_that_is_neither_is_refused(tmp_path: Path, home: Path) -> None:
    with pytest.raises(UsageError):
        asked(tmp_path, home)


def test_the_drawing_is_sound_and_every_link_in_it_leads_somewhere(
    tmp_path: Path, home: Path
) -> None:
    root = ET.fromstring(FORMATS["svg"](asked(dossier(tmp_path / "d"), home)))  # noqa: S314 - our own bytes
    ids = {element.get("id") for element in root.iter()}
    links = [element.get("href", "") for element in root.iter() if element.tag.endswith("}a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= ids


def test_every_edge_of_the_graph_ends_at_a_node(tmp_path: Path, home: Path) -> None:
    made = graph(asked(dossier(tmp_path / "d"), home))
    nodes = {node.id for node in made.nodes}
    assert {end for edge in made.edges for end in (edge.source, edge.target)} <= nodes
    assert {"contract", "ownership", "payment"} <= {edge.kind for edge in made.edges}


ENTITIES = (
    {"id": "a", "schema": "Company", "properties": {"name": ["A"], "topics": ["x"]}, "score": 0.5},
    {"id": "b", "schema": "Company", "properties": {"name": ["B"]}, "datasets": ["d"]},
    {"id": "o", "schema": "Ownership",
     "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["about half"]}},
    {"id": "v", "schema": "Vessel", "properties": {"name": ["V"], "owner": ["a"]}},
)  # fmt: skip


@pytest.mark.parametrize("from_case", [False, True])
def test_entities_that_came_in_go_out_as_they_were_beside_our_own(
    tmp_path: Path,
    home: Path,
    from_case: bool,  # noqa: FBT001 - both ways
) -> None:
    data = "\n".join(json.dumps(one) for one in ENTITIES)
    folder = invented.bare(
        tmp_path / "d",
        "parties:\n  - {id: house, name: House}\n  - {from: in.jsonl}\n"
        "ownership: {from: in.jsonl}\ncontracts: [{id: c1, from: house, to: a}]\n",
    )
    (folder / "in.jsonl").write_text(data, encoding="utf-8")
    if from_case:
        invented.reviewed(folder, tmp_path / "case", home)
    made = asked(tmp_path / "case" if from_case else folder, home)
    out = {e["id"]: e for e in map(json.loads, FORMATS["ftm"](made).splitlines())}
    assert {e["id"]: e for e in ENTITIES} == {k: out[k] for k in ("a", "b", "o", "v")}
    assert {"house", "c1", "c1.award"} == set(out) - {"a", "b", "o", "v"}


def test_the_document_is_one_json_document(tmp_path: Path, home: Path) -> None:
    made = document(asked(dossier(tmp_path / "d"), home))
    keys = {"tiers", "blocked", "paths", "undeclared", "complete_percent", "lists", "as_of"}
    assert keys <= set(made)
