"""US: blocked by definition, without any list row.

Source: E.O. 13722 of 2016-03-15, section 1; 31 CFR 510.201(a)(1): all property of the
Government of North Korea and of the Workers' Party of Korea is blocked. That agencies
and what they own belong to the Government is read from the definitions of part 510, whose
wording is still to be checked against the original.

The question is decided from declared facts alone: what a party states about itself, or
a public body whose stated country is the DPRK. A name, a language, a script, a people or
a nationality is never read. A seat in the DPRK alone leaves it open who owns the party.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from celtrace.law.phrases import CLAUSES, PHRASINGS, Phrasing

SINCE = date(2016, 3, 15)
"""Day of E.O. 13722; before it nobody was blocked by this definition."""
SOURCES = ("E.O. 13722 of 2016-03-15, section 1", "31 CFR 510.201(a)(1)")
SEAT = "KP"


class Definition(msgspec.Struct, frozen=True):
    """What declared facts say of the definition, with which phrase, and what is left to ask."""

    status: Literal["by-definition", "may-be"]
    because: str
    phrase: str = ""
    language: str = ""
    question: str = ""


_MARKS = str.maketrans("<>", "()")
_DOTTED = re.compile(r"\bd\.\s?p\.\s?r\.\s?k\b\.?", re.IGNORECASE)
_WHO_OWNS = "Who owns the party? A current register extract or ownership certificate closes it."
_FOR_WHOM = "For whom does the party act, and since when? The contract of agency closes it."


def definition(
    declared: str, form: str, country: str, day: date | None = None
) -> Definition | None:
    """What the declared facts of a party say on a day; None if they say nothing of it.

    `declared` is the party's statement about itself or a register's about it, `form` one of
    company, person, public_body, `country` an ISO 3166-1 alpha-2 code.
    """
    if day is not None and day < SINCE:
        return None
    said = _declared(declared)
    if form == "person":
        # A person is not an organ: an office is a matter of acting for the government.
        return _open(said.phrase, said.language) if said else None
    if said is not None and said.status == "by-definition":
        return said
    return _seated(form, country) or said


def _seated(form: str, country: str) -> Definition | None:
    if country.upper() != SEAT:
        return None
    if form == "public_body":
        return Definition("by-definition", "it is recorded as a public body of the DPRK")
    because = "its stated seat is in the DPRK; who owns it is not stated"
    return Definition("may-be", because, question=_WHO_OWNS)


def _open(phrase: str, language: str) -> Definition:
    because = f"it declares to act for such a body: “{phrase}”"
    return Definition("may-be", because, phrase, language, _FOR_WHOM)


def _declared(text: str) -> Definition | None:
    """The strongest thing that any clause says; plain statements before those of acting for."""
    found = [said for clause in _clauses(text) for said in _said(clause)]
    return min(found, key=lambda said: said.status != "by-definition", default=None)


def _clauses(text: str) -> Iterator[str]:
    """Clauses in compatibility form, apostrophes and spaces made one."""
    plain = (
        unicodedata.normalize("NFKC", text).translate(_MARKS).replace("’", "'").replace("ʼ", "'")
    )
    for clause in CLAUSES.split(_DOTTED.sub("DPRK", plain)):
        if clause and clause.strip():
            yield " ".join(clause.split())


def _said(clause: str) -> Iterator[Definition]:
    low = clause.casefold()
    for phrasing in PHRASINGS:
        found = _phrase(low, phrasing)
        if found is None or re.search(phrasing.denied, low):
            continue
        phrase = clause[found.start() : found.end()] if len(low) == len(clause) else found.group()
        marked = f"{low[: found.start()]}<{found.group()}>{low[found.end() :]}"
        if re.search(phrasing.acting, low):
            yield _open(phrase, phrasing.language)
        elif not re.search(phrasing.related, marked):
            because = f"it is declared to be of the state or the ruling party: “{phrase}”"
            yield Definition("by-definition", because, phrase, phrasing.language)


def _phrase(clause: str, phrasing: Phrasing) -> re.Match[str] | None:
    """The stretch of a clause with a country and a word of state, or an organ of the party."""
    matches = [pattern.search(clause) for pattern in _patterns(phrasing)]
    return min((m for m in matches if m), key=lambda m: len(m.group()), default=None)


@cache
def _patterns(phrasing: Phrasing) -> tuple[re.Pattern[str], ...]:
    pairs = (
        (phrasing.state, phrasing.country),
        (phrasing.country, phrasing.state),
        (phrasing.organ, phrasing.party),
        (phrasing.party, phrasing.organ),
    )
    gaps = (phrasing.before, phrasing.after, phrasing.before, phrasing.after)
    around = [
        re.compile(f"{one}{gap}{other}") for (one, other), gap in zip(pairs, gaps, strict=True)
    ]
    alone = re.compile(rf"^\W*(?:the )?{phrasing.party}\W*$")
    return (*around, alone)
