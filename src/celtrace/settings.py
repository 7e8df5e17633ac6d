"""One frozen value with everything that can be set, made at the door and handed down."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """How much input one run takes; beyond it the input is named as a Problem."""

    yaml_bytes: int = 16 * 2**20
    """Bytes of `dossier.yaml`; above it the dossier is refused."""
    yaml_nodes: int = 2_000_000
    """Values of `dossier.yaml`, with every alias unfolded."""
    yaml_depth: int = 50
    """Levels of lists and mappings in `dossier.yaml`."""
    table_bytes: int = 512 * 2**20
    """Bytes of one table; CSV and JSON Lines are read up to here, other formats not at all."""
    table_rows: int = 2_000_000
    """Rows of one table; those after it are left out."""
    cell_chars: int = 100_000
    """Characters of one cell; a longer one is cut."""
    unpacked_bytes: int = 2 * 2**30
    """Bytes that one packed file (XLSX, ODS, ZIP, XZ) may unfold to."""
    unpacked_ratio: int = 200
    """How many times its own size a packed file may unfold to."""
    archive_depth: int = 12
    """Archives within archives that are opened; deeper ones are kept and named."""
    archive_members: int = 100_000
    """Members of one archive that are taken out; those after them are named by their number."""
    member_bytes: int = 512 * 2**20
    """Bytes of one member of an archive; a larger one is named and not taken out."""
    file_items: int = 200_000
    """Facts, passages and pictures of one file; what comes after is left out."""
    file_text: int = 64 * 2**20
    """Characters of text of one file; what comes after is left out."""
    log_bytes: int = 64 * 2**20
    """Bytes of logs that are held in memory; more go through tables on the disk, if DuckDB is
    there. A packed log counts eightfold."""
    file_seconds: int = 120
    """Seconds that reading one file may take; then it is given up and named."""
    file_memory: int = 3 * 2**30
    """Bytes of memory of a process that reads files."""


class Settings(msgspec.Struct, frozen=True):
    """Where things are and how the run is to be done."""

    home: Path
    """Installed lists and settings (`$CELTRACE_HOME`)."""
    case: Path
    """The case that commands work on (`--case`, `$CELTRACE_CASE`, else `./celtrace-case`)."""
    jobs: int = 1
    """Processes (`--jobs`); 0 on the command line is one for each processor."""
    strict: bool = False
    """Whether input that was not read ends the run with exit code 13 (`--strict`)."""
    quiet: bool = False
    """No messages and no progress (`--quiet`)."""
    limits: Limits = Limits()
    secrets: tuple[tuple[str, str], ...] = ()
    """Provider and the secret that it signs with (`$CELTRACE_SECRET_ONFIDO`, `..._CHECKR`, ...)."""

    def secret(self, provider: str) -> str:
        """The secret of a provider; empty where none is set, and then nothing is taken."""
        return dict(self.secrets).get(provider.lower(), "")

    @property
    def keys(self) -> Path:
        """Where the keys of workers' files lie: apart from every case."""
        return self.home / "keys"
