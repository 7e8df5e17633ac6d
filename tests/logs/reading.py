"""Reads logs for tests and says in one line what came of each record."""

from __future__ import annotations

import io
from datetime import UTC
from pathlib import Path
from types import ModuleType
from typing import Any

from celtrace.logs._lines import LogText
from celtrace.records import Digest, FileAccess, SessionEnd

SAMPLES = Path(__file__).parents[1] / "samples" / "logs"


def read(reader: ModuleType, data: bytes, **facts: Any) -> tuple[list[Any], list[tuple[str, ...]]]:
    """Records and notes of some bytes."""
    notes: list[tuple[str, ...]] = []
    log = LogText(io.BytesIO(data), Digest("0" * 64), "x.log", **facts)
    return list(reader.read(log, lambda *said: notes.append(said))), notes


def sample(reader: ModuleType, name: str, **facts: Any) -> tuple[list[Any], list[tuple[str, ...]]]:
    """Records and notes of a sample."""
    return read(reader, (SAMPLES / reader.FORMAT / name).read_bytes(), **facts)


def line(record: Any) -> str:
    """What happened, who, when (UTC), from where; of a file its path and bytes."""
    when = f"{record.time.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    who = f"{record.account} {when} {record.ip or record.host if hasattr(record, 'host') else record.ip}"  # noqa: E501
    if isinstance(record, SessionEnd):
        return f"end {who}".strip()
    if isinstance(record, FileAccess):
        size = "" if record.size is None else f" {record.size}"
        return f"{record.action} {record.result} {who} {record.path}{size}"
    return f"{record.result} {who}".strip()


def said(reader: ModuleType, name: str, **facts: Any) -> list[str]:
    """One line for each record of a sample."""
    return [line(record) for record in sample(reader, name, **facts)[0]]
