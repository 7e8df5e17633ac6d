"""Interests of BODS 0.4 as stakes and offices, with the days on which they held.

Bounds are kept as stated (`exact`, `minimum`, `maximum`, and the exclusive ones, as numbers in
0.4 or as marks in older files). Interests that are no share and no vote are control. An
indirect interest whose components are in the file is left out, for the components are read;
one without them is a share of at most what is stated, because through whom it runs is open.

A later statement of the same record takes the place of the earlier one: from the start it
states or, where it states the same start with another figure, from its own date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from celtrace.exchange._said import day, listed, mapping, number, plain, text, within
from celtrace.ports import Note

Form = Literal["shares", "votes", "control"]

OFFICES = {
    "boardMember": "director", "boardChair": "director (chair)",
    "seniorManagingOfficial": "senior managing official",
}  # fmt: skip
_FIRST = date.min.isoformat()
"""Nothing holds before this day."""
NOMINEES = ("nominee", "nominator")
_SHARES = ("shareholding", "unknownInterest", "unpublishedInterest", "")
_NO_CONTROL = ("rightsToProfitOrIncome", "rightsToSurplusAssetsOnDissolution",
               "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets")  # fmt: skip


class Relation(msgspec.Struct, frozen=True):
    """One statement about one relationship record."""

    number: int
    record: str
    stated: str
    closed: bool
    details: Mapping[str, Any]
    source: str


class Claim(msgspec.Struct, frozen=True):
    """One interest of one party in another over one span of days."""

    number: int
    party: str
    subject: str
    type: str
    bounds: tuple[tuple[str, str], ...]
    """Keys of the dossier contract and texts: percent, min, max, min_exclusive, max_exclusive."""
    since: str
    until: str
    source: str

    @property
    def form(self) -> Form:
        """What kind of stake it is."""
        if self.type in _SHARES:
            return "shares"
        return "votes" if self.type == "votingRights" else "control"


def claims(relations: Iterable[Relation], note: Note) -> list[Claim]:
    """All interests, in the order of the file; what says nothing about a holder is noted."""
    by_record: dict[str, list[Relation]] = {}
    for relation in relations:
        by_record.setdefault(relation.record, []).append(relation)
    found: list[Claim] = []
    for stated in by_record.values():
        by_type: dict[str, list[tuple[Relation, Claim]]] = {}
        for relation in sorted(stated, key=lambda r: (r.stated, r.number)):
            for claim in _of(relation, note):
                by_type.setdefault(claim.type, []).append((relation, claim))
        for held in by_type.values():
            found += _followed(held)
    return sorted(found, key=lambda claim: claim.number)


def _followed(held: list[tuple[Relation, Claim]]) -> Iterator[Claim]:
    """Statements about one interest, each ended by the one that takes its place."""
    current: Claim | None = None
    for relation, claim in held:
        following = claim
        if current is not None:
            same = claim.bounds == current.bounds
            if not same:
                moved = bool(claim.since) and claim.since != current.since
                begins = claim.since if moved else relation.stated or claim.since
                ended = _before(begins) if begins not in ("", _FIRST) else current.until
                if begins != _FIRST and current.since <= (ended or current.since):
                    yield msgspec.structs.replace(current, until=ended)
                following = msgspec.structs.replace(claim, since=begins)
            else:
                following = msgspec.structs.replace(claim, since=current.since or claim.since)
        if relation.closed and not following.until:
            following = msgspec.structs.replace(following, until=relation.stated)
        current = following
    if current is not None:
        yield current


def _before(day_: str) -> str:
    return (date.fromisoformat(day_) - timedelta(days=1)).isoformat()


def _of(relation: Relation, note: Note) -> Iterator[Claim]:
    """The interests that one statement states."""
    place = f"entry {relation.number}"
    details = relation.details
    ends = [_end(details, key, place, note) for key in ("interestedParty", "subject")]
    if not all(ends):
        return
    stated = [mapping(one) for one in listed(details.get("interests"))] or [{}]
    for one in stated:
        kind = text(one.get("type"))
        if kind in _NO_CONTROL:
            note(place, f"the interest {kind} gives neither a share nor control", "it was left out")
            continue
        bounds = _bounds(one, place, note)
        if one.get("directOrIndirect") == "indirect":
            if listed(details.get("componentRecords")):
                reason = "an indirect interest whose components are stated"
                note(place, reason, "its components are read; the sum was left out")
                continue
            bounds = tuple(("max", v) for k, v in bounds if k in ("percent", "max"))
        yield Claim(relation.number, ends[0], ends[1], kind, bounds, day(one.get("startDate")),
                    day(one.get("endDate")), relation.source)  # fmt: skip


def _end(details: Mapping[str, Any], key: str, place: str, note: Note) -> str:
    """The record an end of a relationship names; empty, with a note, where it names none."""
    value = details.get(key)
    if isinstance(value, dict):
        reason = text(value.get("reason")) or "no reason given"
        said = text(value.get("description"))
        what = "who holds it" if key == "interestedParty" else "what is held"
        note(place, f"{what} is not stated ({reason}{': ' + said if said else ''})",
             "no stake was made of it; the share stays open")  # fmt: skip
        return ""
    if not text(value):
        note(place, f"`{key}` is missing", "the relationship was left out")
    return text(value)


def _bounds(one: Mapping[str, Any], place: str, note: Note) -> tuple[tuple[str, str], ...]:
    """The share with its bounds; nothing, with a note, where the figures cannot stand."""
    share = mapping(one.get("share"))
    found: dict[str, str] = {}
    figures = {key: number(value) for key, value in share.items()}
    for key, bound in (("exact", "percent"), ("minimum", "min"), ("maximum", "max")):
        figure = figures.get(key)
        if figure is not None:
            found[bound] = plain(figure)
    for key, bound in (("exclusiveMinimum", "min"), ("exclusiveMaximum", "max")):
        figure = figures.get(key)
        if figure is not None:
            found[bound] = plain(figure)
        if figure is not None or (share.get(key) is True and bound in found):
            found[f"{bound}_exclusive"] = "true"
    if "percent" in found:
        found = {"percent": found["percent"]}
    ends = [number(found[key]) for key in ("percent", "min", "max") if key in found]
    whole = [figure for figure in ends if figure is not None]
    if whole != sorted(whole) or not all(map(within, whole)):
        reason = f"the share {dict(sorted(found.items()))} cannot stand"
        note(place, reason, "the stake was taken without a figure, as 0 to 100 %")
        return ()
    return tuple(sorted(found.items()))
