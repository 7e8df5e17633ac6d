"""A first dossier.yaml from a folder of plain files."""

from __future__ import annotations

from pathlib import Path
