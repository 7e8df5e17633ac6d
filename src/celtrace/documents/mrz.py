"""Machine-readable zones of travel documents: what the lines say, and which digits hold.

Forms TD1, TD2, TD3, MRV-A and MRV-B after ICAO Doc 9303 (8th edition, 2021), parts 3 to 7.
Check digits cover numbers and dates; they never cover the issuing state, the nationality,
the sex or the names, so those are "read" and never "verified" by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from typing import Literal

import msgspec

from celtrace.text.counts import count

Form = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]
FILLER = "<"
_WEIGHTS = (7, 3, 1)
_ALLOWED = re.compile(r"[A-Z0-9<]+")
_LINE = re.compile(r"[A-Z0-9<«‹＜ ]{28,}")


class Field(msgspec.Struct, frozen=True):
    """Where a field stands: line, first and last position, both counted from 1."""

    line: int
    first: int
    last: int

    def of(self, lines: tuple[str, ...]) -> str:
        """The characters of the field."""
        return lines[self.line - 1][self.first - 1 : self.last]


class Layout(msgspec.Struct, frozen=True):
    """Positions of a form's fields (Doc 9303 part 4 to 7, section 4.2)."""

    form: Form
    lines: int
    width: int
    issuer: Field
    names: Field
    number: Field
    nationality: Field
    born: Field
    sex: Field
    expires: Field
    optional: tuple[Field, ...]
    optional_check: Field | None = None
    composite: tuple[Field, ...] = ()
    composite_check: Field | None = None


def _two_lines(form: Form, width: int, **more: Field | tuple[Field, ...]) -> Layout:
    given = {
        "issuer": Field(1, 3, 5), "names": Field(1, 6, width), "number": Field(2, 1, 9),
        "nationality": Field(2, 11, 13), "born": Field(2, 14, 19), "sex": Field(2, 21, 21),
        "expires": Field(2, 22, 27), **more,
    }  # fmt: skip
    return msgspec.convert({"form": form, "lines": 2, "width": width, **given}, Layout)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "TD1", 3, 30, Field(1, 3, 5), Field(3, 1, 30), Field(1, 6, 14), Field(2, 16, 18),
        Field(2, 1, 6), Field(2, 8, 8), Field(2, 9, 14), (Field(1, 16, 30), Field(2, 19, 29)),
        composite=(Field(1, 6, 30), Field(2, 1, 7), Field(2, 9, 15), Field(2, 19, 29)),
        composite_check=Field(2, 30, 30),
    ),
    _two_lines(
        "TD2", 36, optional=(Field(2, 29, 35),),
        composite=(Field(2, 1, 10), Field(2, 14, 20), Field(2, 22, 35)),
        composite_check=Field(2, 36, 36),
    ),
    _two_lines(
        "TD3", 44, optional=(Field(2, 29, 42),), optional_check=Field(2, 43, 43),
        composite=(Field(2, 1, 10), Field(2, 14, 20), Field(2, 22, 43)),
        composite_check=Field(2, 44, 44),
    ),
    _two_lines("MRV-A", 44, optional=(Field(2, 29, 44),)),
    _two_lines("MRV-B", 36, optional=(Field(2, 29, 36),)),
)  # fmt: skip


class Checked(msgspec.Struct, frozen=True):
    """A field that a digit covers."""

    field: Literal["number", "born", "expires", "optional", "composite"]
    value: str
    stated: str
    expected: str

    @property
    def holds(self) -> bool:
        """Whether the digit is the one that the rule gives; a filler may stand for 0."""
        blank = self.stated == FILLER and not self.value.strip(FILLER)
        return self.stated == self.expected or blank


