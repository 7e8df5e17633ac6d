"""Lists reduced to names in JSON, as screening services keep them.

Two forms: an object with `downloaded_at` and `entries` of uid, name, aliases, program, type;
and an array of id, full_name, source, aliases. The ids of the second are positions in the
file, not row ids of the publisher: the row id is then made of the name.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists import _bytes, _dates, _ofac_rows
from celtrace.lists._draft import Draft, evidence, snapshot, unique
from celtrace.lists._tally import Tally
from celtrace.ports import Note
from celtrace.records import Alias, Designation, Evidence, fingerprint


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    uid: str
    name: str
    aliases: list[str] = []
    program: str = ""
    type: str = ""


class _Object(msgspec.Struct):
    downloaded_at: str
    entries: list[msgspec.Raw]
    entry_count: int | None = None
    source: str = ""


class _Named(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    full_name: str
    source: str
    aliases: list[str] = []


def read(list_id: str, file: ListFile, note: Note) -> Snapshot:
    """One snapshot of names only; ListRefused when the JSON is broken or of another form."""
    data = _bytes.whole(file)
    try:
        if data.lstrip()[:1] == b"[":
            return _array(list_id, file, msgspec.json.decode(data, type=list[msgspec.Raw]), note)
        return _object(list_id, file, msgspec.json.decode(data, type=_Object), note)
    except msgspec.DecodeError as error:
        raise ListRefused(f"{file.name}: {error}.", _bytes.AGAIN) from error


def _object(list_id: str, file: ListFile, whole: _Object, note: Note) -> Snapshot:
    if whole.entry_count is not None and len(whole.entries) < whole.entry_count:
        raise ListRefused(
            f"{file.name}: {len(whole.entries):,} entries, but it says {whole.entry_count:,}.",
            _bytes.AGAIN,
        )
    tally = Tally()
    drafts: list[tuple[Draft, Evidence]] = []
    for number, raw in enumerate(whole.entries, start=1):
        entry = msgspec.json.decode(raw, type=_Entry)
        place = f"uid {entry.uid}, entry {number}"
        draft = Draft(row=entry.uid, name=entry.name)
        draft.form = _ofac_rows.form(entry.type, tally, f"{file.name}, {place}")
        draft.programmes = _ofac_rows.programmes(entry.program)
        draft.aliases = [Alias(text, "strong", "aka") for text in entry.aliases]
        drafts.append((draft, evidence(file, place, bytes(raw).decode(), list_id)))
    entries = [made.done(list_id, seen) for made, seen in unique(drafts, tally)]
    tally.tell(note)
    said = f"{whole.source}, downloaded {whole.downloaded_at}, {whole.entry_count} entries"
    return _made(list_id, file, entries, _dates.day(whole.downloaded_at), said)


def _array(list_id: str, file: ListFile, raws: list[msgspec.Raw], note: Note) -> Snapshot:
    rows: dict[str, tuple[Draft, Evidence]] = {}
    sources = set()
    for number, raw in enumerate(raws, start=1):
        entry = msgspec.json.decode(raw, type=_Named)
        sources.add(entry.source)
        name = " ".join(entry.full_name.split())
        row = f"name-{fingerprint(name)}"
        where = evidence(file, f"entry {number}", bytes(raw).decode(), list_id)
        draft, _ = rows.setdefault(row, (Draft(row=row, name=name), where))
        draft.aliases += [Alias(text, "strong", "aka") for text in entry.aliases]
    if len(sources) > 1:
        raise ListRefused(f"{file.name}: names of several lists: {', '.join(sorted(sources))}.")
    if len(rows) < len(raws):
        note(
            file.name,
            f"{len(raws) - len(rows):,} of {len(raws):,} names stand more than once",
            "equal names were made one entry with all their aliases",
        )
    said = (
        f"{', '.join(sources)}: {len(raws):,} names. The file has no row ids of the publisher; "
        "row ids here are made of the names."
    )
    entries = [draft.done(list_id, seen) for draft, seen in rows.values()]
    return _made(list_id, file, entries, None, said)


def _made(
    list_id: str, file: ListFile, entries: list[Designation], day: dt.date | None, said: str
) -> Snapshot:
    return snapshot((file,), entries, list_id=list_id, day=day, fullness="names-only", said=said)


def sniff(head: bytes, source: bytes) -> bool:
    """Whether the head is an array of names that says it is of this source."""
    return head.lstrip()[:1] == b"[" and b'"full_name"' in head and b'"source":"' + source in head
