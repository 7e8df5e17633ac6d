"""Logs that grow: new lines are read as they come, and each finding is told once.

What was read and told stands in a state file, written after each round: inode, offset
behind the last whole line, and which findings were told. A restart
reads the history again, so that baselines are whole, and tells only what is new. When a log
is rotated, what is left in the old file is read first.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from celtrace.cases.folder import HEAD
from celtrace.cases.intake import Notes
from celtrace.cases.logs.access import judge
from celtrace.cases.logs.access_reading import ACTS, UNKNOWN, UNREAD, Asked, Reading, reader_for
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.errors import UsageError
from celtrace.findings import Finding
from celtrace.logs._carried import Carried
from celtrace.logs._years import YearKeeper
from celtrace.records import Digest, FileAccess, Record, SessionEnd, SignIn

POLL_S = 1.0
PIECE = 1 << 24
"""Bytes that are read at once."""


class Told(msgspec.Struct, frozen=True):
    """A finding, or a part of a log that was not read, told once."""

    rule: str
    category: str
    subject: str
    sentence: str
    lines: tuple[str, ...]


class _Mark(msgspec.Struct):
    """How far a file was read."""

    inode: int = 0
    offset: int = 0


class State(msgspec.Struct):
    """What stands in the state file."""

    files: dict[str, _Mark] = {}
    told: list[str] = []


class _Tail:
    """One file that grows."""

    def __init__(self, path: Path, asked: Asked, mark: _Mark | None) -> None:
        self.path = path
        self.mark = _Mark()
        self._asked = asked
        self._carried = Carried(years=YearKeeper(asked.year))
        self._said = False
        self._reader: Any = None
        self._before = mark
        self._stream: io.BufferedReader | None = None

    def new(self, notes: Notes) -> Iterator[Record]:
        """Records of the lines added since the last call; of a rotated file its rest first."""
        if self._before is not None:
            old = _with_inode(self.path, self._before.inode)
            if old is not None and old != self.path:
                yield from self._rest(old, notes)
            self._before = None
        if self._stream is not None and self._moved():
            yield from self._read(self._stream, notes)
            self._stream.close()
            self._stream = None
            self._anew()
        if self._stream is None and self.path.exists():
            self._stream = self.path.open("rb")
            self.mark.inode = os.fstat(self._stream.fileno()).st_ino
        if self._stream is not None:
            yield from self._read(self._stream, notes)

    def close(self) -> None:
        """Let go of the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _moved(self) -> bool:
        """Whether another file lies at the path now, or the file was cut."""
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return True
        return now.st_ino != self.mark.inode or now.st_size < self.mark.offset

    def _rest(self, old: Path, notes: Notes) -> Iterator[Record]:
        with old.open("rb") as stream:
            yield from self._read(stream, notes)
        self._anew()

    def _anew(self) -> None:
        """Another file begins; the years go on."""
        self.mark, self._carried = _Mark(), Carried(years=self._carried.years)

    def _read(self, stream: io.BufferedReader, notes: Notes) -> Iterator[Record]:
        """Records of the whole lines behind the mark."""
        stream.seek(self.mark.offset)
        rest = b""
        while more := stream.read(PIECE):
            data, rest = _whole(rest + more)
            if data:
                yield from self._parse(data, notes)
                self.mark.offset += len(data)

    def _parse(self, data: bytes, notes: Notes) -> Iterator[Record]:
        if self._reader is None:
            self._reader = reader_for(data[:HEAD], str(self.path), self._asked.reader)
        digest = Digest(sha256(data).hexdigest())
        note = notes.of(str(self.path), digest, "logs")
        if self._reader is None:
            note("", UNKNOWN, UNREAD)
            return
        self._carried.read = 0
        log = self._asked.log(io.BytesIO(data), digest, str(self.path), self._carried)
        yield from self._reader.read(msgspec.structs.replace(log, more=self._said), note)
        self._said = True


def _whole(data: bytes) -> tuple[bytes, bytes]:
    """The whole lines, and the beginning of the next one."""
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]


def _with_inode(path: Path, inode: int) -> Path | None:
    """The file of a folder that has this inode: where a rotated log went."""
    near = sorted(path.parent.glob(f"{path.name}*"))
    return next((one for one in near if one.is_file() and one.stat().st_ino == inode), None)


def follow(
    asked: Asked, shelf: NetworkShelf, state_file: Path, today: Callable[[], date],
    rounds: int | None = None,
) -> Iterator[Told]:  # fmt: skip
    """What is found as lines come; for ever, or for so many rounds of a second.

    UsageError if the state file is not one.
    """
    state = _state(state_file)
    tails = [_Tail(path, asked, state.files.get(str(path))) for path in asked.paths]
    try:
        yield from _rounds(tails, set(state.told), state_file, (asked, shelf, today, rounds))
    finally:
        for tail in tails:
            tail.close()


def _rounds(
    tails: Sequence[_Tail], told: set[str], state_file: Path,
    by: tuple[Asked, NetworkShelf, Callable[[], date], int | None],
) -> Iterator[Told]:  # fmt: skip
    """Look for new lines once a second, tell what is found, and keep how far it is."""
    asked, shelf, today, rounds = by
    held: dict[str, Record] = {}
    done = 0
    while rounds is None or done < rounds:
        notes = Notes()
        new = [record for tail in tails for record in tail.new(notes)]
        held |= {record.ref: record for record in new}
        for said in _judged(new, list(held.values()), (asked, shelf, today())):
            key = f"{said.rule}|{said.subject}|{said.category}"
            if key not in told:
                yield said
                told.add(key)
        for problem in notes.problems:
            key = f"not read|{problem.source}|{problem.place}|{problem.reason}"
            if key not in told:
                yield Told("", "not read", problem.source, problem.reason, (problem.place,))
                told.add(key)
        if new or notes.problems or not done:
            marks = {str(tail.path): tail.mark for tail in tails}
            _keep(state_file, State(marks, sorted(told)))
        done += 1
        if rounds is None or done < rounds:
            time.sleep(POLL_S)


def _judged(
    new: Sequence[Record], held: Sequence[Record], by: tuple[Asked, NetworkShelf, date]
) -> Iterator[Told]:
    """What the rules find for the accounts of new lines and those that share something."""
    acts = [one for one in new if isinstance(one, ACTS)]
    if not acts:
        return
    values = {value for one in acts for value in _shared(one)}
    names = {one.account for one in acts}
    near = [one for one in held if isinstance(one, ACTS)]
    names |= {one.account for one in near if not values.isdisjoint(_shared(one))}
    some = tuple(one for one in near if one.account in names)
    asked, shelf, today = by
    result = judge(Reading(some, (), ()), asked, shelf, today)
    yield from (_said(finding) for finding in result.findings)


def _shared(one: SignIn | FileAccess | SessionEnd) -> Iterator[tuple[str, str]]:
    for field in ("ip", "device", "mfa_device"):
        value = getattr(one, field, "")
        if value:
            yield field, value


def _said(finding: Finding) -> Told:
    lines = tuple(f"{one.source}:{one.place}" for one in finding.evidence)
    return Told(finding.rule, finding.strength, finding.subject, finding.sentence, lines)


def _state(path: Path) -> State:
    if not path.exists():
        return State()
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is no state of --follow: {error}.", "Move it away.") from error


def _keep(path: Path, state: State) -> None:
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(msgspec.json.encode(state, order="deterministic"))
    new.replace(path)
