"""A record of any kind with every field filled, made from the types of its fields."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from celtrace import records
from celtrace.records import Digest, Evidence, Part, Record

PARTS = (Part("name", "line 2", "Northlight"), Part("country", "line 3", "CN"))
SEEN = Evidence(
    Digest("0" * 64), "a.yaml", "line 2, line 3", "Northlight | CN", "dossier", "1", PARTS
)
KINDS: tuple[type[Record], ...] = tuple(
    kind
    for _, kind in sorted(inspect.getmembers(records, inspect.isclass))
    if issubclass(kind, Record) and kind is not Record
)
BASE = ("seen", "id")
NOON = datetime(2024, 2, 28, 12, 30, tzinfo=UTC)


def filled(kind: type[Record], number: int = 0, **more: Any) -> Record:
    """A record with a value in every field; another number gives other values."""
    values = {name: value(field.type, number) for name, field in fields(kind).items()}
    return kind(seen=SEEN, **{**values, **more})


def least(kind: type[Record]) -> Record:
    """A record with only the fields that it must have."""
    required = {n: value(f.type, 0) for n, f in fields(kind).items() if f.required}
    return kind(seen=SEEN, **required)


def fields(kind: type[Record]) -> dict[str, msgspec.inspect.Field]:
    """The own fields of a kind."""
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    return {field.name: field for field in info.fields if field.name not in BASE}


def value(kind: msgspec.inspect.Type, number: int) -> Any:
    """A value of the type; values of number 0 and 1 differ."""
    match kind:
        case msgspec.inspect.UnionType():
            return value(kind.types[0], number)
        case msgspec.inspect.LiteralType():
            return [word for word in kind.values if word][number]
        case msgspec.inspect.VarTupleType():
            return (value(kind.item_type, number),)
        case msgspec.inspect.TupleType():
            return tuple(value(item, number) for item in kind.item_types)
        case msgspec.inspect.DictType():
            return {f"key {number}": value(kind.value_type, number)}
        case _:
            return _plain(kind, number)


def _plain(kind: msgspec.inspect.Type, number: int) -> Any:
    if isinstance(kind, msgspec.inspect.StructType):
        return kind.cls(**{f.name: value(f.type, number) for f in kind.fields})
    made = {
        msgspec.inspect.StrType: f"text {number}", msgspec.inspect.IntType: 10 + number,
        msgspec.inspect.FloatType: number / 2, msgspec.inspect.BoolType: bool(number),
        msgspec.inspect.DecimalType: Decimal(number) / 4,
        msgspec.inspect.DateType: NOON.date() + timedelta(days=number),
        msgspec.inspect.DateTimeType: NOON + timedelta(days=number),
    }  # fmt: skip
    return made[type(kind)]
