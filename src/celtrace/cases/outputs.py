"""What a review leaves on disk, as bytes: the same values always give the same bytes.

The names and keys are the contract of spec/interface.md; keys may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from celtrace import registry
from celtrace.errors import EvidenceChanged
from celtrace.findings import Finding, Ran
from celtrace.records import Evidence, Problem
from celtrace.weigh.assessment import Assessment, Redo

_BASE = ("subject", "basis", "acted", "start", "until", "grade")


def assessment_bytes(assessment: Assessment) -> bytes:
    """Encode `assessment.json`, indented, keys sorted."""
    plain = msgspec.to_builtins(assessment)
    plain["redo"] = [_redo(item) for item in assessment.redo]
    return msgspec.json.format(msgspec.json.encode(plain, order="deterministic"), indent=1) + b"\n"


def _redo(item: Redo) -> dict[str, Any]:
    kind, _, id_ = item.subject.partition(":")
    return {kind: id_, "cuts": list(item.cuts), "count": item.count}


def closed_by(assessment: Assessment) -> dict[str, str]:
    """Closed finding to what closed it; one that still counts for some subject is not closed."""
    counted = {f for subject in assessment.subjects for f in subject.findings}
    closed = {f: c for subject in assessment.subjects for f, c in subject.closed_by.items()}
    return {f: c for f, c in closed.items() if f not in counted}


def finding_line(finding: Finding, closed: Mapping[str, str]) -> dict[str, Any]:
    """One finding as a line of `findings.jsonl`."""
    line: dict[str, Any] = {
        "id": finding.id,
        "rule": finding.name,
        "version": finding.version,
        "hypothesis": finding.hypothesis,
        "category": finding.strength,
        "group": finding.group,
        "subject": finding.subject,
        "says": finding.sentence,
        "values": finding.values,
        "evidence": [_evidence(e) for e in finding.evidence],
        "because": finding.because,
        "innocent": finding.innocent,
        "check": finding.check,
        "closed_by": closed.get(finding.id, ""),
    }
    return line | {"kind": finding.rule} | {key: getattr(finding, key) for key in _BASE}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    plain = msgspec.to_builtins(evidence)
    del plain["parts"]
    return plain  # type: ignore[no-any-return]


def lines(items: Iterable[Any]) -> bytes:
    """Encode values as JSON lines."""
    return b"".join(msgspec.json.encode(item, order="deterministic") + b"\n" for item in items)


def findings_bytes(findings: Sequence[Finding], assessment: Assessment) -> bytes:
    """Encode `findings.jsonl`, in the order given."""
    closed = closed_by(assessment)
    return lines(finding_line(finding, closed) for finding in findings)


def read_findings(data: bytes) -> tuple[Finding, ...]:
    """Decode `findings.jsonl` back into findings; EvidenceChanged names a line that is not one."""
    return tuple(
        _finding(number, line) for number, line in enumerate(data.splitlines(), start=1) if line
    )


def _finding(number: int, line: bytes) -> Finding:
    try:
        plain = msgspec.json.decode(line)
        kind = registry.kinds()[plain["kind"]]
        fields = {key: plain[key] for key in (*_BASE, "evidence")} | plain["values"]
        return msgspec.convert(fields, kind)
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        message = f"findings.jsonl line {number} is not a finding of this version: {error}."
        raise EvidenceChanged(message, "Review the dossier again.") from error


def problem_line(problem: Problem) -> dict[str, str]:
    """One problem as a line of `problems.jsonl`."""
    keys = ("source", "place", "reason", "consequence")
    return {key: getattr(problem, key) for key in keys}


def problems_bytes(problems: Iterable[Problem]) -> bytes:
    """Encode `problems.jsonl`, sorted."""
    ordered = sorted((problem_line(p) for p in problems), key=lambda p: tuple(p.values()))
    return lines(ordered)


def ran_bytes(ran: Iterable[Ran]) -> bytes:
    """Encode `ran.jsonl`, sorted by rule."""
    return lines(sorted(ran))
