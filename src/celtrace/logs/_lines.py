"""What log readers share: the text of a log with what is known about it, and its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo
from functools import cached_property
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from celtrace.logs._blocks import LONGEST, blocks, text_of
from celtrace.logs._carried import Carried
from celtrace.logs._tally import Tally
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
    carried: Carried = msgspec.field(default_factory=Carried)
    """What is known of the part that was read before: of an older file of the same rotated
    set its years, of this log all."""
    more: bool = False
    """More of the log comes later, so that nothing is said of the whole yet."""

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of times that state none."""
        return ZoneInfo(self.timezone) if self.timezone not in ("", "UTC") else UTC

    @property
    def years(self) -> YearKeeper:
        """What gives lines their year."""
        if self.carried.years is None:
            self.carried.years = YearKeeper(self.year)
        return self.carried.years

    def tally(self, note: Note, zone: tzinfo | None = None) -> Tally:
        """What counts records as they go by; times without a zone are in the log's."""
        return Tally(note, zone or self.zone, self.carried.counts, more=self.more)

    def blocks(self, note: Note | None = None) -> Iterator[tuple[int, list[str], bool]]:
        """Of each block the first number (from 1), the lines, and whether the last one ended.

        Of a line longer than 64 KiB the beginning is given out, and that is noted; of one longer
        than a block is only this said, not that it did not end.
        """
        carried, open_ = self.carried, False
        for block in blocks(self.stream, carried):
            lines = text_of(block).split("\n")
            ended = not lines[-1]
            del lines[len(lines) - ended :]
            del lines[:open_]
            open_ = not ended
            first = carried.lines + 1
            carried.lines += len(lines)
            if b"\r" in block:
                lines = [line.removesuffix("\r") for line in lines]
            if len(block) > MAX_LINE and max(map(len, lines), default=0) > MAX_LINE:
                lines = [_cut(line, number, note) for number, line in enumerate(lines, first)]
            yield first, lines, ended or len(block) > LONGEST

    def lines(self, note: Note | None = None) -> Iterator[tuple[int, str, bool]]:
        """Number, text and whether it ended: (from 1, without line end, False if cut)."""
        for first, lines, ended in self.blocks(note):
            last = first + len(lines) - 1
            for number, text in enumerate(lines, first):
                yield number, text, ended or number < last

    def seen(self, number: int, text: str, reader: str) -> Evidence:
        """Evidence for a line."""
        return Evidence(self.digest, self.source, f"line {number}", text, reader)


def matched(
    log: LogText, note: Note, form: Callable[[str], re.Match[str] | None], what: str
) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Lines that have a form, with their number; `what` names the form where one has not."""
    for number, text, whole in log.lines(note):
        found = form(text)
        if formed((number, text, whole), note, found is not None, what) and found:
            yield number, text, found


def formed(line: tuple[int, str, bool], note: Note, has: bool, what: str) -> bool:  # noqa: FBT001
    """Whether a line has its form; that it has not, or that it has no end, is noted."""
    number, text, whole = line
    if has:
        if not whole:
            note(f"line {number}", UNENDED, "it was read as far as it goes")
    elif text.strip():
        reason = f"not {what}" if whole else "the last line is cut off"
        note(f"line {number}", reason, "the line was left out")
    return has


def _cut(text: str, number: int, note: Note | None) -> str:
    if note and len(text) > MAX_LINE:
        note(f"line {number}", "the line is longer than 64 KiB", "its beginning was read")
    return text[:MAX_LINE]
