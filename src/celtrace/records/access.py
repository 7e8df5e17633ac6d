"""Sign-ins, devices, networks, and files found where they should not be."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

import msgspec

from celtrace.records.evidence import Record


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


Trust = Literal["", "socket", "header", "client"]
"""Who wrote an address: the server's own socket, a header that a proxy sets, the client."""
LOG_COLUMNS = (
    "time", "account", "action", "ip", "via", "result", "reason", "until", "device", "user_agent",
    "session", "mfa", "passkey", "mfa_device", "managed", "application", "path", "item",
    "project", "size", "event", "country_stated", "asn_stated",
)  # fmt: skip
"""Fields that the columns of a log of no known format can be named for."""


class LogSource(Record, frozen=True, kw_only=True):
    """A log that was handed in."""

    kind: ClassVar[str] = "log"
    key: ClassVar[tuple[str, ...]] = ("path", "system")

    path: str
    format: str = ""
    system: str = ""
    timezone: str = ""
    year: int | None = None
    """Year of the first line; of the oldest file, if the log is a rotated set."""
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    """For a log of no known format: the log's column or dotted path by our field."""
    trust: Trust = ""
    """Who wrote its addresses, where the user knows better than the reader."""


Action = Literal["download", "upload", "view", "edit", "delete", "copy", "move", "share", "list"]


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
    application: str = ""
    """What was signed in to, where the log is of a broker for several."""
    reason: str = ""
    """The log's own word for how it ended, for example `INVALID_CREDENTIALS`."""
    event: str = ""
    """The log's own id of the event."""
    host: str = ""
    """What stood in the address field, where that was a name."""
    via: tuple[str, ...] = ()
    """Further addresses that the log gives for the same event, nearest to the client first."""
    trust: Trust = ""
    country_stated: str = ""
    """The country that the log's maker looked up: a label, decided by nobody here."""
    asn_stated: str = ""
    mfa_device: str = ""
    """What answered the second factor, where the log names it: a telephone, a token."""
    managed: bool | None = None
    """Whether the log says that the machine is managed by the company."""


class SessionEnd(Record, frozen=True, kw_only=True):
    """A session was closed, at an instant (UTC)."""

    kind: ClassVar[str] = "session_end"
    key: ClassVar[tuple[str, ...]] = ("system", "account", "time", "ip", "session")

    account: str
    time: datetime
    ip: str = ""
    session: str = ""
    system: str = ""
    reason: str = ""
    event: str = ""


class FileAccess(Record, frozen=True, kw_only=True):
    """Somebody did something to a file or folder, at an instant (UTC)."""

    kind: ClassVar[str] = "file_access"
    key: ClassVar[tuple[str, ...]] = (
        "system", "account", "time", "action", "path", "item", "ip", "result", "event",
    )  # fmt: skip

    account: str
    time: datetime
    action: Action
    path: str = ""
    """Path or name as the log writes it."""
    item: str = ""
    """The log's own id of the file."""
    project: str = ""
    size: int | None = None
    """Bytes that were moved."""
    ip: str = ""
    device: str = ""
    result: Literal["success", "failure"] = "success"
    user_agent: str = ""
    session: str = ""
    system: str = ""
    application: str = ""
    reason: str = ""
    event: str = ""
    host: str = ""
    via: tuple[str, ...] = ()
    trust: Trust = ""
    country_stated: str = ""
    asn_stated: str = ""


class Network(Record, frozen=True, kw_only=True):
    """A fact about addresses that the user brings."""

    kind: ClassVar[str] = "network"
    key: ClassVar[tuple[str, ...]] = ("cidr", "form", "valid_from")

    cidr: str
    form: Literal[
        "dprk", "vpn", "hosting", "tor", "relay", "isp", "office", "campus", "hotel", "mobile",
        "ioc",
    ]  # fmt: skip
    country: str = ""
    city: str = ""
    asn: str = ""
    operator: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


class AddressList(Record, frozen=True, kw_only=True):
    """An installed list of addresses that took part, with its age on the date of the review."""

    kind: ClassVar[str] = "address_list"
    key: ClassVar[tuple[str, ...]] = ("list", "snapshot", "form")

    list: str
    form: Literal["vpn", "hosting", "tor", "relay", "country", "asn", "ioc"]
    snapshot: date
    entries: int
    age_days: int
    fresh: bool
    """Whether it was within its shelf life; an older one says less."""


class AddressFact(Record, frozen=True, kw_only=True):
    """What one installed list says of one address: the side table beside sign-ins."""

    kind: ClassVar[str] = "address_fact"
    key: ClassVar[tuple[str, ...]] = ("ip", "list", "snapshot", "form")

    ip: str
    list: str
    snapshot: date
    form: Literal["vpn", "hosting", "tor", "relay", "country", "asn", "ioc"]
    range: str = ""
    country: str = ""
    city: str = ""
    asn: str = ""
    operator: str = ""
    fresh: bool = True


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
