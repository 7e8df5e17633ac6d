"""Parties against list rows: settled first, then identifiers, then names.

A name hit is a candidate in its own queue until an identifier or a person resolves
it (R11). What a party and a row say about themselves can reject a candidate, with
the reason; it can never confirm one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from celtrace.documents import identifiers
from celtrace.listing import ListedRow
from celtrace.names.index import Hit, Named, NameIndex
from celtrace.records import Candidate, Designation, Evidence, Identifier, Party, Settled

HITS_PER_NAME = 10
_FORMS = {"person": "person", "company": "entity", "public_body": "entity"}
_ACCOUNT = "account"


class Screener:
    """The rows of all lists that take part, ready to be searched."""

    def __init__(self, rows: Sequence[ListedRow]) -> None:
        self._rows = tuple(rows)
        self._by_row = {(r.designation.list, r.designation.row): r for r in self._rows}

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex.build(
            named for key, row in enumerate(self._rows) for named in _names_of(key, row.designation)
        )

    @cached_property
    def _identifiers(self) -> Mapping[identifiers.NormalId, tuple[int, ...]]:
        found: dict[identifiers.NormalId, list[int]] = defaultdict(list)
        for key, row in enumerate(self._rows):
            for identifier in row.designation.identifiers:
                for normal in _normal(identifier):
                    found[normal].append(key)
        return {normal: tuple(dict.fromkeys(keys)) for normal, keys in found.items()}

    def screen(self, parties: Iterable[Party]) -> Iterator[Candidate]:
        """Candidates of all parties, in order of party, list and row."""
        for party in parties:
            yield from self.candidates(party)

    def candidates(self, party: Party) -> tuple[Candidate, ...]:
        """What list rows a party may be, each row once, the strongest reason first."""
        found: dict[tuple[str, str], Candidate] = {}
        for candidate in (
            *self._settled(party),
            *self._by_identifier(party),
            *self._by_name(party),
        ):
            found.setdefault((candidate.list, candidate.row), candidate)
        return tuple(found[key] for key in sorted(found))

    def _settled(self, party: Party) -> Iterator[Candidate]:
        for settled, state in (
            *((s, "confirmed") for s in party.listed_as),
            *((s, "rejected") for s in party.not_listed_as),
        ):
            row = self._by_row.get((settled.list, settled.row))
            if row is not None:
                seen = party.cite("listed_as", "not_listed_as")
                because = _reason(settled, state)
                yield _candidate(party, row, seen, by="settled", state=state, because=because)

    def missing(self, party: Party) -> Iterator[Settled]:
        """Settlements that name a row no installed snapshot has."""
        for settled in (*party.listed_as, *party.not_listed_as):
            if (settled.list, settled.row) not in self._by_row:
                yield settled

    def _by_identifier(self, party: Party) -> Iterator[Candidate]:
        accounts = (Identifier(_ACCOUNT, value) for value in party.accounts)
        for identifier in (*party.identifiers, *accounts):
            for normal in _normal(identifier):
                for key in self._identifiers.get(normal, ()):
                    yield _candidate(
                        party, self._rows[key], party.cite("identifiers", "accounts"),
                        by="identifier", state="confirmed", identifier=identifier,
                        because=f"the {identifier.type} {identifier.value} stands in the row",
                    )  # fmt: skip

    def _by_name(self, party: Party) -> Iterator[Candidate]:
        best: dict[int, Hit] = {}
        for name in (party.name, *party.aliases):
            for hit in self._names.search(name, form=_FORMS[party.form], limit=HITS_PER_NAME):
                if hit.key not in best or hit.score > best[hit.key].score:
                    best[hit.key] = hit
        for key in sorted(best, key=lambda k: (-best[k].score, k)):
            yield _named(party, self._rows[key], best[key])


def _names_of(key: int, row: Designation) -> Iterator[Named]:
    form = row.form if row.form in ("person", "entity") else "unknown"
    if row.name:
        yield Named(key=key, name=row.name, form=form, weak=False, origin="primary")
    for alias in row.aliases:
        weak = alias.strength == "weak"
        yield Named(key=key, name=alias.text, form=form, weak=weak, origin=alias.origin)


def _normal(identifier: Identifier) -> Iterator[identifiers.NormalId]:
    normal = identifiers.normal(identifier.type, identifier.value, identifier.country)
    if normal.value and normal.valid is not False:
        yield msgspec.structs.replace(normal, why="", valid=None)


def _reason(settled: Settled, state: str) -> str:
    said = f", because {settled.because}" if settled.because else ""
    return f"settled in the dossier{'' if state == 'confirmed' else ' that it is not'}{said}"


def _named(party: Party, row: ListedRow, hit: Hit) -> Candidate:
    against = qualifiers_against(party, row.designation)
    state = "rejected" if against else "open"
    because = against or hit.undecidable or "the name alone does not decide"
    return _candidate(
        party, row, party.cite("name", "aliases"), by="name", state=state, because=because,
        score=round(hit.score, 4), names=(hit.query, hit.name), steps=hit.steps, weak=hit.weak,
    )  # fmt: skip


def qualifiers_against(party: Party, row: Designation) -> str:
    """What the party and the row say that cannot both be true of one; empty if nothing.

    Only facts that exclude each other count: a person is no company, and years of birth
    two or more apart are two people. Country and city never do: people move.
    """
    person = party.form == "person"
    if row.form != "unknown" and (row.form == "person", row.form == "entity") != (
        person, not person
    ):  # fmt: skip
        return f"the row is of a {row.form}, the party is a {party.form.replace('_', ' ')}"
    years = {int(born[:4]) for born in row.born if born[:4].isdigit()}
    if person and years and party.born[:4].isdigit():
        own = int(party.born[:4])
        if min(abs(own - year) for year in years) > 1:
            listed = ", ".join(map(str, sorted(years)))
            return f"born {own}, the row says {listed}"
    return ""


def _candidate(
    party: Party,
    row: ListedRow,
    seen: Evidence,
    **said: Any,  # noqa: ANN401 - fields of Candidate
) -> Candidate:
    fields: dict[str, Any] = {
        "seen": seen, "party": party.id, "list": row.designation.list, "regime": row.regime,
        "row": row.designation.row, "score": 1.0, "names": (party.name, row.designation.name),
        "spans": row.spans, "row_seen": row.designation.seen,
        "programmes": row.designation.programmes,
    }  # fmt: skip
    return Candidate(**(fields | said))
