"""Intake: what the dossier says, and every byte of its folder into custody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

import msgspec

from celtrace.cases.case import Case
from celtrace.cases.folder import FolderSource
from celtrace.cases.found.custody import Taken, manifest_bytes, take_in
from celtrace.cases.progress import Progress
from celtrace.dossier.read import Dossier, read_dossier
from celtrace.errors import UsageError
from celtrace.ports import Note
from celtrace.records import Digest, Evidence, FileFact, Problem, Record
from celtrace.settings import Settings

CUSTODY = "custody"


class Dossiered(msgspec.Struct, frozen=True):
    """A dossier that was read, and where from."""

    root: Path
    dossier: Dossier
    digests: dict[str, Digest]


class Kept(msgspec.Struct, frozen=True):
    """What is in custody, as records, and what could not be taken in."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    files: dict[str, Taken]
    """Every file by its path."""


class Notes:
    """Collects what readers note, as problems of one source."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def of(self, source: str, digest: Digest, reader: str) -> Note:
        """A note that knows its source."""

        def note(place: str, reason: str, consequence: str) -> None:
            seen = Evidence(digest, source or place, place, "", reader)
            self.problems.append(
                Problem(
                    seen=seen,
                    source=source or place,
                    place=place if source else "",
                    reason=reason,
                    consequence=consequence,
                )
            )

        return note


def read(root: Path, settings: Settings) -> Dossiered:
    """Read a dossier folder; UsageError if there is none, DossierInvalid with all its faults."""
    if not root.is_dir():
        raise UsageError(f"There is no folder {root}.", "Give the folder that holds dossier.yaml.")
    source = FolderSource(root, settings.limits)
    return Dossiered(root, read_dossier(source, settings.limits), source.read)


def keep(taken: Dossiered, case: Case, progress: Progress) -> Kept:
    """Take every file of the folder into the vault.

    The manifest is an output of the case; its digest goes into the journal.
    """
    notes = Notes()
    note = notes.of("", Digest("0" * 64), CUSTODY)
    files: list[Taken] = []
    for one in take_in(taken.root, _own(taken.root, case.folder), case.vault, note):
        files.append(one)
        progress("taking in files", len(files), None)
    manifest = manifest_bytes(files)
    path = case.write("manifest.jsonl", manifest)
    case.log(
        "manifest", {"file": path.name, "files": len(files), "sha256": sha256(manifest).hexdigest()}
    )
    by_path = {one.path: one for one in files}
    changed = (*_changed(taken.digests, files), *_absent(taken, by_path, notes))
    return Kept(tuple(map(_fact, files)), (*notes.problems, *changed), by_path)


def _own(root: Path, case: Path) -> Sequence[str] | None:
    """The top entries of the folder, less the case if it lies inside; None for all."""
    home = case.resolve()
    if not home.is_relative_to(root.resolve()):
        return None
    return sorted(
        entry.name for entry in root.iterdir() if not home.is_relative_to(entry.resolve())
    )


def _fact(taken: Taken) -> FileFact:
    seen = Evidence(taken.digest, taken.path, "whole file", "", CUSTODY)
    return FileFact(
        seen=seen, path=taken.path, digest=taken.digest, size=taken.size, modified=taken.modified
    )


def _changed(read_as: dict[str, Digest], files: Sequence[Taken]) -> Iterator[Problem]:
    kept = {one.path: one.digest for one in files}
    for path, digest in sorted(read_as.items()):
        if kept.get(path, digest) != digest:
            seen = Evidence(digest, path, "whole file", "", CUSTODY)
            yield Problem(
                seen=seen, source=path, place="", reason="it changed between reading and keeping",
                consequence="the review rests on the earlier bytes; review again",
            )  # fmt: skip


def _absent(taken: Dossiered, files: dict[str, Taken], notes: Notes) -> Iterator[Problem]:
    """Files and folders that are named and not there; what custody refused is said already."""
    there = {str(p) for path in files for p in (path, *PurePosixPath(path).parents)}
    there |= {problem.source for problem in notes.problems}
    for one in taken.dossier.mentions:
        if str(PurePosixPath(one.path)) not in there:
            digest = taken.digests.get(one.source, Digest(""))
            yield Problem(
                seen=Evidence(digest, one.source, one.place, one.path, CUSTODY),
                source=one.source, place=one.place,
                reason=f"`{one.section}.{one.key}` names {one.path}; no file lies there",
                consequence="nothing was read for it",
            )  # fmt: skip
