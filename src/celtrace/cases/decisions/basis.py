"""What is on the table when somebody judges: the values, quotes and digests of a target."""

from __future__ import annotations

from celtrace.findings import Finding
from celtrace.judgements import Basis
from celtrace.records import Candidate, Evidence, Span
from celtrace.weigh.assessment import Subject


def finding_basis(finding: Finding) -> Basis:
    """The sentence, its weight and its quotes."""
    said = {"sentence": finding.sentence, "weight": str(finding.strength)}
    return _basis(said, finding.evidence)


def candidate_basis(candidate: Candidate) -> Basis:
    """Names, identifier, programmes and days of the row; how alike the names are is left out.

    Scores move whenever any name of a list changes; what is judged is the row and the party.
    """
    found = candidate.identifier
    said = {
        "name of the party": candidate.names[0],
        "name of the row": candidate.names[1],
        "programmes": ", ".join(candidate.programmes),
        "found by": candidate.by,
        "identifier": f"{found.type} {found.value}" if found else "",
        "on the list": "; ".join(map(_span, candidate.spans)),
    }
    return _basis(said, (candidate.seen, candidate.row_seen))


def subject_basis(subject: Subject) -> Basis:
    """The tier and the findings it stands on."""
    said = {"tier": str(subject.tier), "findings": ", ".join(sorted(subject.findings))}
    return Basis(said)


def _span(span: Span) -> str:
    return f"from {span.since}" + (f" until {span.until}" if span.until else "")


def _basis(said: dict[str, str], evidence: tuple[Evidence, ...]) -> Basis:
    quotes = tuple(sorted({seen.quote for seen in evidence if seen.quote}))
    digests = tuple(sorted({str(seen.digest) for seen in evidence if seen.digest}))
    return Basis(said, quotes, digests)
