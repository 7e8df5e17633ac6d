"""What a review leaves, as bytes: the same values give the same bytes, and come back."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented
from celtrace import registry
from celtrace.cases import outputs
from celtrace.cases.review import Reviewed
from celtrace.errors import EvidenceChanged
from celtrace.findings import Category, Finding, Ran
from celtrace.records import Digest, Evidence, Problem, Ref
from celtrace.weigh.assessment import Redo


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    home = tmp_path_factory.mktemp("home")
    folder = invented.dossier(home / "dossier")
    return invented.reviewed(folder, home / "case", invented.install_lists(home / "lists"))


def seen(place: str = "line 2") -> Evidence:
    return Evidence(Digest("0" * 64), "a.csv", place, "q", "csv")


def problem(source: str, place: str = "line 1") -> Problem:
    return Problem(seen=seen(), source=source, place=place, reason="cut", consequence="left out")


def values(kind: type[Finding]) -> dict[str, Any]:
    """Something for every field of a kind that has no default, by its type."""
    plain = {"str": "a “word”", "int": 7, "float": 0.5, "bool": True, "date": date(2024, 2, 29),
             "Digest": "0" * 64}  # fmt: skip
    made: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in ("subject", "evidence"):
            name = re.findall(r"tuple|Digest|str|int|float|bool|date", str(field.type))[0]
            made[field.name] = plain.get(name, ())
    return made


def test_findings_come_back_as_they_were(reviewed: Reviewed) -> None:
    data = outputs.findings_bytes(reviewed.findings, reviewed.assessment)
    again = outputs.read_findings(data)
    assert [f.id for f in reviewed.findings] == [f.id for f in again]
    assert data == outputs.findings_bytes(again, reviewed.assessment)
    assert [f.sentence for f in reviewed.findings] == [f.sentence for f in again]


@pytest.mark.parametrize("kind", registry.kinds().values(), ids=lambda kind: str(kind.rule))
def test_every_kind_comes_back_from_its_line(kind: type[Finding]) -> None:
    fields = values(kind) | {
        "subject": "party:p", "evidence": [msgspec.to_builtins(seen())], "basis": ["party:p#name"],
        "grade": "context", "start": "2024-02-29",
    }  # fmt: skip
    one = msgspec.convert(fields, kind)
    [again] = outputs.read_findings(outputs.lines([outputs.finding_line(one, {})]))
    assert one == again
    assert (Category.CONTEXT, date(2024, 2, 29)) == (again.grade, again.start)


def test_a_line_says_what_closed_the_finding(reviewed: Reviewed) -> None:
    one = reviewed.findings[0]
    assert "abc" == outputs.finding_line(one, {one.id: "abc"})["closed_by"]
    assert "" == outputs.finding_line(one, {})["closed_by"]


def test_a_line_has_the_whole_sentence_and_the_values_apart(reviewed: Reviewed) -> None:
    one = reviewed.findings[0]
    line = outputs.finding_line(one, {})
    assert (one.sentence, one.values) == (line["says"], line["values"])
    assert "parts" not in line["evidence"][0]


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b'{"kind": "no_such_rule"}', b'{"kind": "listed_party"}', b"\xff", b"1"],
    ids=["broken", "list", "rule", "keys", "bytes", "number"],
)
def test_a_line_that_is_no_finding_is_named_with_its_number(
    reviewed: Reviewed, line: bytes
) -> None:
    good = outputs.findings_bytes(reviewed.findings[:1], reviewed.assessment)
    with pytest.raises(EvidenceChanged, match="line 2 is not a finding"):
        outputs.read_findings(good + line + b"\n")


def test_no_findings_are_no_lines() -> None:
    assert () == outputs.read_findings(b"")


def test_the_assessment_is_indented_json_that_ends_with_a_line(reviewed: Reviewed) -> None:
    data = outputs.assessment_bytes(reviewed.assessment)
    assert data.endswith(b"}\n")
    made = json.loads(data)
    assert "2026-07-11" == made["dossier"]["as_of"]
    assert sorted(made) == list(made)


@pytest.mark.parametrize("kind", ["contract", "lot"])
def test_redo_names_the_contract_or_lot_it_is_for(reviewed: Reviewed, kind: str) -> None:
    redo = Redo(subject=Ref(f"{kind}:x:1"), cuts=("ep05_c101",), count=1)
    changed = msgspec.structs.replace(reviewed.assessment, redo=(redo,))
    [made] = json.loads(outputs.assessment_bytes(changed))["redo"]
    assert {kind: "x:1", "cuts": ["ep05_c101"], "count": 1} == made


@given(st.permutations([problem("b"), problem("a", "line 9"), problem("a")]))
def test_problems_are_sorted_whatever_their_order(given: list[Problem]) -> None:
    lines = [json.loads(line) for line in outputs.problems_bytes(given).splitlines()]
    assert [("a", "line 1"), ("a", "line 9"), ("b", "line 1")] == [
        (line["source"], line["place"]) for line in lines
    ]
    assert {"source", "place", "reason", "consequence"} == set(lines[0])


@given(st.permutations([Ran("a", 1, 0), Ran("b", 0, 0, "no payments"), Ran("c", 2, 1)]))
def test_ran_is_sorted_by_rule(given: list[Ran]) -> None:
    lines = [json.loads(line) for line in outputs.ran_bytes(given).splitlines()]
    assert ["a", "b", "c"] == [line["rule"] for line in lines]
    assert "no payments" == lines[1]["skipped_because"]


def test_other_writing_than_latin_is_kept_as_it_is() -> None:
    assert "조선".encode() in outputs.lines([{"name": "조선"}])


def test_decimals_keep_their_digits() -> None:
    assert b'{"price":"1.10"}\n' == outputs.lines([{"price": Decimal("1.10")}])
