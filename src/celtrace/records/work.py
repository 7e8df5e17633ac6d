"""Contracts, money and the work they are for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Record


class Assignment(msgspec.Struct, frozen=True):
    """A written assignment of a debt to another payee."""

    to: str
    date: dt.date
    document: str = ""


class Contract(Record, frozen=True, kw_only=True):
    """Who gives which work to whom."""

    kind: ClassVar[str] = "contract"
    key: ClassVar[tuple[str, ...]] = ("client", "contractor", "date", "scope")

    client: str
    contractor: str
    parent: str = ""
    date: dt.date | None = None
    until: dt.date | None = None
    scope: str = ""
    may_subcontract: Literal["true", "false", "with-consent", ""] = ""
    disclosed: dt.date | None = None
    payee: str = ""
    vpn_allowed: bool | None = None
    amount: Decimal | None = None
    currency: str = ""
    assignments: tuple[Assignment, ...] = ()


class Invoice(Record, frozen=True, kw_only=True):
    """A bill: who issued it, as printed, to be paid by whom to whom."""

    kind: ClassVar[str] = "invoice"
    key: ClassVar[tuple[str, ...]] = ("issuer", "payer", "payee", "amount", "currency", "date")

    issuer: str = ""
    from_name: str = ""
    payer: str = ""
    payee: str = ""
    identifiers: tuple[str, ...] = ()
    amount: Decimal | None = None
    currency: str = ""
    date: dt.date | None = None
    contract: str = ""


class Payment(Record, frozen=True, kw_only=True):
    """One transfer of money."""

    kind: ClassVar[str] = "payment"
    key: ClassVar[tuple[str, ...]] = (
        "payer", "payee", "amount", "currency", "date", "contract", "invoice", "account", "ordinal",
    )  # fmt: skip

    payer: str = ""
    payee: str = ""
    amount: Decimal | None = None
    currency: str = ""
    date: dt.date | None = None
    contract: str = ""
    invoice: str = ""
    account: str = ""
    bank_country: str = ""
    correspondent_country: str = ""
    ordinal: int = 0
    """Tells apart payments that are alike in every key field."""


class Price(Record, frozen=True, kw_only=True):
    """The band that a unit of work costs in a region."""

    kind: ClassVar[str] = "price"
    key: ClassVar[tuple[str, ...]] = ("region", "unit", "low", "high", "currency")

    region: str
    unit: str
    low: Decimal
    high: Decimal
    currency: str


class Quote(Record, frozen=True, kw_only=True):
    """What a party asked for a unit of work."""

    kind: ClassVar[str] = "quote"
    key: ClassVar[tuple[str, ...]] = ("party", "contract", "unit", "price", "region")

    party: str
    contract: str = ""
    unit: str
    price: Decimal
    region: str = ""


class Norm(Record, frozen=True, kw_only=True):
    """What one person can do in a working day."""

    kind: ClassVar[str] = "norm"
    key: ClassVar[tuple[str, ...]] = ("unit", "per_head_per_day")

    unit: str
    per_head_per_day: Decimal


class Episode(msgspec.Struct, frozen=True):
    """An episode of a production."""

    id: str
    cuts: int | None = None
    fps: Decimal | None = None


class Production(Record, frozen=True, kw_only=True):
    """A show."""

    kind: ClassVar[str] = "production"
    key: ClassVar[tuple[str, ...]] = ("title",)

    title: str
    aka: tuple[str, ...] = ()
    episodes: tuple[Episode, ...] = ()
    released: dt.date | None = None


class Lot(Record, frozen=True, kw_only=True):
    """A bundle of cuts given to one party."""

    kind: ClassVar[str] = "lot"
    key: ClassVar[tuple[str, ...]] = ("production", "cuts", "assigned_to", "contract")

    production: str = ""
    cuts: str = ""
    assigned_to: str = ""
    contract: str = ""
    start: dt.date | None = None
    until: dt.date | None = None
    disclosed_subs: tuple[str, ...] | None = None


class Reference(Record, frozen=True, kw_only=True):
    """Our own footage or drawings."""

    kind: ClassVar[str] = "reference"
    key: ClassVar[tuple[str, ...]] = ("path", "production", "episode", "cut")

    path: str
    production: str = ""
    episode: str = ""
    cut: str = ""
    form: Literal["finished", "line", "model-sheet", "storyboard"] = "finished"
    unreleased: bool | None = None


class Credit(Record, frozen=True, kw_only=True):
    """Who is or was openly credited with the work."""

    kind: ClassVar[str] = "credit"
    key: ClassVar[tuple[str, ...]] = ("production", "party", "name", "role", "year")

    production: str = ""
    party: str = ""
    name: str = ""
    role: str = ""
    text: str = ""
    year: str = ""
    until: dt.date | None = None


class Delivery(Record, frozen=True, kw_only=True):
    """Files received, or a count of them."""

    kind: ClassVar[str] = "delivery"
    key: ClassVar[tuple[str, ...]] = (
        "path", "units", "unit", "party", "contract", "lot", "start", "until",
    )  # fmt: skip

    path: str = ""
    units: Decimal | None = None
    unit: str = ""
    party: str = ""
    contract: str = ""
    lot: str = ""
    start: dt.date | None = None
    until: dt.date | None = None
    working_days: int | None = None
