"""Words that people put above columns, by the key they mean.

`_tables/headers.csv`: met in vendor sheets, bid sheets, payment runs and staff lists; English
first, then Chinese, Japanese, Korean and Russian. Case, spaces and punctuation do not count.
A key is `section.key`, `*.key` for every section that has the key, or `identifiers.type`.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from types import MappingProxyType


def _table() -> dict[str, tuple[str, ...]]:
    text = files("celtrace.dossier").joinpath("_tables", "headers.csv").read_text("utf-8")
    return {row["key"]: tuple(row["words"].split("|")) for row in csv.DictReader(text.splitlines())}


WORDS = MappingProxyType(_table())
"""`section.key` or `*.key` to header words."""
IDENTIFIERS = MappingProxyType(
    {key.partition(".")[2]: words for key, words in WORDS.items() if key.startswith("identifiers.")}
)
"""Type of identifier to header words."""
