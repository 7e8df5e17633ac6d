"""What a reader remembers of the part of a log that it has read, so that it can go on behind it.

Plain values: a reading of hours can be kept between two blocks and taken up again, and a log
that grows is read piece by piece.
"""

from __future__ import annotations

import msgspec

from celtrace.logs._tally import Counts
from celtrace.logs._years import YearKeeper


class Carried(msgspec.Struct):
    """The state of a reading between two blocks."""

    read: int = 0
    """Bytes of the text in UTF-8."""
    lines: int = 0
    resting: bool = False
    """Whether everything read so far was given out, so that the reading can stop here."""
    years: YearKeeper | None = None
    """The years of lines that have none; one keeper serves a rotated set."""
    counts: Counts = msgspec.field(default_factory=Counts)
    users: dict[str, tuple[str, str]] = {}
    """User and address of open SFTP sessions, by process."""
    header: list[str] = []
    """The names of the columns of a CSV."""
    delimiter: str = ""
