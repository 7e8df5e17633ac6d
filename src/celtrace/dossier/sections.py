"""All sections of the contract, by name, and the keys of its head."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Literal

import msgspec

from celtrace.dossier.schema import Field
from celtrace.dossier.schema_chain import SECTIONS as CHAIN
from celtrace.dossier.schema_people import SECTIONS as PEOPLE
from celtrace.dossier.schema_work import SECTIONS as WORK

_ALL = (*CHAIN, *PEOPLE, *WORK)
SECTIONS = MappingProxyType({section.name: section for section in _ALL})
"""Section by name."""
KIND_OF = MappingProxyType({section.name: section.record.kind for section in _ALL})
"""The record kind of each section: `parties` holds `party` records."""


class Pin(msgspec.Struct, frozen=True):
    """The snapshot of a list that a dossier asks for."""

    list: str
    snapshot: date | Literal["none"]


HEAD = (
    Field("dossier", required=True),
    Field("title"),
    Field("us", "ref", of=("parties",)),
    Field("as_of", "date"),
    Field("timezone", "timezone"),
    Field("lists", "shape", many=True, made=Pin,
          shape=(Field("list", required=True), Field("snapshot", "pin", required=True))),
    Field("regimes", "enum", many=True, choices=("US", "EU", "GB", "UN")),
)  # fmt: skip
"""Keys of the head; everything else at the top is a section."""
