"""Archives that lie in several files: which files belong together, by their names.

RAR numbers its volumes `a.part1.rar` or `a.rar`, `a.r00`; 7-Zip and others cut a file into
`a.7z.001`, `a.7z.002`. A set is read under the name of its first volume.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from celtrace.records import Digest, FileFact

_PARTS = re.compile(r"(?P<base>.*)\.part(?P<number>\d{1,5})\.rar", re.IGNORECASE | re.DOTALL)
_OLD = re.compile(r"(?P<base>.*)\.(?:rar|r(?P<number>\d\d))", re.IGNORECASE | re.DOTALL)
_CUT = re.compile(
    r"(?P<base>.*\.(?:7z|zip|rar|tar|gz|tgz))\.(?P<number>\d{3})", re.IGNORECASE | re.DOTALL
)


class Volume(NamedTuple):
    """One file of a set: its number, the name that unpackers look for, its bytes."""

    number: int
    name: str
    digest: Digest


class VolumeSets:
    """The sets among files that were taken in."""

    def __init__(self, files: Iterable[FileFact] = ()) -> None:
        self._sets: dict[tuple[str, str], dict[int, Volume]] = {}
        self.add(files)

    def add(self, files: Iterable[FileFact]) -> None:
        """Look at more files; of two under one name the later counts."""
        for one in files:
            told = _volume(one)
            if told is not None:
                key, volume = told
                self._sets.setdefault(key, {})[volume.number] = volume

    def of(self, file: FileFact) -> tuple[Volume, ...]:
        """All volumes, in order, of the set that begins with this file; none if it is whole."""
        told = _volume(file)
        if told is None or told[1].number != 0:
            return ()
        found = self._sets.get(told[0], {})
        run = tuple(found[number] for number in range(len(found)) if number in found)
        return run if len(run) > 1 and run[0].digest == file.digest else ()


def whole_name(file: FileFact) -> str:
    """The name of a file that was only cut into pieces, without the number; else empty."""
    found = _CUT.fullmatch(file.path)
    return found["base"] if found else ""


def _volume(file: FileFact) -> tuple[tuple[str, str], Volume] | None:
    path = file.path
    if found := _PARTS.fullmatch(path):
        name = f"volume.part{found['number']}.rar"
        return ("part", found["base"]), Volume(int(found["number"]) - 1, name, file.digest)
    if found := _CUT.fullmatch(path):
        name = f"volume.{found['number']}"
        return ("cut", found["base"]), Volume(int(found["number"]) - 1, name, file.digest)
    if found := _OLD.fullmatch(path):
        number = found["number"]
        name = f"volume.r{number}" if number else "volume.rar"
        place = 0 if number is None else int(number) + 1
        return ("old", found["base"]), Volume(place, name, file.digest)
    return None
