r"""Custody: takes every byte in once, with digest and times, and says what was not taken.

Paths are relative to the folder, with forward slashes. A byte that is not UTF-8 is
written `\xHH`, and so is a backslash itself, so that every name can be told back.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import msgspec

from celtrace.errors import CeltraceError, DossierInvalid, EvidenceChanged, Fault, UsageError
from celtrace.ports import Note, Vault
from celtrace.records import Digest

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEFT_OUT = "it was left out"
_NOTHING: Mapping[str, Taken] = {}
_HOLES = "it is sparse: it states {:,} bytes, and its disk holds {:,}"
_LARGE, _RATIO = 256 * 2**20, 200
"""A file larger than this whose bytes on disk are so many times fewer is not copied."""
_ODD = {
    stat.S_IFSOCK: "a socket",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Taken(msgspec.Struct, frozen=True, rename={"digest": "sha256"}):
    """A file whose bytes are in the vault: one line of `manifest.jsonl`."""

    path: str
    size: int
    digest: Digest
    modified: datetime | None
    """When its content was last changed, as its disk says; UTC."""
    changed: datetime | None
    """When its entry was last changed (`ctime`); UTC."""


def take_in(
    root: Path,
    wanted: Sequence[str] | None,
    vault: Vault,
    note: Note,
    known: Mapping[str, Taken] = _NOTHING,
) -> Iterator[Taken]:
    """Take the files of a folder into the vault, in order of path, each read once.

    `wanted` names files or folders below `root`; None means all. Symbolic links are not
    followed. What is not a plain file, or cannot be read, is noted. A file that is `known`
    by its path with the same size and times is not read again. DossierInvalid lists
    every wanted path that leaves the folder; UsageError if there is no such folder.
    """
    if not root.is_dir():
        msg = f"There is no folder {root}."
        raise UsageError(msg, "Name an existing folder.")
    faults = tuple(_fault(path) for path in wanted or () if _leaves(path))
    if faults:
        raise DossierInvalid(faults)
    names = (".",) if wanted is None else wanted
    starts = {str(PurePosixPath(from_shown(path))) for path in names}
    return _taken(root, starts, (vault, known), note)


def manifest_bytes(taken: Iterable[Taken]) -> bytes:
    """Encode `manifest.jsonl`, in order of path."""
    ordered = sorted(taken, key=lambda item: item.path)
    return b"".join(msgspec.json.encode(item) + b"\n" for item in ordered)


def read_manifest(data: bytes) -> tuple[Taken, ...]:
    """Decode `manifest.jsonl`; EvidenceChanged names a line that is not one."""
    return tuple(_line(number, line) for number, line in enumerate(data.splitlines(), start=1))


def _line(number: int, line: bytes) -> Taken:
    try:
        return msgspec.json.decode(line, type=Taken)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        msg = f"manifest.jsonl line {number} is not a line of a manifest: {error}."
        raise EvidenceChanged(msg, "Restore the case from a copy.") from error


def shown(path: str) -> str:
    """A path of this system as UTF-8 text from which it can be told back."""
    return os.fsencode(path).replace(b"\\", rb"\x5c").decode("utf-8", "backslashreplace")


def from_shown(text: str) -> str:
    """The path of this system that `shown` gave the text for."""
    found = re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), os.fsencode(text))
    return os.fsdecode(found)


def _leaves(path: str) -> bool:
    real = PurePosixPath(from_shown(path))
    return not path or "\0" in str(real) or real.is_absolute() or ".." in real.parts


def _fault(path: str) -> Fault:
    problem = "the path is empty, absolute or leaves the folder"
    return Fault(path, "", "", problem, "Name a path below the folder, without `..`.")


def _taken(
    root: Path, starts: set[str], held: tuple[Vault, Mapping[str, Taken]], note: Note
) -> Iterator[Taken]:
    vault, known = held
    odd: dict[str, tuple[str, str]] = {}
    found = {path for start in starts for path in _walk(root, start, odd)}
    for path in sorted(odd, key=os.fsencode):
        note(shown(path), *odd[path])
    for path in sorted(found, key=os.fsencode):
        taken = _unchanged(root, path, known) or _take(root, path, vault, note)
        if taken:
            yield taken


def _walk(root: Path, start: str, odd: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Paths of plain files at or below `start`; what else stands there goes into `odd`."""
    above = [str(parent) for parent in reversed(PurePosixPath(start).parents)][1:]
    for parent in above:
        if (root / parent).is_symlink():
            odd[parent] = _link(root, parent)
            return
    waiting = [start]
    try:
        form = stat.S_IFMT(os.lstat(root / start).st_mode)
    except OSError as error:
        odd[start] = f"it cannot be read: {error.strerror}", _LEFT_OUT
        return
    if start != "." and not stat.S_ISDIR(form):
        waiting = []
        if stat.S_ISREG(form):
            yield start
        else:
            odd[start] = _strange(root, start)
    while waiting:
        yield from _listed(root, waiting.pop(), waiting, odd)


