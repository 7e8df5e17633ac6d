"""One reading of a Kitsu server into files: as it was served, a row on each line.

Under `kitsu/raw/` every reading has a folder named by its time. A kind is in `NAME.jsonl` when
it is whole, a log that is not in `NAME.jsonl.part`; `manifest.json` comes last. A reading that
was broken off has no manifest, and the next one goes on in its folder: whole kinds stay, and a
log goes on behind its last row. Logs hold what is newer than the last whole reading.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import file_digest
from itertools import count
from pathlib import Path
from typing import BinaryIO

import msgspec

from celtrace import __version__
from celtrace.doors.connectors.kitsu import (
    LOGS,
    MODELS,
    PER_LOG_PAGE,
    PER_PAGE,
    Kitsu,
    NotAllowed,
    Row,
)
from celtrace.errors import UsageError

RAW = "raw"
MANIFEST = "manifest.json"
SERVER = "server.txt"
LEFT_OUT = frozenset(
    {"daily_salary", "chat_token_slack", "chat_webhook_mattermost", "chat_token_discord"}
)
"""Keys that are never written down: pay, and secrets of other services."""
OVERLAP_S = 60
"""A row may appear in the log so much later than its time says."""
ROUNDS = 3
"""Rows that change while they are read move to the first page; so often they are read again."""

Say = Callable[[str], None]


class KindRead(msgspec.Struct, frozen=True):
    """A kind as it was written down."""

    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a reading holds."""

    url: str
    zou: str
    answered_by: str
    celtrace: str
    began: str
    ended: str
    kinds: dict[str, KindRead]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    newest: dict[str, str]
    """For each log the time of its newest row."""
    recent: dict[str, tuple[str, ...]]
    """For each log the ids of its last rows, which the next reading will see again."""


class Pulled(msgspec.Struct, frozen=True):
    """A whole reading and its folder."""

    folder: Path
    manifest: Manifest


def pull(server: Kitsu, home: Path, now: datetime, say: Say) -> Pulled:
    """Read every kind into `home`/raw; go on with a reading that was broken off.

    TrackerBroken if the server breaks off, UsageError if it refuses the token or the folder is
    of another server; what was written stays.
    """
    raw = home / RAW
    raw.mkdir(parents=True, exist_ok=True)
    _same_server(home, server.base)
    folder = _unfinished(raw) or _new(raw, f"{now:%Y%m%dT%H%M%SZ}")
    notes: list[str] = []
    before = last_whole(raw)
    for kind in (*MODELS, *LOGS):
        if (folder / f"{kind}.jsonl").exists():
            continue
        try:
            if kind in LOGS:
                _log(server, folder, kind, before)
            else:
                _model(server, folder, kind, notes)
        except NotAllowed as error:
            notes.append(f"{kind}: {error}; it was not read")
        say(f"{kind}: {_count(folder / f'{kind}.jsonl'):,} rows")
    manifest = _manifest(server, folder, (now, notes), before)
    written(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return Pulled(folder, manifest)


def _same_server(home: Path, base: str) -> None:
    """Remember whose the folder is; UsageError if it is of another server."""
    path = home / SERVER
    if not path.exists():
        written(path, f"{base}\n".encode())
    held = path.read_text(encoding="utf-8").strip()
    if held != base:
        raise UsageError(f"{home} holds what was read from {held}.", "Give another folder.")


def last_whole(raw: Path) -> Manifest | None:
    """The manifest of the newest whole reading; None if there is none."""
    whole = sorted(raw.glob(f"*/{MANIFEST}"))
    return msgspec.json.decode(whole[-1].read_bytes(), type=Manifest) if whole else None


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a file that was written here, in its order; none if there is no file."""
    if path.exists():
        with path.open("rb") as stream:
            for line in stream:
                yield msgspec.json.decode(line, type=Row)


def written(path: Path, data: bytes) -> None:
    """Put bytes at a path, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)


def _unfinished(raw: Path) -> Path | None:
    there = sorted(one for one in raw.iterdir() if one.is_dir())
    return there[-1] if there and not (there[-1] / MANIFEST).exists() else None


def _new(raw: Path, stamp: str) -> Path:
    """A folder for a reading; a second one in the same second has a number behind it."""
    folder = next(
        path for number in count(1)
        if not (path := raw / (stamp if number == 1 else f"{stamp}-{number}")).exists()
    )  # fmt: skip
    folder.mkdir()
    return folder


