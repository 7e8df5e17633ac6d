"""What a screening says of one party, as a line of JSON and as rows of a sheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import xlsxwriter

from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import SheetRow
from celtrace.law import ofac_search
from celtrace.listing import ListUse
from celtrace.records import Candidate, Span

FORMATS = (".csv", ".jsonl", ".xlsx")
COLUMNS = (
    "place", "id", "name", "state", "list", "row", "listed name", "score", "by", "why", "rules",
    "weak alias", "listed", "programmes", "OFAC search", "shown by OFAC at 100", "notes",
)  # fmt: skip
_KEYS = ("list", "regime", "row", "by", "score", "names", "state", "because", "steps", "weak",
         "programmes", "spans")  # fmt: skip
_ORDER = {"confirmed": 0, "open": 1, "rejected": 2}
_OFAC = "us_ofac_"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_000
_MOST_ROWS = 1_000_000
"""Lines on one sheet of a workbook, below Excel's 1,048,576."""


def ranked(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """The first of them: confirmed before open before rejected, then by score."""
    return sorted(candidates, key=lambda c: (_ORDER[c.state], -c.score, c.list, c.row))[:limit]


def candidate_line(candidate: Candidate, screener: Screener) -> dict[str, Any]:
    """A candidate, with what OFAC's own search is expected to show for the row."""
    line = {key: getattr(candidate, key) for key in _KEYS}
    return line | {"identifier": candidate.identifier, "ofac_search": _ofac(candidate, screener)}


def _ofac(candidate: Candidate, screener: Screener) -> dict[str, Any] | None:
    """None for a list that OFAC's search does not hold."""
    row = screener.row(candidate.list, candidate.row)
    if row is None or not candidate.list.startswith(_OFAC):
        return None
    listed = [row.designation.name, *(alias.text for alias in row.designation.aliases)]
    score = ofac_search.best(candidate.names[0], listed)
    return {"score": score, "shown": score >= ofac_search.SLIDER}


def party_line(
    row: SheetRow, found: Sequence[Candidate], screener: Screener, limit: int
) -> dict[str, Any]:
    """One party and its candidates; `more` counts those beyond the limit."""
    shown = ranked(found, limit)
    return {
        "id": row.party.id, "query": row.party.name, "place": row.place,
        "candidates": [candidate_line(one, screener) for one in shown],
        "more": len(found) - len(shown), "notes": row.notes,
        "suggested": [{"type": s.identifier.type, "value": s.identifier.value, "place": s.place}
                      for s in row.suggested],
    }  # fmt: skip


def span_text(span: Span) -> str:
    """When a row stood, in words."""
    return f"from {span.since}{f', absent since {span.until}' if span.until else ''}"


def flat(line: dict[str, Any]) -> Iterator[list[str | float]]:
    """The rows of a sheet for one party: one a candidate, or one that says there is none.

    `line` is one of `party_line`, as decoded from JSON.
    """
    notes = [*line["notes"], *(f"{s['type']} {s['value']} found at {s['place']}"
                               for s in line["suggested"])]  # fmt: skip
    if line["more"]:
        notes.append(f"{line['more']} more rows are not shown")
    head, end = [line["place"], line["id"], line["query"]], "; ".join(notes)
    if not line["candidates"]:
        state = "no row like it on the snapshots seen" if line["query"] else "not screened"
        yield [*head, state, *[""] * (len(COLUMNS) - 5), end]
    for one in line["candidates"]:
        ofac = one["ofac_search"]
        yield [
            *head, one["state"], one["list"], one["row"], one["names"][1], one["score"],
            one["by"], one["because"], "; ".join(one["steps"]), "weak" if one["weak"] else "",
            "; ".join(span_text(msgspec.convert(span, Span)) for span in one["spans"]),
            "; ".join(one["programmes"]), ofac["score"] if ofac else "",
            ("yes" if ofac["shown"] else "no") if ofac else "", end,
        ]  # fmt: skip


def escaped(value: str | float) -> str | float:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def write(part: Path, out: Path, uses: Sequence[ListUse]) -> None:
    """Turn the lines of a finished screening into the file that was asked for."""
    made = out.with_name(f"{out.name}.new")
    if out.suffix == ".jsonl":
        part.replace(out)
        return
    if out.suffix == ".csv":
        with made.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([escaped(cell) for cell in row] for row in _rows(part))
    else:
        _workbook(part, made, uses)
    made.replace(out)


def _rows(part: Path) -> Iterator[list[str | float]]:
    with part.open("rb") as lines:
        for line in lines:
            yield from flat(msgspec.json.decode(line))


def _workbook(part: Path, path: Path, uses: Sequence[ListUse]) -> None:
    """Candidates on as many sheets as they need, and one that says which lists were asked."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True})
        sheet, at = None, _MOST_ROWS
        for row in _rows(part):
            if sheet is None or at >= _MOST_ROWS:
                sheet, at = book.add_worksheet(), 1
                sheet.write_row(0, 0, COLUMNS, bold)
                sheet.freeze_panes(1, 3)
            sheet.write_row(at, 0, [_short(escaped(cell)) for cell in row])
            at += 1
        lists = book.add_worksheet("lists")
        lists.write_row(0, 0, ("list", "snapshot", "entries", "days old", "SHA-256", "note"), bold)
        for number, use in enumerate(uses, start=1):
            age = "" if use.age_days is None else use.age_days
            day = str(use.snapshot or "not checked")
            lists.write_row(number, 0, (use.list, day, use.entries, age, use.digest, use.note))


def _short(value: str | float) -> str | float:
    return value[:_LONGEST_CELL] if isinstance(value, str) else value
