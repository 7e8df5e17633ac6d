"""The alias supplement: sourced names of listed parties that no official list carries."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec
import yaml

from celtrace.names import tables

Kind = Literal["native", "translation", "romanization", "former", "credits"]


class SupplementSource(msgspec.Struct, frozen=True):
    """Where an alias was read."""

    url: str
    publisher: str
    date: str
    """ISO 8601, as precise as known; empty when the page states none."""


class SupplementAlias(msgspec.Struct, frozen=True):
    """One name, with where it was read and how far that is to be trusted."""

    text: str
    script: str
    """ISO 15924 code."""
    kind: Kind
    source: str
    """Key of `Supplement.sources`."""
    confidence: str
    """Admiralty code: reliability of the source A to F, credibility 1 to 6."""
    note: str = ""


class SupplementEntry(msgspec.Struct, frozen=True):
    """The aliases of one party; `list` and `row` are empty when it is on no list."""

    list: str
    row: str
    name: str
    form: Literal["person", "entity"]
    status: Literal["designated", "delisted", "alleged"]
    aliases: tuple[SupplementAlias, ...]


class Supplement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    title: str
    version: str
    sources: dict[str, SupplementSource]
    entries: tuple[SupplementEntry, ...]


def content() -> str:
    """The file of this version of the package."""
    return tables.text("celtrace_dprk.yaml")


@lru_cache(maxsize=1)
def supplement() -> Supplement:
    """The supplement of this version of the package, in file order."""
    found = yaml.safe_load(content())
    found["version"] = str(found["version"])
    return msgspec.convert(found, Supplement)
