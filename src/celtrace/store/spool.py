"""Acts of logs as tables on the disk, so that no number of them fills the memory.

Every act is a row with what `records.columns` keeps of it and the number of its log, so that
the record can be made again without the log. Parquet files of about 100,000 rows, named
`signed`, `acts`, `ends` or `side` and the number of their first row. A column that says nothing
in a file is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from celtrace.records import FileAccess, SessionEnd, SignIn
from celtrace.records.columns import DEFAULTS, KEPT, TIMES, Act, Batch, Columns

ROWS = 100_000
TABLES: dict[type[Act], str] = {SignIn: "signed", FileAccess: "acts", SessionEnd: "ends"}
NORMAL = ("device", "mfa_device")
"""Names of machines, which rules compare in a normal form: `device_as` beside `device`."""
TEXT, _WHOLE, _YES = DataType.utf8(), DataType.int64(), DataType.bool()


def _forms(kind: type[Act]) -> dict[str, DataType]:
    forms = {"seq": _WHOLE, "log": _WHOLE, "place": TEXT, "quote": TEXT}
    for field in KEPT[kind]:
        forms[field] = _WHOLE if field in TIMES or field == "size" else (
            _YES if field == "managed" else TEXT
        )  # fmt: skip
    return forms | {f"{field}_as": TEXT for field in NORMAL if field in KEPT[kind]}


COLUMNS: dict[str, dict[str, DataType]] = {
    **{name: _forms(kind) for kind, name in TABLES.items()},
    "side": {
        "ip": TEXT, "net": TEXT, "crowded": _YES, "country": TEXT, "marked": _YES,
        "vpn": _YES, "hosting": _YES, "tor": _YES, "relay": _YES, "stale": _YES, "lists": TEXT,
    },
    "claimed": {"account": TEXT, "country": TEXT},
}  # fmt: skip
"""Columns of each table. Times are whole microseconds since 1970; `seq` is the order of reading."""
NEEDED = ("ip", "device", "passkey", "user_agent", "session", "mfa_device", "managed", "until")
"""Fields of sign-ins that some rule cannot do without."""


class Spool:
    """Tables that are written batch by batch; `close` before they are read."""

    def __init__(
        self, folder: Path, normal: Callable[[str], str], counts: dict[str, int] | None = None,
        stated: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self.folder = folder
        self.counts: dict[str, int] = dict.fromkeys(COLUMNS, 0) | (counts or {})
        """Rows of each table that are written."""
        self.stated: set[str] = set(stated)
        """Which fields of `NEEDED` some sign-in states."""
        self._normal = normal
        self._held: dict[str, Columns] = {name: {} for name in COLUMNS}
        self._sizes: dict[str, int] = dict.fromkeys(COLUMNS, 0)

    def forget(self) -> None:
        """Remove files that were written after `counts` were taken."""
        for path in self.folder.glob("*-[0-9]*.parquet"):
            table, _, first = path.stem.partition("-")
            if int(first) >= self.counts[table]:
                path.unlink()

    def take(self, batch: Batch, log: int) -> None:
        """Keep a batch of the log with this number."""
        table, size = TABLES[batch.kind], len(batch)
        first = self.counts[table] + self._sizes[table]
        given: Columns = {
            "seq": list(range(first, first + size)), "log": [log] * size, **batch.columns,
        }  # fmt: skip
        for field in NORMAL:
            if field in given:
                given[f"{field}_as"] = list(map(self._normal, given[field]))
        if batch.kind is SignIn:
            self.stated |= given.keys() & set(NEEDED)
        self._put(table, given, size)

    def put(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep rows, in the order of the table's columns."""
        if rows:
            columns = map(list, zip(*rows, strict=True))
            self._put(table, dict(zip(COLUMNS[table], columns, strict=True)), len(rows))

    def close(self) -> None:
        """Write what is left, and of every table an empty file with all its columns."""
        self.flush()
        for table, columns in COLUMNS.items():
            self._write(f"{table}-none", table, {name: [] for name in columns})

    def flush(self) -> None:
        """Write what is left."""
        for table, size in self._sizes.items():
            if size:
                self._write(f"{table}-{self.counts[table]:012}", table, self._held[table])
                self.counts[table] += size
                self._held[table], self._sizes[table] = {}, 0

    def _put(self, table: str, given: Columns, size: int) -> None:
        held, before = self._held[table], self._sizes[table]
        for name, values in given.items():
            if name not in held:
                held[name] = [_default(table, name)] * before
            held[name] += values
        for name in held.keys() - given.keys():
            held[name] += [_default(table, name)] * size
        self._sizes[table] += size
        if before + size >= ROWS:
            self.flush()

    def _write(self, name: str, table: str, columns: Columns) -> None:
        forms = COLUMNS[table]
        made = Table.from_pydict({
            name: Array(values, type=forms[name]) for name, values in columns.items()
        })  # fmt: skip
        write_parquet(made, self.folder / f"{name}.parquet", compression="zstd(1)")


KINDS = {name: kind for kind, name in TABLES.items()}


def _default(table: str, column: str) -> Any:  # noqa: ANN401 - of whatever type the column is
    given = DEFAULTS[KINDS[table]] if table in KINDS else {}
    return given.get(column, "" if COLUMNS[table][column] == TEXT else None)
