"""One frozen value with everything that can be set, made at the door and handed down."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """How much input one run takes; beyond it the input is named as a Problem."""

    yaml_bytes: int = 16 * 2**20
    yaml_nodes: int = 2_000_000
    yaml_depth: int = 50
    table_bytes: int = 512 * 2**20
    table_rows: int = 2_000_000
    cell_chars: int = 100_000
    unpacked_bytes: int = 2 * 2**30
    unpacked_ratio: int = 200


class Settings(msgspec.Struct, frozen=True):
    """Where things are and how the run is to be done."""

    home: Path
    """Installed lists and settings (`$CELTRACE_HOME`)."""
    case: Path
    jobs: int = 1
    strict: bool = False
    quiet: bool = False
    limits: Limits = Limits()
