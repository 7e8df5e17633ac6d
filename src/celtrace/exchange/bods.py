"""Beneficial Ownership Data Standard 0.4: entities, persons, relationships.

Reference: https://standard.openownership.org/en/0.4.0/. Statements of one record follow each
other; each says what holds from its date on (`recordStatus` new, updated, closed).
What an interest becomes is told in `_bods_interests`; nominees in `_bods_nominees`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from celtrace.exchange._bods_interests import Relation, claims
from celtrace.exchange._bods_nominees import resolved
from celtrace.exchange._items import Item, Value, rows
from celtrace.exchange._json import entries
from celtrace.exchange._said import country, day, listed, mapping, text
from celtrace.ports import Note
from celtrace.rows import Row
from celtrace.settings import Limits
from celtrace.text.counts import count

FORMAT = "bods"

_MARKS = re.compile(rb'"(?:recordDetails|bodsVersion|statementType)"\s*:')
_SCHEMES = {"XI-LEI": "lei", "CN-SAIC": "uscc", "CN-USCC": "uscc", "SG-ACRA": "uen",
            "RU-INN": "inn", "RU-OGRN": "ogrn", "MISC-PASSPORT": "passport"}  # fmt: skip
_BODIES = ("state", "stateBody")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the shape of all readers
    """0.97 for JSON with keys that only this standard has, else 0."""
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
    return 0.97 if begins and _MARKS.search(head) else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """Rows of `parties`, `ownership` and `roles`; NoSuchSheet for any other section."""
    yield from rows(items(stream, note, limits), note, limits, sheet)


def items(stream: BinaryIO, note: Note, limits: Limits) -> Iterator[Item]:
    """Items of the three sections; everything that is left out is noted."""
    parties: dict[str, list[tuple[str, int, dict[str, Any]]]] = {}
    relations: list[Relation] = []
    older = 0
    for number, one in entries(stream, note, limits):
        kind, id_ = one.get("recordType"), text(one.get("recordId"))
        details = mapping(one.get("recordDetails"))
        if kind in ("entity", "person") and id_:
            stated = (day(one.get("statementDate")), number, one)
            parties.setdefault(id_, []).append(stated)
        elif kind == "relationship" and id_:
            relations.append(
                Relation(number, id_, day(one.get("statementDate")),
                         text(one.get("recordStatus")) == "closed", details, _source(one))
            )  # fmt: skip
        elif "recordType" not in one:
            older += 1
        else:
            note(f"entry {number}", "a statement without a record", "it was left out")
    if older:
        said = count(older, "statement is", "statements are")
        reason = f"{said} not of BODS 0.4, the version that is read"
        note("", reason, "they were left out")
    for id_, told in parties.items():
        _, last, latest = max(told, key=lambda one: one[:2])
        yield Item("parties", last, _party(id_, latest))
    yield from resolved(claims(relations, note), _nominations(parties), note)


def _nominations(parties: Mapping[str, list[tuple[str, int, dict[str, Any]]]]) -> Iterable[str]:
    """Ids of the arrangements that are nominations."""
    for id_, stated in parties.items():
        kinds = [mapping(mapping(one.get("recordDetails")).get("entityType"))
                 for _, _, one in stated]  # fmt: skip
        if any(kind.get("subtype") == "nomination" for kind in kinds):
            yield id_


def _source(one: Mapping[str, Any]) -> str:
    """Who published the statement, how, and its id."""
    source = mapping(one.get("source"))
    publisher = text(mapping(mapping(one.get("publicationDetails")).get("publisher")).get("name"))
    kinds = " ".join(kind for kind in listed(source.get("type")) if isinstance(kind, str))
    parts = (publisher, kinds, text(source.get("description")), text(one.get("statementId")))
    return "; ".join(part for part in parts if part)


def _party(id_: str, one: Mapping[str, Any]) -> dict[str, Value]:
    details = mapping(one.get("recordDetails"))
    person = one.get("recordType") == "person"
    names = _names(details, person=person)
    unnamed = "a person who is not named" if person else "an entity without a name"
    kind = mapping(details.get("entityType")).get("type")
    form = "person" if person else "public_body" if kind in _BODIES else "company"
    homes = [mapping(home) for home in listed(details.get("addresses"))]
    seat = country(mapping(details.get("jurisdiction")).get("code"))
    lived = [country(mapping(home.get("country")).get("code")) for home in homes]
    peoples = [country(mapping(one).get("code")) for one in listed(details.get("nationalities"))]
    found: dict[str, Value] = {
        "id": id_,
        "name": names[0] if names else f"{unnamed} ({id_})",
        "kind": form,
        "aliases": names[1:],
        "country": seat or next((code for code in lived if code), ""),
        "address": next((text(home.get("address")) for home in homes), ""),
        "born": text(details.get("birthDate")),
        "nationality": next((code for code in peoples if code), ""),
        "identifiers": _numbers(details),
    }
    return found


def _names(details: Mapping[str, Any], *, person: bool) -> list[str]:
    """The legal name first, then all others, each once."""
    if not person:
        names = [text(details.get("name"))]
        names += [text(other) for other in listed(details.get("alternateNames"))]
    else:
        held = [mapping(name) for name in listed(details.get("names"))]
        held.sort(key=lambda name: name.get("type") != "legal")
        names = [text(name.get("fullName")) for name in held]
    return list(dict.fromkeys(name for name in names if name))


def _numbers(details: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in listed(details.get("identifiers")):
        scheme, value = text(mapping(one).get("scheme")), text(mapping(one).get("id"))
        if value:
            label = _SCHEMES.get(scheme.upper()) or scheme.lower().replace("-", "_") or "other"
            found.setdefault(label, value)
    return found
