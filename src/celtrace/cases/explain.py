"""The four parts of an explanation: sentence, quotes, rule, effect on the tier."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from celtrace.cases import outputs
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.findings import Finding


class Explanation(msgspec.Struct, frozen=True):
    """Why a finding stands, and what it did."""

    finding: Finding
    rule: str
    """The docstring of the rule."""
    effect: tuple[str, ...]
    """Sentences: the tier of each subject it reaches, and what it would be without it."""
    closed_by: str = ""
    """What closed it, where it counts for no subject."""

    @property
    def document(self) -> dict[str, Any]:
        """The four parts as JSON: the line of `findings.jsonl`, the rule's text, the effect."""
        line = outputs.finding_line(self.finding, {self.finding.id: self.closed_by})
        return {"finding": line, "rule": self.rule, "effect": self.effect}


def explain(case: Path, wanted: str) -> Explanation:
    """Explain the finding whose id is, or begins with, `wanted`; UsageError if none or several.

    EvidenceChanged if the case cannot be read.
    """
    path = case / "findings.jsonl"
    if not path.is_file():
        raise UsageError(f"There is no reviewed case at {case}.", "Give --case FOLDER.")
    findings = outputs.read_findings(path.read_bytes())
    found = [finding for finding in findings if finding.id.startswith(wanted)]
    if len(found) != 1:
        count = "No" if not found else "More than one"
        remedy = "The ids stand in findings.jsonl and beside each sentence of the report."
        raise UsageError(f"{count} finding has an id that begins with {wanted}.", remedy)
    try:
        assessment = msgspec.json.decode((case / "assessment.json").read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        message = f"assessment.json of the case {case} cannot be read: {error}."
        raise EvidenceChanged(message, "Restore it from a copy, or review again.") from error
    rule = inspect.getdoc(type(found[0])) or ""
    id_ = found[0].id
    return Explanation(found[0], rule, tuple(_effects(id_, assessment)), _closed(id_, assessment))


def _closed(finding: str, assessment: dict[str, Any]) -> str:
    """What closed a finding that no subject counts."""
    if any(finding in subject["findings"] for subject in assessment["subjects"]):
        return ""
    closed = (s["closed_by"].get(finding, "") for s in assessment["subjects"])
    return next((by for by in closed if by), "")


def _effects(finding: str, assessment: dict[str, Any]) -> Iterator[str]:
    for subject in assessment["subjects"]:
        who = f"{subject['kind']} {subject['name']}"
        without = {one["finding"]: one["tier_without"] for one in subject["carried_by"]}
        if finding in without:
            yield f"{who} is in tier {subject['tier']}; without it, in tier {without[finding]}."
        elif finding in subject["findings"]:
            yield f"{who} is in tier {subject['tier']}, with or without it."
        elif finding in subject["closed"]:
            by = subject["closed_by"].get(finding, "")
            yield f"For {who} it does not count: closed by {by}."
        elif finding in subject["context"]:
            yield f"For {who} it is background: it explains, it never counts."
