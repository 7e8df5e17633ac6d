"""What a finding rests on: records with the fields used."""

from __future__ import annotations

from celtrace.records import Evidence, Record, Ref

Use = tuple[Record, tuple[str, ...]]
"""A record and the fields of it that a finding rests on."""


def use(record: Record, *fields: str) -> Use:
    """Name the fields of a record that a finding rests on."""
    return record, fields


def cited(*uses: Use) -> tuple[Evidence, ...]:
    """Evidence for the fields used, with their own places and quotes."""
    return tuple(record.cite(*fields) for record, fields in uses)


def based(*uses: Use) -> tuple[str, ...]:
    """`kind:id#field,field` for each record: stable when rows move in the sheet."""
    return tuple(f"{record.ref}#{','.join(sorted(fields))}" for record, fields in uses)


def party(id_: str) -> Ref:
    """The ref of a party."""
    return Ref(f"party:{id_}")
