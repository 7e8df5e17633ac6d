"""A first dossier.yaml from a folder of plain files."""

from __future__ import annotations

from pathlib import Path

from celtrace.settings import Limits


def first_dossier(folder: Path, limits: Limits) -> str:
    raise NotImplementedError(folder, limits)
