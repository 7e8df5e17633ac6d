"""What was frozen from the room to be handed on: bundles and productions, kept as single files.

They lie under `$CELTRACE_HOME/server/handed`, apart for each case, never in the case itself.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Literal

import msgspec

from celtrace.cases.handover import production
from celtrace.cases.handover.bundle import Wanted, pack, write_bundle
from celtrace.cases.handover.looking import holds
from celtrace.cases.handover.production import produce
from celtrace.cases.handover.signing import own_key
from celtrace.cases.seal import name_of, writing_to
from celtrace.errors import UsageError
from celtrace.report.exhibit import Numbers
from celtrace.text.counts import count

Kind = Literal["bundle", "production"]


class Frozen(msgspec.Struct, frozen=True):
    """A file that was made to be handed on."""

    name: str
    size: int
    said: str
    """What to tell beside it: the fingerprint of the key, the numbers of the pages."""
    day: date
    """When it was frozen."""


class Ask(msgspec.Struct, frozen=True):
    """What somebody wants frozen."""

    kind: Kind
    who: str
    evidence: bool = False
    tier: int = 3
    numbers: Numbers = Numbers()


class Freezer:
    """The frozen files of one case."""

    def __init__(self, home: Path, case: Path, clock: Callable[[], datetime]) -> None:
        self._home = home
        self._case = case
        self._clock = clock
        self.folder = home / "server" / "handed" / name_of(case)

    def held(self) -> tuple[Frozen, ...]:
        """What was frozen, the newest first."""
        found = sorted(self.folder.glob("*.zip"), reverse=True)
        return tuple(map(self._frozen, found))

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

    def freeze(self, ask: Ask) -> Frozen:
        """Freeze a closed case; UsageError if there is nothing to freeze."""
        with writing_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        number = max((_number(one.name) for one in self.held()), default=0) + 1
        out = self.folder / f"{number:03}-{ask.kind}-{self._clock().date()}.zip"
        said = self._bundle(out, ask) if ask.kind == "bundle" else self._production(out, ask)
        with writing_to(out):
            out.with_suffix(".txt").write_text(said, encoding="utf-8")
        return self._frozen(out)

    def _bundle(self, out: Path, ask: Ask) -> str:
        key = own_key(self._home)
        wanted = Wanted(self._case, out, key, self._clock, ask.who, ask.evidence)
        return f"signed with the key {write_bundle(wanted).signer}"

    def _production(self, out: Path, ask: Ask) -> str:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".draft-") as draft:
            folder = Path(draft) / "production"
            wanted = production.Wanted(
                self._case, folder, self._clock, ask.who, ask.tier, ask.numbers
            )
            made = produce(wanted)
            with writing_to(out):
                pack(folder, Path(draft) / "whole.zip")
                (Path(draft) / "whole.zip").replace(out)
        exhibits, volumes = count(made.exhibits, "exhibit"), count(made.volumes, "volume")
        return f"{exhibits}, pages {made.pages}, {volumes}"

    def _frozen(self, path: Path) -> Frozen:
        stated = re.search(r"\d{4}-\d\d-\d\d", path.name)
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
        day = date.fromisoformat(stated[0]) if stated else changed
        return Frozen(path.name, path.stat().st_size, self._said(path), day)

    @staticmethod
    def _said(path: Path) -> str:
        beside = path.with_suffix(".txt")
        return beside.read_text(encoding="utf-8") if beside.is_file() else ""


def _number(name: str) -> int:
    start = name.partition("-")[0]
    return int(start) if start.isdecimal() else 0
