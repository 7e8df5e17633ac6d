"""Sanctions lists as dated snapshots."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO, Literal

import msgspec

from celtrace.records import Designation, Digest, Fullness, Span

Regime = Literal["US", "EU", "GB", "UN", ""]
ALL_REGIMES = ("US", "EU", "GB", "UN")
"""Those that a dossier or a call is checked against unless it names some."""


class ListSource(msgspec.Struct, frozen=True):
    """What is known about a list before it is read."""

    id: str
    title: str
    publisher: str
    regime: Regime
    urls: tuple[str, ...]
    """The publisher's official addresses, for `lists update`; several belong together."""
    licence: str
    expected: tuple[int, int]
    """Fewest and most entries a whole list plausibly has."""
    fill: tuple[tuple[str, float], ...] = ()
    """(field of Designation, smallest plausible share of entries that have it) in a full list."""


class ListFile(msgspec.Struct, frozen=True):
    """One file of a publication, opened."""

    name: str
    stream: BinaryIO
    digest: Digest


class Snapshot(msgspec.Struct, frozen=True):
    """A list on one day."""

    list: str
    date: date | None
    """None when the content does not state it."""
    fullness: Fullness
    entries: tuple[Designation, ...]
    digest: Digest
    """Of the file, or of the digests of the files that belong together."""
    said: str = ""
    """What the publication says about itself, for example its record count."""


class ListUse(msgspec.Struct, frozen=True):
    """How a list took part in a review; `snapshot` is None when it was not checked."""

    list: str
    regime: Regime
    snapshot: date | None
    entries: int = 0
    digest: str = ""
    age_days: int | None = None
    fullness: Fullness = "full"
    note: str = ""
    """What a reader must know: partial, pinned, deliberately not checked, missing."""


class ListedRow(msgspec.Struct, frozen=True):
    """A row of a list with the days it stood there."""

    designation: Designation
    regime: Regime
    spans: tuple[Span, ...]


class ListState(msgspec.Struct, frozen=True):
    """What the installed lists say for one date."""

    uses: tuple[ListUse, ...]
    rows: tuple[ListedRow, ...]
    """Every row that stands, or ever stood, in a snapshot not after the date."""
