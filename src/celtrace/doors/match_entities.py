"""List rows as FollowTheMoney entities, and example entities as parties, for the match call.

Names of schemata and properties are those of https://followthemoney.tech/explorer/; only the
ones that a screening can use are read, the others are left out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from celtrace.dossier.countries import NATIONALITIES, code_of, folded
from celtrace.listing import ListedRow
from celtrace.records import Designation, Digest, Evidence, Identifier, Part, Party, Span

SCHEMATA = {
    "Person": "person", "Company": "entity", "Organization": "entity", "PublicBody": "entity",
    "LegalEntity": "unknown", "Thing": "unknown", "Vessel": "vessel", "Airplane": "aircraft",
    "Vehicle": "unknown", "CryptoWallet": "unknown", "Asset": "unknown",
}  # fmt: skip
"""Schema of an example to what it says of the party."""
_NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
_PARTS = ("firstName", "middleName", "fatherName", "lastName")
_NUMBERS = {
    "passportNumber": "passport", "idNumber": "national_id", "taxNumber": "tax",
    "registrationNumber": "company_no", "innCode": "inn", "ogrnCode": "ogrn", "leiCode": "lei",
    "swiftBic": "swift", "imoNumber": "imo", "mmsi": "mmsi", "vatCode": "vat", "uscCode": "uscc",
    "dunsCode": "duns", "publicKey": "wallet", "bikCode": "bik", "uniqueEntityId": "uei",
}  # fmt: skip
_PROPERTY = {
    "passport": "passportNumber", "national_id": "idNumber", "tax_id": "taxNumber",
    "tax": "taxNumber", "inn": "innCode", "ogrn": "ogrnCode", "lei": "leiCode",
    "swift": "swiftBic", "imo": "imoNumber", "mmsi": "mmsi", "vat": "vatCode", "uscc": "uscCode",
    "duns": "dunsCode", "email": "email", "phone": "phone", "website": "website",
    "wallet": "publicKey",
}  # fmt: skip
_SCHEMA = {"person": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}


class Example(msgspec.Struct):
    """An entity to match, as a client sends it."""

    schema: str
    properties: dict[str, Any] = {}
    id: str | None = None

    def cleaned(self) -> Example:
        """The same with each property a list of texts, empty ones left out."""
        found = {key: list(_texts(value)) for key, value in self.properties.items()}
        return Example(self.schema, {k: v for k, v in sorted(found.items()) if v}, self.id)


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str | int | float) and str(one).strip():
            yield str(one).strip()


def party_of(example: Example, key: str) -> Party:
    """The party that a cleaned example describes; its name is empty when none is given."""
    given: Mapping[str, list[str]] = example.properties
    names = [name for field in _NAMES for name in given.get(field, ())]
    parts = " ".join(part for field in _PARTS for part in given.get(field, ())[:1])
    if parts:
        names.append(parts)
    form = SCHEMATA[example.schema]
    quote = msgspec.json.encode(example).decode()
    said = (Part("form", "schema", example.schema),) if form in ("person", "entity") else ()
    seen = Evidence(
        Digest(sha256(quote.encode()).hexdigest()), "match call", f"query {key}", quote, "match",
        parts=said,
    )  # fmt: skip
    return Party(
        seen=seen, id=example.id or key, name=names[0] if names else "",
        form="person" if form == "person" else "company",
        aliases=tuple(dict.fromkeys(names[1:])),
        country=_first_code(given, "jurisdiction", "country", "mainCountry"),
        nationality=_first_code(given, "nationality", "citizenship"),
        born=next(iter(given.get("birthDate", ())), "")[:10],
        identifiers=tuple(
            Identifier(kind, value) for field, kind in _NUMBERS.items()
            for value in given.get(field, ())
        ),
        emails=tuple(given.get("email", ())), phones=tuple(given.get("phone", ())),
        urls=tuple(given.get("website", ())),
    )  # fmt: skip


def _first_code(given: Mapping[str, list[str]], *fields: str) -> str:
    codes = (_code(value) for field in fields for value in given.get(field, ()))
    return next((code for code in codes if code), "")


def _code(name: str) -> str:
    return code_of(name) or NATIONALITIES.get(folded(name), "")


def entity_id(row: Designation) -> str:
    """The id of a row among all lists."""
    return f"{row.list}-{row.row}"


def schema_of(row: Designation) -> str:
    """The schema of a row."""
    return _SCHEMA.get(row.form, "LegalEntity")


def stands(spans: Iterable[Span]) -> bool:
    """Whether the row stands on the list, on the snapshots seen."""
    return any(span.until is None for span in spans)


def entity(listed: ListedRow) -> dict[str, Any]:
    """A row as an entity.

    It is a `target` and has the topic `sanction` only while it stands on an authority's list.
    """
    row, spans = listed.designation, listed.spans
    active = bool(listed.regime) and stands(spans)
    changes = [day for span in spans for day in (span.since, span.until) if day]
    seen = [span.last_seen or span.until or span.since for span in spans]
    return {
        "id": entity_id(row), "caption": row.name or row.row, "schema": schema_of(row),
        "properties": dict(_properties(row, active=active)), "datasets": [row.list],
        "referents": [f"ofac-{row.row}"] if row.list.startswith("us_ofac_") else [],
        "target": active, "first_seen": _time(min(changes, default=None)),
        "last_seen": _time(max(seen, default=None)),
        "last_change": _time(max(changes, default=None)),
    }  # fmt: skip


def _time(day: object) -> str | None:
    return f"{day}T00:00:00" if day else None


def _properties(row: Designation, *, active: bool) -> Iterator[tuple[str, list[str]]]:
    weak = {alias.text for alias in row.aliases if alias.strength == "weak"}
    found: dict[str, list[str]] = {
        "name": [row.name] if row.name else [],
        "alias": [a.text for a in row.aliases if a.text not in weak],
        "weakAlias": [a.text for a in row.aliases if a.text in weak],
        "birthDate": [born.rstrip("~") for born in row.born if "/" not in born],
        "nationality": [_code(name).lower() for name in row.nationalities],
        "country": [_code(name).lower() for name in row.countries],
        "address": list(row.addresses), "programId": list(row.programmes),
        "notes": [row.remarks] if row.remarks else [], "topics": ["sanction"] if active else [],
    }  # fmt: skip
    for identifier in row.identifiers:
        key = _PROPERTY.get(identifier.type, "registrationNumber")
        found.setdefault(key, []).append(identifier.value)
    for key, values in sorted(found.items()):
        kept = list(dict.fromkeys(value for value in values if value))
        if kept:
            yield key, kept
