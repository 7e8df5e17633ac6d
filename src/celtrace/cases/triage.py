"""`celtrace triage`: a found or delivered folder, from custody to what is new today.

Order of work: every byte into the vault, the batch's manifest into the journal, each
digest read once, then the daily view. Run again on the same folder it costs the walk and
what is new; a run that was stopped goes on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from celtrace.cases import batches as batching
from celtrace.cases.batches import Batch, By, Change, changes, known_files, parted
from celtrace.cases.case import Case
from celtrace.cases.custody import Taken, manifest_bytes, take_in
from celtrace.cases.intake import CUSTODY, Notes, Progress
from celtrace.cases.reading import Counts, Reader, read_files
from celtrace.errors import InputUnread, UsageError
from celtrace.files._names import names_of
from celtrace.records import Digest, Evidence, FileFact, FileType, Problem, Trait
from celtrace.settings import Settings

MANIFEST = "manifest.jsonl"


class Asked(msgspec.Struct, frozen=True):
    """What is to be looked through, and with what."""

    folder: Path
    out: Path
    settings: Settings
    clock: Callable[[], datetime]
    progress: Progress
    reader: Reader = Reader()
    since: Path | None = None
    by: By = "label"
    label: str = ""


class Seen(msgspec.Struct, frozen=True, order=True):
    """How many files share something."""

    value: str
    files: int


class Day(msgspec.Struct, frozen=True):
    """One batch beside the one before it."""

    label: str
    files: int
    before: str
    changes: tuple[Change, ...]
    by_folder: dict[str, dict[str, int]]
    by_type: dict[str, dict[str, int]]
    by_author: dict[str, dict[str, int]]


class Triaged(msgspec.Struct, frozen=True):
    """What came out."""

    out: str
    files: int
    bytes: int
    manifest: str
    counts: Counts
    days: tuple[Day, ...]
    types: tuple[Seen, ...]
    uncertain: int
    contradicted: tuple[FileType, ...]
    said: dict[str, tuple[Seen, ...]]
    """For each kind of fact the values that most files state."""
    offsets: tuple[Seen, ...]
    problems: tuple[Problem, ...]


def triage(asked: Asked) -> Triaged:
    """Take a folder or a single file in and read it; UsageError, InputUnread if it cannot be."""
    root, wanted = _start(asked.folder)
    earlier = batching.kept_in(asked.since) if asked.since else ()
    with Case.create_or_open(asked.out, asked.clock) as case:
        own = tuple(batching.kept(case))
        notes = Notes()
        files = _take(asked, case, (root, wanted), (own, notes))
        parts = parted(files, asked.by, asked.label or asked.clock().date().isoformat())
        for part in parts:
            batching.keep(case, part, str(asked.folder))
        manifest = manifest_bytes(files)
        case.write(MANIFEST, manifest)
        facts = _facts(files, parts, asked.by)
        case.shelf.add((*facts, *notes.problems))
        counts = read_files(case, facts, asked.reader, asked.progress)
        result = _result(asked, case, (files, counts), ((*earlier[-1:], *own[-1:])[-1:], parts))
        case.record_outputs([case.folder / MANIFEST])
    if asked.settings.strict and result.problems:
        message = f"{len(result.problems)} part(s) of the files were not read."
        raise InputUnread(message, "Mend them, or leave --strict away.")
    return msgspec.structs.replace(result, manifest=sha256(manifest).hexdigest())


def _start(path: Path) -> tuple[Path, tuple[str, ...] | None]:
    if path.is_dir():
        return path, None
    if path.is_file():
        return path.parent, (path.name,)
    raise UsageError(f"There is no folder or file {path}.", "Name an existing one.")


def _take(
    asked: Asked,
    case: Case,
    where: tuple[Path, Sequence[str] | None],
    state: tuple[Sequence[Batch], Notes],
) -> tuple[Taken, ...]:
    root, wanted = where
    own, notes = state
    held = frozenset(case.held()) if own else frozenset()
    note = notes.of("", Digest("0" * 64), CUSTODY)
    files: list[Taken] = []
    with case.vault.together():
        for one in take_in(root, wanted, case.vault, note, _known(own, asked.by, held)):
            files.append(one)
            asked.progress("taking in files", len(files), None)
    home = case.folder.resolve()
    inside = (
        home.relative_to(root.resolve()).as_posix() if home.is_relative_to(root.resolve()) else ""
    )
    return tuple(one for one in files if not inside or not one.path.startswith(f"{inside}/"))


def _known(own: Sequence[Batch], by: By, held: frozenset[Digest]) -> dict[str, Taken]:
    """What earlier batches say of each path, with the top folder that `parted` took off."""
    if by != "folder":
        return known_files(own, held)
    named = (
        msgspec.structs.replace(batch, files=tuple(
            msgspec.structs.replace(one, path=f"{batch.label}/{one.path}") for one in batch.files
        ))
        for batch in own
    )  # fmt: skip
    return known_files(named, held)


def _facts(files: Sequence[Taken], parts: Sequence[Batch], by: By) -> list[FileFact]:
    """A record for each file, its name read in the code page of all names together."""
    names = names_of(_raw(one.path) for one in files if "\\x" in one.path)
    label = {one.path: part.label for part in parts for one in part.files}
    return [
        FileFact(
            seen=Evidence(one.digest, one.path, "whole file", "", CUSTODY),
            path=one.path, digest=one.digest, size=one.size, modified=one.modified,
            name=names.text(_raw(one.path)) if "\\x" in one.path else "",
            encoding=names.page(_raw(one.path)) if "\\x" in one.path else "",
            batch=one.path.partition("/")[0] if by == "folder" else label.get(one.path, ""),
        )
        for one in files
    ]  # fmt: skip


def _raw(path: str) -> bytes:
    """The bytes of a path that `custody.shown` wrote."""
    return path.encode().decode("unicode_escape").encode("latin-1")


def _result(
    asked: Asked,
    case: Case,
    read: tuple[Sequence[Taken], Counts],
    compared: tuple[Sequence[Batch], Sequence[Batch]],
) -> Triaged:
    files, counts = read
    here = {one.digest for one in files}
    here |= {one.digest for one in case.shelf.each(FileFact) if one.container}
    types = {one.file: one for one in case.shelf.each(FileType) if one.file in here}
    said, offsets, authors = _said(case, here)
    days = tuple(_days(compared[0], compared[1], types, authors))
    problems = sorted(case.shelf.each(Problem), key=lambda one: (one.source, one.place, one.reason))
    titles = Counter(one.title or "not known" for one in types.values())
    return Triaged(
        out=str(asked.out), files=len(files), bytes=sum(one.size for one in files), manifest="",
        counts=counts, days=days, types=_most(titles),
        uncertain=sum(not one.certain for one in types.values()),
        contradicted=tuple(one for one in types.values() if one.stated),
        said=said, offsets=offsets, problems=tuple(problems),
    )  # fmt: skip


def _said(
    case: Case, here: set[Digest]
) -> tuple[dict[str, tuple[Seen, ...]], tuple[Seen, ...], dict[Digest, str]]:
    """Facts by name, offsets by minutes east of UTC, and the author of each file."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    offsets: Counter[str] = Counter()
    authors: dict[Digest, str] = {}
    counted: set[tuple[str, str, str]] = set()
    for one in case.shelf.each(Trait):
        if one.file not in here:
            continue
        if one.name in ("author", "last_editor"):
            authors.setdefault(one.file, one.value)
        zone = f"UTC{_sign(one.offset)}" if one.offset is not None else ""
        for kind, value in ((one.name, one.value if one.time is None else ""), ("zone", zone)):
            if value and (one.file, kind, value) not in counted:
                counted.add((one.file, kind, value))
                (offsets if kind == "zone" else told[kind])[value] += 1
    return {kind: _most(found) for kind, found in sorted(told.items())}, _most(offsets), authors


def _sign(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _most(counted: Counter[str]) -> tuple[Seen, ...]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Seen(value, files) for value, files in ordered)


def _days(
    before: Sequence[Batch],
    parts: Sequence[Batch],
    types: dict[Digest, FileType],
    authors: dict[Digest, str],
) -> Iterable[Day]:
    last = before[0] if before else Batch("", ())
    for part in parts:
        found = tuple(changes(last.files, part.files))
        yield Day(
            part.label, len(part.files), last.label, found,
            _per(found, lambda one: one.path.rpartition("/")[0].partition("/")[0] or "."),
            _per(found, lambda one: types[one.digest].title if one.digest in types else ""),
            _per(found, lambda one: authors.get(one.digest, "")),
        )  # fmt: skip
        last = part


def _per(found: Iterable[Change], of: Callable[[Change], str]) -> dict[str, dict[str, int]]:
    """Changes counted by something and by what they are."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        counted[of(one) or "not known"][one.what] += 1
    return {key: dict(sorted(what.items())) for key, what in sorted(counted.items())}
