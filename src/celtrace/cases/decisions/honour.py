"""A review honours what people have decided, as far as what they decided on still stands.

A candidate decided the same is confirmed, one decided not the same is rejected; a finding
decided explained or rejected is closed, stays visible, and says who closed it and why. What
changed since it was judged is re-opened with exactly what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from celtrace.cases.decisions.basis import candidate_basis, finding_basis
from celtrace.cases.decisions.ledger import Ledger, Standing
from celtrace.findings import Finding
from celtrace.judgements import Basis, Verdict, changes
from celtrace.records import Candidate
from celtrace.weigh.assessment import Subject

CLOSES: frozenset[Verdict] = frozenset({"explained", "rejected"})


class Changed(msgspec.Struct, frozen=True):
    """A target whose ground has changed since it was judged."""

    target: str
    changed: tuple[str, ...]


def settled(candidates: Iterable[Candidate], ledger: Ledger) -> tuple[Candidate, ...]:
    """The candidates with the states that people have decided."""
    return tuple(_settle(one, ledger.of(f"candidate:{one.id}")) for one in candidates)


def closed(
    findings: Iterable[Finding], ledger: Ledger, subjects: Sequence[Subject]
) -> dict[str, str]:
    """Findings that people have closed, with who did, when and why.

    `subjects` are those of a weighing in which people closed nothing: the tier that hangs on
    a finding says how many people it takes.
    """
    tiers = _tiers(subjects)
    held = {
        finding.id: ledger.of(f"finding:{finding.id}", tiers.get(finding.id, 0))
        for finding in findings
    }
    return {id_: _said(one) for id_, one in held.items() if one.verdict in CLOSES}


def reopenings(found: Iterable[Finding | Candidate], ledger: Ledger) -> Iterator[Changed]:
    """Targets that were judged and are not as they were, each with what changed.

    What is no longer found is not re-opened: its judgement stays in the journal.
    """
    judged = {one.target: one for one in ledger.all() if one.current}
    for one in found if judged else ():
        target, basis = _ground(one)
        if target in judged:
            changed = tuple(changes(judged[target].current[-1].basis, basis))
            if changed:
                yield Changed(target, changed)


def _ground(one: Finding | Candidate) -> tuple[str, Basis]:
    if isinstance(one, Candidate):
        return f"candidate:{one.id}", candidate_basis(one)
    return f"finding:{one.id}", finding_basis(one)


def _settle(candidate: Candidate, held: Standing) -> Candidate:
    if held.verdict not in ("confirmed", "rejected"):
        return candidate
    return msgspec.structs.replace(candidate, state=held.verdict, because=_said(held))


def _said(held: Standing) -> str:
    last = [j for j in held.judgements if j.verdict == held.verdict][-1]
    return f"{held.verdict} by {' and '.join(held.signed)} on {last.at.date()}: {held.why}"


def _tiers(subjects: Sequence[Subject]) -> Mapping[str, int]:
    tiers: dict[str, int] = {}
    for subject in subjects:
        for finding in (*subject.findings, *subject.closed):
            tiers[finding] = max(subject.tier, tiers.get(finding, 0))
    return tiers