def _model(server: Kitsu, folder: Path, kind: str, notes: list[str]) -> None:
    """Every row of a kind once, the newest version of those that changed meanwhile."""
    found: dict[str, Row] = {}
    total = -1
    for _ in range(ROUNDS):
        total = _pages(server, kind, found)
        if len(found) >= total:
            break
    else:
        notes.append(f"{kind}: {len(found)} of {total} rows; it changed while it was read")
    written(folder / f"{kind}.jsonl", _lines([found[id_] for id_ in sorted(found)]))


def _pages(server: Kitsu, kind: str, found: dict[str, Row]) -> int:
    """Read all pages of a kind into `found`; how many rows the server says there are."""
    for number in count(1):
        page = server.page(kind, number)
        found |= {row["id"]: row for row in page.rows}
        if len(page.rows) < PER_PAGE or number * PER_PAGE >= page.total:
            return page.total
    raise AssertionError


def _log(server: Kitsu, folder: Path, kind: str, before: Manifest | None) -> None:
    """The rows of a log since the last whole reading, newest first."""
    part = folder / f"{kind}.jsonl.part"
    after = _since(before.newest.get(kind, "")) if before else ""
    known = set(before.recent.get(kind, ())) if before else set()
    last: Row | None = None
    for last in _whole_lines(part):
        known.add(last["id"])
    with part.open("ab") as out:
        while True:
            until = _next_second(last["created_at"]) if last else ""
            rows = server.log(kind, after=after, before=until)
            if last and len(rows) == PER_LOG_PAGE and all(row["id"] in known for row in rows):
                rows = server.log(kind, after=after, older_than=last["id"])
            fresh = [row for row in rows if row["id"] not in known]
            _append(out, fresh)
            known |= {row["id"] for row in fresh}
            if len(rows) < PER_LOG_PAGE or not rows:
                break
            last = rows[-1]
    part.replace(folder / f"{kind}.jsonl")


def _since(newest: str) -> str:
    if not newest:
        return ""
    at = datetime.fromisoformat(newest) - timedelta(seconds=OVERLAP_S)
    return at.isoformat(timespec="seconds")


def _next_second(stated: str) -> str:
    """Times are told without fractions: what is older than this second's end."""
    at = datetime.fromisoformat(stated) + timedelta(seconds=1)
    return at.isoformat(timespec="seconds")


def _lines(rows: list[Row]) -> bytes:
    kept = ({key: row[key] for key in row if key not in LEFT_OUT} for row in rows)
    return b"".join(msgspec.json.encode(row) + b"\n" for row in kept)


def _append(out: BinaryIO, rows: list[Row]) -> None:
    """Rows as lines, on the disk before anything else is asked."""
    out.write(_lines(rows))
    out.flush()
    os.fsync(out.fileno())


def _whole_lines(part: Path) -> Iterator[Row]:
    """The rows of a file that was broken off; half a line at its end is cut away."""
    if not part.exists():
        return
    data = part.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        part.write_bytes(whole)
    for line in whole.splitlines():
        yield msgspec.json.decode(line, type=Row)


def _count(path: Path) -> int:
    return sum(1 for _ in rows_of(path))


def _manifest(
    server: Kitsu, folder: Path, said: tuple[datetime, list[str]], before: Manifest | None
) -> Manifest:
    began, notes = said
    kinds = {
        path.name.removesuffix(".jsonl"): KindRead(_count(path), _digest(path))
        for path in sorted(folder.glob("*.jsonl"))
    }
    newest, recent = {}, {}
    for kind in LOGS:
        times = [(row["created_at"], row["id"]) for row in rows_of(folder / f"{kind}.jsonl")]
        old = before.newest.get(kind, "") if before else ""
        newest[kind] = max([old, *(time for time, _ in times)])
        since = _since(newest[kind])
        held = before.recent.get(kind, ()) if before and since <= old else ()
        recent[kind] = (*(id_ for time, id_ in times if time >= since), *held)
    return Manifest(
        url=server.base, zou=server.version, answered_by=server.answered_by, celtrace=__version__,
        began=folder.name, ended=f"{began:%Y%m%dT%H%M%SZ}", kinds=kinds,
        left_out=tuple(sorted(LEFT_OUT)), notes=tuple(notes), newest=newest, recent=recent,
    )  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
