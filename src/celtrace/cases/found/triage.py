"""`celtrace triage`: a found or delivered folder, from custody to what is new today.

Order of work: every byte into the vault, the batch's manifest into the journal, each
digest read once, then the daily view. Run again on the same folder it costs the walk and
what is new; a run that was stopped goes on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from celtrace import registry
from celtrace.cases.case import Case
from celtrace.cases.found import batches as batching
from celtrace.cases.found.bag import write_bag
from celtrace.cases.found.batches import Batch, By, known_files, parted
from celtrace.cases.found.custody import Taken, manifest_bytes, take_in
from celtrace.cases.found.daily import Day, Said, Shows, keep_apart, words_in
from celtrace.cases.found.daily import days as daily
from celtrace.cases.found.manifests import is_manifest
from celtrace.cases.found.manifests import read as read_manifest_alone
from celtrace.cases.found.reading import Counts, Reader, read_files
from celtrace.cases.found.stamp import Stamp, stamp
from celtrace.cases.intake import CUSTODY, Notes
from celtrace.cases.progress import Progress
from celtrace.errors import InputUnread, UsageError
from celtrace.files._names import names_of
from celtrace.net.zones import ALONE, half_hour
from celtrace.records import (
    Digest,
    Evidence,
    FileFact,
    FileType,
    Problem,
    Record,
    TextPassage,
    Trait,
)
from celtrace.settings import Settings
from celtrace.store.texts import Hit, TextIndex
from celtrace.text.counts import count

MANIFEST = "manifest.jsonl"
TEXTS = "texts.db"
"""An index that may be thrown away."""


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
    bag: Path | None = None
    """A new folder for a copy that needs no case to be opened."""
    authority: str = ""
    """Address of a stamping authority, for a time stamp over the manifest."""
    authority_root: Path | None = None
    shows: tuple[tuple[str, str], ...] = ()
    """Titles and aliases of our own shows, each with the title; those of others are kept apart."""
    find: str = ""
    """Words to look for in all texts of the case."""


Bare = TypeVar("Bare", bound=Record)


class Seen(msgspec.Struct, frozen=True, order=True):
    """How many files share something."""

    value: str
    files: int


class Triaged(msgspec.Struct, frozen=True):
    """What came out."""

    out: str
    files: int
    bytes: int
    manifest: str
    counts: Counts
    days: tuple[Day, ...]
    types: tuple[Seen, ...]
    without_reader: tuple[Seen, ...]
    """Types that are named and that nothing reads."""
    uncertain: int
    waiting: int
    """Files of which a thorough reading may bring more."""
    contradicted: tuple[FileType, ...]
    other_shows: int
    """Titles that are none of ours, in the annex; always 0 where ours are not known."""
    said: dict[str, tuple[Seen, ...]]
    """For each kind of fact the values that most files state."""
    offsets: tuple[Seen, ...]
    problems: tuple[Problem, ...]
    stamp: Stamp | None = None
    bagged: int = 0
    hits: tuple[Hit, ...] = ()


def triage(asked: Asked) -> Triaged:
    """Take a folder or a single file in and read it; UsageError, InputUnread if it cannot be."""
    alone = is_manifest(asked.folder)
    where = _start(asked.folder)
    earlier = batching.kept_in(asked.since) if asked.since else ()
    with Case.create_or_open(asked.out, asked.clock) as case:
        own = tuple(batching.kept(case))
        told = (*earlier, *batching.told(case, own))
        result = _listed(asked, case, told) if alone else _taken_in(asked, case, where, (own, told))
        case.log(batching.TOLD, {"batches": [day.label for day in result.days]})
    if asked.settings.strict and result.problems:
        message = f"Not read: {count(len(result.problems), 'part')} of the files."
        raise InputUnread(message, "Mend them, or leave --strict away.")
    return result


def _taken_in(
    asked: Asked,
    case: Case,
    where: tuple[Path, Sequence[str] | None],
    earlier: tuple[Sequence[Batch], Sequence[Batch]],
) -> Triaged:
    """Bytes into the vault, then everything that is read of them.

    `earlier` are the batches that the case holds, and those with which days are compared.
    """
    (own, told), notes = earlier, Notes()
    known = _known(own, asked.by, case.held() if own else frozenset())
    files = _take(asked, case, where, (known, notes))
    parts = parted(files, asked.by, asked.label or asked.clock().date().isoformat())
    before = {(path, one.digest) for path, one in known.items()}
    new = [one for one in files if (one.path, one.digest) not in before]
    facts = _facts(new, parts, asked.by)
    case.shelf.add((*facts, *notes.problems))
    for part in parts:
        batching.keep(case, part, str(asked.folder))
    manifest = manifest_bytes(files)
    case.write(MANIFEST, manifest)
    counts = read_files(case, facts, asked.reader, asked.progress)
    counts.known += len(files) - len(new)
    last = batching.before(parts, asked.by, told)
    result = _result(asked, case, (files, counts), (last, parts))
    case.record_outputs([case.folder / MANIFEST])
    result = _handed_on(asked, case, files, result)
    return replace(result, manifest=sha256(manifest).hexdigest())


def _listed(asked: Asked, case: Case, told: Sequence[Batch]) -> Triaged:
    """A manifest alone: its own bytes are kept, its days are compared."""
    with asked.folder.open("rb") as stream:
        digest, _ = case.vault.put(stream)
    notes = Notes()
    note = notes.of(asked.folder.name, digest, CUSTODY)
    note("", "it is a manifest; the bytes are not here", "days are compared, nothing was read")
    label = asked.label or asked.clock().date().isoformat()
    parts = read_manifest_alone(asked.folder, label, note)
    for part in parts:
        batching.keep(case, part, str(asked.folder))
    files = tuple(one for part in parts for one in part.files)
    seen = Evidence(digest, asked.folder.name, "whole file", "", CUSTODY)
    facts = [
        FileFact(seen=seen, path=one.path, digest=one.digest, size=one.size, modified=one.modified,
                 batch=part.label)
        for part in parts for one in part.files
    ]  # fmt: skip
    case.shelf.add((*facts, *notes.problems))
    last = batching.before(parts, asked.by, told)
    result = _result(asked, case, (files, Counts()), (last, parts))
    return replace(result, manifest=digest)


def _handed_on(asked: Asked, case: Case, files: Sequence[Taken], result: Triaged) -> Triaged:
    """A bag and a time stamp, where they were asked for."""
    bagged, token = 0, None
    if asked.bag:
        title = f"{asked.folder.name} {asked.label}"
        bagged = write_bag(asked.bag, files, case.vault, asked.clock().date(), title)
        case.log("bag", {"folder": str(asked.bag), "files": bagged})
    if asked.authority:
        token = stamp(case, manifest_bytes(files), asked.authority, asked.authority_root)
    hits = tuple(found_in(case, asked.find)) if asked.find else ()
    return replace(result, bagged=bagged, stamp=token, hits=hits)


def found_in(case: Case, words: str) -> Iterator[Hit]:
    """Passages of the case with these words; the index is made or brought up to date first."""
    index = TextIndex(case.folder / TEXTS)
    try:
        index.add(case.shelf.each(TextPassage))
        yield from index.find(words)
    finally:
        index.close()


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
    state: tuple[dict[str, Taken], Notes],
) -> tuple[Taken, ...]:
    root, wanted = where
    known, notes = state
    note = notes.of("", Digest("0" * 64), CUSTODY)
    files: list[Taken] = []
    with case.vault.together():
        for one in take_in(root, wanted, case.vault, note, known):
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
        replace(batch, files=tuple(
            replace(one, path=f"{batch.label}/{one.path}") for one in batch.files
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
    compared: tuple[Batch | None, Sequence[Batch]],
) -> Triaged:
    files, counts = read
    here = {one.digest for one in files}
    here |= {one.digest for one in case.shelf.each(FileFact) if one.container}
    every = {one.file: one for one in case.shelf.each(FileType)}
    types = {digest: one for digest, one in every.items() if digest in here}
    shows = Shows(asked.shows, words_in(case, bool(asked.shows)))
    told, offsets, authors = _said(case, here, shows)
    days = tuple(daily(*compared, Said(every, authors), shows))
    problems = sorted(case.shelf.each(Problem), key=lambda one: (one.source, one.place, one.reason))
    problems = [_bare(one, shows) for one in problems]
    contradicted = tuple(_bare(one, shows) for one in types.values() if one.stated)
    titles = Counter(one.title or "not known" for one in types.values())
    return Triaged(
        out=str(asked.out), files=len(files), bytes=sum(one.size for one in files), manifest="",
        counts=counts, days=days, types=_most(titles), without_reader=_unread(types.values()),
        uncertain=sum(not one.certain for one in types.values()),
        waiting=sum(one.waiting for one in types.values()),
        contradicted=contradicted,
        said=told, offsets=offsets, other_shows=keep_apart(case, shows),
        problems=tuple(problems),
    )  # fmt: skip


def _bare(one: Bare, shows: Shows) -> Bare:
    """A record whose source names no show of others."""
    source = shows.shown(one.seen.source, one.seen.digest)
    if source == one.seen.source:
        return one
    more = {"source": source} if isinstance(one, Problem) else {}
    return replace(one, seen=replace(one.seen, source=source, quote=""), **more)


def _unread(types: Iterable[FileType]) -> tuple[Seen, ...]:
    read = {reader.FORMAT for reader in registry.readers("files")}
    left = [one for one in types if one.format not in {*read, "empty"} and one.by != "text"]
    return _most(Counter(one.title or "not known" for one in left))


def _said(
    case: Case, here: set[Digest], shows: Shows
) -> tuple[dict[str, tuple[Seen, ...]], tuple[Seen, ...], dict[Digest, str]]:
    """Facts by name and offsets of the files here; the author of each, of those gone as well."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    offsets: Counter[str] = Counter()
    people: dict[str, dict[Digest, str]] = {"last_editor": {}, "author": {}}
    counted: set[tuple[str, str, str]] = set()
    for one in case.shelf.each(Trait):
        if one.name in people:
            people[one.name].setdefault(one.file, one.value)
        if one.file not in here or shows.of_others(one):
            continue
        zone = _zone(one)
        for kind, value in ((one.name, one.value if one.time is None else ""), ("zone", zone)):
            if value and (one.file, kind, value) not in counted:
                counted.add((one.file, kind, value))
                (offsets if kind == "zone" else told[kind])[value] += 1
    who = people["last_editor"] | people["author"]
    return {kind: _most(found) for kind, found in sorted(told.items())}, _most(offsets), who


def _zone(one: Trait) -> str:
    """The offset of a time, and whether it lies in the years of the half-hour zone."""
    if one.offset is None:
        return ""
    told = f"UTC{_sign(one.offset)}"
    alone = one.time is not None and half_hour(one.time, one.offset)
    return f"{told}, {ALONE}" if alone else told


def _sign(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _most(counted: Counter[str]) -> tuple[Seen, ...]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Seen(value, files) for value, files in ordered)
