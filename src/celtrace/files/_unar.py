"""unar, where it is installed: RAR archives that libarchive does not unpack.

Reference: https://theunarchiver.com/command-line. It is told to write to its output, never to the
disk; what comes out is cut by the sizes that it lists, and checked where the archive states a
checksum.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

SECONDS = 60
"""For one list; the unpacking ends with the time of the file."""
_MOST_LIST = 64 * 2**20
REMEDY = "install unar (Debian: apt install unar) and run again"


class Entry(msgspec.Struct, frozen=True):
    """One line of the list."""

    name: str
    size: int
    folder: bool


def available() -> bool:
    """Whether the two programs are installed."""
    return shutil.which("unar") is not None and shutil.which("lsar") is not None


@contextmanager
def laid(stream: BinaryIO, beside: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A path under which unar finds the archive, with its further volumes beside it."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home) / (beside[0][0] if beside else "archive.rar")
        for name, path in beside:
            (Path(home) / name).symlink_to(path)
        if not beside:
            stream.seek(0)
            with place.open("wb") as copy:
                shutil.copyfileobj(stream, copy, 1 << 20)
        yield str(place)


def listed(path: str, password: str) -> list[Entry]:
    """What lies in the archive; nothing where the list cannot be had, or not with this password."""
    command = [shutil.which("lsar") or "lsar", "-ja", "-nr", "-p", password, path]
    try:
        run = subprocess.run(  # noqa: S603 - a program of the system
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=SECONDS
        )
        told = json.loads(run.stdout[:_MOST_LIST])
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return []
    return [
        Entry(
            str(one.get("XADFileName", "")), int(one.get("XADFileSize") or 0),
            bool(one.get("XADIsDirectory")),
        )
        for one in told.get("lsarContents") or ()
    ]  # fmt: skip


@contextmanager
def unpacking(path: str, password: str, index: int | None = None) -> Iterator[IO[bytes]]:
    """The bytes of all members, one after the other, or of one; it ends with the context."""
    command = [shutil.which("unar") or "unar", "-q", "-nr", "-o", "-", "-p", password, path]
    command += [] if index is None else ["-i", str(index)]
    process = subprocess.Popen(  # noqa: S603 - a program of the system
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert process.stdout  # noqa: S101 - it is a pipe
    try:
        yield process.stdout
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
