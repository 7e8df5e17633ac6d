"""How readers state things: facts, texts and times, each with the place it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

from celtrace.files._blob import Blob
from celtrace.records import TextPassage, Trait, TraitName

Zone = Literal["", "stated", "text_against_utc", "dos_against_utc"]
Role = Literal["body", "layer", "cell", "sheet", "comment", "note", "name", "title", "subtitle"]

QUOTED = 300
_ISO = re.compile(
    r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*"
    r"(Z|[+-]\d\d:?'?\d\d'?|[+-]\d\d)?"
)
_WIN_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_HOMES = re.compile(
    r"(?:[A-Za-z]:[\\/](?:Users|Documents and Settings|用户|사용자)[\\/]"
    r"|(?<![\w.])/(?:Users|home)/)"
    r"([^\\/:*?\"<>|\r\n\x00]{1,64})(?=[\\/])"
)
_SHARE = re.compile(r"(?<![\\\w])\\\\([A-Za-z0-9][A-Za-z0-9._-]{0,62})\\[^\\\s]")
_PATH = re.compile(
    r"(?:[A-Za-z]:[\\/]|\\\\[A-Za-z0-9]|/(?:Users|home|Volumes|mnt)/)[^\r\n\x00\"<>|*?]{2,400}"
)
_NOBODY = frozenset(
    {"public", "all users", "default", "shared", "default user", "administrator.old"}
)


class Says:
    """One reader saying things about one file."""

    def __init__(self, blob: Blob, reader: str) -> None:
        self.blob = blob
        self.reader = reader

    def fact(self, name: TraitName, value: str, place: str, quote: str = "") -> Iterator[Trait]:
        """A fact with its value as the file writes it; nothing for an empty one."""
        clean = value.replace("\0", "").strip()
        if clean:
            seen = self.blob.seen(place, (quote or clean)[:QUOTED], self.reader)
            yield Trait(seen=seen, file=self.blob.digest, name=name, value=clean, place=place)

    def time(
        self, name: TraitName, text: str, place: str, utc: datetime | None = None
    ) -> Iterator[Trait]:
        """A time as the text of the file, with its instant and zone where it states them."""
        moment, offset = when(text) if utc is None else (utc, None)
        clean = text.strip()
        if clean and any(char in "123456789" for char in clean):
            zone: Zone = "stated" if offset is not None else ""
            yield Trait(
                seen=self.blob.seen(place, clean[:QUOTED], self.reader), file=self.blob.digest,
                name=name, value=clean, place=place, time=moment, offset=offset, zone_from=zone,
            )  # fmt: skip

    def paths(self, text: str, place: str) -> Iterator[Trait]:
        """A path that stands in the file, and the users and machines it names."""
        for found in _PATH.finditer(text):
            path = found[0].strip()
            yield from self.fact("path", path, place)
            for name, value in people_of(path):
                yield from self.fact(name, value, place, path)

    def text(self, text: str, role: Role, place: str, encoding: str = "") -> Iterator[TextPassage]:
        """Words that stand in the file; nothing where there are none."""
        if text.strip():
            seen = self.blob.seen(place, text.strip()[:QUOTED], self.reader)
            yield TextPassage(seen=seen, file=self.blob.digest, text=text, role=role, place=place,
                              encoding=encoding)  # fmt: skip


def people_of(path: str) -> Iterator[tuple[TraitName, str]]:
    """User and machine names in a path."""
    for found in _HOMES.finditer(path):
        if found[1].casefold() not in _NOBODY:
            yield "user", found[1]
    for found in _SHARE.finditer(path):
        yield "machine", found[1]


def when(text: str) -> tuple[datetime | None, int | None]:
    """The instant of an ISO 8601, EXIF or PDF date, and minutes east of UTC if it says so.

    `Z` gives the instant and no offset: programs write it for UTC wherever they run.
    Without a zone there is no instant.
    """
    found = _ISO.search(text.removeprefix("D:"))
    if not found:
        return None, None
    year, month, day, hour, minute, second, zone = found.groups()
    if not zone or not hour:
        return None, None
    offset = None if zone == "Z" else _minutes(zone)
    try:
        place = timezone(timedelta(minutes=offset or 0))
        local = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0),
                         tzinfo=place)  # fmt: skip
        return local.astimezone(UTC), offset
    except (ValueError, OverflowError):
        return None, None


def _minutes(zone: str) -> int:
    digits = re.sub(r"\D", "", zone).ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:4])
    return -minutes if zone[0] == "-" else minutes


def mail_time(text: str) -> tuple[datetime | None, int | None]:
    """The instant and offset of a date of a mail (RFC 5322); -0000 is no offset."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None, None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC), None
    offset = found.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset is not None else None
    try:
        return found.astimezone(UTC), minutes
    except OverflowError:
        return None, None


def filetime(ticks: int) -> datetime | None:
    """A Windows FILETIME: hundreds of nanoseconds since 1601, UTC; None if no calendar has it."""
    try:
        return _WIN_EPOCH + timedelta(microseconds=ticks // 10) if ticks > 0 else None
    except OverflowError:
        return None
