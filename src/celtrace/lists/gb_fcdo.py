"""UK Sanctions List of the Foreign, Commonwealth and Development Office.

Forms read: UK-Sanctions-List.ods and .csv (one row for each name), the narrow ODS with
primary names only, names in JSON, our extract. Reference:
https://www.gov.uk/government/publications/the-uk-sanctions-list
The row id is the Unique ID; all rows of one id are one entry. The wide forms state the day
of the report in their first line.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.lists import _bytes, _dates, _extract, _gb_rows, _names_json, _ods
from celtrace.lists._draft import snapshot
from celtrace.lists._ods import Row
from celtrace.lists._tally import Tally
from celtrace.ports import Note
from celtrace.records import Fullness

FORMAT = "gb_fcdo"
SOURCE = ListSource(
    id=FORMAT,
    title="UK Sanctions List",
    publisher="UK Foreign, Commonwealth and Development Office",
    regime="GB",
    urls=("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.ods",),
    licence="Open Government Licence v3.0",
    expected=(3_000, 30_000),
    fill=(("programmes", 0.99), ("listed_on", 0.99)),
)
NAMES_SOURCE = b"UK Sanctions List (FCDO)"
ID = "Unique ID"

_REPORT = re.compile(r"Report Date:?\s*(\S+)", re.IGNORECASE)


def sniff(head: bytes, name: str) -> float:
    """How sure it is that this is the UK Sanctions List, 0 to 1."""
    if _extract.sniff(head, FORMAT):
        return 1.0
    if _names_json.sniff(head, NAMES_SOURCE):
        return 0.9
    if _bytes.is_zip(head) and b"opendocument.spreadsheet" in head:
        return 0.9 if re.search(r"(?i)uk.?sanctions|fcdo", name) else 0.4
    if name.lower().endswith(".ods") and _bytes.is_zip(head):
        return 0.8 if re.search(r"(?i)uk.?sanctions|fcdo", name) else 0.3
    return 0.9 if re.search(rb"(?:^|[\n,\"])Unique ID\"?,\"?OFSI Group ID", head[:4_000]) else 0.0


def belongs(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every file is a publication of its own."""
    return tuple((name,) for name in sorted(names))


def read(files: tuple[ListFile, ...], note: Note) -> Iterator[Snapshot]:
    """One snapshot; ListRefused where the file is broken, cut or of another form."""
    head, file = _bytes.peek(files[0])
    if _extract.sniff(head, FORMAT):
        yield _extract.read(FORMAT, file)
    elif head.lstrip()[:1] == b"[":
        yield _names_json.read(FORMAT, file, note)
    else:
        rows = _ods.rows(file) if _bytes.is_zip(head) else _csv_rows(file, note)
        yield _snapshot(file, rows, note)


def _snapshot(file: ListFile, rows: Iterator[Row], note: Note) -> Snapshot:
    tally = Tally()
    day, columns, body = _headed(file, rows)
    for name in columns:
        if name and name not in _gb_rows.KNOWN:
            tally.add(f"unknown column '{name}'", "it was not read", f"{file.name}, header")
    lines = (
        _gb_rows.Line(
            f"{row.sheet} row {row.number}".strip(),
            " | ".join(row.cells),
            _gb_rows.values(columns, row.cells),
        )
        for row in body
    )
    entries = [d.done(FORMAT, seen) for d, seen in _gb_rows.entries(file, lines, tally, FORMAT)]
    tally.tell(note)
    fullness: Fullness = "full" if "Name type" in columns else "primaries-only"
    said = f"{len(entries):,} entries under {len(columns)} columns"
    return snapshot((file,), entries, list_id=FORMAT, day=day, fullness=fullness, said=said)


def _headed(
    file: ListFile, rows: Iterator[Row]
) -> tuple[dt.date | None, tuple[str, ...], Iterator[Row]]:
    """The day of the report, the columns of the header, and the rows after it."""
    day: dt.date | None = None
    for row in rows:
        if ID in row.cells:
            columns = tuple(_gb_rows.column(cell) for cell in row.cells)
            return day, columns, (r for r in rows if r.sheet == row.sheet)
        stated = _REPORT.search(" ".join(row.cells))
        day = _dates.day(stated[1]) if stated else day
    raise ListRefused(
        f"{file.name}: no header with the column '{ID}'; not the UK Sanctions List.", _bytes.AGAIN
    )


def _csv_rows(file: ListFile, note: Note) -> Iterator[Row]:
    """Rows of the comma-separated form, which may hold line breaks inside quotes."""
    text = _bytes.text(file, note)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    width, last = 0, 0
    try:
        for cells in reader:
            last = reader.line_num
            width = width or (len(cells) if ID in cells else 0)
            if width and cells and len(cells) != width:
                raise ListRefused(
                    f"{file.name}: line {last} has {len(cells)} columns, not {width}; "
                    "the file was cut or altered.",
                    _bytes.AGAIN,
                )
            yield Row("", last, tuple(cells))
    except csv.Error as error:
        raise ListRefused(f"{file.name}: line {last + 1}: {error}.", _bytes.AGAIN) from error
    if not text.endswith("\n"):
        raise ListRefused(f"{file.name}: line {last} has no end; the file was cut.", _bytes.AGAIN)
