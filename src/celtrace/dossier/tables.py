"""A section given as a file: which sheet, which row holds the headers, which column which key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, groupby, islice

import msgspec

from celtrace.dossier.dates import check_format
from celtrace.dossier.headers import WITHIN, Column, Fit, HeaderReading, best
from celtrace.dossier.items import Entry, Table, from_table
from celtrace.dossier.ledger import Ledger, Mention, Origin
from celtrace.dossier.said import How, Wrong
from celtrace.dossier.scalars import path as read_path
from celtrace.dossier.scalars import zone_of
from celtrace.dossier.schema import Section
from celtrace.dossier.source import DossierSource, Opened, Unusable
from celtrace.dossier.synonyms import IDENTIFIERS
from celtrace.dossier.values import meant
from celtrace.dossier.yaml_nodes import Mapping as YamlMapping
from celtrace.dossier.yaml_nodes import Node, Scalar
from celtrace.rows import Cell, NoSuchSheet, Row
from celtrace.settings import Limits

KEYS = ("from", "sheet", "columns")
_ENDINGS = (
    ".csv",
    ".tsv",
    ".tab",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".ods",
    ".json",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".pq",
)
_DATES = frozenset({"date", "instant", "instant_end", "born"})


class Asked(msgspec.Struct, frozen=True):
    """A mapping `{from, sheet, columns}` taken apart."""

    section: Section
    yaml: Origin
    path: str
    place: str
    sheet: str = ""
    columns: Mapping[str, Column | None] = {}
    """The user's own headers; None leaves a key out."""
    formats: Mapping[str, str] = {}


class _Sheet(msgspec.Struct):
    """What one sheet would give."""

    name: str
    fit: Fit | None
    entries: list[Entry]
    ledger: Ledger
    first: list[Row]


def names_file(section: Section, node: YamlMapping) -> bool:
    """Whether a mapping stands for a file and not for an item.

    Some items have a key `from` too: there it is a file if nothing but `from`, `sheet`
    and `columns` is given, and either of the latter, or a table's ending, is there.
    """
    given = {name.text for name, _ in node.pairs}
    if "from" not in given:
        return False
    if "from" not in section.by_key:
        return True
    value = node.get("from")
    ending = isinstance(value, Scalar) and value.text.strip().lower().endswith(_ENDINGS)
    return given <= set(KEYS) and (len(given) > 1 or ending)


class Tables:
    """Reads sections that are given as files."""

    def __init__(self, source: DossierSource, how: How, limits: Limits) -> None:
        self._source = source
        self._how = how
        self._limits = limits

    def read(
        self, section: Section, node: YamlMapping, yaml: Origin, ledger: Ledger
    ) -> list[Entry]:
        """Records of the file a mapping names."""
        asked = _asked(section, node, yaml, ledger)
        if asked is None:
            return []
        ledger.mentions.append(Mention(asked.path, section.name, "from", yaml.source, asked.place))
        try:
            opened = self._source.rows(asked.path, asked.sheet)
        except Unusable as error:
            ledger.incomplete.add(section.name)
            ledger.fault(
                yaml,
                (asked.place, f"{section.name}.from"),
                f"`{asked.path}`: {error.problem}",
                error.remedy,
            )
            return []
        origin = Origin(asked.path, opened.digest)
        try:
            sheets = [self._sheet(asked, origin, *each) for each in _by_sheet(opened)]
        except NoSuchSheet as error:
            ledger.incomplete.add(section.name)
            has = f"it has {', '.join(error.sheets)}" if error.sheets else "the format has none"
            ledger.fault(
                yaml,
                (asked.place, f"{section.name}.sheet"),
                f"`{asked.path}` has no sheet `{error.name}`",
                f"name another: {has}",
            )
            return []
        _troubles(opened, origin, section, ledger)
        chosen = _choose(sheets, asked, origin, ledger)
        if chosen is None or chosen.ledger.faults:
            ledger.incomplete.add(section.name)
        if chosen is None:
            return []
        ledger.take(chosen.ledger)
        return chosen.entries

    def _sheet(self, asked: Asked, origin: Origin, name: str, rows: Iterator[Row]) -> _Sheet:
        first = list(islice(rows, WITHIN))
        columns = {key: column for key, column in asked.columns.items()
                   if column is None or column.header}  # fmt: skip
        fit = best(asked.section, first, columns)
        sheet = _Sheet(name, fit, [], Ledger(), first)
        if fit is None:
            return sheet
        table = Table(asked.section, origin, self._how, fit, asked.formats)
        below = chain((row for row in first if row.number > fit.row.number), rows)
        if fit.missing or fit.lost:
            _lacking(asked, origin, fit, sheet.ledger)
            return sheet
        sheet.entries = list(from_table(table, below, sheet.ledger, self._limits))
        _report(asked, origin, name, fit, sheet.ledger)
        return sheet


