"""A reviewed case as values: what the review left, read once, for people to look at and decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from celtrace.cases import outputs
from celtrace.cases.context import CONTEXT, Context, holding, read_file, read_problems
from celtrace.cases.decisions.basis import candidate_basis, finding_basis, subject_basis
from celtrace.cases.seal import DATABASE
from celtrace.errors import UsageError
from celtrace.findings import Finding, Ran
from celtrace.judgements import TWO_PEOPLE_FROM, Basis, Verdict, kind_of
from celtrace.ports import View
from celtrace.records import Candidate, Problem
from celtrace.store.database import connect_readonly
from celtrace.store.shelf import SqlShelf
from celtrace.weigh.assessment import Assessment, Subject


class Outcome:
    """One review's result; nothing in it changes until the next review."""

    def __init__(self, folder: Path, context: Context, assessment: Assessment, view: View) -> None:
        self.folder = folder
        self.context = context
        self.assessment = assessment
        self.view = view

    @classmethod
    def of(cls, folder: Path, shelf: SqlShelf | None = None) -> Outcome:
        """Read a case, with the records of an open one from its shelf.

        UsageError if none was reviewed there, EvidenceChanged if it is damaged.
        """
        if not (folder / CONTEXT).is_file():
            message = f"There is no reviewed case at {folder}."
            raise UsageError(message, "Run: celtrace review FOLDER")
        with holding(folder):
            context = msgspec.json.decode(read_file(folder, CONTEXT), type=Context)
            assessment = read_assessment(read_file(folder, "assessment.json"))
            shelf = shelf or SqlShelf(connect_readonly(folder / DATABASE))
            view = shelf.view(context.facts)
        return cls(folder, context, assessment, view)

    @cached_property
    def findings(self) -> Findings:
        """Findings by id; each is decoded when it is asked for."""
        return Findings(read_file(self.folder, "findings.jsonl").splitlines())

    @cached_property
    def candidates(self) -> Mapping[str, Candidate]:
        """Candidates by id."""
        return {candidate.id: candidate for candidate in self.view.all(Candidate)}

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """Subjects by `kind:id`."""
        return {f"{s.kind}:{s.id}": s for s in self.assessment.subjects}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be taken in."""
        return read_problems(read_file(self.folder, "problems.jsonl"))

    @cached_property
    def ran(self) -> tuple[Ran, ...]:
        """Which detectors looked, and which did not."""
        lines = read_file(self.folder, "ran.jsonl").splitlines()
        return tuple(msgspec.json.decode(line, type=Ran) for line in lines if line)

    @cached_property
    def held_by(self) -> Mapping[str, tuple[Subject, ...]]:
        """The subjects that each finding reaches, whether it counts for them or is closed."""
        reached: dict[str, list[Subject]] = {}
        for subject in self.assessment.subjects:
            for finding in (*subject.findings, *subject.closed):
                reached.setdefault(finding, []).append(subject)
        return {finding: tuple(subjects) for finding, subjects in reached.items()}

    def basis(self, target: str) -> Basis:
        """What a judgement on the target rests on now; UsageError if the case has no such one."""
        kind, id_ = _split(target)
        if kind == "finding" and id_ in self.findings:
            return finding_basis(self.findings[id_])
        if kind == "candidate" and id_ in self.candidates:
            return candidate_basis(self.candidates[id_])
        if kind == "subject" and id_ in self.subjects:
            return subject_basis(self.subjects[id_])
        raise UsageError(f"The case has no {target}.", "The ids stand in the report.")

    def tier(self, target: str, verdict: Verdict | None = None) -> int:
        """The highest tier that hangs on a target; 4 where the verdict itself would lead there."""
        kind, id_ = _split(target)
        if kind == "finding":
            return max((s.tier for s in self.held_by.get(id_, ())), default=0)
        if kind == "candidate":
            if verdict == "confirmed":
                return TWO_PEOPLE_FROM
            party = self.subjects.get(f"party:{self.candidates[id_].party}")
            return party.tier if party else 0
        return self.subjects[id_].tier


class Findings(Mapping[str, Finding]):
    """Lines of `findings.jsonl` by id, as `outputs` writes them."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        ids = (msgspec.json.decode(line, type=_Id).id for line in lines if line)
        self._lines = dict(zip(ids, filter(None, lines), strict=True))

    def __getitem__(self, id_: str) -> Finding:
        return outputs.read_findings(self._lines[id_])[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Ids with their sentences, without decoding the whole of each."""
        decode = msgspec.json.Decoder(_Said).decode
        yield from ((id_, decode(line).says) for id_, line in self._lines.items())

    def line(self, id_: str) -> dict[str, Any]:
        """The line as it stands in the file."""
        found: dict[str, Any] = msgspec.json.decode(self._lines[id_])
        return found


class _Id(msgspec.Struct):
    id: str


class _Said(msgspec.Struct):
    says: str


def _split(target: str) -> tuple[str, str]:
    try:
        return kind_of(target), target.partition(":")[2]
    except ValueError as error:
        message = f"{error}."
        raise UsageError(message, "Write finding:ID, candidate:ID or subject:KIND:ID.") from error


def read_assessment(data: bytes) -> Assessment:
    """Decode `assessment.json`; msgspec.DecodeError if it is not one."""
    plain: dict[str, Any] = msgspec.json.decode(data)
    plain["redo"] = [_redo(item) for item in plain.get("redo", ())]
    return msgspec.convert(plain, Assessment)


def _redo(item: dict[str, Any]) -> dict[str, Any]:
    kind, id_ = next((key, value) for key, value in item.items() if key not in ("cuts", "count"))
    return {"subject": f"{kind}:{id_}", "cuts": item["cuts"], "count": item["count"]}
