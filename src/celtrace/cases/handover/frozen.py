"""Freezing a case to be handed on: as a bundle or as a production, each kept as a single file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from celtrace.cases.handover import production
from celtrace.cases.handover.bundle import Wanted, pack, write_bundle
from celtrace.cases.handover.kept import Frozen, FrozenFiles, number_of
from celtrace.cases.handover.production import produce
from celtrace.cases.handover.signing import own_key
from celtrace.cases.seal import writing_to
from celtrace.report.exhibit import Numbers
from celtrace.text.counts import count

Kind = Literal["bundle", "production"]


class Ask(msgspec.Struct, frozen=True):
    """What somebody wants frozen."""

    kind: Kind
    who: str
    evidence: bool = False
    tier: int = 3
    numbers: Numbers = Numbers()


class Freezer(FrozenFiles):
    """The frozen files of one case, and how more are made."""

    def freeze(self, ask: Ask) -> Frozen:
        """Freeze a closed case; UsageError if there is nothing to freeze."""
        with writing_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        number = max((number_of(one.name) for one in self.held()), default=0) + 1
        out = self.folder / f"{number:03}-{ask.kind}-{self.clock().date()}.zip"
        said = self._bundle(out, ask) if ask.kind == "bundle" else self._production(out, ask)
        with writing_to(out):
            out.with_suffix(".txt").write_text(said, encoding="utf-8")
        return self.frozen(out)

    def _bundle(self, out: Path, ask: Ask) -> str:
        key = own_key(self.home)
        wanted = Wanted(self.case, out, key, self.clock, ask.who, ask.evidence)
        return f"signed with the key {write_bundle(wanted).signer}"

    def _production(self, out: Path, ask: Ask) -> str:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".draft-") as draft:
            folder = Path(draft) / "production"
            wanted = production.Wanted(
                self.case, folder, self.clock, ask.who, ask.tier, ask.numbers
            )
            made = produce(wanted)
            with writing_to(out):
                pack(folder, Path(draft) / "whole.zip")
                (Path(draft) / "whole.zip").replace(out)
        exhibits, volumes = count(made.exhibits, "exhibit"), count(made.volumes, "volume")
        return f"{exhibits}, pages {made.pages}, {volumes}"
