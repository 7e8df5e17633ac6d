"""Parties that are blocked in US law without any list row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.detect._blocked import defined
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.law.definition import SINCE
from celtrace.ports import View
from celtrace.records import Party
from celtrace.registry import detector


class BlockedByDefinition(Finding, frozen=True, kw_only=True):
    """Declared facts put a party under the US definition of the Government of North Korea.

    Read are only what the party declares of itself, its kind and its stated seat; never a
    name, a language or a nationality. A seat in the DPRK alone is context, with the question
    who owns the party.
    """

    rule = "blocked_by_definition"
    hypothesis = Hypothesis.H2
    group = Group.REGISTRY
    category = Category.CONCLUSIVE
    says = (
        "{party_name}: {reason}. Under the US rule in force since {since} the answer is "
        "{status_words}."
    )
    because = (_public.EO_13722, _public.CFR_510, _public.FAQ_398, _public.MONDO_TV)
    innocent = (
        "The statement is about another body, or about former owners.",
        "Whoever filled in the sheet wrote what was supposed, not what the party declared.",
    )
    check = "A current register extract or ownership certificate of the party."
    ask = "Who owns {party_name}? Please send a current register extract or certificate."

    party: str
    party_name: str
    since: date
    status: str
    status_words: str
    reason: str


_WORDS = {
    "by-definition": "blocked by definition, without any list row",
    "may-be": "open (may be blocked by definition)",
}


@detector(BlockedByDefinition, reads=Party)
def by_definition(who: Party, view: View) -> Iterator[Finding]:
    """Each party, where US law is asked about."""
    said = defined(who, view.facts.as_of) if "US" in view.facts.regimes else None
    if said is None:
        return
    uses = (use(who, "declared", "form", "country"),)
    yield BlockedByDefinition(
        subject=who.ref, evidence=cited(*uses), basis=(*based(*uses), said.status), start=SINCE,
        grade=None if said.status == "by-definition" else Category.CONTEXT, party=who.id,
        party_name=view.name(who.ref), since=SINCE, status=said.status,
        status_words=_WORDS[said.status], reason=said.because,
    )  # fmt: skip
