"""A first dossier.yaml from a look at the files of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from celtrace import registry
from celtrace.cases.folder import DOSSIER, HEAD, open_table, table_format
from celtrace.dossier import guess
from celtrace.dossier.headers import WITHIN
from celtrace.dossier.source import Unusable
from celtrace.rows import Row
from celtrace.settings import Limits

LOOKED_AT = 100_000
"""So many files are looked at; a larger folder gets its first dossier from these."""
SURE = 0.5
"""From this a log reader's `sniff` outweighs that the file might be a table."""
KINDS: dict[guess.Look, tuple[str, ...]] = {
    "image": (".png", ".jpg", ".jpeg", ".tga", ".tif", ".tiff", ".psd", ".psb", ".clip", ".webp",
              ".exr", ".tlv", ".ora", ".kra"),
    "video": (".mov", ".mp4", ".avi", ".mkv"),
    "document": (".pdf", ".docx", ".doc", ".hwp", ".hwpx", ".pptx", ".rtf", ".odt"),
}  # fmt: skip


def first_dossier(
    folder: Path, limits: Limits, title: str = "", choices: guess.Choices | None = None
) -> str:
    """The text of a first dossier.yaml for a folder, with a comment at each guess."""
    name = title or folder.resolve().name
    return guess.first_dossier(looks(folder, limits), name, choices or {})


def looks(folder: Path, limits: Limits) -> list[guess.LooksLike]:
    """What each file of a folder looks like."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    chosen = [path for path in paths[:LOOKED_AT] if path.name != DOSSIER]
    return [_look(folder, path, limits) for path in chosen]


def _look(folder: Path, path: Path, limits: Limits) -> guess.LooksLike:
    name = path.relative_to(folder).as_posix()
    for look, endings in KINDS.items():
        if path.suffix.lower() in endings:
            return guess.LooksLike(name, look)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return guess.LooksLike(name, "other")
    log = registry.best_reader("logs", head, name)
    if log is not None and log.sniff(head, name) >= SURE:
        return guess.LooksLike(name, "log", format=log.FORMAT)
    if not table_format(head, name):
        return guess.LooksLike(name, "other")
    return guess.LooksLike(name, "table", sheets=tuple(_sheets(path, name, limits)))


def _sheets(path: Path, name: str, limits: Limits) -> Iterator[guess.SheetHead]:
    found: dict[str, list[Row]] = {}
    try:
        for row in islice(open_table(path, name, "", limits).rows, LOOKED_AT):
            rows = found.setdefault(row.sheet, [])
            if len(rows) < WITHIN:
                rows.append(row)
    except Unusable:
        return
    yield from (guess.SheetHead(sheet, tuple(rows)) for sheet, rows in found.items())
