"""What log readers share: the text of a log with what is known about it, and its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import tzinfo
from functools import cached_property
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from celtrace.logs._blocks import blocks, text_of
from celtrace.logs._years import YearKeeper
from celtrace.ports import Note
from celtrace.records import Digest, Evidence

MAX_LINE = 65_536
UNENDED = "the last line has no end: it may be cut off"


class LogText(msgspec.Struct, frozen=True, dict=True):
    """An opened log, decompressed, and what the dossier says about it."""

    stream: BinaryIO
    digest: Digest
    source: str
    system: str = ""
    timezone: str = "UTC"
    year: int | None = None
    """Year of the first line, for formats whose lines lack it."""
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    """Our field by the log's column, for logs of no known format."""
    keeper: YearKeeper | None = None
    """The year as an older file of the same rotated set left it."""

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of times that state none."""
        return ZoneInfo(self.timezone or "UTC")

    @property
    def years(self) -> YearKeeper:
        """What gives lines their year."""
        return self.keeper or YearKeeper(self.year)

    def lines(self, note: Note | None = None) -> Iterator[tuple[int, str, bool]]:
        """Number, text and whether it ended: (from 1, without line end, False if cut).

        Of a line longer than 64 KiB the beginning is given out, and that is noted.
        """
        number, open_ = 0, False
        for block in blocks(self.stream):
            lines = text_of(block).split("\n")
            ended = not lines[-1]
            del lines[len(lines) - ended :]
            del lines[:open_]
            last = len(lines) - 1
            open_ = not ended
            for place, line in enumerate(lines):
                number += 1
                text = line.removesuffix("\r")
                if len(text) > MAX_LINE:
                    text = _cut(text, number, note)
                yield number, text, ended or place < last

    def seen(self, number: int, text: str, reader: str) -> Evidence:
        """Evidence for a line."""
        return Evidence(self.digest, self.source, f"line {number}", text, reader)


def matched(
    log: LogText, note: Note, form: Callable[[str], re.Match[str] | None], what: str
) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Lines that have a form, with their number; `what` names the form where one has not."""
    for number, text, whole in log.lines(note):
        found = form(text)
        if found:
            if not whole:
                note(f"line {number}", UNENDED, "it was read as far as it goes")
            yield number, text, found
        elif text.strip():
            reason = f"not {what}" if whole else "the last line is cut off"
            note(f"line {number}", reason, "the line was left out")


def _cut(text: str, number: int, note: Note | None) -> str:
    if note:
        note(f"line {number}", "the line is longer than 64 KiB", "its beginning was read")
    return text[:MAX_LINE]
