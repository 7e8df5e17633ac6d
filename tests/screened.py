"""One-line factories for screening: rows of invented lists, parties, states."""

from __future__ import annotations

from datetime import date
from typing import Any

from celtrace.cases.screening.screener import Screener
from celtrace.listing import ListedRow, ListState, ListUse
from celtrace.records import (
    Alias,
    Candidate,
    Designation,
    Digest,
    Evidence,
    Identifier,
    Part,
    Party,
    Span,
)

SEEN = Evidence(Digest("0" * 64), "invented", "line 1", "as written", "test")
SINCE = (Span(date(2024, 1, 1)),)
GONE = (Span(date(2022, 1, 1), until=date(2023, 5, 1)),)
USCC = "91350100M000100Y43"


def row(id_: str, name: str, *, list_: str = "us_ofac_sdn", **fields: Any) -> ListedRow:
    regime, spans = fields.pop("regime", "US"), fields.pop("spans", SINCE)
    said = Designation(seen=SEEN, list=list_, row=id_, name=name, **fields)
    return ListedRow(said, regime, spans)


def person(id_: str, name: str, **fields: Any) -> ListedRow:
    return row(id_, name, form="person", **fields)


def entity(id_: str, name: str, **fields: Any) -> ListedRow:
    return row(id_, name, form="entity", **fields)


def party(name: str, id_: str = "p", **fields: Any) -> Party:
    """A party; its form counts as stated when it is given."""
    parts = (Part("form", "line 1", fields["form"]),) if "form" in fields else ()
    seen = Evidence(Digest("1" * 64), "dossier.yaml", "line 1", name, "test", parts=parts)
    return Party(seen=seen, id=id_, name=name, **fields)


def numbered(type_: str, value: str, country: str = "") -> dict[str, Any]:
    return {"identifiers": (Identifier(type_, value, country),)}


def alias(text: str, strength: str = "strong", origin: str = "aka") -> Alias:
    return Alias(text, strength, origin)  # type: ignore[arg-type]


def state(*rows: ListedRow, **forms: str) -> ListState:
    lists = sorted({one.designation.list for one in rows})
    uses = tuple(
        ListUse(
            one, "US", date(2026, 1, 1), len(rows), "d" * 64, 0,
            forms.get(one, "full"),  # type: ignore[arg-type]
        )
        for one in lists
    )  # fmt: skip
    ordered = sorted(rows, key=lambda one: (one.designation.list, one.designation.row))
    return ListState(uses, tuple(ordered))


def found(who: Party, *rows: ListedRow, **forms: str) -> tuple[Candidate, ...]:
    return Screener.of(state(*rows, **forms)).candidates(who)


def only(who: Party, *rows: ListedRow, **forms: str) -> Candidate:
    (one,) = found(who, *rows, **forms)
    return one


KIND = [("", "unknown"), ("person", "person"), ("company", "entity"), ("public_body", "entity")]
