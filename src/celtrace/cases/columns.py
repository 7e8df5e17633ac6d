"""What the columns of a dossier's tables mean, as a person says it beside what was guessed.

As long as dossier.yaml is as it was written from here, it is written anew with what is said; one
that somebody wrote by hand is left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from celtrace.cases.folder import DOSSIER
from celtrace.cases.seal import writing_to
from celtrace.cases.start import first_dossier, looks
from celtrace.cases.uploads import Uploads
from celtrace.dossier.guess import Chosen, Understood, understood
from celtrace.dossier.sections import SECTIONS
from celtrace.errors import UsageError

KEPT = "columns.json"


class Said(msgspec.Struct, frozen=True):
    """What was said of the tables, and the digest of the dossier.yaml that it became."""

    title: str = ""
    sheets: tuple[tuple[str, str, Chosen], ...] = ()
    """Path, sheet, and what it is."""
    digest: str = ""


class Columns:
    """The tables of a dossier's folder."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._path = uploads.kept / KEPT

    @property
    def said(self) -> Said:
        """What was said last."""
        held = self._path.read_bytes() if self._path.is_file() else b"{}"
        return msgspec.json.decode(held, type=Said)

    def understood(self) -> tuple[Understood, ...] | None:
        """Every sheet as it would be read; None if dossier.yaml was written by hand."""
        path = self._uploads.folder / DOSSIER
        said = self.said
        if path.is_file() and sha256(path.read_bytes()).hexdigest() != said.digest:
            return None
        found = looks(self._uploads.folder, self._uploads.limits)
        return understood(found, _choices(said))

    def say(self, title: str, sheets: Sequence[Understood]) -> None:
        """Keep what a person says of the sheets; UsageError for what cannot be.

        Of a sheet that becomes something else than it was, the headers say what they mean.
        """
        before = {(one.path, one.sheet): one.section for one in self.understood() or ()}
        told = []
        for one in sheets:
            if one.section and one.section not in SECTIONS:
                raise UsageError(f"There is nothing called {one.section} in a dossier.")
            other = before.get((one.path, one.sheet)) != one.section
            keys = None if other else _keys(one)
            told.append((one.path, one.sheet, Chosen(one.section, keys)))
        self._keep(msgspec.structs.replace(self.said, title=title.strip(), sheets=tuple(told)))

    def write(self) -> str:
        """Write dossier.yaml from what was said; its text."""
        said = self.said
        folder, limits = self._uploads.folder, self._uploads.limits
        self._uploads.write_dossier(first_dossier(folder, limits, said.title, _choices(said)))
        data = (folder / DOSSIER).read_bytes()
        self._keep(msgspec.structs.replace(said, digest=sha256(data).hexdigest()))
        return data.decode()

    def _keep(self, said: Said) -> None:
        with writing_to(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(msgspec.json.encode(said))


def keys_of(section: str) -> tuple[str, ...]:
    """What a column of a section can be."""
    fields = SECTIONS[section].fields if section in SECTIONS else ()
    return tuple(f.key for f in fields if not f.spills and not (f.shape and f.many))


def _choices(said: Said) -> dict[tuple[str, str], Chosen]:
    return {(path, sheet): chosen for path, sheet, chosen in said.sheets}


def _keys(one: Understood) -> dict[str, str]:
    found: dict[str, str] = {}
    known = {key.partition(".")[0] for key in keys_of(one.section)}
    many = (
        {field.key for field in SECTIONS[one.section].fields if field.many} if one.section else ()
    )
    for column in one.columns:
        if column.key and column.key.partition(".")[0] not in known | set(many):
            raise UsageError(f"{column.key} is nothing that `{one.section}` has.")
        if column.key and column.key in found.values() and column.key not in many:
            message = f"Two columns of {one.path} are said to be `{column.key}`."
            raise UsageError(message, "Leave one of them out.")
        found[column.header] = column.key
    return found
