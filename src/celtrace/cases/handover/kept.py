"""Files that were frozen to be handed on: which there are, and dropping them.

They lie under `$CELTRACE_HOME/server/handed`, apart for each case, never in the case itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from hashlib import file_digest
from pathlib import Path

import msgspec

from celtrace.cases.handover.looking import holds
from celtrace.cases.seal import name_of, writing_to
from celtrace.errors import UsageError


class Frozen(msgspec.Struct, frozen=True):
    """A file that was made to be handed on."""

    name: str
    size: int
    said: str
    """What to tell beside it: the fingerprint of the key, the numbers of the pages."""
    day: date
    """When it was frozen."""


class FrozenFiles:
    """The frozen files of one case."""

    def __init__(self, home: Path, case: Path, clock: Callable[[], datetime]) -> None:
        self.home = home
        self.case = case
        self.clock = clock
        self.folder = home / "server" / "handed" / name_of(case)

    def held(self) -> tuple[Frozen, ...]:
        """What was frozen, the newest first."""
        found = sorted(self.folder.glob("*.zip"), reverse=True)
        return tuple(map(self.frozen, found))

    def path(self, name: str) -> Path | None:
        """Where a frozen file lies; None if there is none of that name."""
        found = {path.name: path for path in self.folder.glob("*.zip")}
        return found.get(name)

    def drop(self, name: str) -> str:
        """Delete a frozen file; the SHA-256 by which it can still be told. UsageError if none."""
        path = self.path(name)
        if path is None:
            raise UsageError(f"There is no frozen file {name}.")
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        with writing_to(path):
            path.unlink()
            path.with_suffix(".txt").unlink(missing_ok=True)
        return digest

    def drop_holding(self, texts: Sequence[str]) -> dict[str, str]:
        """Delete each frozen file in which one of the texts stands; name and SHA-256 of each."""
        found = [one.name for one in self.held() if holds(self.folder / one.name, texts)]
        return {name: self.drop(name) for name in found}

    def frozen(self, path: Path) -> Frozen:
        """What is told of a frozen file."""
        stated = re.search(r"\d{4}-\d\d-\d\d", path.name)
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
        day = date.fromisoformat(stated[0]) if stated else changed
        return Frozen(path.name, path.stat().st_size, self._said(path), day)

    @staticmethod
    def _said(path: Path) -> str:
        beside = path.with_suffix(".txt")
        return beside.read_text(encoding="utf-8") if beside.is_file() else ""


def number_of(name: str) -> int:
    """The number that a file's name begins with; 0 for none."""
    start = name.partition("-")[0]
    return int(start) if start.isdecimal() else 0
