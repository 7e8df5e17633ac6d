"""Parties from plain names or one vendor sheet, without a dossier: for `celtrace screen`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from celtrace.cases.folder import open_table
from celtrace.dossier.read import read_dossier
from celtrace.dossier.source import Opened, Unusable
from celtrace.errors import UsageError
from celtrace.records import Digest, Evidence, Party, fingerprint
from celtrace.settings import Limits

_SHEET = "dossier: 1\nparties: {from: sheet}\n"


def parties_of_names(names: Sequence[str]) -> Iterator[Party]:
    """A party for each name, as typed; its form is not known, so both are looked for."""
    for number, name in enumerate(names, start=1):
        digest = Digest(sha256(name.encode()).hexdigest())
        seen = Evidence(digest, "command line", f"name {number}", name, "command")
        yield Party(seen=seen, id=fingerprint("name", number, name), name=name)


class _Sheet:
    """A dossier of one table."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits

    def yaml(self) -> tuple[bytes, Digest]:
        data = _SHEET.encode()
        return data, Digest(sha256(data).hexdigest())

    def rows(self, path: str, sheet: str) -> Opened:  # noqa: ARG002 - there is one table
        return open_table(self._path, self._path.name, sheet, self._limits)


def parties_of_sheet(path: Path, limits: Limits, say: Callable[[str], None]) -> tuple[Party, ...]:
    """The parties of a sheet; DossierInvalid names every faulty cell."""
    if not path.is_file():
        raise UsageError(
            f"There is no file {path}.", "Give a CSV, XLSX, ODS, JSON or Parquet file."
        )
    try:
        dossier = read_dossier(_Sheet(path, limits), limits)
    except Unusable as error:
        raise UsageError(f"{path}: {error.problem}.", error.remedy) from error
    for problem in dossier.problems:
        say(f"{path.name} {problem.place}: {problem.reason}; {problem.consequence}")
    return tuple(record for record in dossier.records if isinstance(record, Party))
