"""Parties beside list rows: what is settled, what an identifier shows, what is only a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import based, use
from celtrace.detect._blocked import standing
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Candidate, Span
from celtrace.registry import detector


class ListedParty(Finding, frozen=True, kw_only=True):
    """A party that somebody settled to be a row that stands on a list on the date of the review.

    The settlement is the dossier's or a reviewer's; the list and its snapshot say since when.
    """

    rule = "listed_party"
    hypothesis = Hypothesis.H1
    group = Group.REGISTRY
    category = Category.CONCLUSIVE
    says = (
        "{party_name} is row {row} ({row_name}) of {list}: {settled}. "
        "The row stands on the snapshots seen from {since} on."
    )
    because = (_public.SDN_2021, _public.CFR_510)
    innocent = ("The settlement is a mistake: another company of the same or a like name.",)
    check = "A registry extract of the party beside the identifiers and the address of the row."

    party: str
    party_name: str
    list: str
    row: str
    row_name: str
    settled: str
    since: date


class ListedIdentifier(Finding, frozen=True, kw_only=True):
    """An identifier of the party stands in a row of a list on the date of the review.

    Registry numbers, tax numbers, passports and accounts are compared in their normal form.
    """

    rule = "listed_identifier"
    hypothesis = Hypothesis.H1
    group = Group.REGISTRY
    category = Category.CONCLUSIVE
    says = (
        "The {identifier_type} {identifier} of {party_name} stands in row {row} ({row_name}) of "
        "{list}, on the snapshots seen from {since} on."
    )
    because = (_public.SDN_2021, _public.CFR_510)
    innocent = (
        "The number was copied wrongly into the vendor sheet.",
        "Somebody uses the number of another company.",
    )
    check = "An extract that the register itself issued, with number, name and seat."
    ask = "Please send a current extract of the register in which {party_name} is entered."

    party: str
    party_name: str
    list: str
    row: str
    row_name: str
    identifier_type: str
    identifier: str
    since: date


class CandidateName(Finding, frozen=True, kw_only=True):
    """A name of the party is like a name of a list row; nothing else is known yet.

    A name never counts: it waits in its own queue until an identifier or a person decides.
    """

    rule = "candidate_name"
    hypothesis = Hypothesis.H1
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = (
        "The name {name} is like the name {row_name} of row {row} of {list}. "
        "What would decide it: {decides}."
    )
    because = (_public.SDN_2021,)
    innocent = (
        "Many people and companies share a name.",
        "Names written in another script fall together when they are transliterated.",
    )
    check = "A registry number, a date of birth or foundation, or an address, beside the row's."
    ask = "Please send the registry number and the date of foundation or birth of {party_name}."

    party: str
    party_name: str
    list: str
    row: str
    row_name: str
    name: str
    decides: str


@detector(ListedParty, ListedIdentifier, CandidateName, reads=Candidate)
def list_rows(candidate: Candidate, view: View) -> Iterator[Finding]:
    """Each candidate: confirmed rows that stand on the date, and open names."""
    span = standing(candidate, view.facts.as_of)
    if candidate.state == "confirmed" and span is not None:
        yield _listed(candidate, span, view)
    elif candidate.state == "open" and candidate.by == "name":
        yield _named(candidate, view)


def _listed(candidate: Candidate, span: Span, view: View) -> Finding:
    found = candidate.identifier if candidate.by == "identifier" else None
    name = view.name(candidate.party_ref)
    seen = (candidate.seen, candidate.row_seen)
    # A row of a list without a regime is knowledge of ours, not an act of an authority.
    grade = None if candidate.regime else Category.CONTEXT
    if found is None:
        return ListedParty(
            subject=candidate.party_ref, evidence=seen, grade=grade, start=span.since,
            basis=based(use(candidate, "state")), party=candidate.party, party_name=name,
            list=candidate.list, row=candidate.row, row_name=candidate.names[1],
            settled=candidate.because or "settled by a person", since=span.since,
        )  # fmt: skip
    return ListedIdentifier(
        subject=candidate.party_ref, evidence=seen, grade=grade, start=span.since,
        basis=based(use(candidate, "identifier")), party=candidate.party, party_name=name,
        list=candidate.list, row=candidate.row, row_name=candidate.names[1],
        identifier_type=found.type, identifier=found.value, since=span.since,
    )  # fmt: skip


def _named(candidate: Candidate, view: View) -> CandidateName:
    name, listed = candidate.names
    return CandidateName(
        subject=candidate.party_ref, evidence=(candidate.seen, candidate.row_seen),
        basis=based(use(candidate, "names")), party=candidate.party,
        party_name=view.name(candidate.party_ref), list=candidate.list, row=candidate.row,
        row_name=listed, name=name,
        decides=candidate.because or "an identifier or a person",
    )  # fmt: skip
