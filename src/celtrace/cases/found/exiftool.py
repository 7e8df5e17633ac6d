"""ExifTool, where it is installed, for files that no reader of ours takes (https://exiftool.org).

One process serves many files (`-stay_open`); each file has a deadline of ours, after which
the process is ended and the next file gets a fresh one. Groups that only describe the
file on this disk are passed over.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from celtrace.files._say import Zone, when
from celtrace.records import Digest, Evidence, Trait, TraitName

READER = "exiftool"
SECONDS = 20.0
"""For one file."""
_MOST = 8 * 2**20
_PASSED = frozenset({"System", "File", "ExifTool", "Composite", "SourceFile"})
_FACTS: dict[str, TraitName] = {
    "Author": "author", "Artist": "author", "Creator": "author", "By-line": "author",
    "Composer": "author", "LastModifiedBy": "last_editor", "LastSavedBy": "last_editor",
    "Company": "organisation", "Publisher": "organisation", "CompanyName": "organisation",
    "HostComputer": "machine", "MachineID": "machine", "Software": "software",
    "CreatorTool": "software", "Producer": "software", "Application": "software",
    "Generator": "software", "Encoder": "software", "EncodedBy": "software",
    "ProductName": "software", "FileVersion": "version", "ProductVersion": "version",
    "Title": "title", "DocumentID": "lineage", "InstanceID": "lineage", "LocalBasePath": "path",
    "Make": "camera", "Model": "camera", "Language": "language", "FontFamily": "font",
    "FontName": "font", "CreatorSoftware": "software", "WriterName": "software",
    "SoftwareVersion": "version",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {
    "CreateDate": "created", "CreationDate": "created", "DateTimeOriginal": "captured",
    "ModifyDate": "modified", "MetadataDate": "modified", "TimeStamp": "created",
    "VolumeModifyDate": "modified", "VolumeCreateDate": "created", "DateCreated": "created",
    "DateTimeDigitized": "created", "Date": "published", "PublishDate": "published",
    "DateTimeStamp": "modified", "StudyDate": "captured",
}  # fmt: skip


class ExifTool:
    """The one process; use `tags` only."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0

    def tags(self, path: str, seconds: float = SECONDS) -> dict[str, Any]:
        """Tags with their group; TimeoutError after the deadline, OSError if it ended."""
        process = self._running()
        self._count += 1
        end = f"{{ready{self._count}}}".encode()
        asked = f"-json\n-a\n-G1\n-m\n-fast\n{path}\n-execute{self._count}\n"
        try:
            assert process.stdin  # noqa: S101 - it is a pipe
            process.stdin.write(asked.encode())
            process.stdin.flush()
            data = self._until(process, end, time.monotonic() + seconds)
            found = json.loads(data or b"[{}]")
        except (TimeoutError, OSError, ValueError):
            self.stop()
            raise
        return dict(found[0]) if found else {}

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - a program of the system
                [self._program, "-config", "", "-stay_open", "True", "-@", "-"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._process

    def _until(self, process: subprocess.Popen[bytes], end: bytes, deadline: float) -> bytes:
        assert process.stdout  # noqa: S101 - it is a pipe
        data = bytearray()
        while end not in data:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece or len(data) > _MOST:
                raise OSError("exiftool ended or said too much")
            data += piece
        return bytes(data[: data.index(end)]).strip()

    def stop(self) -> None:
        """End the process; the next file gets a fresh one."""
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            self._process.wait()
            self._process = None


@cache
def exiftool() -> ExifTool | None:
    """The process of this worker; None where ExifTool is not installed."""
    program = shutil.which("exiftool")
    return ExifTool(program) if program else None


def traits(path: Path, digest: Digest, name: str, tool: ExifTool) -> Iterator[Trait]:
    """Facts of a file by ExifTool; TimeoutError, OSError or ValueError if it gives none."""
    for key, value in tool.tags(str(path)).items():
        group, _, tag = key.partition(":")
        text = " ".join(_text(value).split())
        if group in _PASSED or not text:
            continue
        seen = Evidence(digest, name, key, text[:300], READER)
        if tag in _FACTS:
            yield Trait(seen=seen, file=digest, name=_FACTS[tag], value=text, place=key)
        elif tag in _TIMES and any(char in "123456789" for char in text):
            moment, offset = when(text)
            zone: Zone = "stated" if offset is not None else ""
            yield Trait(seen=seen, file=digest, name=_TIMES[tag], value=text, place=key,
                        time=moment, offset=offset, zone_from=zone)  # fmt: skip


def _text(value: object) -> str:
    """A value as text, a list as its members; what is nested deeper says nothing here."""
    if isinstance(value, dict):
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
