"""Acts of logs as narrow tables on the disk, so that no number of them fills the memory.

Of each record only what the queries of `sign_ins` need is kept, with the number of its log and
its place there: the record itself is read again from the log. Parquet files of 100,000 rows,
named `signed`, `acts`, `ends` or `side` and a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from celtrace.records import FileAccess, SessionEnd, SignIn

Act = SignIn | FileAccess | SessionEnd
Row = tuple[Any, ...]
ROWS = 100_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TEXT, _WHOLE, _YES = DataType.utf8(), DataType.int64(), DataType.bool()
_AT: dict[str, DataType] = {
    "seq": _WHOLE, "key": _WHOLE, "log": _WHOLE, "place": _TEXT, "account": _TEXT,
    "time": _WHOLE, "system": _TEXT,
}  # fmt: skip
COLUMNS: dict[str, dict[str, DataType]] = {
    "signed": {
        **_AT, "until": _WHOLE, "ip": _TEXT, "device": _TEXT, "passkey": _TEXT,
        "user_agent": _TEXT, "session": _TEXT, "mfa_device": _TEXT, "managed": _YES,
        "result": _TEXT,
    },
    "acts": {**_AT, "ip": _TEXT, "action": _TEXT, "result": _TEXT},
    "ends": {**_AT, "session": _TEXT},
    "side": {
        "ip": _TEXT, "net": _TEXT, "crowded": _YES, "country": _TEXT, "marked": _YES,
        "vpn": _YES, "hosting": _YES, "tor": _YES, "relay": _YES, "stale": _YES, "lists": _TEXT,
    },
    "claimed": {"account": _TEXT, "country": _TEXT},
}  # fmt: skip
"""Columns of each table. Times are whole microseconds since 1970; `seq` is the order of reading,
`key` the same for two acts that are one."""
NEEDED = ("ip", "device", "passkey", "user_agent", "session", "mfa_device", "managed", "until")
"""Fields of sign-ins that some rule cannot do without."""


class Spool:
    """Tables that are written row by row; `close` before they are read."""

    def __init__(self, folder: Path, normal: Callable[[str], str]) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        """Rows of each table."""
        self.stated: set[str] = set()
        """Which fields of `NEEDED` some sign-in states."""
        self._normal = normal
        self._seq = 0
        self._rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}

    def add(self, one: Act, log: int) -> None:
        """Keep what the queries need of an act of the log with this number."""
        self._seq += 1
        at = (
            self._seq,
            hash(one.id),
            log,
            one.seen.place,
            one.account,
            microseconds(one.time),
            one.system,
        )
        if isinstance(one, SignIn):
            if len(self.stated) < len(NEEDED):
                self.stated |= {name for name in NEEDED if getattr(one, name) not in ("", None)}
            until = None if one.until is None else microseconds(one.until)
            self.put("signed", (
                *at, until, one.ip, self._normal(one.device), one.passkey, one.user_agent,
                one.session, self._normal(one.mfa_device), one.managed, one.result,
            ))  # fmt: skip
        elif isinstance(one, FileAccess):
            self.put("acts", (*at, one.ip, one.action, one.result))
        else:
            self.put("ends", (*at, one.session))

    def put(self, table: str, row: Row) -> None:
        """Keep a row, in the order of the table's columns."""
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= ROWS:
            self._write(table)

    def close(self) -> None:
        """Write what is left, and a file of every table, if only an empty one."""
        for table, rows in self._rows.items():
            if rows or not self.counts[table]:
                self._write(table)

    def _write(self, table: str) -> None:
        rows = self._rows[table]
        columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(
            COLUMNS[table]
        )
        made = Table.from_pydict({
            name: Array(list(values), type=form)
            for (name, form), values in zip(COLUMNS[table].items(), columns, strict=True)
        })  # fmt: skip
        write_parquet(made, self.folder / f"{table}-{self.counts[table]:012}.parquet")
        self.counts[table] += len(rows)
        rows.clear()


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970."""
    return (instant - EPOCH) // _MICROSECOND
