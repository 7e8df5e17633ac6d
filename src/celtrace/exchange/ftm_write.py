"""Records as FollowTheMoney entities, beside entities that came in and go out unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from celtrace.exchange._ftm_schema import EXTENSION, PROPERTY_OF, SCHEMA_OF, note_property, untitled
from celtrace.records import Contract, Identifier, Link, Ownership, Party, Payment, Record, Role
from celtrace.records.evidence import fingerprint

Values = Mapping[str, Any]
_OFFICES = {
    "director": ("Directorship", "director", "organization"),
    "employee": ("Employment", "employee", "employer"),
}
_OTHER_OFFICE = ("Representation", "agent", "client")


def exported(records: Iterable[Record], came_in: Iterable[Values] = ()) -> bytes:
    """JSON Lines in order of id: what came in, value for value, and what it lacks.

    An entity that came in stands for the record of its id; nothing is added to it.
    """
    held: dict[str, Values] = {}
    for entity in came_in:
        held.setdefault(str(entity["id"]), entity)
    for record in records:
        for entity in entities(record):
            held.setdefault(entity["id"], entity)
    encoder = msgspec.json.Encoder(decimal_format="number", order="deterministic")
    lines = (encoder.encode(held[id_]) for id_ in sorted(held))
    return b"".join(line + b"\n" for line in lines)


def entities(record: Record) -> Iterator[dict[str, Any]]:
    """The entities that one record becomes; none for kinds the model has no word for."""
    if isinstance(record, Party):
        yield _party(record)
    elif isinstance(record, Ownership):
        yield _stake(record)
    elif isinstance(record, Role):
        yield _office(record)
    elif isinstance(record, Contract):
        yield from _contract(record)
    elif isinstance(record, Payment):
        yield from _payment(record)
    elif isinstance(record, Link):
        said = {"subject": record.a, "object": record.b, "role": f"same {record.by}",
                "summary": record.value}  # fmt: skip
        yield _entity(record.id, "UnknownLink", said)


def _entity(id_: str, schema: str, said: Values, own: Values | None = None) -> dict[str, Any]:
    """An entity; empty values are left out, our own keys become text."""
    properties: dict[str, list[str]] = {}
    for name, value in said.items():
        some = value if isinstance(value, (list, tuple)) else [value]
        texts = [_text(one) for one in some if one not in (None, "")]
        if texts:
            properties[name] = list(dict.fromkeys(texts))
    notes = [
        f"{EXTENSION}{key}={msgspec.json.encode(value, order='deterministic').decode()}"
        for key, value in sorted((own or {}).items())
        if value not in (None, "", [], (), {})
    ]
    if notes:
        properties.setdefault(note_property(schema), []).extend(notes)
    return {"id": id_, "schema": schema, "properties": properties}


def _text(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _party(party: Party) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": party.name, "alias": party.aliases,
        "country": party.country.lower(), "address": party.address, "email": party.emails,
        "phone": party.phones, "website": party.urls, "incorporationDate": _day(party.since),
        "dissolutionDate": _day(party.until),
    }  # fmt: skip
    own: dict[str, Any] = {
        "city": party.city, "role": party.role, "heads": party.heads, "declared": party.declared,
        "domains": list(party.domains), "accounts": list(party.accounts),
        "co_occupants": party.co_occupants,
        "listed_as": [_settled(one) for one in party.listed_as],
        "not_listed_as": [_settled(one) | {"because": one.because} for one in party.not_listed_as],
    }  # fmt: skip
    if party.form == "person":
        said |= {"birthDate": party.born, "nationality": party.nationality.lower()}
        for name in ("incorporationDate", "dissolutionDate"):
            said.pop(name)
        own |= {"since": _day(party.since), "until": _day(party.until)}
    else:
        own |= {"born": party.born, "nationality": party.nationality}
    numbers, others = _numbers(party.identifiers)
    return _entity(
        party.id, SCHEMA_OF[party.form], said | numbers,
        own | ({"identifiers": others} if others else {}),
    )  # fmt: skip


def _settled(one: Any) -> dict[str, str]:  # noqa: ANN401 - records.parties.Settled
    return {"list": one.list, "row": one.row}


def _numbers(given: Iterable[Identifier]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Numbers by property, and by type all of them where one has no property."""
    numbers: dict[str, list[str]] = {}
    by_type: dict[str, list[str]] = {}
    for one in given:
        by_type.setdefault(one.type, []).append(one.value)
        if one.type in PROPERTY_OF:
            numbers.setdefault(PROPERTY_OF[one.type], []).append(one.value)
    return numbers, by_type if set(by_type) - set(PROPERTY_OF) else {}


