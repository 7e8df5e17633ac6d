"""The contract as data: what a section and a key are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from celtrace.records import Record


class Field(msgspec.Struct, frozen=True):
    """A key of a section, its type, and where its value goes."""

    key: str
    form: str = "text"
    """A name in `scalars.TYPES`, or `shape` for a mapping of `shape`, or `free` for any keys."""
    to: str = ""
    """The record's attribute; the key itself if empty."""
    required: bool = False
    many: bool = False
    """A list; one value alone is a list of one."""
    choices: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    """Sections whose ids it must name."""
    shape: tuple[Field, ...] = ()
    made: type[msgspec.Struct | dict[str, str]] | None = None
    """What a mapping of `shape` becomes."""
    spills: str = ""
    """The section that a list under this key belongs to."""

    @property
    def attribute(self) -> str:
        """The record's attribute."""
        return self.to or self.key


class Section(msgspec.Struct, frozen=True):
    """A section of the dossier and the record that each item becomes."""

    name: str
    record: type[Record]
    fields: tuple[Field, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    """Of each group, at least one key must be given."""
    not_both: tuple[tuple[str, str], ...] = ()
    """Pairs of keys that exclude each other."""

    @property
    def by_key(self) -> Mapping[str, Field]:
        """Fields by key."""
        return MappingProxyType({field.key: field for field in self.fields})


ID = Field("id", "id")


def words(*keys: str) -> tuple[Field, ...]:
    """Plain text fields."""
    return tuple(Field(key) for key in keys)


def ref(key: str, *of: str, to: str = "", required: bool = False, many: bool = False) -> Field:
    """A field that names ids of sections."""
    return Field(key, "ref", to=to, required=required, many=many, of=of)


SPAN = (Field("since", "date"), Field("until", "date"))
FROM_UNTIL = (Field("from", "date", to="start"), Field("until", "date"))
MONEY = (Field("amount", "money"), Field("currency", "currency"))
WHO = ("parties", "workers")
"""Who may stand in the chain: companies, and freelancers listed as workers."""
