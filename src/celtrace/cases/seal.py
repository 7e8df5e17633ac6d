"""The seal of a closed case: what its journal and its database were when it was closed.

`seal.json` stands in a closed case. While a case is written to, the same file is called
`seal.open.json`, so a run that was killed can be told from a case that was changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from celtrace.errors import CeltraceError, EvidenceChanged, UsageError
from celtrace.store.vault import flush_folder

SEAL = "seal.json"
OPEN_SEAL = "seal.open.json"
DATABASE = "case.db"
VAULT = "vault"


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Head and length of the journal, and the SHA-256 of `case.db`."""

    journal_head: str
    journal_length: int
    database: str


class FileDigest(msgspec.Struct, frozen=True):
    """A file of a case: path relative to it, length in bytes, SHA-256."""

    path: str
    size: int
    sha256: str


def digest_file(folder: Path, path: str) -> FileDigest:
    """Read a plain file of a case; OSError if it is none."""
    handle = os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return FileDigest(path, stream.tell(), sha256)


def name_of(case: Path) -> str:
    """What files of a case are called that lie under `$CELTRACE_HOME`: the same for one folder."""
    return hashlib.sha256(str(case.absolute()).encode()).hexdigest()[:16]


def seal_bytes(seal: Seal) -> bytes:
    """The one way in which a seal is written."""
    return msgspec.json.format(msgspec.json.encode(seal), indent=1) + b"\n"


def read_seal(path: Path) -> Seal:
    """Read a seal; EvidenceChanged if it is missing or not written as Celtrace writes it."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
            data = stream.read()
        seal = msgspec.json.decode(data, type=Seal)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        msg = f"The seal {path.name} cannot be read: {error}."
        raise EvidenceChanged(msg, "Restore the case from a copy.") from error
    if seal_bytes(seal) != data:
        msg = f"The seal {path.name} is not as it was written."
        raise EvidenceChanged(msg, "Restore the case from a copy.")
    return seal


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and have the disk remember it."""
    draft = path.with_name(f"{path.name}.new")
    try:
        with draft.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(path.parent)


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """CeltraceError in place of what the disk says when it does not take something."""
    try:
        yield
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}."
        remedy = "Free some space, or check the folder's permissions, and run again."
        raise CeltraceError(msg, remedy) from error


def unsettled(folder: Path) -> tuple[str, ...]:
    """Names of files beside `case.db` that hold changes which the seal does not cover."""
    names = (f"{DATABASE}-wal", f"{DATABASE}-journal")
    return tuple(n for n in names if (folder / n).is_file() and (folder / n).stat().st_size)


class Lock:
    """Holds a case for one writing process, until it is released or the process ends."""

    def __init__(self, folder: Path) -> None:
        with writing_to(folder):
            self._handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._handle)
            msg = f"Another process is writing to the case {folder}."
            raise UsageError(msg, "Wait until it is done, or name another with --case.") from error
        except OSError as error:
            os.close(self._handle)
            msg = f"The case {folder} cannot be locked: {error.strerror}."
            raise CeltraceError(msg, "Put the case on a local disk.") from error

    def release(self) -> None:
        """Let other processes write."""
        os.close(self._handle)