def _stake(stake: Ownership) -> dict[str, Any]:
    said = {
        "owner": stake.owner, "asset": stake.asset, "percentage": _percentage(stake),
        "startDate": _day(stake.since), "endDate": _day(stake.until), "sourceUrl": "",
    }  # fmt: skip
    own = {"kind": "" if stake.form == "shares" else stake.form, "source": stake.source}
    if stake.share is None and stake.low is not None and stake.high is not None:
        own |= {"min_exclusive": "true" if stake.low_exclusive else "",
                "max_exclusive": "true" if stake.high_exclusive else ""}  # fmt: skip
    return _entity(stake.id, "Ownership", said, own)


def _percentage(stake: Ownership) -> str:
    """The share as text that the reader takes back exactly."""
    if stake.share is not None:
        return _text(stake.share)
    if stake.low is not None and stake.high is not None:
        return f"{_text(stake.low)} - {_text(stake.high)}"
    if stake.low is not None:
        return f"{'>' if stake.low_exclusive else '>='} {_text(stake.low)}"
    if stake.high is not None:
        return f"{'<' if stake.high_exclusive else '<='} {_text(stake.high)}"
    return ""


def _office(role: Role) -> dict[str, Any]:
    schema, person, party = _OFFICES.get(role.role, _OTHER_OFFICE)
    said = {person: role.person, party: role.party, "role": role.role,
            "startDate": _day(role.since), "endDate": _day(role.until)}  # fmt: skip
    return _entity(role.id, schema, said)


def _contract(contract: Contract) -> Iterator[dict[str, Any]]:
    """The contract of its client, and its award to the contractor."""
    said = {
        "title": contract.scope or untitled(contract.id), "authority": contract.client,
        "contractDate": _day(contract.date), "amount": contract.amount,
        "currency": contract.currency,
    }  # fmt: skip
    own = {
        "parent": contract.parent, "may_subcontract": contract.may_subcontract,
        "disclosed": _day(contract.disclosed), "payee": contract.payee,
        "vpn_allowed": None if contract.vpn_allowed is None else str(contract.vpn_allowed).lower(),
        "assignments": [
            {"to": one.to, "date": _day(one.date), "document": one.document}
            for one in contract.assignments
        ],
    }  # fmt: skip
    yield _entity(contract.id, "Contract", said, own)
    yield _entity(
        f"{contract.id}.award", "ContractAward",
        {"contract": contract.id, "supplier": contract.contractor,
         "endDate": _day(contract.until)},
    )  # fmt: skip


def _payment(payment: Payment) -> Iterator[dict[str, Any]]:
    """The payment, and the account it went to."""
    account = f"account-{fingerprint(payment.account)}" if payment.account else ""
    said = {
        "payer": payment.payer, "beneficiary": payment.payee, "amount": payment.amount,
        "currency": payment.currency, "date": _day(payment.date), "contract": payment.contract,
        "beneficiaryAccount": account,
    }  # fmt: skip
    own = {"invoice": payment.invoice, "bank_country": payment.bank_country,
           "correspondent_country": payment.correspondent_country}  # fmt: skip
    yield _entity(payment.id, "Payment", said, own)
    if account:
        yield _entity(account, "BankAccount", {"accountNumber": payment.account})