def _listed(
    root: Path, folder: str, waiting: list[str], odd: dict[str, tuple[str, str]]
) -> Iterator[str]:
    """The plain files of one folder; the folders in it join those that wait."""
    before = "" if folder == "." else f"{folder}/"
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = f"{before}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_file(follow_symlinks=False):
                    yield path
                else:
                    odd[path] = _strange(root, path)
    except OSError as error:
        odd[folder] = f"it cannot be read: {error.strerror}", _LEFT_OUT


def _strange(root: Path, path: str) -> tuple[str, str]:
    """What stands there and is no plain file."""
    try:
        form = stat.S_IFMT(os.lstat(f"{root}/{path}").st_mode)
        return _link(root, path) if stat.S_ISLNK(form) else _special(form)
    except OSError as error:
        return f"it cannot be read: {error.strerror}", _LEFT_OUT


def _special(form: int) -> tuple[str, str]:
    return f"it is {_ODD.get(form, 'not a file')}", _LEFT_OUT


def _link(root: Path, path: str) -> tuple[str, str]:
    target = shown(str((root / path).readlink()))
    if Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root)):
        return f"it is a symbolic link to {target}", "it was not followed; name the file itself"
    reason = f"it is a symbolic link that leaves the folder, to {target}"
    return reason, "it was refused; copy the file into the folder if it belongs there"


def _unchanged(root: Path, path: str, known: Mapping[str, Taken]) -> Taken | None:
    """What is known of a file whose size and times are as they were."""
    before = known.get(shown(path)) if known else None
    if before is None or before.modified is None or before.changed is None:
        return None
    try:
        now = os.lstat(f"{root}/{path}")
    except OSError:
        return None
    same = (before.size, before.modified, before.changed) == (
        now.st_size, _utc(now.st_mtime_ns), _utc(now.st_ctime_ns),
    )  # fmt: skip
    return before if same and stat.S_ISREG(now.st_mode) else None


def _take(root: Path, path: str, vault: Vault, note: Note) -> Taken | None:
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            before = os.fstat(handle)
            if _mostly_holes(before):
                note(shown(path), _HOLES.format(before.st_size, before.st_blocks * 512), _LEFT_OUT)
                return None
            digest, size = vault.put(stream)
            after = os.fstat(handle)
    except OSError as error:
        note(shown(path), f"it cannot be read: {error.strerror}", _LEFT_OUT)
        return None
    except EvidenceChanged:
        raise
    except CeltraceError as error:
        msg = f"{error.message} It was taking in {shown(path)}."
        raise CeltraceError(msg, error.remedy) from error
    if (before.st_size, before.st_mtime_ns) != (size, after.st_mtime_ns):
        reason = "it changed while it was read"
        note(shown(path), reason, "what was read is kept; it may be neither the old nor the new")
    return Taken(shown(path), size, digest, _utc(before.st_mtime_ns), _utc(before.st_ctime_ns))


def _mostly_holes(entry: os.stat_result) -> bool:
    """Whether a file states far more bytes than its disk holds: a bomb without packing."""
    return entry.st_size > _LARGE and entry.st_size > entry.st_blocks * 512 * _RATIO


def _utc(nanoseconds: int) -> datetime | None:
    """An instant in microseconds; None where a disk states one that no calendar has."""
    try:
        return _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return None
