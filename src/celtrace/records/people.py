"""People, their verification, and what is said elsewhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Record, Ref


class StaffList(Record, frozen=True, kw_only=True):
    """Whether a party gave the list of who works for it."""

    kind: ClassVar[str] = "staff_list"
    key: ClassVar[tuple[str, ...]] = ("party", "status", "asked", "received")

    party: str
    status: Literal["complete", "partial", "refused", "none"]
    people: int | None = None
    asked: tuple[date, ...] = ()
    received: date | None = None
    live_checks: int | None = None
    payroll_months: int | None = None


class Passkey(msgspec.Struct, frozen=True):
    """A key that a worker signs in with."""

    id: str
    device_bound: bool | None = None


class ContactSpan(msgspec.Struct, frozen=True):
    """A way to reach or pay a worker, and from when to when it held."""

    kind: Literal["phone", "mail", "address", "account"]
    value: str
    since: date | None = None
    until: date | None = None


class PersonalDocument(msgspec.Struct, frozen=True):
    """A document a worker handed in."""

    type: str = ""
    path: str = ""
    mrz: str = ""
    country: str = ""
    number: str = ""
    expires: date | None = None


class Worker(Record, frozen=True, kw_only=True):
    """A person who does the work."""

    kind: ClassVar[str] = "worker"
    key: ClassVar[tuple[str, ...]] = ("name", "party", "role")

    name: str
    party: str = ""
    role: str = ""
    claimed_country: str = ""
    claimed_timezone: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    portfolio: str = ""
    profiles: tuple[str, ...] = ()
    passkeys: tuple[Passkey, ...] = ()
    documents: tuple[PersonalDocument, ...] = ()
    contacts: tuple[ContactSpan, ...] = ()
    """What was stated in the course of time; what holds now stands in the fields above."""


class Check(Record, frozen=True, kw_only=True):
    """A measure that a person carried out, or a red flag that only a person can see."""

    kind: ClassVar[str] = "check"
    key: ClassVar[tuple[str, ...]] = ("measure", "indicator", "subject", "when", "by")

    measure: str = ""
    indicator: str = ""
    subject: Ref
    result: Literal["passed", "failed", "refused", "pending", ""] = ""
    when: date | None = None
    by: str = ""
    note: str = ""
    evidence: str = ""


class TravelNotice(Record, frozen=True, kw_only=True):
    """A journey announced beforehand."""

    kind: ClassVar[str] = "travel_notice"
    key: ClassVar[tuple[str, ...]] = ("worker", "account", "place", "start")

    worker: str = ""
    account: str = ""
    place: str = ""
    start: date | None = None
    until: date | None = None


class Day(Record, frozen=True, kw_only=True):
    """A day on which a party was seen to work, or not to."""

    kind: ClassVar[str] = "day"
    key: ClassVar[tuple[str, ...]] = ("party", "date", "worked")

    party: str
    date: date
    worked: bool


class Text(Record, frozen=True, kw_only=True):
    """A passage typed in by a person."""

    kind: ClassVar[str] = "text"
    key: ClassVar[tuple[str, ...]] = ("of", "language", "text")

    of: str = ""
    language: str = ""
    text: str
    translation_of: str = ""


class Claim(Record, frozen=True, kw_only=True):
    """What somebody says elsewhere. Shown with its status word, never counted."""

    kind: ClassVar[str] = "claim"
    key: ClassVar[tuple[str, ...]] = ("about", "statement", "by", "date")

    about: str
    statement: str
    status: Literal[
        "designated", "delisted", "settled", "admitted", "disclosed", "alleged",
        "reported", "unconfirmed", "denied", "disputed",
    ]  # fmt: skip
    by: str = ""
    date: date | None = None
    url: str = ""


class Link(Record, frozen=True, kw_only=True):
    """An identifier shared between parties that the user already knows of."""

    kind: ClassVar[str] = "link"
    key: ClassVar[tuple[str, ...]] = ("a", "b", "by", "value")

    a: str
    b: str
    by: Literal["device", "account", "author", "template", "image", "phone", "address"]
    value: str
    count: int = 1


class Match(Record, frozen=True, kw_only=True):
    """A found file shows the same drawing as a cut of ours. It says nothing about who drew it."""

    kind: ClassVar[str] = "match"
    key: ClassVar[tuple[str, ...]] = ("file", "cut")

    file: str
    cut: str
    score: Decimal | None = None
    reviewer: Literal["confirmed", "rejected", "open"] = "open"
    proof: Literal["", "bytes", "geometry"] = ""
    """Equal bytes, or strokes laid on each other (`celtrace frames match`); else a reviewer's."""
    picture: str = ""
    """SHA-256 of the proof picture: found, ours, both laid on each other."""
    sheet: str = ""
    """SHA-256 of the contact sheet of the cut."""
    layers: str = ""
    """SHA-256 of the layers: found, ours and the lines of both, in one frame, below each other."""
