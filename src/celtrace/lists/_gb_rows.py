"""Rows of the UK Sanctions List by the names of its columns, put together by Unique ID.

Column names: the UK Sanctions List format guide, and the list itself in 2025. There is a
wide form, one row for each name, and a narrow one with primary names only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from celtrace.listing import ListFile
from celtrace.lists import _dates, _registers
from celtrace.lists._draft import Draft, Form, evidence
from celtrace.lists._tally import Tally
from celtrace.records import Alias, Evidence, Identifier, Part

_FORMS: dict[str, Form] = {"individual": "person", "entity": "entity", "ship": "vessel"}
_NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
_ADDRESS = (
    *(f"Address Line {number}" for number in range(1, 7)),
    "Address Postal Code",
    "Address Country",
)
_IDENTIFIERS = {
    "Passport number": "passport",
    "National Identifier number": "national_id",
    "Business registration number (s)": "registration",
    "IMO number": "imo",
    "Phone number": "phone",
    "Email address": "email",
    "Website": "website",
    "Hull identification number (HIN)": "id",
}
_LINKED = ("Parent company", "Subsidiaries", "Current owner/operator (s)")
_REMARKS = (
    "Title",
    "Position",
    "Gender",
    "Town of birth",
    "Country of birth",
    "Type of entity",
    "Passport additional information",
    "National Identifier additional information",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Other Information",
    "Sanctions Imposed",
)
_OTHER_NAMES = {
    "Individual, Entity, Ship": "Designation Type",
    "Type": "Designation Type",
    "Parent Company": "Parent company",
    "Name": "Name 6",
}
KNOWN = frozenset(
    {*_NAMES, *_ADDRESS, *_IDENTIFIERS, *_LINKED, *_REMARKS}
    | {"Unique ID", "Name type", "Alias strength", "Name non-latin script", "Regime Name"}
    | {"Designation Type", "Date Designated", "D.O.B", "Nationality(/ies)", "UN Reference Number"}
    | {"Last Updated", "OFSI Group ID", "Non-latin script type", "Non-latin script language"}
    | {"Designation source", "UK Statement of Reasons", "Tonnage of ship", "Length of ship"}
    | {"Year Built"}
)
"""Columns that are read, or known and not taken over."""
_NUMBERED = re.compile(r"\s*\(\d+\)\s*")


class Line(NamedTuple):
    """A row: its place, its text, and its values by column name (empty ones left out)."""

    place: str
    quote: str
    values: Mapping[str, str]


def column(header: str) -> str:
    """The name of a column as the wide form of the list writes it."""
    name = " ".join(header.split())
    return _OTHER_NAMES.get(name, name)


def values(columns: tuple[str, ...], cells: tuple[str, ...]) -> dict[str, str]:
    """The cells by column, without empty ones."""
    pairs = zip(columns, cells, strict=False)
    return {name: text.strip() for name, text in pairs if text.strip() not in {"", "N/A"}}


def entries(
    file: ListFile, lines: Iterable[Line], tally: Tally, reader: str
) -> list[tuple[Draft, Evidence]]:
    """One draft for each Unique ID, with all rows of that id in it."""
    rows: dict[str, tuple[Draft, Evidence]] = {}
    for line in lines:
        row = line.values.get("Unique ID", "")
        where = f"{file.name}, {line.place}"
        if not row:
            tally.add("a row without a Unique ID", "it was left out", where)
            continue
        if row in rows:
            rows[row][0].parts.append(Part("aliases", line.place, line.quote))
        else:
            seen = evidence(file, f"{row}, {line.place}", line.quote, reader)
            rows[row] = (Draft(row=row), seen)
        _fill(rows[row][0], line.values, tally, where)
    for draft, seen in rows.values():
        if not draft.name and draft.aliases:
            draft.name = draft.aliases[0].text
            where = f"{file.name}, {seen.place}"
            tally.add("no primary name", "the first alias stands in for it", where)
    return list(rows.values())


def _fill(draft: Draft, values: Mapping[str, str], tally: Tally, where: str) -> None:
    kind = values.get("Designation Type", "")
    if kind.lower() not in _FORMS:
        tally.add(f"unknown type '{kind}'", "the entry was kept with its type unknown", where)
    draft.form = _FORMS.get(kind.lower(), "unknown")
    _names(draft, values)
    draft.programmes.append(values.get("Regime Name", ""))
    _dates_of(draft, values, tally, where)
    draft.nationalities += _several(values.get("Nationality(/ies)", ""))
    draft.addresses.append(", ".join(values[name] for name in _ADDRESS if name in values))
    country = values.get("Address Country", "")
    draft.countries.append(country)
    for name, type_ in _IDENTIFIERS.items():
        for number in _several(values.get(name, "")):
            kind = _registers.type_of(type_, number, country)
            draft.identifiers.append(Identifier(kind, number.removeprefix("IMO ")))
    for name in _LINKED:
        draft.linked_to += _several(values.get(name, ""))
    draft.remarks += [f"{name}: {values[name]}" for name in _REMARKS if name in values]


def _several(text: str) -> list[str]:
    """`(1) Russia (2) Cyprus` are two values."""
    return [part.strip() for part in _NUMBERED.split(text) if part.strip()]


def _names(draft: Draft, values: Mapping[str, str]) -> None:
    name = " ".join(values[part] for part in _NAMES if part in values)
    kind = values.get("Name type", "Primary Name").lower()
    if kind == "primary name" and not draft.name:
        draft.name = name
    elif name:
        weak = "low" in values.get("Alias strength", "").lower()
        origin = "aka" if kind == "alias" else kind
        draft.aliases.append(Alias(name, "weak" if weak else "strong", origin))
    if "Name non-latin script" in values:
        text = values["Name non-latin script"]
        draft.aliases.append(Alias(text, "strong", "original script"))


def _dates_of(draft: Draft, values: Mapping[str, str], tally: Tally, where: str) -> None:
    stated = values.get("Date Designated", "")
    listed = _dates.day(stated)
    if stated and listed is None:
        tally.add("a date of designation was not understood", "it was left empty", where)
    if listed and (draft.listed_on is None or listed < draft.listed_on):
        draft.listed_on = listed
    for text in _several(values.get("D.O.B", "")):
        found = _dates.born(text)
        if found:
            draft.born.append(found)
        else:
            draft.remarks.append(f"Date of birth: {text}")
            tally.add("a date of birth was not understood", "it was kept in the remarks", where)
