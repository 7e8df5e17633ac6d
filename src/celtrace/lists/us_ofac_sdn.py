"""Specially Designated Nationals and Blocked Persons List of the United States.

Forms read: SDN.CSV with ALT.CSV, ADD.CSV and SDN_COMMENTS.CSV (or any of them), SDN.XML,
SDN_ENHANCED.XML (also zipped), the daily history of SDN.CSV, names in JSON, our extract.
Reference: https://ofac.treasury.gov/sanctions-list-service and, for the comma-separated
files, https://ofac.treasury.gov/media/29976/download (dat_spec.txt).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.lists import _ofac
from celtrace.ports import Note

FORMAT = "us_ofac_sdn"
SOURCE = ListSource(
    id=FORMAT,
    title="Specially Designated Nationals and Blocked Persons List (SDN)",
    publisher=_ofac.PUBLISHER,
    regime="US",
    urls=tuple(
        f"{_ofac.EXPORTS}{name}" for name in ("SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV")
    ),
    licence=_ofac.LICENCE,
    expected=(6_000, 60_000),
    fill=(("programmes", 0.99), ("aliases", 0.4), ("addresses", 0.5), ("identifiers", 0.4)),
)


def sniff(head: bytes, name: str) -> float:
    """How sure it is that this is the SDN list, 0 to 1, from content first, then name."""
    return _ofac.sniff(head, name, FORMAT)


def belongs(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every name in one group: the files of one publication together."""
    return _ofac.belongs(names)


def read(files: tuple[ListFile, ...], note: Note) -> Iterator[Snapshot]:
    """One snapshot; of the daily history, one for each day. ListRefused where it is broken."""
    yield from _ofac.read(FORMAT, files, note)
