"""The daily history of SDN.CSV: one line of JSON for each version.

Line 1 has all rows of the first version (`base`); each later line has the rows added and
taken away (`add`, `del`), as raw lines of the comma-separated file. Several versions of one
day are one snapshot, the last of the day.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from itertools import groupby

import msgspec

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists import _bytes, _ofac_lines, _ofac_rows
from celtrace.lists._draft import digest_of, evidence
from celtrace.lists._tally import Tally
from celtrace.ports import Note
from celtrace.records import Designation


class _Version(msgspec.Struct, forbid_unknown_fields=True):
    date: dt.date
    commit: str
    sha256: str
    base: list[str] = []
    add: list[str] = []
    gone: list[str] = msgspec.field(default_factory=list, name="del")


class _Rows:
    """The rows that stand, each distinct line read once."""

    def __init__(self, list_id: str, file: ListFile) -> None:
        self.list_id, self.file = list_id, file
        self.tally = Tally()
        self._read: dict[str, Designation | None] = {}
        self._standing: dict[str, Designation | None] = {}

    def change(self, version: _Version, number: int) -> None:
        """Apply one version."""
        place = f"{self.file.name}, line {number} ({version.date})"
        for raw in version.gone:
            if raw not in self._standing:
                self.tally.add("a row that did not stand is taken away", "passed over", place)
            self._standing.pop(raw, None)
        for raw in (*version.base, *version.add):
            if raw not in self._read:
                self._read[raw] = self._designation(raw, version, number)
            self._standing[raw] = self._read[raw]
        if not self._standing:
            self.tally.add(
                "a version without any row",
                "it was passed over; the list of the version before stands",
                place,
            )

    def _designation(self, raw: str, version: _Version, number: int) -> Designation | None:
        fields = _ofac_lines.fields(raw)
        place = f"version {version.date}, line {number}"
        if fields is None or len(fields) != _ofac_rows.COLUMNS or not fields[0].isdigit():
            where = f"{self.file.name}, {place}"
            self.tally.add("a row has the wrong columns", "it was left out", where)
            return None
        place = f"uid {fields[0]}, {place}"
        draft = _ofac_rows.draft(fields, "", self.tally, f"{self.file.name}, {place}")
        return draft.done(self.list_id, evidence(self.file, place, raw, self.list_id))

    def entries(self) -> tuple[Designation, ...]:
        """What stands now, one entry for a row id, in order of row id."""
        by_row: dict[int, Designation] = {}
        for entry in self._standing.values():
            if entry is None:
                continue
            uid = int(entry.row)
            twin = by_row.get(uid)
            if twin is not None:
                where = f"{self.file.name}, uid {uid}"
                what = "a row id stands more than once in a version"
                self.tally.add(what, "the last in order of text was kept", where)
                by_row[uid] = max(entry, twin, key=lambda d: d.seen.quote)
            else:
                by_row[uid] = entry
        return tuple(by_row[uid] for uid in sorted(by_row))


def read(list_id: str, file: ListFile, note: Note) -> Iterator[Snapshot]:
    """One snapshot of primary names for each day that has a version, in order of date.

    ListRefused when a line is broken JSON, when the last line is cut, when the first has no
    base rows, or when dates go backwards.
    """
    versions = _versions(file)
    rows = _Rows(list_id, file)
    digest = digest_of((file,))
    days = 0
    for day, of_day in groupby(enumerate(versions, start=1), key=lambda item: item[1].date):
        last: tuple[_Version, tuple[Designation, ...]] | None = None
        for number, version in of_day:
            rows.change(version, number)
            entries = rows.entries()
            last = (version, entries) if entries else last
        if last is not None:
            days += 1
            said = f"version {last[0].commit}, SHA-256 of its SDN.CSV {last[0].sha256}"
            yield Snapshot(list_id, day, "primaries-only", last[1], digest, said)
    if not days:
        raise ListRefused(f"{file.name}: none of {len(versions)} versions has a row.")
    rows.tally.tell(note)


def _versions(file: ListFile) -> list[_Version]:
    found: list[_Version] = []
    for number, line in enumerate(io.BytesIO(_bytes.whole(file)), start=1):
        try:
            version = msgspec.json.decode(line, type=_Version)
        except msgspec.DecodeError as error:
            raise ListRefused(f"{file.name}: line {number}: {error}.", _bytes.AGAIN) from error
        if not found and not version.base:
            raise ListRefused(f"{file.name}: line 1 has no base rows.", _bytes.AGAIN)
        if found and version.date < found[-1].date:
            raise ListRefused(f"{file.name}: line {number} is older than the line before.")
        found.append(version)
    return found
