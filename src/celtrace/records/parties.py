"""Who is in the chain: parties, ownership, roles, list rows and candidates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Evidence, Record, Ref

PartyKind = Literal["company", "person", "public_body"]
NameStrength = Literal["primary", "strong", "weak"]
Fullness = Literal["full", "primaries-only", "names-only", "no-primaries", "extract"]


class Alias(msgspec.Struct, frozen=True):
    """Another name of the same party or list row."""

    text: str
    strength: NameStrength = "strong"
    origin: str = ""
    """Where it comes from, for example `aka`, `fka`, `remarks`."""


class Identifier(msgspec.Struct, frozen=True):
    """A registry, tax, passport or account number as written, with its type."""

    type: str
    """Lower-case type: uscc, uen, brn, lei, inn, ogrn, vat, company_no, passport, account ..."""
    value: str
    country: str = ""


class Settled(msgspec.Struct, frozen=True):
    """Somebody has settled that a party is, or is not, a list row."""

    list: str
    row: str
    because: str = ""


class Party(Record, frozen=True, kw_only=True):
    """A company, person or public body of the chain."""

    kind: ClassVar[str] = "party"
    key: ClassVar[tuple[str, ...]] = ("name", "country")

    name: str
    form: PartyKind = "company"
    aliases: tuple[str, ...] = ()
    country: str = ""
    city: str = ""
    address: str = ""
    role: str = ""
    heads: int | None = None
    born: str = ""
    nationality: str = ""
    declared: str = ""
    identifiers: tuple[Identifier, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    listed_as: tuple[Settled, ...] = ()
    not_listed_as: tuple[Settled, ...] = ()
    co_occupants: int | None = None
    since: date | None = None
    until: date | None = None


class Ownership(Record, frozen=True, kw_only=True):
    """A stake of `owner` in `asset`, in percent, with its bounds."""

    kind: ClassVar[str] = "ownership"
    key: ClassVar[tuple[str, ...]] = ("owner", "asset", "share", "low", "high", "form", "since")

    owner: str
    asset: str
    share: Decimal | None = None
    """Exact percentage where it is known; otherwise `low` and `high` bound it."""
    low: Decimal | None = None
    high: Decimal | None = None
    low_exclusive: bool = False
    high_exclusive: bool = False
    form: Literal["shares", "votes", "control"] = "shares"
    since: date | None = None
    until: date | None = None
    source: str = ""


class Role(Record, frozen=True, kw_only=True):
    """What a person does for a party."""

    kind: ClassVar[str] = "role"
    key: ClassVar[tuple[str, ...]] = ("person", "party", "role", "since")

    person: str
    party: str
    role: str
    since: date | None = None
    until: date | None = None


class Designation(Record, frozen=True, kw_only=True):
    """One row of one list, as one snapshot states it."""

    kind: ClassVar[str] = "designation"
    key: ClassVar[tuple[str, ...]] = ("list", "row")

    list: str
    row: str
    name: str
    form: Literal["person", "entity", "vessel", "aircraft", "unknown"] = "unknown"
    aliases: tuple[Alias, ...] = ()
    programmes: tuple[str, ...] = ()
    listed_on: date | None = None
    """Only where the publisher states it; otherwise known from the history of snapshots."""
    born: tuple[str, ...] = ()
    """Dates or years of birth, ISO 8601, as precise as stated."""
    nationalities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    linked_to: tuple[str, ...] = ()
    """Names that the row says it is linked to."""
    remarks: str = ""


class Span(msgspec.Struct, frozen=True):
    """When a row stood on a list, as far as the installed snapshots tell.

    `since` is the first snapshot (or stated date) with the row, `not_before` the last
    one without it; `until` the first snapshot without it, `last_seen` the last with it.
    """

    since: date
    not_before: date | None = None
    last_seen: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the row stood on the list on that day, on the snapshots seen."""
        return self.since <= day and (self.until is None or day < self.until)


class Candidate(Record, frozen=True, kw_only=True):
    """A party beside a list row that it may be: to be resolved by an identifier or a person."""

    kind: ClassVar[str] = "candidate"
    key: ClassVar[tuple[str, ...]] = ("party", "list", "row")

    party: str
    list: str
    regime: str
    row: str
    by: Literal["name", "identifier", "settled"]
    score: float
    """0 to 1; how alike the best pair of names is. Not a likelihood."""
    names: tuple[str, str]
    """The party's name that matched, and the row's."""
    steps: tuple[str, ...] = ()
    """Which rules folded what, in plain words."""
    identifier: Identifier | None = None
    state: Literal["open", "confirmed", "rejected"] = "open"
    because: str = ""
    spans: tuple[Span, ...] = ()
    weak: bool = False
    """Whether only a weak alias of the row matched."""
    row_seen: Evidence
    programmes: tuple[str, ...] = ()

    @property
    def party_ref(self) -> Ref:
        """The party this candidate is about."""
        return Ref(f"party:{self.party}")
