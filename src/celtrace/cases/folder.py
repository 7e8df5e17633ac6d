"""A dossier folder on disk as the source that `dossier` reads from.

Every path stays below the folder: no absolute path, no `..`, no symbolic link that
leaves it. Tables are opened by the reader that recognises them best.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from celtrace import exchange, registry
from celtrace.dossier.source import Opened, Trouble, Unusable
from celtrace.errors import DossierInvalid, Fault
from celtrace.records import Digest
from celtrace.rows import Row
from celtrace.settings import Limits

Reading = Callable[[BinaryIO], Iterator[Row]]

DOSSIER = "dossier.yaml"
HEAD = 65_536


def table_format(head: bytes, name: str) -> str:
    """The format of a table; empty if no reader knows it."""
    reader = _reader(head, name)
    return str(reader.FORMAT) if reader else ""


def _reader(head: bytes, name: str) -> Any | None:  # noqa: ANN401 - a reader is a module
    """The reader of tables or of exchange files that knows a file best; None if none does."""
    table = registry.best_reader("tables", head, name)
    score, other = exchange.recognised(head, name)
    return other if other and (table is None or score > table.sniff(head, name)) else table


def inside(root: Path, path: str) -> Path:
    """The file below the folder; Unusable if the path leads out of it or to nothing."""
    parts = PurePosixPath(path)
    if not path or "\0" in path or parts.is_absolute() or ".." in parts.parts:
        raise Unusable(
            "the path is empty, absolute or leaves the folder",
            "name a file below the folder, without `..`",
        )
    found = root / parts
    if not found.resolve().is_relative_to(root.resolve()):
        raise Unusable("the path is a link that leaves the folder", "copy the file into the folder")
    if not found.is_file():
        raise Unusable("the file does not exist", "check its name, or put it in the folder")
    return found


def open_table(path: Path, name: str, sheet: str, limits: Limits) -> Opened:
    """Open a table; Unusable if it cannot be read or no reader knows it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            digest = Digest(file_digest(stream, "sha256").hexdigest())
    except OSError as error:
        raise Unusable(f"it cannot be read: {error.strerror}", "check its permissions") from error
    reader = _reader(head, name)
    if reader is None:
        modules = (*registry.readers("tables"), *exchange.READERS)
        known = ", ".join(module.FORMAT for module in modules)
        raise Unusable("it is no table of a known format", f"known formats: {known}")
    opened = Opened(digest, iter(()), [])

    def note(place: str, reason: str, consequence: str) -> None:
        opened.problems.append(Trouble(place, reason, consequence))

    opened.rows = _rows(path, lambda stream: reader.read(stream, note, limits, sheet))
    return opened


def _rows(path: Path, read: Reading) -> Iterator[Row]:
    with path.open("rb") as stream:
        yield from read(stream)


class FolderSource:
    """Bytes and rows of a dossier folder."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.root = root
        self.limits = limits
        self.read: dict[str, Digest] = {}
        """Digest of each file as it was when it was read."""

    def yaml(self) -> tuple[bytes, Digest]:
        """dossier.yaml and its digest; DossierInvalid if there is none or it is too large."""
        try:
            path = inside(self.root, DOSSIER)
        except Unusable as error:
            remedy = f"Write one, or run: celtrace init {self.root}"
            raise DossierInvalid((Fault(DOSSIER, "", "", error.problem, remedy),)) from error
        with path.open("rb") as stream:
            data = stream.read(self.limits.yaml_bytes + 1)
        digest = Digest(file_digest(io.BytesIO(data), "sha256").hexdigest())
        self.read[DOSSIER] = digest
        return data, digest

    def rows(self, path: str, sheet: str) -> Opened:
        """Open a table below the folder; Unusable if it cannot be."""
        opened = open_table(inside(self.root, path), path, sheet, self.limits)
        self.read[path] = opened.digest
        return opened
