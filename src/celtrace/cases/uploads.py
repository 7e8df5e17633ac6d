"""Files that come in through the web: into the dossier's folder, and out again by undo."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from celtrace.cases.folder import DOSSIER
from celtrace.cases.seal import writing_to
from celtrace.cases.start import first_dossier
from celtrace.errors import UsageError
from celtrace.settings import Limits

_PIECE = 2**20
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")


class Batch(msgspec.Struct, frozen=True):
    """Files that were handed in together."""

    number: int
    who: str
    at: datetime
    files: tuple[str, ...]


class Uploads:
    """The dossier's folder, with what was handed in when."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.limits = limits
        self.kept = folder.with_name(f"{folder.name}.batches")

    def files(self) -> tuple[tuple[str, int], ...]:
        """Names and sizes of what lies in the folder."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return tuple(
            (path.relative_to(self.folder).as_posix(), path.stat().st_size) for path in found
        )

    def batches(self) -> tuple[Batch, ...]:
        """What was handed in, the newest first."""
        paths = sorted(self.kept.glob("[0-9]*.json"), reverse=True)
        return tuple(msgspec.json.decode(path.read_bytes(), type=Batch) for path in paths)

    def take(self, who: str, at: datetime, files: Iterable[tuple[str, BinaryIO]]) -> Batch:
        """Take files in, all or none; UsageError for a bad name or too many bytes.

        A file of a name that is there already takes its place; undo brings the old one back.
        """
        with writing_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            number = 1 + max((batch.number for batch in self.batches()), default=0)
            draft = self.kept / f"{number:06}.new"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            names = self._write(draft, files)
            if not names:
                raise UsageError("No file was chosen.", "Choose one or more files.")
            old = self.kept / f"{number:06}.old"
            old.mkdir(exist_ok=True)
            for name in names:
                if (self.folder / name).exists():
                    (self.folder / name).replace(old / name)
                (draft / name).replace(self.folder / name)
            draft.rmdir()
            batch = Batch(number, who, at, tuple(names))
            (self.kept / f"{number:06}.json").write_bytes(msgspec.json.encode(batch))
        return batch

    def undo(self) -> Batch:
        """Take the last batch out again; UsageError if there is none."""
        last = next(iter(self.batches()), None)
        if last is None:
            raise UsageError("There is nothing to undo.")
        old = self.kept / f"{last.number:06}.old"
        with writing_to(self.folder):
            for name in last.files:
                (self.folder / name).unlink(missing_ok=True)
                if (old / name).exists():
                    (old / name).replace(self.folder / name)
            (self.kept / f"{last.number:06}.json").unlink()
        return last

    def dossier(self) -> str:
        """The text of dossier.yaml; a first guess with a comment at each, where there is none."""
        path = self.folder / DOSSIER
        if path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")
        return first_dossier(self.folder, self.limits) if self.folder.is_dir() else ""

    def write_dossier(self, text: str) -> None:
        """Keep dossier.yaml as somebody wrote it."""
        with writing_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            plain = text.replace("\r\n", "\n")
            (self.folder / DOSSIER).write_text(plain, encoding="utf-8")

    def _write(self, draft: Path, files: Iterable[tuple[str, BinaryIO]]) -> list[str]:
        names: list[str] = []
        room = self.limits.unpacked_bytes
        for given, stream in files:
            name = safe_name(given)
            with (draft / name).open("wb") as out:
                while piece := stream.read(_PIECE):
                    room -= len(piece)
                    if room < 0:
                        limit = self.limits.unpacked_bytes
                        message = f"The files are larger than {limit:,} bytes together."
                        raise UsageError(message, "Put them into the folder by hand.")
                    out.write(piece)
            names.append(name)
        return list(dict.fromkeys(names))


def safe_name(given: str) -> str:
    """The last part of a path as a plain file name; UsageError if nothing is left of it."""
    name = _UNSAFE.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    if not name:
        raise UsageError("A file has no name.", "Give it one.")
    return name[:200]
