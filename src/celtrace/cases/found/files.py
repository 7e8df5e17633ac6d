"""The files of a dossier that were found or delivered, read like those of `triage`."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from celtrace.cases.case import Case
from celtrace.cases.found.reading import Reader, read_files
from celtrace.cases.progress import Progress
from celtrace.records import (
    Delivery,
    Digest,
    FileFact,
    FileType,
    Found,
    Picture,
    Problem,
    Record,
    TextPassage,
    Trait,
)
from celtrace.settings import Settings


class Inside(msgspec.Struct, frozen=True):
    """What the files hold, and what of them could not be read."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_found(
    case: Case,
    stated: Iterable[Record],
    files: Iterable[Record],
    settings: Settings,
    progress: Progress,
) -> Inside:
    """Read the files that lie under the path of a find or delivery of the dossier.

    `stated` are the dossier's records, `files` the facts of custody. A file that this
    version has read before is not read again.
    """
    homes = [
        one.path.rstrip("/") for one in stated if isinstance(one, (Found, Delivery)) and one.path
    ]
    wanted = [
        one for one in files
        if isinstance(one, FileFact)
        and any(one.path == home or one.path.startswith(f"{home}/") for home in homes)
    ]  # fmt: skip
    if not wanted:
        return Inside()
    reader = Reader(jobs=settings.jobs, limits=settings.limits, thorough=True)
    read_files(case, wanted, reader, progress)
    inside = [one for one in case.shelf.each(FileFact) if one.container]
    held = _held({one.digest for one in wanted}, inside)
    said: list[Record] = [one for one in inside if one.container in held]
    said += [one for one in case.shelf.each(FileType) if one.file in held]
    said += [one for one in case.shelf.each(Trait) if one.file in held]
    said += [one for one in case.shelf.each(TextPassage) if one.file in held]
    said += [one for one in case.shelf.each(Picture) if one.file in held]
    problems = (one for one in case.shelf.each(Problem) if one.seen.digest in held)
    return Inside(tuple(said), tuple(problems))


def _held(digests: set[Digest], inside: Iterable[FileFact]) -> set[Digest]:
    """The files, those inside them, and so on."""
    by_container: dict[Digest, set[Digest]] = {}
    for one in inside:
        by_container.setdefault(one.container, set()).add(one.digest)
    found, waiting = set(digests), list(digests)
    while waiting:
        for digest in by_container.get(waiting.pop(), set()) - found:
            found.add(digest)
            waiting.append(digest)
    return found
