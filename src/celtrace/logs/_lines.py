"""What log readers share: the text of a log with what is known about it, and its lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from celtrace.records import Digest, Evidence

MAX_LINE = 65_536


class LogText(msgspec.Struct, frozen=True):
    """An opened log, decompressed, and what the dossier says about it."""

    stream: BinaryIO
    digest: Digest
    source: str
    system: str = ""
    timezone: str = "UTC"
    year: int | None = None
    """Year of the first line, for formats whose lines lack it."""

    @property
    def zone(self) -> tzinfo:
        """The zone of times that state none."""
        return ZoneInfo(self.timezone or "UTC")

    def lines(self) -> Iterator[tuple[int, str, bool]]:
        """Number, text and whether it ended: (from 1, without line end, False if cut)."""
        number = 0
        while raw := self.stream.readline(MAX_LINE):
            number += 1
            whole = raw.endswith(b"\n")
            yield number, raw.decode("utf-8", "backslashreplace").rstrip("\r\n"), whole

    def seen(self, number: int, text: str, reader: str) -> Evidence:
        """Evidence for a line."""
        return Evidence(self.digest, self.source, f"line {number}", text, reader)


class YearKeeper:
    """Gives lines without a year their year: it rises when months fall back from 12 to 1."""

    def __init__(self, first: int | None) -> None:
        self._year = first
        self._month = 0

    @property
    def known(self) -> bool:
        """Whether the year of the first line was told."""
        return self._year is not None

    def date(self, text: str, zone: tzinfo) -> datetime:
        """An instant in UTC from `Dec 10 06:55:46`; ValueError if it is not one."""
        if self._year is None:
            raise ValueError("the lines have no year and the dossier gives none")
        found = datetime.strptime(f"{self._year} {text}", "%Y %b %d %H:%M:%S")  # noqa: DTZ007
        if found.month == 1 and self._month == 12:  # noqa: PLR2004 - December to January
            self._year += 1
            found = found.replace(year=self._year)
        self._month = found.month
        return found.replace(tzinfo=zone).astimezone(UTC)
