"""The result of a case made again from what the case holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from celtrace.cases import outputs
from celtrace.cases.context import CONTEXT, SCREENING, Context, holding, read_file, read_problems
from celtrace.cases.screening.record import check_record
from celtrace.cases.seal import DATABASE
from celtrace.errors import CeltraceError, EvidenceChanged, UsageError
from celtrace.findings import Ran
from celtrace.ports import View
from celtrace.report.material import Intake, Material
from celtrace.store.database import connect_readonly
from celtrace.store.shelf import SqlShelf
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment


def _weighed(folder: Path) -> tuple[Context, View, Assessment]:
    context = msgspec.json.decode(read_file(folder, CONTEXT), type=Context)
    findings = outputs.read_findings(read_file(folder, "findings.jsonl"))
    engine = connect_readonly(folder / DATABASE)
    view = SqlShelf(engine).view(context.facts)
    assessment = assess(
        view, findings, context.lists, dossier=context.dossier, version=context.celtrace,
        indicators=context.indicators,
    )  # fmt: skip
    return context, view, assessment


def recompute(folder: Path) -> Iterator[str]:
    """Weigh the stored findings over the stored records again; a sentence for each difference."""
    try:
        with holding(folder):
            _, _, again = _weighed(folder)
        kept = read_file(folder, "assessment.json")
    except (EvidenceChanged, UsageError) as error:
        yield f"the result cannot be made again: {error}"
        return
    if outputs.assessment_bytes(again) != kept:
        yield from _differences(msgspec.json.decode(outputs.assessment_bytes(again)), kept)
    yield from _screening(folder)


def _screening(folder: Path) -> Iterator[str]:
    """What the replay record of the screening says against itself."""
    try:
        yield from check_record(_lines(folder, SCREENING))
    except CeltraceError as error:
        yield f"the record of the screening cannot be read: {error}"


def _differences(again: dict[str, Any], kept: bytes) -> Iterator[str]:
    try:
        old = msgspec.json.decode(kept)
    except msgspec.DecodeError:
        yield "the assessment is not readable"
        return
    tiers = {(s["kind"], s["id"]): s["tier"] for s in again["subjects"]}
    for subject in old.get("subjects", ()):
        tier = tiers.get((subject["kind"], subject["id"]))
        if tier != subject["tier"]:
            who = f"{subject['kind']} {subject['id']}"
            yield f"{who} is said to be in tier {subject['tier']}; the findings give {tier}"
    for key in sorted(again):
        if again[key] != old.get(key):
            yield f"{key} does not come out again from findings and records"


def material_of(folder: Path) -> Material:
    """What reports of a case are made of; UsageError if there is no reviewed case."""
    if not (folder / CONTEXT).is_file():
        raise UsageError(f"There is no reviewed case at {folder}.", "Run: celtrace review FOLDER")
    with holding(folder):
        context, view, assessment = _weighed(folder)
        findings = outputs.read_findings(read_file(folder, "findings.jsonl"))
        problems = read_problems(read_file(folder, "problems.jsonl"))
        ran = tuple(msgspec.json.decode(line, type=Ran) for line in _lines(folder, "ran.jsonl"))
    intake = Intake(problems, ran, context.tables)
    return Material(assessment, findings, view, intake)


def _lines(folder: Path, name: str) -> list[bytes]:
    return [line for line in read_file(folder, name).splitlines() if line]
