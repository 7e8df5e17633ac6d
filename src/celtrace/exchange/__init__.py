"""Exchange formats: what other tools write of owners, offices, contracts and payments.

A reader here has `FORMAT`, `sniff(head, name)` and `read(stream, note, limits, sheet)` like
a reader of tables: it gives rows whose sheet is a section of the dossier and whose headers are
the keys of the contract. So a section names the file and nothing else has to know of it.
"""

from __future__ import annotations

from types import ModuleType

from celtrace.exchange import bods, ftm, gleif

__all__ = ["READERS", "bods", "ftm", "gleif", "recognised"]

READERS: tuple[ModuleType, ...] = (bods, ftm, gleif)


def recognised(head: bytes, name: str) -> tuple[float, ModuleType | None]:
    """The reader that knows such a file best, with its score; 0 and None if none does."""
    scored = [(float(reader.sniff(head, name)), reader.FORMAT, reader) for reader in READERS]
    score, _, best = max(scored, key=lambda item: item[:2])
    return (score, best) if score > 0 else (0.0, None)