class Mrz(msgspec.Struct, frozen=True):
    """What a zone says."""

    form: Form
    lines: tuple[str, ...]
    code: str
    """The first two characters, for example `P`, `ID`, `V`."""
    issuer: str
    number: str
    nationality: str
    born: str
    """YYMMDD as it stands; `<<` where a part is not known."""
    sex: Literal["F", "M", "", "?"]
    """Empty where it is not stated, `?` for a character that no rule knows."""
    expires: str
    names: str
    """The field as it stands, fillers included: its length says whether it was cut."""
    optional: tuple[str, ...]
    checks: tuple[Checked, ...]

    @property
    def digits_verified(self) -> bool:
        """Whether every check digit holds. It says nothing of the names."""
        return all(check.holds for check in self.checks)

    @property
    def primary(self) -> str:
        """The primary identifier, usually the family name, with spaces."""
        return _spaced(self.names.partition(FILLER * 2)[0])

    @property
    def secondary(self) -> str:
        """The secondary identifier, usually the given names, with spaces."""
        return _spaced(self.names.partition(FILLER * 2)[2])

    @property
    def cut(self) -> bool:
        """Whether the names fill their field, so that they may have been truncated."""
        return not self.names.endswith(FILLER * 2)

    @property
    def faults(self) -> tuple[str, ...]:
        """A sentence for each thing that cannot be so under Doc 9303."""
        return tuple(_faults(self))

    def born_on(self, seen: date) -> date | None:
        """The birthday of somebody alive on the day `seen`; None if a part is not known."""
        return _dated(self.born, seen, future=False)

    def expires_on(self, seen: date) -> date | None:
        """The last day of validity, in the century that lies nearest to `seen`."""
        return _dated(self.expires, seen, future=True)


def check_digit(value: str) -> str:
    """The digit over characters 0-9, A-Z and `<`: weights 7, 3, 1, modulo 10 (part 3, 4.9).

    ValueError for any other character.
    """
    total = sum(_worth(c) * _WEIGHTS[at % 3] for at, c in enumerate(value))
    return str(total % 10)


def plain_number(written: str) -> str:
    """A document's number as people write it, as capitals and digits alone."""
    return "".join(char for char in written.upper() if char.isalnum())


def parse(lines: Iterable[str]) -> Mrz:
    """Read the lines of a zone. ValueError names what is wrong with their number or length."""
    given = tuple(line.strip().upper().replace(" ", FILLER) for line in lines if line.strip())
    layout = _layout(given)
    return _read(given, layout)


def parse_text(text: str) -> Mrz:
    """Read a zone typed into one field: lines apart, joined by `|` or `/`, or run together.

    ValueError as for `parse`.
    """
    lines = [part.strip() for part in re.split(r"[\n|/]+", text) if part.strip()]
    if len(lines) == 1 and len(words := lines[0].split()) in (2, 3):
        lines = words
    if len(lines) == 1 and (width := {90: 30, 72: 36, 88: 44}.get(len(lines[0]))):
        lines = [lines[0][at : at + width] for at in range(0, len(lines[0]), width)]
    return parse(lines)


def find(text: str) -> Iterator[Mrz]:
    """Every zone in running text, for example in what a recogniser read off a page.

    Lines of a possible length that follow each other are tried; what does not form a zone is
    passed over.
    """
    lines = [_cleaned(m.group()) for line in text.upper().splitlines() if (m := _LINE.search(line))]
    at = 0
    while at < len(lines):
        found = next((z for n in (3, 2) if (z := _try(lines[at : at + n], n))), None)
        if found:
            yield found
        at += len(found.lines) if found else 1


def known_state(code: str) -> bool:
    """Whether ICAO or ISO knows the code of an issuing state, organisation or nationality."""
    return code.rstrip(FILLER) in _STATES


def _try(lines: list[str], number: int) -> Mrz | None:
    if len(lines) != number:
        return None
    try:
        return parse(lines)
    except ValueError:
        return None


def _cleaned(line: str) -> str:
    return re.sub(r"[«‹＜]", FILLER, line).replace(" ", "")


def _worth(character: str) -> int:
    if character == FILLER:
        return 0
    if character.isascii() and character.isalnum() and not character.islower():
        return int(character, 36)
    raise ValueError(f"{character!r} does not occur in a machine-readable zone")


def _layout(lines: tuple[str, ...]) -> Layout:
    for number, line in enumerate(lines, start=1):
        if bad := _ALLOWED.sub("", line):
            raise ValueError(f"line {number}: {bad[0]!r} does not occur in these lines")
    widths = {len(line) for line in lines}
    visa = bool(lines) and lines[0].startswith("V")
    for layout in LAYOUTS:
        fits = len(lines) == layout.lines and widths == {layout.width}
        if fits and visa == layout.form.startswith("MRV"):
            return layout
    sizes = " + ".join(str(len(line)) for line in lines) or "none"
    raise ValueError(
        f"{count(len(lines), 'line')} of {sizes} characters; a zone has 3 of 30, 2 of 36 or 2 of 44"
    )


