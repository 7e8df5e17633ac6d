"""What each form of a list can say, and how a poorer form is completed from a richer one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from celtrace.records import Designation, Fullness, Part

Fields = tuple[str, ...]
PRIMARY = ("name", "form", "programmes")
REMARKS = ("born", "nationalities", "identifiers", "linked_to", "remarks")
ALIASES = ("aliases",)
ADDRESSES = ("countries", "addresses")
GROUPS = (PRIMARY, REMARKS, ALIASES, ADDRESSES)
HAS: Mapping[Fullness, tuple[Fields, ...]] = {
    "full": GROUPS,
    "extract": GROUPS,
    "primaries-only": (PRIMARY, REMARKS),
    "names-only": (PRIMARY, ALIASES),
    "no-primaries": (ALIASES, ADDRESSES),
}
"""The groups of fields that rows of a form carry in full."""
LACKS = {form: tuple(g for g in GROUPS if g not in has) for form, has in HAS.items()}
RICHEST: tuple[Fullness, ...] = (
    "full", "primaries-only", "names-only", "no-primaries", "extract",
)  # fmt: skip
"""Of two snapshots of one day the one further left is used."""
_NOTHING = ("", (), "unknown")
PARTIAL: Mapping[Fullness, str] = {
    "full": "",
    "names-only": "names only: no birth dates, addresses or identifiers",
    "primaries-only": "primary names only: aliases are missing, except those in remarks",
    "no-primaries": "no primary names",
    "extract": "",
}


def completed(row: Designation, group: Fields, older: Designation, at: str) -> Designation:
    """The row with the group's fields from an older form, where it has none itself.

    `at` is `list@snapshot` of the older. Each field taken over gets a Part that says from
    where, so that nothing is mixed silently.
    """
    taken = {field: value for field in group if (value := _missing(row, older, field))}
    if not taken:
        return row
    cited = older.seen.cite(*taken)
    file = "" if "@" in cited.place else f"@{older.seen.digest[:16]}"
    place = f"{at}, {older.seen.source}{file}, {cited.place}"
    parts = (*row.seen.parts, *(Part(field, place, cited.quote) for field in taken))
    seen = msgspec.structs.replace(row.seen, parts=parts)
    return msgspec.structs.replace(row, seen=seen, **taken)


def _missing(row: Designation, older: Designation, field: str) -> Any:  # noqa: ANN401 - a field's
    """What the older row adds to a field; nothing if the row speaks for itself."""
    own, other = getattr(row, field), getattr(older, field)
    if field == "aliases":
        known = {alias.text for alias in own} | {row.name}
        more = tuple(alias for alias in other if alias.text not in known)
        return (*own, *more) if more else None
    return other if own in _NOTHING and other not in _NOTHING else None


def differences(a: Designation, b: Designation, fields: Fields) -> dict[str, tuple[str, ...]]:
    """Field to what changed in it, `+` for what b has more, `-` for what it has no more."""
    found = {}
    for field in fields:
        before, after = _items(a, field), _items(b, field)
        changed = (
            *(f"- {item}" for item in before if item not in after),
            *(f"+ {item}" for item in after if item not in before),
        )
        if changed:
            found[field] = changed
    return found


def _items(row: Designation, field: str) -> tuple[str, ...]:
    value = getattr(row, field)
    if field == "aliases":
        return tuple(f"{a.text} ({a.strength})" for a in value)
    if field == "identifiers":
        return tuple(" ".join(part for part in (i.type, i.value, i.country) if part) for i in value)
    if field == "remarks":
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value if isinstance(value, tuple) else (str(value),)
