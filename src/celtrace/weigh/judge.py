"""The judgement as one pure function: records, findings and list uses in, the result out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from celtrace.findings import Finding
from celtrace.listing import ListUse
from celtrace.ports import View
from celtrace.weigh import lines
from celtrace.weigh.assessment import Assessment, DossierFacts, Indicators
from celtrace.weigh.blocked import blocked, standings, surely
from celtrace.weigh.clusters import clusters
from celtrace.weigh.completeness import completeness
from celtrace.weigh.hidden import hidden
from celtrace.weigh.history import history
from celtrace.weigh.leak_points import leak_points
from celtrace.weigh.levels import verified
from celtrace.weigh.paths import paths
from celtrace.weigh.redo import redo
from celtrace.weigh.standing import Facts
from celtrace.weigh.subjects import subjects
from celtrace.weigh.tiers import Weighed, weigh
from celtrace.weigh.totals import totals


def assess(
    view: View,
    findings: Sequence[Finding],
    state: Sequence[ListUse],
    *,
    dossier: DossierFacts,
    version: str,
    indicators: Indicators,
) -> Assessment:
    """Weigh the findings over the records of the view; nothing depends on their order."""
    found = _once(findings)
    made = subjects(view, found)
    facts = Facts(view, state)
    today = standings(facts)
    statuses = blocked(facts, today)
    sure = surely(statuses)
    joined = clusters(found)
    closed = {id_ for subject in made for id_ in subject.closed}
    return Assessment(
        celtrace=version,
        dossier=dossier,
        lists=tuple(sorted(state, key=lambda use: use.list)),
        subjects=made,
        blocked=statuses,
        history=history(facts, statuses, today),
        candidates=lines.candidates(view),
        paths=paths(view, made, sure, joined),
        clusters=joined,
        redo=redo(view, made, sure, found),
        matches=lines.matches(view),
        leak_points=leak_points(view),
        totals=totals(view),
        claims=lines.claims(view),
        indicators=indicators,
        hidden=tuple(hidden(view, found, closed)),
        completeness=completeness(view),
        verified=verified(view, found, made),
    )


def _once(findings: Sequence[Finding]) -> list[Weighed]:
    """Each finding once, in order of id; of two with one id the first by its bytes."""
    held: dict[str, Weighed] = {}
    for one in map(weigh, findings):
        other = held.get(one.id)
        if other is None or _bytes(one) < _bytes(other):
            held[one.id] = one
    return [held[id_] for id_ in sorted(held)]


def _bytes(weighed: Weighed) -> bytes:
    return msgspec.json.encode(weighed.finding)
