"""Finds list publications among files and folders: what belongs together, and who reads it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple, Protocol

from celtrace.cases.lists.packed import Packed, members
from celtrace.errors import ListRefused, UsageError
from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.ports import Note
from celtrace.records import Digest
from celtrace.settings import Limits

LEFT_OUT = "it was left out"


class Reader(Protocol):
    """What a module of `celtrace.lists` offers."""

    FORMAT: str
    SOURCE: ListSource

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is that the file is of this list, 0 to 1."""

    def belongs(self, names: Sequence[str]) -> Iterable[Sequence[str]]:
        """Groups of names that form one publication."""

    def read(self, files: tuple[ListFile, ...], note: Note) -> Iterator[Snapshot]:
        """The snapshots of one publication."""


class Publication(NamedTuple):
    """Files that belong together, and their reader."""

    reader: Reader
    files: tuple[Packed, ...]

    @property
    def place(self) -> str:
        """How messages name it."""
        return ", ".join(file.place for file in self.files)

    @contextmanager
    def open(self, limits: Limits) -> Iterator[tuple[ListFile, ...]]:
        """The files with the digests of their bytes as they lie on disk."""
        with ExitStack() as stack:
            yield tuple(
                ListFile(file.name, stack.enter_context(file.open(limits)), _digest(file.path))
                for file in self.files
            )

    def digests(self, files: Sequence[ListFile]) -> dict[Path, Digest]:
        """Each file on disk with the digest it had when it was opened."""
        return {p.path: f.digest for p, f in zip(self.files, files, strict=True)}

    def day(self) -> date | None:
        """The one day that the names state; ListRefused if they state several."""
        days = {day for file in self.files for day in file.days()}
        if len(days) > 1:
            said = " and ".join(map(str, sorted(days)))
            message = f"{self.place}: the names state {said}, the content no date."
            raise ListRefused(message, "Rename, or import one day at a time with --snapshot DATE.")
        return next(iter(days), None)


def _digest(path: Path) -> Digest:
    try:
        with path.open("rb") as raw:
            return Digest(file_digest(raw, "sha256").hexdigest())
    except OSError as error:
        raise ListRefused(f"{path.name} cannot be read: {error.strerror}.") from error


def find(
    paths: Iterable[Path], readers: Sequence[Reader], limits: Limits, note: Note
) -> tuple[Publication, ...]:
    """Publications under the paths, in order of path.

    A file that no reader knows, or that cannot be read, is noted. UsageError when a path
    does not exist.
    """
    together: dict[tuple[str, str], list[Packed]] = defaultdict(list)
    for path in _walk(paths):
        if not path.is_file():
            note(path.name, "it is not a regular file", LEFT_OUT)
            continue
        try:
            inside = members(path)
        except ListRefused as refused:
            note(path.name, str(refused), LEFT_OUT)
            continue
        if inside is None:
            together[str(path.parent), ""].append(Packed(path))
        else:
            together[str(path.parent), path.name].extend(inside)
    found = (p for key in sorted(together) for p in _grouped(together[key], readers, limits, note))
    return tuple(sorted(found, key=lambda p: p.files))


def _walk(paths: Iterable[Path]) -> tuple[Path, ...]:
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            for folder, _, names in os.walk(path):
                found.update(Path(folder, name) for name in names)
        elif path.exists():
            found.add(path)
        else:
            raise UsageError(f"There is no file or folder {path}.", "Check the path.")
    return tuple(sorted(found))


class _Offer(NamedTuple):
    """A reader that would take these files, and how sure it is of them."""

    score: float
    reader: Reader
    names: tuple[str, ...]


def _grouped(
    files: Sequence[Packed], readers: Sequence[Reader], limits: Limits, note: Note
) -> Iterator[Publication]:
    heads: dict[str, bytes] = {}
    by_name: dict[str, Packed] = {}
    for file in files:
        key = file.name if file.name not in by_name else file.place
        try:
            heads[key], by_name[key] = file.head(limits), file
        except ListRefused as refused:
            note(file.place, str(refused), LEFT_OUT)
    for offer in _chosen(heads, readers):
        yield Publication(offer.reader, tuple(by_name.pop(name) for name in offer.names))
    for file in by_name.values():
        note(file.place, "no reader knows a list in it", LEFT_OUT)


def _chosen(heads: dict[str, bytes], readers: Sequence[Reader]) -> Iterator[_Offer]:
    """The surest offers that share no file, larger groups first."""
    offers = [offer for reader in readers for offer in _offers(heads, reader)]
    offers.sort(key=lambda o: (-len(o.names), -o.score, o.names, o.reader.FORMAT))
    free = set(heads)
    for offer in offers:
        if free.issuperset(offer.names):
            free.difference_update(offer.names)
            yield offer


def _offers(heads: dict[str, bytes], reader: Reader) -> Iterator[_Offer]:
    scores = {name: reader.sniff(head, name) for name, head in heads.items()}
    known = [name for name in sorted(scores) if scores[name] > 0]
    for group in reader.belongs(known):
        names = tuple(sorted(group))
        if len(names) > 1:
            yield _Offer(sum(scores[name] for name in names), reader, names)
    yield from (_Offer(scores[name], reader, (name,)) for name in known)
