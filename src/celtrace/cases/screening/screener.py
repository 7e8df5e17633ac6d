"""Parties against list rows: settled first, then numbers, then names.

A name hit is a candidate in its own queue until a number or a person resolves it (R11).
What a party and a row say about themselves can lower or reject a candidate, with the
reason; it can never confirm one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from celtrace.cases.lists.own import OWN
from celtrace.cases.screening.index import index_of
from celtrace.cases.screening.numbers import NumberHit, Numbers, numbers_of
from celtrace.cases.screening.qualifiers import LOWERED_BY, against, decides, form_of
from celtrace.listing import ListedRow, ListState, ListUse
from celtrace.names.index import CUTOFF, Hit, Named, NameIndex
from celtrace.names.supplement import Supplement, SupplementAlias, supplement
from celtrace.names.vocabulary import Keys
from celtrace.records import Candidate, Designation, Evidence, Identifier, Party, Settled, Span
from celtrace.text.clean import plain

HITS_PER_NAME = 10
SUPPLEMENT = "supplement"
"""Origin of a name that our own supplement gives to a row and no list carries."""
_EQUAL = "the names have the same words"
_WORD = re.compile(r"\w+")
_FORMS = ("person", "entity")
_AS_LIKE = 0.01


class Suggestion(msgspec.Struct, frozen=True):
    """A number found in free text beside a party, and where."""

    identifier: Identifier
    place: str


class Screener:
    """The rows of all lists that take part, ready to be searched.

    Names of our own alias supplement count as names of the row they are given to; a candidate
    that rests on one says so.
    """

    def __init__(
        self,
        rows: Sequence[ListedRow],
        uses: Sequence[ListUse] = (),
        *,
        cutoff: float = CUTOFF,
        own: Supplement | None = None,
        cache: Path | None = None,
    ) -> None:
        self._rows = tuple(rows)
        self._by_row = {(r.designation.list, r.designation.row): r for r in self._rows}
        self._partial = {use.list: use.fullness for use in uses if use.fullness != "full"}
        self._supplement = own or supplement()
        self._aliases = {
            (entry.list, entry.row): entry.aliases for entry in self._supplement.entries
        }
        self.cutoff = cutoff
        self._cache = cache

    @classmethod
    def of(cls, state: ListState, *, cutoff: float = CUTOFF, cache: Path | None = None) -> Screener:
        """Of what the lists say for a date; candidates tell which snapshots are partial.

        `cache` is a folder of its own in which indexes of names are kept between runs.
        """
        return cls(state.rows, state.uses, cutoff=cutoff, cache=cache)

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """Every name of every row, its key being the row's position."""
        return tuple(
            named
            for key, row in enumerate(self._rows)
            if not self._stands_for_another(row.designation)
            for named in names_of(key, row.designation, self._own_aliases(row.designation))
        )

    def _stands_for_another(self, row: Designation) -> bool:
        """Whether a row of our supplement only gives names to an official row that is here."""
        official, _, id_ = row.row.partition(":")
        return row.list == OWN and (official, id_) in self._by_row

    def _own_aliases(self, row: Designation) -> tuple[SupplementAlias, ...]:
        return self._aliases.get((row.list, row.row), ())

    @cached_property
    def index(self) -> NameIndex:
        """The names, ready to be searched."""
        return index_of(self.names, self._cache)

    @cached_property
    def _equal(self) -> Keys:
        """Names by their words in any order: what is equal is found whatever a score says."""
        words = ((words_of(named.name), at) for at, named in enumerate(self.names))
        return Keys.build((text, at) for text, at in words if text)

    def _same_words(self, name: str) -> Iterator[Named]:
        words = words_of(name)
        for at in self._equal.get(words) if words else ():
            if words_of(self.names[at].name) == words:
                yield self.names[at]

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers([row.designation for row in self._rows])

    def warm(self) -> None:
        """Build the indexes now, so that the first question is answered as fast as others."""
        _ = self.index, self._numbers, self._equal

    def row(self, list_id: str, row: str) -> ListedRow | None:
        """A row by its list and id."""
        return self._by_row.get((list_id, row))

    def screen(self, parties: Iterable[Party]) -> Iterator[Candidate]:
        """Candidates of all parties, in order of party, list and row."""
        for party in parties:
            yield from self.candidates(party)

    def candidates(
        self, party: Party, suggested: Sequence[Suggestion] = ()
    ) -> tuple[Candidate, ...]:
        """What list rows a party may be, each row once, the strongest reason first.

        Numbers that are only `suggested` by free text never decide.
        """
        found: dict[tuple[str, str], Candidate] = {}
        for candidate in (*self._settled(party), *self._by_number(party, suggested)):
            found.setdefault((candidate.list, candidate.row), candidate)
        for candidate in self._by_name(party):
            known = found.setdefault((candidate.list, candidate.row), candidate)
            if known.by == "identifier" and known.state == "open":
                found[candidate.list, candidate.row] = _both(known, candidate)
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

    def _by_number(self, party: Party, suggested: Sequence[Suggestion]) -> Iterator[Candidate]:
        seen = party.cite("identifiers", "accounts", "emails", "phones", "domains", "urls")
        stated = sorted(self._numbers.hits(numbers_of(party)), key=lambda hit: not hit.certain)
        for hit in stated:
            state = "confirmed" if hit.certain else "open"
            yield self._numbered(party, hit, seen, state=state, because=hit.because)
        for one in suggested:
            for hit in self._numbers.hits([(one.identifier, party.country)]):
                because = f"{hit.because}; it was read from free text at {one.place}"
                yield self._numbered(
                    party, hit, party.seen.cite(), state="open",
                    because=f"{because}, whether it is the party's own number would decide",
                )  # fmt: skip

    def _numbered(
        self, party: Party, hit: NumberHit, seen: Evidence, *, state: str, because: str
    ) -> Candidate:
        row = self._rows[hit.key]
        because = "; ".join((because, *self._notes(row, state)))
        return _candidate(
            party, row, seen, by="identifier", state=state, identifier=hit.own, because=because
        )

    def _by_name(self, party: Party) -> Iterator[Candidate]:
        best: dict[int, Hit] = {}
        for name in dict.fromkeys((party.name, *party.aliases)):
            for hit in self._hits(name, form_of(party)):
                if hit.key not in best or hit.score > best[hit.key].score:
                    best[hit.key] = hit
        alike = self._alike(party, best)
        for key in sorted(best, key=lambda k: (-best[k].score, k)):
            yield self._candidate(
                party, best[key], alike.get(key, 1), rejected=len(best) - len(alike)
            )

    def _hits(self, name: str, form: str) -> Iterator[Hit]:
        """Hits of the index; a name of the same words counts as 1 and comes first."""
        found = {hit.key: hit for hit in self.index.search(
            name, form=form, limit=HITS_PER_NAME, cutoff=self.cutoff)}  # fmt: skip
        equal: dict[int, Hit] = {}
        for named in self._same_words(name):
            if form == "unknown" or named.form in (form, "unknown"):
                doubt = found[named.key].undecidable if named.key in found else ""
                hit = Hit(named.key, 1.0, name, named.name, (_EQUAL,), named.weak, doubt)
                equal.setdefault(named.key, hit)
        yield from (found | equal).values()

    def _alike(self, party: Party, best: Mapping[int, Hit]) -> dict[int, int]:
        """Per row that nothing rejects, how many of its list are as like the party as it is."""
        open_ = [key for key in best if not against(party, self._rows[key].designation).rejects]
        steps = {key: (self._rows[key].designation.list, round(best[key].score / _AS_LIKE))
                 for key in open_}  # fmt: skip
        counted = Counter(steps.values())
        return {key: counted[step] for key, step in steps.items()}

    def _candidate(self, party: Party, hit: Hit, alike: int, *, rejected: int) -> Candidate:
        row = self._rows[hit.key]
        facts = against(party, row.designation)
        score = round(hit.score, 4)
        if facts.lowers:
            score = round(max(self.cutoff, score - LOWERED_BY * len(facts.lowers)), 4)
            score = min(score, round(hit.score, 4))
        doubt = hit.undecidable if alike > 1 or not rejected else ""
        because = facts.rejects or "; ".join(_undecided(party, row.designation, doubt, alike))
        state = "rejected" if facts.rejects else "open"
        lowered = (f"lowered from {hit.score:.2f}: {why}" for why in facts.lowers)
        said = (
            because,
            *lowered,
            *self._about_name(row.designation, hit),
            *self._notes(row, state),
        )
        return _candidate(
            party, row, party.cite("name", "aliases"), by="name", state=state,
            because="; ".join(said), score=score, names=(hit.query, hit.name), steps=hit.steps,
            weak=hit.weak,
        )  # fmt: skip

    def _about_name(self, row: Designation, hit: Hit) -> Iterator[str]:
        """What a reader must know of the listed name: that it is weak, or ours."""
        if hit.weak:
            yield "only a weak alias of the row is alike"
        if hit.name == row.name or any(alias.text == hit.name for alias in row.aliases):
            return
        for alias in self._own_aliases(row):
            if alias.text == hit.name:
                source = self._supplement.sources[alias.source]
                said = (source.publisher, source.date, f"confidence {alias.confidence}", source.url)
                shown = ", ".join(part for part in said if part)
                yield f"the name stands in our own supplement, not in the row: {shown}"

    def _notes(self, row: ListedRow, state: str) -> Iterator[str]:
        """What a reader must know of the row: that it is gone, ours, or only partly known."""
        if state != "rejected" and row.spans and all(span.until for span in row.spans):
            yield f"the row does not stand any more: it was listed {_listed(row.spans)}"
        if not row.regime:
            yield f"{row.designation.list} is our own supplement, no authority's list"
        partial = self._partial.get(row.designation.list)
        if partial:
            yield f"the snapshot of the list is partial ({partial})"