def _by_sheet(opened: Opened) -> Iterator[tuple[str, Iterator[Row]]]:
    yield from groupby(opened.rows, key=lambda row: row.sheet)


def _troubles(opened: Opened, origin: Origin, section: Section, ledger: Ledger) -> None:
    for trouble in opened.problems:
        ledger.problem(origin, trouble.place, trouble.reason, trouble.consequence)
        if trouble.loses_rows:
            ledger.incomplete.add(section.name)


def _asked(section: Section, node: YamlMapping, yaml: Origin, ledger: Ledger) -> Asked | None:
    """The mapping taken apart; None if it names no file that could be opened."""
    place = f"line {node.line}"
    for name, _ in node.pairs:
        if name.text not in KEYS:
            ledger.fault(
                yaml,
                (f"line {name.line}", f"{section.name}.{name.text}"),
                f"`{name.text}` is not a key here",
                meant(name.text, KEYS),
            )
    file, sheet = node.get("from"), node.get("sheet")
    if not isinstance(file, Scalar) or file.absent:
        ledger.fault(
            yaml, (place, f"{section.name}.from"), "it names no file", "write `from: FILE`"
        )
        return None
    place = f"line {file.line}"
    try:
        path = read_path(Cell(file.text.strip(), place), How(zone_of("UTC")))
    except Wrong as wrong:
        ledger.fault(yaml, (place, f"{section.name}.from"), wrong.problem, wrong.remedy)
        return None
    if sheet is not None and not isinstance(sheet, Scalar):
        ledger.fault(
            yaml,
            (f"line {sheet.line}", f"{section.name}.sheet"),
            "more than one sheet is named",
            "write one item for each sheet",
        )
        return None
    wanted = sheet.text.strip() if sheet is not None and not sheet.absent else ""
    columns = _columns(section, node.get("columns"), yaml, ledger)
    formats = {key: one.format for key, one in columns.items() if one and one.format}
    return Asked(section, yaml, path, place, wanted, columns, formats)


def _columns(
    section: Section, node: Node | None, yaml: Origin, ledger: Ledger
) -> dict[str, Column | None]:
    """`{our_name: their_header}`, or `{our_name: {header, format}}`."""
    if node is None or (isinstance(node, Scalar) and node.absent):
        return {}
    if not isinstance(node, YamlMapping):
        ledger.fault(
            yaml,
            (f"line {node.line}", f"{section.name}.columns"),
            "it is not a mapping",
            "write {our_name: their_header}",
        )
        return {}
    columns: dict[str, Column | None] = {}
    for name, value in node.pairs:
        where = (f"line {name.line}", f"{section.name}.columns.{name.text}")
        key = _key(section, name.text)
        if not key:
            ledger.fault(
                yaml,
                where,
                f"`{name.text}` is no key of `{section.name}`",
                meant(name.text, tuple(section.by_key)),
            )
            continue
        try:
            columns[key] = _column(section, key, value)
        except Wrong as wrong:
            ledger.fault(yaml, where, wrong.problem, wrong.remedy)
    return columns


def _key(section: Section, name: str) -> str:
    """Our key; `uscc` and `identifiers.uscc` are the same; empty if it is none."""
    head, _, inner = name.partition(".")
    field = section.by_key.get(head)
    free = any(one.form == "free" for one in section.fields)
    if field is None or field.spills:
        return f"identifiers.{name}" if free and name in IDENTIFIERS else ""
    known = field.form == "free" or inner in {one.key for one in field.shape}
    return name if not inner or known else ""


