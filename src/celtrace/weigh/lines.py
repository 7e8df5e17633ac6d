"""Records that stand in the assessment as they are: candidates, matches, claims."""

from __future__ import annotations

from datetime import date

from celtrace.ports import View
from celtrace.records import Candidate, Claim, FileFact, Found, Match
from celtrace.weigh.assessment import CandidateLine, ClaimLine, MatchLine

_SETTLED = {
    "": "settled elsewhere",
    "bytes": "the bytes are equal",
    "geometry": "strokes laid on each other",
}


def candidates(view: View) -> tuple[CandidateLine, ...]:
    """R11: the queue of list rows that parties may be, with how each was resolved."""
    lines = [
        CandidateLine(c.party, c.list, c.row, c.score, c.names, c.state, c.because)
        for c in view.all(Candidate)
    ]
    return tuple(sorted(lines, key=lambda c: (c.party, c.list, c.row)))


def claims(view: View) -> tuple[ClaimLine, ...]:
    """What is said elsewhere, each with its status word; nothing of it is counted."""
    return tuple(
        ClaimLine(c.id, c.about, c.status, c.statement, c.by, c.date, c.url)
        for c in view.all(Claim)
    )


def matches(view: View) -> tuple[MatchLine, ...]:
    """Found drawings and the cuts they are, with the days on which the find was collected."""
    lines = [_line(view, match) for match in view.all(Match)]
    return tuple(sorted(lines, key=lambda m: (m.file, m.cut)))


def _line(view: View, match: Match) -> MatchLine:
    facts = view.where(FileFact, "path", match.file)
    on = sorted(_days(view, match))
    first, last = (on[0], on[-1]) if on else (None, None)
    score = None if match.score is None else float(match.score)
    digest = facts[0].digest if facts else ""
    settled = _SETTLED[match.proof]
    proof = f"{settled}; {match.seen.source} {match.seen.place}".strip()
    return MatchLine(match.file, digest, match.cut, score, proof, first, last, match.reviewer)


def _days(view: View, match: Match) -> set[date]:
    """Days of the finds that the file is of: by its path, or because there is only one."""
    finds = view.all(Found)
    own = [f for f in finds if f.path and match.file.startswith(f.path.rstrip("/") + "/")]
    return {f.collected.date() for f in (own or (finds if len(finds) == 1 else ())) if f.collected}
