"""A manifest alone: what lay there, without the bytes.

CSV with a header or JSON lines; path and SHA-256 are needed, size, time and batch are read
where they stand. Nothing can be read of the files, but days can be compared.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from celtrace.cases.found.batches import Batch
from celtrace.cases.found.custody import Taken, shown
from celtrace.errors import UsageError
from celtrace.ports import Note
from celtrace.records import Digest
from celtrace.text.encoding import choose

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
MOST = 1 << 30
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "path": ("path", "file", "filename", "name", "key"),
    "sha256": ("sha256", "sha-256", "sha_256", "digest", "hash"),
    "size": ("size", "bytes", "length"),
    "modified": ("mtime", "modified", "lastmodified", "last_modified", "time", "date"),
    "batch": ("batch", "label", "day"),
}


def is_manifest(path: Path) -> bool:
    """Whether a file is a list of paths and digests, by its first line."""
    if not path.name.lower().endswith(ENDINGS) or not path.is_file():
        return False
    with path.open("rb") as stream:
        first = stream.readline(1 << 16).decode("utf-8-sig", "replace")
    columns = _columns(_keys(first))
    return {"path", "sha256"} <= columns.keys()


def _keys(line: str) -> list[str]:
    if line.lstrip().startswith("{"):
        try:
            return [str(key) for key in json.loads(line)]
        except ValueError:
            return []
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _columns(keys: Iterable[str]) -> dict[str, str]:
    """Our name of a column by theirs, turned round."""
    found: dict[str, str] = {}
    for key in keys:
        for ours, theirs in _COLUMNS.items():
            if key.strip().casefold() in theirs:
                found.setdefault(ours, key)
    return found


def read(path: Path, label: str, note: Note) -> tuple[Batch, ...]:
    """The batches of a manifest, in order of their names; a line that says nothing is noted."""
    with path.open("rb") as stream:
        chosen = choose(stream)
        data = stream.read(MOST + 1)
    if len(data) > MOST:
        raise UsageError(f"{path} is larger than {MOST:,} bytes.", "Part it by day.")
    text = data.decode(chosen.name, "replace").removeprefix("\ufeff")
    parts: dict[str, list[Taken]] = {}
    for number, row in _rows(text, note):
        taken = _taken(row, f"line {number}", note)
        if taken is not None:
            parts.setdefault(row.get("batch") or label, []).append(taken)
    return tuple(Batch(name, tuple(files)) for name, files in sorted(parts.items()))


def _rows(text: str, note: Note) -> Iterator[tuple[int, Mapping[str, str]]]:
    if text.lstrip().startswith("{"):
        for number, line in enumerate(text.splitlines(), start=1):
            try:
                held = json.loads(line) if line.strip() else {}
            except ValueError as error:
                note(f"line {number}", f"it is no JSON ({error})", "it was left out")
                continue
            if isinstance(held, dict):
                yield number, _named({str(key): str(value) for key, value in held.items()})
        return
    lines = io.StringIO(text, newline="")
    rows = csv.DictReader(lines, delimiter=_delimiter(text.partition("\n")[0]))
    for row in rows:
        yield rows.line_num, _named({key: value or "" for key, value in row.items() if key})


def _named(row: dict[str, str]) -> dict[str, str]:
    return {ours: row[theirs].strip() for ours, theirs in _columns(row).items()}


def _taken(row: Mapping[str, str], place: str, note: Note) -> Taken | None:
    path, digest = row.get("path", ""), row.get("sha256", "").lower()
    if not row:
        return None
    if not path or not _DIGEST.fullmatch(digest):
        note(place, "it has no path or no SHA-256 of 64 digits", "it was left out")
        return None
    size = row.get("size", "")
    if size and not size.isdigit():
        note(place, f"its size is no number: {size[:40]}", "it counts as 0")
    when = _time(row.get("modified", ""))
    return Taken(shown(path), int(size) if size.isdigit() else 0, Digest(digest), when, None)


def _time(text: str) -> datetime | None:
    """An instant; a number is seconds since 1970, a time without a zone is taken as UTC."""
    try:
        found = (
            datetime.fromtimestamp(float(text), UTC)
            if re.fullmatch(r"\d{9,11}(\.\d+)?", text)
            else datetime.fromisoformat(text)
        )
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