def _column(section: Section, key: str, node: Node) -> Column | None:
    if isinstance(node, Scalar):
        return None if node.absent else Column(node.text.strip(), "", node.line)
    if not isinstance(node, YamlMapping):
        raise Wrong("a list where one header is expected", "name one header")
    said = {name.text: value.text.strip() for name, value in node.pairs
            if isinstance(value, Scalar) and not value.absent}  # fmt: skip
    strange = [name.text for name, _ in node.pairs if name.text not in ("header", "format")]
    if strange:
        raise Wrong(f"`{strange[0]}` is not a key here", "write {header: .., format: ..}")
    if "format" in said and section.by_key[key.partition(".")[0]].form not in _DATES:
        raise Wrong("only dates have a format", "leave `format` out")
    if "format" in said:
        check_format(said["format"])
    return Column(said.get("header", ""), said.get("format", ""), node.line)


def _choose(sheets: list[_Sheet], asked: Asked, origin: Origin, ledger: Ledger) -> _Sheet | None:
    """The only sheet, the only one that fits, or the one named like the section."""
    fitting = [sheet for sheet in sheets if sheet.fit and sheet.fit.good]
    named = [sheet for sheet in fitting if sheet.name.strip().lower() == asked.section.name]
    if len(fitting) == 1 or len(named) == 1:
        return (named or fitting)[0]
    if len(sheets) == 1 and sheets[0].fit is not None:
        return sheets[0]
    if not sheets:
        if asked.section.name not in ledger.incomplete:
            ledger.problem(origin, "", "the table is empty", "nothing was read from it")
        return None
    where = (asked.place, f"{asked.section.name}.sheet")
    if fitting or len(sheets) > 1:
        what = "fits" if not fitting else "fits alone"
        names = ", ".join(f"`{sheet.name}`" for sheet in fitting or sheets)
        ledger.fault(
            asked.yaml,
            where,
            f"no sheet of `{asked.path}` {what}: {names}",
            "name one with `sheet:`, and its headers with `columns:`",
        )
        return None
    headers = " | ".join(cell.text for cell in sheets[0].first[0].cells if cell.text)[:200]
    ledger.fault(
        origin,
        ("", f"{asked.section.name}.columns"),
        f"no header is known in the first {WITHIN} rows, which begin: {headers}",
        "name the headers with `columns: {our_name: their_header}`",
    )
    return None


def _lacking(asked: Asked, origin: Origin, fit: Fit, ledger: Ledger) -> None:
    """Faults for required keys without a column, and for headers that are not there."""
    row = fit.row
    place = f"line {row.line}" if row.line else f"{row.sheet} row {row.number}".strip()
    headers = ", ".join(f"`{cell.text}`" for cell in row.cells if cell.text)
    for key in fit.missing:
        ledger.fault(
            origin,
            (place, f"{asked.section.name}.{key}"),
            f"no column holds `{key}`",
            f"add `columns: {{{key}: HEADER}}`; the headers are {headers}",
        )
    for header in fit.lost:
        keys = (key for key, one in asked.columns.items() if one and one.header == header)
        key = next(keys, "")
        ledger.fault(
            asked.yaml,
            (asked.place, f"{asked.section.name}.columns.{key}"),
            f"`{asked.path}` has no header `{header}`",
            f"the headers are {headers}",
        )


def _report(asked: Asked, origin: Origin, sheet: str, fit: Fit, ledger: Ledger) -> None:
    """How each header was read; what was left out is also a problem."""
    for index, cell in enumerate(fit.row.cells):
        key, by = fit.keys.get(index, ("", ""))
        ledger.headers.append(
            HeaderReading(asked.path, sheet, index + 1, cell.text, asked.section.name, key, by)
        )
        if not key and cell.text:
            place = cell.place or (f"{sheet} " if sheet else "") + f"column {index + 1}"
            why = f"the header `{cell.text}` has no key in `{asked.section.name}`"
            ledger.problem(origin, place, why, "the column was left out")