def _read(lines: tuple[str, ...], layout: Layout) -> Mrz:
    optional = tuple(field.of(lines) for field in layout.optional)
    number, number_check, optional = _number(lines, layout, optional)
    sexes: dict[str, Literal["F", "M", ""]] = {"F": "F", "M": "M", FILLER: "", "X": ""}
    checks = [Checked("number", number, number_check, check_digit(number))]
    checks += [_after(lines, "born", layout.born), _after(lines, "expires", layout.expires)]
    if layout.optional_check:
        value, stated = layout.optional[0].of(lines), layout.optional_check.of(lines)
        checks.append(Checked("optional", value, stated, check_digit(value)))
    if layout.composite_check:
        value = "".join(field.of(lines) for field in layout.composite)
        checks.append(
            Checked("composite", value, layout.composite_check.of(lines), check_digit(value))
        )
    return Mrz(
        layout.form, lines, lines[0][:2].rstrip(FILLER), layout.issuer.of(lines).rstrip(FILLER),
        number.rstrip(FILLER), layout.nationality.of(lines).rstrip(FILLER), layout.born.of(lines),
        sexes.get(layout.sex.of(lines), "?"), layout.expires.of(lines), layout.names.of(lines),
        tuple(text.strip(FILLER) for text in optional), tuple(checks),
    )  # fmt: skip


def _after(lines: tuple[str, ...], name: Literal["born", "expires"], field: Field) -> Checked:
    """A field whose digit follows it."""
    value = field.of(lines)
    stated = lines[field.line - 1][field.last]
    return Checked(name, value, stated, check_digit(value))


def _number(
    lines: tuple[str, ...], layout: Layout, optional: tuple[str, ...]
) -> tuple[str, str, tuple[str, ...]]:
    """The document number and its digit.

    In TD1 and TD2 a number over nine characters has `<` for its digit and goes on in the
    optional field, the digit behind it (part 5, note j; part 6, note j).
    """
    field = layout.number
    value, stated = field.of(lines), lines[field.line - 1][field.last]
    rest = re.match(r"([A-Z0-9]*)([0-9])(?:<|$)", optional[0]) if optional else None
    if stated == FILLER and layout.form in ("TD1", "TD2") and rest:
        return value + rest[1], rest[2], (optional[0][rest.end() :], *optional[1:])
    return value, stated, optional


def _faults(zone: Mrz) -> Iterator[str]:
    for check in zone.checks:
        if not check.holds:
            yield (
                f"the check digit of the {_WORDS[check.field]} is {check.stated}, "
                f"the rule gives {check.expected}"
            )
    for name, code in (("issuing state", zone.issuer), ("nationality", zone.nationality)):
        if not known_state(code):
            yield f"{code or 'an empty field'} is no code of a state or organisation ({name})"
    if zone.sex == "?":
        yield "the field of the sex holds neither F, M, X nor a filler"
    for name, value in (("birth", zone.born), ("expiry", zone.expires)):
        if not _possible(value):
            yield f"{value} is no date ({name})"
    if not zone.primary:
        yield "the field of the names is empty"


_WORDS = {
    "number": "document number", "born": "date of birth", "expires": "date of expiry",
    "optional": "optional data", "composite": "whole zone",
}  # fmt: skip


def _possible(value: str) -> bool:
    """Whether YYMMDD can be a date in some century; parts that are not known are fillers."""
    if not re.fullmatch(r"(\d\d|<<){3}", value):
        return False
    year, month, day = value[:2], value[2:4], value[4:]
    leap = 2000 + int(year) if year.isdigit() else 2000
    try:
        date(leap, *(int(part) if part.isdigit() else 1 for part in (month, day)))
    except ValueError:
        return False
    return True


def _dated(value: str, seen: date, *, future: bool) -> date | None:
    if not (value.isdigit() and _possible(value)):
        return None
    year, month, day = (int(value[at : at + 2]) for at in (0, 2, 4))
    latest = seen.year + 50 if future else seen.year
    full = latest - (latest - year) % 100
    found = date(full, month, day) if _exists(full, month, day) else None
    if found and not future and found > seen:
        return date(full - 100, month, day) if _exists(full - 100, month, day) else None
    return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _spaced(field: str) -> str:
    return " ".join(part for part in field.split(FILLER) if part)


def _states() -> frozenset[str]:
    table = files(__package__) / "_tables" / "mrz_states.csv"
    rows = table.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(row.partition(",")[0] for row in rows)


_STATES = _states()
