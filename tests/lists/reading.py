"""Opens samples and real list files as an intake would."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
from pathlib import Path
from types import ModuleType

from celtrace import registry
from celtrace.listing import ListFile, Snapshot
from celtrace.records import Designation, Digest

SAMPLES = Path(__file__).parents[1] / "samples" / "lists"
Notes = list[tuple[str, str, str]]


def opened(name: str, data: bytes) -> ListFile:
    return ListFile(name, io.BytesIO(data), Digest(hashlib.sha256(data).hexdigest()))


def plain(path: Path) -> tuple[str, bytes]:
    """Name without compression, and the bytes without it."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        return path.stem, gzip.decompress(data)
    return (path.stem, lzma.decompress(data)) if path.suffix == ".xz" else (path.name, data)


def reader_of(path: Path) -> ModuleType | None:
    name, data = plain(path)
    found: ModuleType | None = registry.best_reader("lists", data[:65_536], name)
    return found


def snapshots(reader: ModuleType, *paths: Path) -> tuple[list[Snapshot], Notes]:
    notes: Notes = []
    files = tuple(opened(*plain(path)) for path in paths)
    found = list(reader.read(files, lambda *said: notes.append(said)))
    return found, notes


def sample(reader: ModuleType, publication: str) -> tuple[Snapshot, Notes]:
    paths = sorted((SAMPLES / reader.FORMAT / publication).iterdir())
    found, notes = snapshots(reader, *paths)
    return found[-1], notes


def of_text(reader: ModuleType, name: str, text: str | bytes) -> tuple[list[Snapshot], Notes]:
    notes: Notes = []
    data = text.encode() if isinstance(text, str) else text
    return list(reader.read((opened(name, data),), lambda *said: notes.append(said))), notes


def row(snapshot: Snapshot, row_id: str) -> Designation:
    (found,) = [entry for entry in snapshot.entries if entry.row == row_id]
    return found


def reasons(notes: Notes) -> list[str]:
    return [reason for _, reason, _ in notes]
