"""Our own extract of a list: a few rows, with the number of rows that were looked through.

It lets a demonstration or a test stand on chosen real rows without carrying a whole list.
`rows` may be empty when `entries_in_full_list` says what was looked through.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists import _bytes
from celtrace.lists._draft import Draft, Form, digest_of, evidence, row_order
from celtrace.records import Alias, Identifier

Text = Annotated[str, msgspec.Meta(min_length=1)]


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    row: Text
    name: str
    form: Form = "unknown"
    aliases: list[Alias] = []
    programmes: list[str] = []
    listed_on: dt.date | None = None
    born: list[str] = []
    nationalities: list[str] = []
    countries: list[str] = []
    addresses: list[str] = []
    identifiers: list[Identifier] = []
    linked_to: list[str] = []
    remarks: str = ""


class _Extract(msgspec.Struct, forbid_unknown_fields=True):
    celtrace_extract: Literal[1]
    rows: list[msgspec.Raw]
    snapshot: dt.date
    entries_in_full_list: Annotated[int, msgspec.Meta(ge=1)]
    of: Text = msgspec.field(name="list")
    source: str = ""
    url: str = ""


def sniff(head: bytes, list_id: str) -> bool:
    """Whether the file is an extract of this list."""
    squeezed = b"".join(head[:4_000].split())
    return b'"celtrace_extract":' in squeezed and f'"list":"{list_id}"'.encode() in squeezed


def read(list_id: str, file: ListFile) -> Snapshot:
    """The extract as a snapshot; ListRefused, with the place, when it is not as described."""
    try:
        whole = msgspec.json.decode(_bytes.whole(file), type=_Extract)
        rows = [(msgspec.json.decode(raw, type=_Row), bytes(raw).decode()) for raw in whole.rows]
    except msgspec.DecodeError as error:
        raise ListRefused(f"{file.name}: {error}.") from error
    if whole.of != list_id:
        raise ListRefused(f"{file.name}: an extract of {whole.of}, not of {list_id}.")
    if len({row.row for row, _ in rows}) < len(rows):
        raise ListRefused(f"{file.name}: a row id stands more than once.")
    entries = []
    for number, (row, raw) in enumerate(rows, start=1):
        fields = msgspec.structs.asdict(row) | {"remarks": [row.remarks] if row.remarks else []}
        seen = evidence(file, f"row {row.row}, entry {number}", raw, list_id)
        entries.append(Draft(**fields).done(list_id, seen))
    said = f"extract of {len(rows):,} of {whole.entries_in_full_list:,} entries"
    parts = [said, *(text for text in (whole.source, whole.url) if text)]
    ordered = tuple(sorted(entries, key=lambda d: row_order(d.row)))
    return Snapshot(
        list_id, whole.snapshot, "extract", ordered, digest_of((file,)), "; ".join(parts)
    )
