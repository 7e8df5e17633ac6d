"""Sign-ins, devices, networks, and files found where they should not be."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Digest, Record


class Account(Record, frozen=True, kw_only=True):
    """A login name and whose it is."""

    kind: ClassVar[str] = "account"
    key: ClassVar[tuple[str, ...]] = ("party", "worker", "system")

    party: str = ""
    worker: str = ""
    system: str = ""


class Device(Record, frozen=True, kw_only=True):
    """A machine that work is done on."""

    kind: ClassVar[str] = "device"
    key: ClassVar[tuple[str, ...]] = ("issued_to", "serial")

    issued_to: str = ""
    shipped_to: str = ""
    serial: str = ""
    managed: bool | None = None


class LogSource(Record, frozen=True, kw_only=True):
    """A log that was handed in."""

    kind: ClassVar[str] = "log"
    key: ClassVar[tuple[str, ...]] = ("path", "system")

    path: str
    format: str = ""
    system: str = ""
    timezone: str = ""
    year: int | None = None


class SignIn(Record, frozen=True, kw_only=True):
    """One attempt to sign in, at an instant (UTC) or over a span."""

    kind: ClassVar[str] = "sign_in"
    key: ClassVar[tuple[str, ...]] = ("system", "account", "time", "ip", "session", "result")

    account: str
    time: datetime
    until: datetime | None = None
    ip: str = ""
    device: str = ""
    result: Literal["success", "failure"] = "success"
    user_agent: str = ""
    session: str = ""
    mfa: str = ""
    passkey: str = ""
    system: str = ""


class Network(Record, frozen=True, kw_only=True):
    """A fact about addresses that the user brings."""

    kind: ClassVar[str] = "network"
    key: ClassVar[tuple[str, ...]] = ("cidr", "form", "valid_from")

    cidr: str
    form: Literal[
        "dprk", "vpn", "hosting", "tor", "relay", "isp", "office", "campus", "hotel", "mobile"
    ]
    country: str = ""
    city: str = ""
    asn: str = ""
    operator: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where found files lay."""

    ip: str = ""
    url: str = ""
    operator: str = ""


class Visit(msgspec.Struct, frozen=True):
    """A summary row of who came to a place."""

    kind: str = ""
    country: str = ""
    city: str = ""
    addresses: int | None = None
    sessions: int | None = None


class Found(Record, frozen=True, kw_only=True):
    """Files that lay where they should not."""

    kind: ClassVar[str] = "found"
    key: ClassVar[tuple[str, ...]] = ("path", "manifest", "collected")

    path: str = ""
    manifest: str = ""
    place: Place = Place()
    collected: datetime | None = None
    collected_by: str = ""
    batches: str = ""
    access_path: str = ""
    access_format: str = ""
    visits: tuple[Visit, ...] = ()


class FileFact(Record, frozen=True, kw_only=True):
    """A file that was taken in."""

    kind: ClassVar[str] = "file"
    key: ClassVar[tuple[str, ...]] = ("path", "digest")

    path: str
    digest: Digest
    size: int
    modified: datetime | None = None
