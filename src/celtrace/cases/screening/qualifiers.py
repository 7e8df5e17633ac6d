"""What a party and a row say about themselves beside their names.

It can lower a candidate or reject it, with the reason; it can never confirm one. Only facts
that exclude each other reject: a person is no company, and years of birth two or more apart
are two people. Country and nationality only lower: people and companies move.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from celtrace.dossier.countries import NATIONALITIES, code_of, folded
from celtrace.records import Designation, Party

LOWERED_BY = 0.05
"""How much each reason lowers the score, which never falls below the threshold for it."""
ABOUT_YEARS = 5
"""Years to both sides that a date marked `circa` is taken to cover."""
_NEXT_YEAR = 1
_WHOLE_DAY = 10
_YEAR = re.compile(r"\d{4}")
_TYPED = {
    "passport": "passport number", "national_id": "identity number", "tax_id": "tax number",
    "company_no": "company number", "registration": "registration number", "imo": "IMO number",
    "uscc": "unified social credit code", "account": "account number", "wallet": "wallet address",
    "tax": "tax number", "brn": "business registration number", "cr": "company number",
}  # fmt: skip


class Against(msgspec.Struct, frozen=True):
    """What speaks against a party being the row."""

    rejects: str = ""
    lowers: tuple[str, ...] = ()


class _Born(msgspec.Struct, frozen=True):
    """A date of birth as years it may lie in."""

    text: str
    first: int
    last: int
    about: bool


def form_of(party: Party) -> str:
    """person, entity, or unknown where nobody has said what the party is.

    `Party.form` is a company where the dossier says nothing; the evidence tells whether it
    was said.
    """
    if party.form == "person":
        return "person"
    said = party.form == "public_body" or any(part.field == "form" for part in party.seen.parts)
    return "entity" if said else "unknown"


def against(party: Party, row: Designation) -> Against:
    """What the party and the row say that does not fit together."""
    form = form_of(party)
    if row.form != "unknown" and form not in ("unknown", row.form):
        of = "an entity" if row.form == "entity" else f"a {row.form}"
        return Against(f"the row is of {of}, the party is a {party.form.replace('_', ' ')}")
    lowers = []
    if form != "entity" and row.form in ("person", "unknown"):
        rejects, lowered = _birth(party.born, row.born)
        if rejects:
            return Against(rejects)
        lowers += [lowered] if lowered else []
    return Against("", (*lowers, *_countries(party, row)))


def _countries(party: Party, row: Designation) -> Iterator[str]:
    own, listed = code_of(party.nationality), set(_codes(row.nationalities))
    if own and listed and own not in listed:
        yield f"the party's nationality is {own}, the row says {', '.join(sorted(listed))}"
    own, listed = code_of(party.country), set(_codes(row.countries))
    if own and listed and own not in listed:
        yield f"the party is in {own}, the row says {', '.join(sorted(listed))}"


def _codes(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        code = code_of(name) or NATIONALITIES.get(folded(name))
        if code:
            yield code


def _born(text: str) -> _Born | None:
    """`1974-04-06`, `1974`, `1974~` (circa), `1958/1960`; None for anything else."""
    years = [int(year) for year in _YEAR.findall(re.sub(r"-\d{2}", "", text))]
    if not years:
        return None
    about = "~" in text
    wide = ABOUT_YEARS if about else 0
    return _Born(text, min(years) - wide, max(years) + wide, about or "/" in text)


def _birth(own: str, listed: Iterable[str]) -> tuple[str, str]:
    """(reason to reject, reason to lower) from dates of birth; the best fitting one counts."""
    mine = _born(own)
    theirs = [born for text in listed if (born := _born(text))]
    if mine is None or not theirs:
        return "", ""
    best = min(theirs, key=lambda born: (_gap(mine, born), _other_day(mine, born)))
    gap, said = _gap(mine, best), f"born {own}, the row says {', '.join(b.text for b in theirs)}"
    if gap > _NEXT_YEAR and not (mine.about or best.about):
        return said, ""
    return "", said if gap or _other_day(mine, best) else ""


def _gap(a: _Born, b: _Born) -> int:
    return max(0, a.first - b.last, b.first - a.last)


def _other_day(a: _Born, b: _Born) -> bool:
    """Whether two whole dates of one year differ by more than day and month changing places."""
    if len(a.text) != _WHOLE_DAY or len(b.text) != _WHOLE_DAY:
        return False
    swapped = "-".join((b.text[:4], b.text[8:], b.text[5:7]))
    return a.text not in (b.text, swapped)


def decides(party: Party, row: Designation) -> str:
    """What the row states that would decide, in words; that dates fit is said, and decides not."""
    fits = "the dates of birth fit; " if party.born and row.born else ""
    wanted = [f"the date of birth ({', '.join(row.born)})"] if row.born and not party.born else []
    kinds = dict.fromkeys(_TYPED.get(i.type, "") for i in row.identifiers)
    wanted += [f"the {kind}" for kind in kinds if kind]
    if not wanted and row.addresses:
        wanted = ["the address"]
    if not wanted:
        return f"{fits}the row states nothing else that would decide: a person has to look"
    return f"{fits}what would decide: {', '.join(wanted[:4])} beside the row's"
