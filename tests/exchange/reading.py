"""How the tests of exchange formats read: items with notes, and whole dossiers."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from celtrace.cases.folder import FolderSource
from celtrace.dossier.read import Dossier, read_dossier
from celtrace.exchange._items import Item
from celtrace.records import Record
from celtrace.settings import Limits

LIMITS = Limits()


def encoded(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def taken(reader: ModuleType, value: Any) -> tuple[list[Item], list[tuple[str, str, str]]]:
    """The items of a file, and what was noted."""
    notes: list[tuple[str, str, str]] = []
    found = list(reader.read(io.BytesIO(encoded(value)), lambda *n: notes.append(n), LIMITS))
    items = []
    headers: dict[str, list[str]] = {}
    for row in found:
        texts = [cell.text for cell in row.cells]
        if row.number == 0:
            headers[row.sheet] = texts
        else:
            held = dict(zip(headers[row.sheet], texts, strict=True))
            items.append(Item(row.sheet, row.number, {k: v for k, v in held.items() if v}))
    return items, notes


def of(items: list[Item], section: str) -> list[Mapping[str, Any]]:
    return [item.values for item in items if item.section == section]


def dossier(folder: Path, value: Any, name: str = "in.json", more: str = "") -> Dossier:
    """A dossier that names the file under every section it has something of."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(encoded(value))
    source = FolderSource(folder, LIMITS)
    sheets = {row.sheet for row in source.rows(name, "").rows}
    lines = "".join(f"{sheet}: {{from: {name}}}\n" for sheet in sorted(sheets))
    (folder / "dossier.yaml").write_text(f"dossier: 1\n{lines}{more}", encoding="utf-8")
    return read_dossier(FolderSource(folder, LIMITS), LIMITS)


def bare(record: Record) -> dict[str, Any]:
    """A record without its evidence."""
    return {k: v for k, v in msgspec.structs.asdict(record).items() if k != "seen"}
