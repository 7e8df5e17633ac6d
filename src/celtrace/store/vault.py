"""The vault as a folder: content-addressed, write-once.

Bytes lie at `sha256/aa/bb/<digest>`, where aa and bb are the digest's first two bytes.
They are written beside it (`incoming/`), flushed to the disk and then renamed, so an
object is either whole or not there.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from celtrace.errors import CeltraceError, EvidenceChanged
from celtrace.records import Digest

_CHUNK = 2**20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = 0o444
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class FolderVault:
    """Bytes by digest in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects = folder / "sha256"
        self._incoming = folder / "incoming"
        self._flush = True
        self._mark, self._drafts = secrets.token_hex(8), 0
        self.added: list[Digest] = []
        """What was put since it was opened, in that order."""

    def put(self, stream: BinaryIO) -> tuple[Digest, int]:
        """Take bytes in; return their SHA-256 and their length in bytes.

        What `stream` raises is passed on. CeltraceError if the disk does not take the
        bytes, EvidenceChanged if the object is already held and damaged. In each case
        nothing is left behind.
        """
        with self._writing():
            handle, draft = self._draft()
        kept = False
        try:
            with os.fdopen(handle, "wb") as out:
                digest, size = self._copy(stream, out)
            kept = self._keep(draft, digest)
        finally:
            if not kept:
                os.unlink(draft)  # noqa: PTH108 - paths are text here: this runs for every file
        return digest, size

    def _draft(self) -> tuple[int, str]:
        """A new file for bytes to come, under a name that no other vault uses."""
        self._drafts += 1
        path = f"{self._incoming}/{self._mark}-{self._drafts}"
        try:
            return os.open(path, _NEW, _READ_ONLY), path
        except FileNotFoundError:
            self._incoming.mkdir(parents=True, exist_ok=True)
            return os.open(path, _NEW, _READ_ONLY), path

    @contextmanager
    def together(self) -> Iterator[None]:
        """Have the disk flushed once, at the end, for everything put within.

        For many small files. Bytes put within are safe from a killed process at once, and
        from a power cut when this ends: only then may anything say that they are held.
        """
        self._flush = False
        try:
            yield
        finally:
            self._flush = True
            os.sync()

    def open(self, digest: Digest) -> BinaryIO:
        """Open bytes for reading; EvidenceChanged if they are missing."""
        try:
            return self.place(digest).open("rb")
        except OSError as error:
            msg = f"Vault object {digest} cannot be read: {error.strerror}."
            raise EvidenceChanged(msg) from error

    def has(self, digest: Digest) -> bool:
        """Whether bytes of this digest are held."""
        return self.place(digest).is_file()

    def digests(self) -> Iterator[Digest]:
        """All digests held, in order."""
        return (Digest(path.name) for path in self._files() if self._belongs(path))

    def check(self, expected: Collection[Digest] | None = None) -> Iterator[str]:
        """Recompute every digest; yield a sentence for each object that is not what it was.

        With `expected`, also for each of these that is missing and each other one held.
        """
        held = set()
        for path in self._files():
            if not self._belongs(path):
                yield f"{path.relative_to(self._objects.parent)} does not belong in the vault."
                continue
            held.add(Digest(path.name))
            yield from _flaws(path)
            if expected is not None and path.name not in expected:
                yield f"Vault object {path.name} is not recorded in the case."
        for digest in sorted(set(expected or ()) - held):
            yield f"Vault object {digest} is missing."

    def sweep(self) -> int:
        """Remove what interrupted calls of `put` left; return how many files that were."""
        left = sorted(self._incoming.glob("*"))
        for path in left:
            path.unlink()
        return len(left)

    def place(self, digest: Digest) -> Path:
        """Where the bytes of this digest lie or would lie."""
        return Path(f"{self._objects}/{digest[:2]}/{digest[2:4]}/{digest}")

    def _belongs(self, path: Path) -> bool:
        plain = path.is_file() and not path.is_symlink()
        return plain and _is_digest(path.name) and path == self.place(Digest(path.name))

    def _files(self) -> Iterator[Path]:
        """Everything under the vault that is not a folder, in order of path."""
        for folder, folders, names in os.walk(self._objects.parent):
            folders.sort()
            links = [name for name in folders if Path(folder, name).is_symlink()]
            yield from (Path(folder, name) for name in sorted(names + links))

    def _copy(self, stream: BinaryIO, out: BinaryIO) -> tuple[Digest, int]:
        """Copy, hash and flush; what reading raises is the caller's."""
        digest, size = hashlib.sha256(), 0
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            with self._writing():
                out.write(chunk)
        with self._writing():
            os.fchmod(out.fileno(), _READ_ONLY)
            out.flush()
            if self._flush:
                os.fsync(out.fileno())
        return Digest(digest.hexdigest()), size

    def _keep(self, draft: str, digest: Digest) -> bool:
        """Move a draft to its place; whether it was new there."""
        folder = f"{self._objects}/{digest[:2]}/{digest[2:4]}"
        place = f"{folder}/{digest}"
        if os.path.exists(place):  # noqa: PTH110 - as above
            for flaw in _flaws(Path(place)):
                raise EvidenceChanged(flaw, "Restore the vault from a copy before going on.")
            return False
        with self._writing():
            try:
                os.replace(draft, place)  # noqa: PTH105 - as above
            except FileNotFoundError:
                self._room(Path(folder))
                os.replace(draft, place)  # noqa: PTH105 - as above
            self._flushed(Path(folder))
        self.added.append(digest)
        return True

    def _room(self, place: Path) -> None:
        for folder in (self._objects, place.parent, place):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                self._flushed(folder.parent)

    def _flushed(self, folder: Path) -> None:
        if self._flush:
            flush_folder(folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            msg = f"The vault {self._objects.parent} cannot be written to: {error.strerror}."
            mend = "Free some space" if error.errno in _FULL else "Check the folder's permissions"
            remedy = f"{mend} and run again; what is already held stays."
            raise CeltraceError(msg, remedy) from error


def flush_folder(folder: Path) -> None:
    """Have the disk remember what a folder holds."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_digest(name: str) -> bool:
    return len(name) == hashlib.sha256().digest_size * 2 and set(name) <= set("0123456789abcdef")


def _flaws(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        yield f"Vault object {path.name} cannot be read: {error.strerror}."
        return
    if found != path.name:
        yield f"Vault object {path.name} holds other bytes: their SHA-256 is {found}."
