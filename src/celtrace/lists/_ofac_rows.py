"""A row of SDN.CSV or CONS_PRIM.CSV as a draft entry."""

from __future__ import annotations

import re

from celtrace.lists import _ofac_remarks
from celtrace.lists._draft import Draft, Form
from celtrace.lists._tally import Tally

FORMS: dict[str, Form] = {
    "": "entity",
    "-0-": "entity",
    "entity": "entity",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
COLUMNS = 12
_EXTRAS = (
    (4, "Title"),
    (5, "Call Sign"),
    (6, "Vessel Type"),
    (7, "Tonnage"),
    (8, "Gross Registered Tonnage"),
    (9, "Vessel Flag"),
    (10, "Vessel Owner"),
)


def programmes(text: str) -> list[str]:
    """`UKRAINE-EO13685] [PEESA-EO` names two programmes."""
    return [part.strip(" []") for part in re.split(r"\]\s*\[", text) if part.strip(" []")]


def form(text: str, tally: Tally, place: str) -> Form:
    """What the row is about; an unknown type is counted and stays unknown."""
    found = FORMS.get(text.strip().lower())
    if found is None:
        tally.add(f"unknown type '{text}'", "the entry was kept with its type unknown", place)
        return "unknown"
    return found


def draft(fields: tuple[str, ...], more: str, tally: Tally, place: str) -> Draft:
    """A draft of twelve fields and the continuation of the remarks."""
    made = Draft(row=fields[0], name=fields[1], form=form(fields[2], tally, place))
    made.programmes = programmes(fields[3])
    made.remarks = [f"{label}: {fields[at]}" for at, label in _EXTRAS if fields[at]]
    remarks = fields[11]
    cut = len(remarks) >= _ofac_remarks.CUT_AT and not more
    _ofac_remarks.read(remarks + more, made, tally, place, cut=cut)
    return made
