"""What the match call answers, without HTTP: the shapes of yente, from our lists and matcher.

Request and answer are those of https://www.opensanctions.org/docs/api/matching/ and of yente
(https://yente.followthemoney.tech). Scores are ours: how alike the best pair of names is, 1 for
an identifier that decides; a candidate that is rejected with a reason has half its score, so
that no client takes it for a match, and the reason stands in `explanations`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from celtrace.doors.match_entities import SCHEMATA, Example, entity, entity_id, party_of
from celtrace.listing import ListedRow, ListState
from celtrace.names.model import CUTOFF
from celtrace.records import Candidate

ALGORITHM = "celtrace"
COLLECTIONS = ("default", "all", "sanctions")
"""Names of datasets that mean every installed list."""
OTHERS = ("best", "logic-v1", "logic-v2", "name-based", "name-qualified", "regression-v1")
"""Algorithms that clients of yente ask for; this server answers them with its own and says so."""
MATCHER = {
    "name": {
        "description": "How alike the best pair of names is, in any script.",
        "coefficient": 1.0, "url": "",
    },
    "identifier": {
        "description": "A registry, tax, passport or account number stands in the row.",
        "coefficient": 1.0, "url": "",
    },
    "rejected": {
        "description": "Form or date of birth cannot both be of one; halves the score.",
        "coefficient": -0.5, "url": "",
    },
}  # fmt: skip
_FACETS = (("topics", "Topics"), ("countries", "Countries"), ("datasets", "Data sources"))
_MOST_FACETS = 20


class Refused(Exception):
    """A request that cannot be answered: HTTP status and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Query(msgspec.Struct):
    """The body of a match call."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}


class Filters(msgspec.Struct, frozen=True):
    """Which results a client wants."""

    dataset: str = "default"
    include_dataset: tuple[str, ...] = ()
    exclude_dataset: tuple[str, ...] = ()
    exclude_schema: tuple[str, ...] = ()
    exclude_entity_ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    changed_since: str = ""
    countries: tuple[str, ...] = ()
    schema: str = ""

    def keep(self, one: dict[str, Any]) -> bool:
        """Whether an entity is wanted."""
        wanted = () if self.dataset in COLLECTIONS else (self.dataset,)
        given = one["properties"]
        ids = {one["id"], *one["referents"]}
        return all(
            (
                not wanted or one["datasets"][0] in wanted,
                not self.include_dataset or one["datasets"][0] in self.include_dataset,
                one["datasets"][0] not in self.exclude_dataset,
                one["schema"] not in self.exclude_schema,
                not ids & set(self.exclude_entity_ids),
                not self.topics or set(self.topics) & set(given.get("topics", ())),
                not self.changed_since or (one["last_change"] or "") >= self.changed_since,
                not self.countries or set(self.countries) & _countries(one),
                self.schema in ("", "Thing", one["schema"])
                or (self.schema == "LegalEntity" and one["schema"] in ("Person", "Organization")),
            )
        )


class Current:
    """The service of today, made when it is first asked for.

    It is made anew on another day, and when other snapshots are held: `mark` tells which.
    """

    def __init__(self, state: Callable[[date], ListState], day: Callable[[], date],
                 mark: Callable[[], str], cache: Path | None = None) -> None:  # fmt: skip
        self._state = state
        self._day = day
        self._mark = mark
        self._cache = cache
        self._lock = threading.Lock()
        self._made: tuple[tuple[date, str], Service] | None = None

    def __call__(self) -> Service:
        """The service; one caller makes it while others wait."""
        with self._lock:
            now = self._day(), self._mark()
            if self._made is None or self._made[0] != now:
                self._made = now, Service(self._state(now[0]), self._cache)
            return self._made[1]


class Service:
    """Lists of one date, ready to answer."""

    def __init__(self, state: ListState, cache: Path | None = None) -> None:
        from celtrace.cases.screening.screener import Screener

        self._screener = Screener.of(state, cache=cache)
        self._state = state
        self._rows = {entity_id(row.designation): row for row in state.rows}
        self.lists = {use.list for use in state.uses if use.snapshot}
        self._screener.warm()

    def check(self, filters: Filters, algorithm: str = ALGORITHM) -> None:
        """Refused when a dataset or algorithm is not known here."""
        named = {filters.dataset, *filters.include_dataset, *filters.exclude_dataset}
        unknown = sorted(named - self.lists - set(COLLECTIONS))
        if unknown:
            known = ", ".join(sorted((*self.lists, *COLLECTIONS)))
            raise Refused(404, f"There is no dataset {', '.join(unknown)}. Known: {known}.")
        if algorithm not in (ALGORITHM, *OTHERS):
            raise Refused(400, f"There is no algorithm {algorithm}. Known: {ALGORITHM}, best.")

    def match(
        self, query: Query, filters: Filters, *, limit: int, threshold: float, cutoff: float
    ) -> dict[str, Any]:
        """Answers for all examples of a query; Refused when one cannot be read."""
        if not query.queries:
            raise Refused(400, "No queries provided.")
        responses = {
            key: self._one(key, example.cleaned(), filters, (limit, threshold, cutoff))
            for key, example in query.queries.items()
        }
        return {"responses": responses, "matcher": MATCHER, "limit": limit}

    def _one(
        self, key: str, example: Example, filters: Filters, asked: tuple[int, float, float]
    ) -> dict[str, Any]:
        if example.schema not in SCHEMATA:
            raise Refused(400, f"Cannot parse example entity: no schema {example.schema}.")
        limit, threshold, cutoff = asked
        found = self._screener.candidates(party_of(example, key))
        scored = [self._scored(one, threshold) for one in found if self._fits(one, example)]
        kept = [one for one in scored if one["score"] >= cutoff and filters.keep(one)]
        kept.sort(key=lambda one: (-one["score"], one["id"]))
        return {
            "status": 200, "results": kept[:limit],
            "total": {"value": len(kept), "relation": "eq"}, "query": example,
        }  # fmt: skip

    def _row(self, candidate: Candidate) -> ListedRow:
        return self._rows[f"{candidate.list}-{candidate.row}"]

    def _fits(self, candidate: Candidate, example: Example) -> bool:
        """Ships are compared with ships and aircraft with aircraft."""
        wanted = SCHEMATA[example.schema]
        form = self._row(candidate).designation.form
        return wanted not in ("vessel", "aircraft") or form in (wanted, "unknown")

    def _scored(self, candidate: Candidate, threshold: float) -> dict[str, Any]:
        rejected = candidate.state == "rejected"
        decided = candidate.by == "identifier" and candidate.state == "confirmed"
        score = round(candidate.score / 2, 4) if rejected else candidate.score
        explanations = {"name": _part(0.0 if decided else candidate.score, candidate)}
        if candidate.identifier is not None:
            part = _part(1.0 if decided else 0.0, candidate)
            explanations["identifier"] = part | {"query": candidate.identifier.value}
        if rejected:
            explanations["rejected"] = _part(-0.5, candidate)
        return entity(self._row(candidate)) | {
            "score": score, "match": score >= threshold and not rejected,
            "features": {key: part["score"] for key, part in explanations.items()},
            "explanations": explanations,
        }  # fmt: skip

    def entity(self, id_: str) -> dict[str, Any]:
        """A row by its id, or by the number OFAC gave it; Refused if there is none."""
        row = self._rows.get(id_)
        if row is None and id_.startswith("ofac-"):
            number = id_.removeprefix("ofac-")
            row = self._rows.get(f"us_ofac_sdn-{number}", self._rows.get(f"us_ofac_cons-{number}"))
        if row is None:
            raise Refused(404, f"There is no entity {id_}.")
        return entity(row)

    def search(self, text: str, filters: Filters, *, limit: int, offset: int) -> dict[str, Any]:
        """Rows with a name like the text, then rows that have all its words; all if empty."""
        kept = [one for one in map(entity, self._found(text)) if filters.keep(one)]
        return {
            "results": kept[offset : offset + limit], "facets": _facets(kept),
            "total": {"value": len(kept), "relation": "eq"}, "limit": limit, "offset": offset,
        }  # fmt: skip

    def _found(self, text: str) -> list[ListedRow]:
        words = text.casefold().split()
        if not words:
            return list(self._state.rows)
        party = party_of(Example("LegalEntity", {"name": [text]}), "q")
        ranked = sorted(self._screener.candidates(party), key=lambda c: (-c.score, c.list, c.row))
        first = {entity_id(row.designation): row for row in map(self._row, ranked)}
        rest = {key: row for key, row in self._rows.items() if _has(row, words)}
        return list((first | {key: row for key, row in rest.items() if key not in first}).values())

    def catalog(self) -> dict[str, Any]:
        """Every list, and the collection of all."""
        lists = [
            {
                "name": use.list, "title": use.list, "load": use.snapshot is not None,
                "version": str(use.snapshot or ""), "index_version": str(use.snapshot or ""),
                "index_current": use.snapshot is not None, "entity_count": use.entries,
                "summary": use.note, "children": [],
            }
            for use in self._state.uses
        ]  # fmt: skip
        newest = max((use.snapshot for use in self._state.uses if use.snapshot), default=None)
        collection = {
            "name": "default", "title": "All installed lists", "load": False,
            "version": str(newest or ""), "index_version": str(newest or ""),
            "index_current": True, "entity_count": len(self._rows),
            "children": sorted(self.lists),
        }  # fmt: skip
        return {
            "datasets": [*lists, collection], "current": sorted(self.lists),
            "outdated": [use.list for use in self._state.uses if not use.snapshot],
            "index_stale": False,
        }  # fmt: skip

    @staticmethod
    def algorithms() -> dict[str, Any]:
        """The one algorithm there is."""
        description = f"Names in every script, numbers first; names count from {CUTOFF} on."
        one = {"name": ALGORITHM, "description": description, "features": MATCHER, "docs": MATCHER}
        return {"algorithms": [one], "default": ALGORITHM, "best": ALGORITHM}


def _part(score: float, candidate: Candidate) -> dict[str, Any]:
    query, listed = candidate.names
    detail = "; ".join((candidate.because, *candidate.steps))
    return {"score": score, "detail": detail, "query": query, "candidate": listed}


def _countries(one: dict[str, Any]) -> set[str]:
    given = one["properties"]
    return {*given.get("country", ()), *given.get("nationality", ())}


def _has(listed: ListedRow, words: Sequence[str]) -> bool:
    row = listed.designation
    text = " ".join((row.name, *(alias.text for alias in row.aliases))).casefold()
    return all(word in text for word in words)


def _values(one: dict[str, Any], facet: str) -> Iterable[str]:
    if facet == "countries":
        return _countries(one)
    return tuple(one["datasets"] if facet == "datasets" else one["properties"].get(facet, ()))


def _facets(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    def items(name: str) -> Iterator[dict[str, Any]]:
        counted = Counter(value for one in found for value in _values(one, name))
        for value, count in sorted(counted.items(), key=lambda i: (-i[1], i[0]))[:_MOST_FACETS]:
            yield {"name": value, "label": value, "count": count}

    return {name: {"label": label, "values": list(items(name))} for name, label in _FACETS}