def names_of(key: int, row: Designation, own: Sequence[SupplementAlias] = ()) -> Iterator[Named]:
    """The names of a row as the index takes them, and those our own supplement gives it."""
    form = row.form if row.form in _FORMS else "unknown"
    if row.name:
        yield Named(key=key, name=row.name, form=form, weak=False, origin="primary")
    for alias in row.aliases:
        weak = alias.strength == "weak"
        yield Named(key=key, name=alias.text, form=form, weak=weak, origin=alias.origin)
    for one in own:
        yield Named(key=key, name=one.text, form=form, weak=False, origin=SUPPLEMENT)


def words_of(name: str) -> str:
    """The words of a name in one order: equal for equal words."""
    return " ".join(sorted(_WORD.findall(plain(name).casefold())))


def _undecided(party: Party, row: Designation, doubt: str, alike: int) -> Iterator[str]:
    if doubt:
        yield f"cannot be decided by name: {doubt.rstrip('.')}"
    elif alike > 1:
        yield f"cannot be decided by name: {alike} rows of the list are as like"
    else:
        yield "the name alone does not decide"
    yield decides(party, row)


def _listed(spans: Sequence[Span]) -> str:
    return ", ".join(f"from {span.since} to {span.until}" for span in spans)


def _reason(settled: Settled, state: str) -> str:
    said = f", because {settled.because}" if settled.because else ""
    return f"settled in the dossier{'' if state == 'confirmed' else ' that it is not'}{said}"


def _both(number: Candidate, name: Candidate) -> Candidate:
    """A number that does not decide and a name on the same row, as one candidate."""
    return msgspec.structs.replace(
        number, score=name.score, names=name.names, steps=name.steps, weak=name.weak,
        because=f"{number.because}; the name is like the row's, too: {name.because}",
    )  # fmt: skip


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
