"""Consolidated List of the United States: the lists of OFAC other than the SDN list.

Sectoral sanctions, Chinese military-industrial companies, the Palestinian Legislative
Council and others. Forms read: CONS_PRIM.CSV with CONS_ALT.CSV, CONS_ADD.CSV and
CONS_COMMENTS.CSV (or any of them), CONSOLIDATED.XML, CONS_ENHANCED.XML (also zipped), our
extract. Reference: https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.lists import _ofac
from celtrace.ports import Note

FORMAT = "us_ofac_cons"
SOURCE = ListSource(
    id=FORMAT,
    title="Consolidated Sanctions List (non-SDN lists)",
    publisher=_ofac.PUBLISHER,
    regime="US",
    urls=tuple(f"{_ofac.EXPORTS}CONS_{part}.CSV" for part in ("PRIM", "ALT", "ADD", "COMMENTS")),
    licence=_ofac.LICENCE,
    expected=(100, 5_000),
    fill=(("programmes", 0.99), ("aliases", 0.4), ("addresses", 0.5), ("identifiers", 0.4)),
)


def sniff(head: bytes, name: str) -> float:
    """How sure it is that this is the Consolidated List, 0 to 1, from content first, then name."""
    return _ofac.sniff(head, name, FORMAT)


def belongs(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every name in one group: the files of one publication together."""
    return _ofac.belongs(names)


def read(files: tuple[ListFile, ...], note: Note) -> Iterator[Snapshot]:
    """One snapshot. ListRefused where it is broken."""
    yield from _ofac.read(FORMAT, files, note)
