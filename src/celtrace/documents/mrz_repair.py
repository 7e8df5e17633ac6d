"""From what a recogniser read to the zone it most likely saw.

A position of a zone holds letters, numerals or both (ICAO Doc 9303 part 3, 4.3), and every
line has a fixed length; so `O` for `0` and a lost filler can be put right without guessing
at a value. What was put right is said; check digits then hold for it or they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from celtrace.documents.mrz import FILLER, LAYOUTS, Field, Layout, Mrz, parse

_SLACK = 8
"""Characters that a line may be longer or shorter than its form."""
_TO_DIGIT = str.maketrans("OQDUILJZSBGTA", "0000111258674")
_TO_LETTER = str.maketrans("0125468", "OIZSAGB")
_TAIL = 3
"""A tail of so many letters that fillers are read as is no name."""
_FILLERS = re.compile(r"[«‹＜〈《(\[{£€¢]")
_TWINS = ("0O", "1I", "2Z", "5S", "8B", "6G", "0Q", "0D", "1L", "4A", "7T")


class Repaired(msgspec.Struct, frozen=True):
    """A zone, how many of its digits hold, and what was put right to get there."""

    zone: Mrz
    repairs: tuple[str, ...]

    @property
    def holding(self) -> int:
        """How many check digits hold."""
        return sum(check.holds for check in self.zone.checks)

    @property
    def worth(self) -> tuple[bool, float, int]:
        """To choose among readings: all digits, the share of digits, the fewest repairs."""
        share = self.holding / len(self.zone.checks)
        return self.zone.digits_verified, share, -len(self.repairs)


def best(lines: Sequence[str], letters: Sequence[str] | None = None) -> Repaired | None:
    """The reading in which most digits hold, among all zones that the lines can be.

    `lines` are in reading order and may have other text around; None if no lines that
    follow each other are near to the length of any form. `letters` are the same lines read
    with letters alone on offer: the line of the names is taken from there.
    """
    return max(_readings(lines, letters or lines), key=lambda one: one.worth, default=None)


def _readings(lines: Sequence[str], letters: Sequence[str]) -> Iterator[Repaired]:
    plain, worded = [_plain(line) for line in lines], [_plain(line) for line in letters]
    for layout in LAYOUTS:
        for at in range(len(plain) - layout.lines + 1):
            window = plain[at : at + layout.lines]
            window[layout.names.line - 1] = worded[at + layout.names.line - 1]
            if all(abs(len(line) - layout.width) <= _SLACK for line in window):
                yield from _fitted(window, layout)


def _plain(line: str) -> str:
    """Upper case, without spaces; look-alikes of the filler are fillers, the rest falls away."""
    text = _FILLERS.sub(FILLER, line.upper().replace(" ", ""))
    return re.sub(r"[^A-Z0-9<]", "", text)


def _fitted(window: Sequence[str], layout: Layout) -> Iterator[Repaired]:
    visa = window[0].startswith("V")
    if visa != layout.form.startswith("MRV"):
        return
    repairs: list[str] = []
    rows = []
    for number, line in enumerate(window, start=1):
        row = _typed(_length(line, layout.width), layout, number)
        if row != line:
            repairs.append(f"line {number} read as {line}")
        rows.append(row)
    try:
        zone = parse(rows)
    except ValueError:
        return
    yield Repaired(zone, tuple(repairs))
    yield from _twinned(zone, layout, tuple(repairs))


def _length(line: str, width: int) -> str:
    """Lengthen or shorten the longest run of fillers; without one, the end."""
    runs = sorted(re.finditer(r"<{2,}", line), key=lambda run: len(run.group()))
    if len(line) > width and runs and len(runs[-1].group()) > len(line) - width + 1:
        start = runs[-1].start()
        line = line[:start] + line[start + len(line) - width :]
    elif len(line) < width and runs:
        start = runs[-1].start()
        line = line[:start] + FILLER * (width - len(line)) + line[start:]
    return line[:width].ljust(width, FILLER)


def _typed(line: str, layout: Layout, number: int) -> str:
    """Each position as the kind of character that it may hold."""
    row = list(line)
    for field, letters in _kinds(layout):
        if field.line == number:
            part = line[field.first - 1 : field.last]
            row[field.first - 1 : field.last] = part.translate(_TO_LETTER if letters else _TO_DIGIT)
    if layout.names.line == number:
        names = "".join(row[layout.names.first - 1 : layout.names.last])
        row[layout.names.first - 1 : layout.names.last] = _names(names)
    return "".join(row)


def _kinds(layout: Layout) -> Iterator[tuple[Field, bool]]:
    """Fields of letters only (True) and of numerals only (False)."""
    for field in (layout.issuer, layout.nationality, layout.sex, layout.names, Field(1, 1, 2)):
        yield field, True
    for field in (layout.born, layout.expires):
        yield Field(field.line, field.first, field.last + 1), False
    yield Field(layout.number.line, layout.number.last + 1, layout.number.last + 1), False
    for check in (layout.optional_check, layout.composite_check):
        if check:
            yield check, False


def _names(field: str) -> str:
    """The end of a name field: a run of letters that fillers are read as is fillers."""
    end = re.search(r"<[CKLSEX<]*$", field)
    if end and (end.group().count(FILLER) * 2 >= len(end.group()) or len(end.group()) > _TAIL):
        return field[: end.start()] + FILLER * len(end.group())
    return field


def _twinned(zone: Mrz, layout: Layout, repairs: tuple[str, ...]) -> Iterator[Repaired]:
    """With one numeral of the document number exchanged for its look-alike, or the reverse.

    Tried only where the number's own digit fails, and given only where it then holds.
    """
    number = zone.checks[0]
    if number.holds:
        return
    field = layout.number
    line = zone.lines[field.line - 1]
    for at in range(field.first - 1, field.last):
        for other in _others(line[at]):
            rows = list(zone.lines)
            rows[field.line - 1] = line[:at] + other + line[at + 1 :]
            tried = parse(rows)
            if tried.digits_verified:
                said = f"{line[at]} read as {other} in the document number"
                yield Repaired(tried, (*repairs, said))


def _others(character: str) -> Iterator[str]:
    for one, other in (tuple(twin) for twin in _TWINS):
        if character in (one, other):
            yield other if character == one else one
