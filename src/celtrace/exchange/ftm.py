"""FollowTheMoney entities: parties, stakes, offices, contracts and payments.

Reference: https://followthemoney.tech/. One JSON entity a line, or a list of them, each with
`id`, `schema` and `properties`, whose values are lists of texts. Entities of other schemata
are left where they are: an export takes them over from the file unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, BinaryIO

import msgspec

from celtrace.exchange._ftm_schema import (
    EDGES,
    EXTENSION,
    IDENTIFIERS,
    PARTY_FORMS,
    Edge,
    note_property,
    untitled,
)
from celtrace.exchange._items import Item, Value, rows
from celtrace.exchange._json import entries
from celtrace.exchange._said import country, day, listed, percent, text
from celtrace.ports import Note
from celtrace.rows import Row
from celtrace.settings import Limits

FORMAT = "ftm"

_MARKS = (re.compile(rb'"schema"\s*:\s*"[A-Z]\w+"'), re.compile(rb'"properties"\s*:\s*\{'))
_READ = {*PARTY_FORMS, *EDGES, "Contract", "ContractAward", "Payment", "BankAccount"}
_OTHER_NAMES = ("alias", "weakAlias", "previousName", "abbreviation")


class Entity(msgspec.Struct, frozen=True):
    """An entity as it stands in the file, and where."""

    number: int
    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]

    def all(self, *names: str) -> list[str]:
        """The values of the properties, in order, each once."""
        found = (value for name in names for value in self.properties.get(name, ()))
        return list(dict.fromkeys(found))

    def first(self, *names: str) -> str:
        """The first value of the first property that has any; empty if none has."""
        return next(iter(self.all(*names)), "")

    @property
    def own(self) -> dict[str, Any]:
        """Our own keys that travelled as text."""
        found: dict[str, Any] = {}
        for value in self.all(note_property(self.schema)):
            key, equals, body = value.removeprefix(EXTENSION).partition("=")
            if value.startswith(EXTENSION) and equals:
                try:
                    found[key] = msgspec.json.decode(body)
                except msgspec.DecodeError:
                    continue
        return found


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the shape of all readers
    """0.96 for JSON whose mappings have a schema and properties, else 0."""
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
    return 0.96 if begins and all(mark.search(head) for mark in _MARKS) else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """Rows of the five sections of the chain; NoSuchSheet for one the file has nothing of."""
    known = list(parsed(entries(stream, note, limits), note))
    yield from rows(items(known, note), note, limits, sheet)


def parsed(given: Iterable[tuple[int, dict[str, Any]]], note: Note) -> Iterator[Entity]:
    """Entities of mappings; what is none is noted."""
    for number, one in given:
        id_, schema, held = text(one.get("id")), text(one.get("schema")), one.get("properties")
        if not id_ or not schema or not isinstance(held, dict):
            note(f"entry {number}", "no entity with id, schema and properties", "it was left out")
            continue
        values = {
            name: tuple(str(value) for value in listed(some) if text(value) or value == 0)
            for name, some in held.items()
        }
        yield Entity(number, id_, schema, values)


def items(known: list[Entity], note: Note) -> Iterator[Item]:
    """Items of the five sections."""
    by_schema: dict[str, list[Entity]] = {}
    for entity in known:
        by_schema.setdefault(entity.schema, []).append(entity)
    for schema in PARTY_FORMS:
        yield from (_party(entity, note) for entity in by_schema.get(schema, ()))
    for schema, edge in EDGES.items():
        for entity in by_schema.get(schema, ()):
            yield from _edge(entity, edge, note)
    contracts = {entity.id: entity for entity in by_schema.get("Contract", ())}
    awards: dict[str, list[Entity]] = {}
    for award in by_schema.get("ContractAward", ()):
        for id_ in award.all("contract"):
            awards.setdefault(id_, []).append(award)
    for id_, some in awards.items():
        yield from _contracts(id_, some, contracts.get(id_), note)
    accounts = {e.id: e.first("iban", "accountNumber") for e in by_schema.get("BankAccount", ())}
    for entity in by_schema.get("Payment", ()):
        yield from _payments(entity, accounts, awards, note)
    for schema in sorted(set(by_schema) - _READ):
        reason = f"{len(by_schema[schema])} entities of {schema} have no place in a dossier"
        note("", reason, "they were left out; an export takes them over unchanged")


def _dated(entity: Entity, name: str, note: Note) -> str:
    """The day of a property; less precise dates are noted and left out."""
    days = [day(value) for value in entity.all(name)]
    if days and not any(days):
        reason = f"`{name}` of {entity.id} is {entity.first(name)}, no day"
        note(f"entry {entity.number}", reason, "it was left out; that end is open")
    return next((one for one in days if one), "")


def _with_own(values: dict[str, Value], entity: Entity) -> dict[str, Value]:
    """The values with our own keys on top."""
    return values | {
        key: value if isinstance(value, str) else msgspec.json.encode(value).decode()
        for key, value in entity.own.items()
    }


def _party(entity: Entity, note: Note) -> Item:
    names = entity.all("name")
    numbers = {kind: entity.all(name) for name, kind in IDENTIFIERS.items() if entity.all(name)}
    seats = map(country, entity.all("country", "jurisdiction", "mainCountry"))
    peoples = map(country, entity.all("nationality", "citizenship"))
    values: dict[str, Value] = {
        "id": entity.id,
        "name": names[0] if names else f"a party without a name ({entity.id})",
        "kind": PARTY_FORMS[entity.schema],
        "aliases": [*names[1:], *entity.all(*_OTHER_NAMES)],
        "country": next((code for code in seats if code), ""),
        "nationality": next((code for code in peoples if code), ""),
        "address": entity.first("address"),
        "born": entity.first("birthDate"),
        "emails": entity.all("email"),
        "phones": entity.all("phone"),
        "urls": entity.all("website"),
        "identifiers": numbers,
        "since": _dated(entity, "incorporationDate", note),
        "until": _dated(entity, "dissolutionDate", note),
    }
    return Item("parties", entity.number, _with_own(values, entity))


def _edge(entity: Entity, edge: Edge, note: Note) -> Iterator[Item]:
    """An item for each pair of its ends."""
    pairs = list(product(entity.all(edge.source), entity.all(edge.target)))
    if not pairs:
        note(f"entry {entity.number}", f"{entity.id} lacks an end", "it was left out")
    span: dict[str, Value] = {
        "since": _dated(entity, "startDate", note), "until": _dated(entity, "endDate", note),
    }  # fmt: skip
    for order, (source, target) in enumerate(pairs):
        id_ = entity.id if order == 0 else f"{entity.id}#{order + 1}"
        values: dict[str, Value]
        if edge.section == "roles":
            role = entity.first("role") or edge.role
            values = {"id": id_, "person": source, "party": target, "role": role, **span}
        else:
            values = {"id": id_, "owner": source, "asset": target, **_share(entity, note),
                      "kind": "shares", **span, "source": entity.first("sourceUrl")}  # fmt: skip
        yield Item(edge.section, entity.number, _with_own(values, entity))


def _share(entity: Entity, note: Note) -> dict[str, Value]:
    said = entity.first("percentage")
    found = percent(said)
    if said and not found:
        reason = f"`percentage` of {entity.id} is {said!r}"
        note(f"entry {entity.number}", reason, "the stake was taken without a figure")
    keys = ("percent", "min", "max", "min_exclusive", "max_exclusive")
    return {key: found.get(key, "") for key in keys}


def _contracts(
    id_: str, awards: list[Entity], contract: Entity | None, note: Note
) -> Iterator[Item]:
    """An item for each award; a contract with a single award keeps its own id."""
    for award in awards:
        place = f"entry {award.number}"
        clients = contract.all("authority") if contract else []
        suppliers = award.all("supplier")
        if len(clients) != 1 or len(suppliers) != 1:
            reason = f"the award {award.id} does not name one authority and one supplier"
            note(place, reason, "it was left out")
            continue
        both = (award, contract) if contract else (award,)
        values: dict[str, Value] = {
            "id": id_ if len(awards) == 1 else award.id,
            "from": clients[0],
            "to": suppliers[0],
            "date": next((d for d in (_dated(e, n, note) for e, n in _days(award, contract))
                          if d), ""),
            "until": _dated(award, "endDate", note),
            "scope": title if (title := contract.first("title") if contract else "")
            != untitled(id_) else "",
            "amount": next((e.first("amount") for e in both if e.first("amount")), ""),
            "currency": next((e.first("currency") for e in both if e.first("currency")), ""),
        }  # fmt: skip
        yield Item("contracts", award.number, _with_own(values, contract or award))


def _days(award: Entity, contract: Entity | None) -> Iterator[tuple[Entity, str]]:
    if contract is not None:
        yield contract, "contractDate"
    yield from ((award, "date"), (award, "startDate"))


def _payments(
    entity: Entity, accounts: Mapping[str, str], awards: Mapping[str, list[Entity]], note: Note
) -> Iterator[Item]:
    payees, payers = entity.all("beneficiary"), entity.all("payer")
    if len(payees) > 1 or len(payers) > 1:
        note(f"entry {entity.number}", f"{entity.id} has several payers or payees",
             "the first of each was taken")  # fmt: skip
    about = entity.first("contract")
    account = entity.first("beneficiaryAccount")
    if about and len(awards.get(about, ())) != 1:
        note(f"entry {entity.number}", f"{entity.id} names {about}, no contract with one award",
             "the payment was taken without a contract")  # fmt: skip
        about = ""
    values: dict[str, Value] = {
        "id": entity.id, "payer": next(iter(payers), ""), "payee": next(iter(payees), ""),
        "amount": entity.first("amount"), "currency": entity.first("currency"),
        "date": _dated(entity, "date", note) or _dated(entity, "startDate", note),
        "contract": about, "account": accounts.get(account, ""),
    }  # fmt: skip
    yield Item("payments", entity.number, _with_own(values, entity))
