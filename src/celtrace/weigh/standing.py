"""Who is blocked under one regime on one day, and why.

Statuses of spec/weighing.md, the first that holds: `listed`; `by-definition` (US: declared
facts, or majority-owned by such a party through the cascade); `by-50-percent-rule`;
`may-be`; `no`, on the snapshots seen, by name and date; `not-checked` where no list of
the regime took part. Without its list a regime still answers what needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from fractions import Fraction
from functools import cached_property

import msgspec

from celtrace.holders import stakes
from celtrace.law.definition import SINCE, SOURCES, Definition, definition
from celtrace.law.ownership import Opening, OwnershipAnswer, Step, settle
from celtrace.law.regimes import REGIMES, Rule, blocks, ownership_rule
from celtrace.law.stakes import Holdings, Stake, holdings, shown
from celtrace.listing import ListUse
from celtrace.ports import View
from celtrace.records import Candidate, Ownership, Party, Role, Span
from celtrace.text.counts import count
from celtrace.weigh.assessment import Blocked, Proof

CLOSED_BY: dict[Opening, str] = {
    "bands": "the stated bands reach over the line: a register extract with exact shares",
    "control": "control is stated without a majority: the articles and voting agreements",
    "circular": "its owners hold each other in a circle: extracts of all companies in it",
    "unknown-remainder": "not all owners are stated: a list of all shareholders with shares",
}
"""What leaves the answer open, and the document that closes it."""


class Facts:
    """What the records say that bears on being blocked; read once, used for every day."""

    def __init__(self, view: View, state: Sequence[ListUse]) -> None:
        self.view = view
        self.regimes = tuple(regime for regime in view.facts.regimes if regime in REGIMES)
        self.stakes = stakes(view.all(Ownership), view.all(Role))
        self.candidates: dict[tuple[str, str], list[Candidate]] = {}
        for candidate in view.all(Candidate):
            if candidate.regime in REGIMES:
                key = (candidate.regime, candidate.party)
                self.candidates.setdefault(key, []).append(candidate)
        self.uses = {
            regime: [u for u in state if u.regime == regime and blocks(regime, u.list)]
            for regime in self.regimes
        }
        self.merged: dict[date, Holdings] = {}
        self._declared = [
            party
            for party in view.all(Party)
            if party.declared or party.country.upper() == "KP" or party.form == "public_body"
        ]

    def checked(self, regime: str) -> bool:
        """Whether a list that blocks under the regime took part."""
        return any(use.snapshot is not None for use in self.uses[regime])

    def blocking(self, regime: str, party: str) -> list[Candidate]:
        """Candidates of a party for rows that block, those rejected left out."""
        return [
            c
            for c in self.candidates.get((regime, party), ())
            if c.state != "rejected" and blocks(regime, c.list)
        ]

    def defined(self, regime: str, day: date) -> dict[str, Definition]:
        """Parties about which the US definition says something on a day."""
        if regime != "US":
            return {}
        said = ((p.id, definition(p.declared, p.form, p.country, day)) for p in self._declared)
        return {id_: found for id_, found in said if found is not None}

    def holdings(self, day: date) -> Holdings:
        """The stakes in force on a day, merged once for all regimes."""
        if day not in self.merged:
            self.merged = {day: holdings(self.stakes, day)}
        return self.merged[day]

    def narrowed(self, stakes: list[Stake]) -> Facts:
        """The same facts over fewer stakes."""
        other = copy(self)
        other.stakes = stakes
        other.merged = {}
        return other

    def above(self, parties: Iterable[str]) -> list[Stake]:
        """The stakes in the parties and in all who own them."""
        into: dict[str, list[Stake]] = {}
        for one in self.stakes:
            into.setdefault(one.asset, []).append(one)
        found: list[Stake] = []
        front, seen = list(parties), set(parties)
        while front:
            for one in into.get(front.pop(), ()):
                found.append(one)
                if one.owner not in seen:
                    seen.add(one.owner)
                    front.append(one.owner)
        return found


class Listed(msgspec.Struct, frozen=True):
    """A row that stood on its list on the day."""

    candidate: Candidate
    span: Span


class Standing:
    """All answers of one regime for one day."""

    def __init__(self, facts: Facts, regime: str, day: date) -> None:
        self.facts = facts
        self.regime = regime
        self.day = day
        self.checked = facts.checked(regime)
        self.defined = facts.defined(regime, day)
        self.listed = self._rows()
        self._rule = ownership_rule(regime, day)
        by_definition = {i for i, d in self.defined.items() if d.status == "by-definition"}
        possible = (set(self.defined) - by_definition) | self._settled_unseen()
        self._unseen = possible - set(self.defined)
        seeds = by_definition | set(self.listed)
        self._state = self._own(by_definition, set(), majority=True)
        self._owned = self._own(seeds, possible, majority=False)

    def _rows(self) -> dict[str, Listed]:
        """Confirmed rows that stood on the day, the earliest of each party."""
        found: dict[str, Listed] = {}
        for regime, party in self.facts.candidates:
            if regime != self.regime:
                continue
            rows = [
                (span.since, c.list, c.row, Listed(c, span))
                for c in self.facts.blocking(regime, party)
                if c.state == "confirmed"
                for span in c.spans
                if span.holds(self.day)
            ]
            if rows:
                found[party] = min(rows, key=lambda row: row[:3])[3]
        return found

    def _settled_unseen(self) -> set[str]:
        """Parties settled as rows that no snapshot seen has."""
        return {
            party
            for regime, party in self.facts.candidates
            if regime == self.regime
            for c in self.facts.blocking(regime, party)
            if c.state == "confirmed" and not c.spans
        }

    def _own(
        self, seeds: set[str], possible: set[str], *, majority: bool
    ) -> OwnershipAnswer | None:
        """The cascade; with `majority`, more than the threshold of it (for by-definition)."""
        if self._rule is None or not self.facts.stakes or (majority and not seeds):
            return None
        rule = msgspec.structs.replace(self._rule, strict=True) if majority else self._rule
        return settle(self.facts.holdings(self.day), seeds, rule, possible)

    def touches(self, party: str) -> bool:
        """Whether a party is, or stands below, one that is or may be blocked."""
        own = party in self.listed or party in self.defined or party in self._unseen
        return own or (self._owned is not None and party in self._owned.touched)

    def of(self, party: str) -> Blocked:
        """The status of a party."""
        for answer in (self._if_listed, self._if_defined, self._if_owned, self._if_open):
            found = answer(party)
            if found is not None:
                return found
        if not self.checked:
            return Blocked(party, self.regime, "not-checked", note=self._unchecked())
        return self._quiet(party)

    def _if_listed(self, party: str) -> Blocked | None:
        found = self.listed.get(party)
        if found is None:
            return None
        row, span = found.candidate, found.span
        since = f"on the snapshots seen since {span.since}"
        if span.not_before:
            since += f" (not yet on {span.not_before})"
        said = self.defined.get(party)
        also = said is not None and said.status == "by-definition"
        return Blocked(
            party, self.regime, "listed", row.row, span.since, span.until,
            (Proof(f"Row {row.row} of {row.list} ({row.names[1]}) stands there {since}; "
                   f"{row.because or 'confirmed'}.", (row.ref,)),),
            self._note(f"Also blocked by definition since {SINCE}." if also else ""),
        )  # fmt: skip

    def _if_defined(self, party: str) -> Blocked | None:
        said = self.defined.get(party)
        if said is not None and said.status == "by-definition":
            return Blocked(
                party, self.regime, "by-definition", since=SINCE, proof=(self._why(party),),
                note=self._note(f"Blocked without any list row ({', '.join(SOURCES)})."),
            )  # fmt: skip
        if self._state is not None and party in self._state.blocked:
            return Blocked(
                party, self.regime, "by-definition", proof=self._tree(self._state, party),
                note=self._note("Majority-owned by a party that is blocked by definition."),
            )  # fmt: skip
        return None

    def _if_owned(self, party: str) -> Blocked | None:
        if self._owned is None or self._rule is None or party not in self._owned.blocked:
            return None
        held = self._owned.held(party)
        spare = f" {shown(-held.to_line)} points above the line." if held else ""
        return Blocked(
            party, self.regime, "by-50-percent-rule", proof=self._tree(self._owned, party),
            note=self._note(f"Rule: {self._rule.words}.{spare}"),
        )  # fmt: skip

    def _if_open(self, party: str) -> Blocked | None:
        said = self.defined.get(party)
        if said is not None:
            note = f"{_capital(said.because)}. {said.question}"
            return Blocked(
                party, self.regime, "may-be", proof=(self._why(party),), note=self._note(note)
            )
        if party in self._unseen:
            note = "It was settled to be a list row that no snapshot seen has. A snapshot with the "
            return Blocked(party, self.regime, "may-be", note=self._note(f"{note}row closes it."))
        owned = self._owned
        if owned is None or party not in owned.open:
            return None
        note = f"What would close it: {CLOSED_BY[owned.open[party]]}."
        if party in owned.touched:
            proof = self._held(owned, party)
            return Blocked(party, self.regime, "may-be", proof=proof, note=self._note(note))
        if not self.checked:
            return None
        note = f"No owner that is stated is blocked, but not all are stated. {note}"
        return Blocked(party, self.regime, "may-be", note=self._note(note))

    def _why(self, party: str) -> Proof:
        """Why a seed is one."""
        name = self.facts.view.name(f"party:{party}")
        row = self.listed.get(party)
        if row is not None:
            text = f"{name} is row {row.candidate.row} of {row.candidate.list}."
            return Proof(text, (row.candidate.ref,))
        return Proof(f"{name}: {self.defined[party].because}.", (f"party:{party}",))

    def _tree(self, answer: OwnershipAnswer, party: str) -> tuple[Proof, ...]:
        """The seeds of a proof, then its steps, owners before what they own."""
        steps = answer.proof(party)
        owners = {part.owner for step in steps for part in step.parts}
        seeds = [self._why(owner) for owner in sorted(owners & answer.seeds)]
        return (*seeds, *(self._step(step, answer.rule) for step in steps))

    def _step(self, step: Step, rule: Rule) -> Proof:
        name = self.facts.view.name
        parts = [
            f"{name(f'party:{part.owner}')} {'more than ' if part.more else ''}{shown(part.low)} %"
            for part in step.parts
        ]
        line = f"{'more than' if rule.strict else 'at least'} {shown(rule.threshold)} %"
        text = f"{name(f'party:{step.asset}')}: {' + '.join(parts)} of {step.form} ({line})."
        return Proof(text, tuple(sorted({ref for part in step.parts for ref in part.refs} - {""})))

    def _held(self, answer: OwnershipAnswer, party: str) -> tuple[Proof, ...]:
        held = answer.held(party)
        if held is None:
            return ()
        name = self.facts.view.name
        by = ", ".join(name(f"party:{owner}") for owner in held.by) or "no owner that is stated"
        low, high = shown(held.low), shown(held.high)
        share = f"{low} %" if low == high else f"{low} to {high} %"
        text = (
            f"Blocked owners hold {share} ({by}); {shown(held.unstated)} % is stated for nobody; "
            f"{shown(max(held.to_line, Fraction(0)))} points to the line."
        )
        refs = {ref for h in answer.into(party) for ref in h.refs}
        return (Proof(text, tuple(sorted(refs - {""}))),)

    def _note(self, text: str = "") -> str:
        """A note with what is known of the lists, where they did not fully take part."""
        parts = [text, *([] if self.checked else [self._unchecked()]), *self._partial()]
        return " ".join(part for part in parts if part)

    def _unchecked(self) -> str:
        told = [f"{use.list}: {use.note}" for use in self.facts.uses[self.regime] if use.note]
        because = f" ({'; '.join(told)})" if told else ""
        return f"No list of {self.regime} was checked{because}."

    def _partial(self) -> list[str]:
        uses = [u for u in self.facts.uses[self.regime] if u.snapshot and u.fullness != "full"]
        return [f"The snapshot of {u.list} is partial ({u.fullness})." for u in uses]

    def _quiet(self, party: str) -> Blocked:
        """`no`, with the row that stood before, and from when to when, if one did."""
        near = self.facts.candidates.get((self.regime, party), [])
        ended = [
            (span.until, c.list, c.row, span.since)
            for c in near
            if c.state == "confirmed" and blocks(c.regime, c.list)
            for span in c.spans
            if span.until and span.until <= self.day
        ]
        note = self._clear(near)
        if not ended:
            return Blocked(party, self.regime, "no", note=note)
        until, _, row, since = max(ended)
        return Blocked(party, self.regime, "no", row, since, until, note=note)

    @cached_property
    def _seen(self) -> str:
        """The snapshots that an answer rests on, with their days."""
        uses = [use for use in self.facts.uses[self.regime] if use.snapshot]
        seen = ", ".join(f"{use.list} of {use.snapshot}" for use in uses)
        return f"On the snapshots seen, by name and date: {seen}."

    def _clear(self, near: Sequence[Candidate]) -> str:
        """What a `no` rests on, the open candidates, and what stood on the list before."""
        waiting = sum(c.state == "open" for c in near)
        parts = [self._seen]
        if waiting:
            open_ = count(waiting, "open candidate waits", "open candidates wait")
            parts.append(f"{open_} for an identifier or a person.")
        parts += self._partial() + past(near, self.day)
        parts += [REGIMES[self.regime].note] if self._rule is None else []
        return " ".join(parts)


def past(candidates: Iterable[Candidate], day: date) -> list[str]:
    """History lines of confirmed rows that no longer stand, and of rows that restrict only."""
    lines = []
    for candidate in candidates:
        if candidate.state != "confirmed":
            continue
        what = f"row {candidate.row} of {candidate.list}"
        ended = [span for span in candidate.spans if span.until and span.until <= day]
        lines += [
            f"History: {what} was listed from {span.since}; absent since {span.until}."
            for span in ended
        ]
        if not blocks(candidate.regime, candidate.list):
            lines.append(f"Confirmed as {what}, which restricts some dealings and blocks nobody.")
    return lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
