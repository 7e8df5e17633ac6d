"""Large logs without a dossier: through tables on the disk, with progress, to be taken up again.

What was read stands in a folder of its own under the home folder until the answer is there.
Every few seconds it is noted how far the reading is; a run that was stopped, whatever stopped
it, goes on from there if the same logs are asked for in the same way.
"""

from __future__ import annotations

import fcntl
import importlib.util
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, tzinfo
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from celtrace import __version__
from celtrace.cases.intake import Notes
from celtrace.cases.logs.access import (
    MOST_LISTED,
    About,
    Access,
    AccountSeen,
    about,
    heat,
    judge,
    listed,
    looking,
    weighed_of,
)
from celtrace.cases.logs.access_reading import (
    Asked,
    Going,
    columns,
    files,
    networks,
    read,
    stream,
    zone_of,
)
from celtrace.cases.logs.bulk import Narrowing, Source, detect, narrow
from celtrace.cases.logs.dossier import weight
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.cases.progress import Progress, silent
from celtrace.detect._sharing import compact
from celtrace.ports import CaseFacts
from celtrace.records import Digest
from celtrace.records.columns import Batch, instant
from celtrace.store.memory import MemoryShelf
from celtrace.store.sign_ins import opened
from celtrace.store.spool import Spool

KEEP_S = 10.0
"""Seconds between two notes of how far the reading is."""
OLD_S = 7 * 86_400
"""Seconds after which what a stopped run left is removed."""
_LARGE = (
    "These logs are held in memory whole; with `pip install 'celtrace[scale]'` they are read in "
    "bulk, whatever their size."
)


def access(asked: Asked, shelf: NetworkShelf, today: date, progress: Progress = silent) -> Access:
    """Read logs and let every rule on access look; UsageError for a path that is not there."""
    size = weight([(path.name, path.stat().st_size) for path in files(asked.paths)])
    if size < asked.bulk_bytes:
        return judge(read(asked), asked, shelf, today)
    if importlib.util.find_spec("duckdb") is None:
        return judge(read(asked), asked, shelf, today, _LARGE)
    with workplace(asked, shelf.home / "cache" / "access") as folder:
        return bulk(asked, (shelf, folder), today, progress)


def bulk(
    asked: Asked, by: tuple[NetworkShelf, Path], today: date, progress: Progress = silent
) -> Access:
    """The same through tables in a folder, which may hold what a stopped run left."""
    shelf, folder = by
    reading = Bulk(folder)
    stream(asked, reading.going, (columns, reading), progress)
    progress("looking for what stands out", 0, None)
    notes, going = Notes(), reading.going
    own = networks(asked, notes)
    last = max((one.last.date() for one in going.logs if one.last), default=today)
    facts = CaseFacts(as_of=asked.as_of or last, timezone=asked.timezone)
    sources = [Source(Digest(one.digest), one.path, one.format) for one in going.logs]
    left = narrow(Narrowing(reading.spool, sources, shelf, own, facts))
    kept = MemoryShelf((*left.acts, *own, *left.side))
    view = kept.view(facts)
    detected = detect(kept, view, left, looking())
    weighed = weighed_of(view, detected.findings)
    accounts, more = _accounts(folder, left.names, about(weighed, detected.findings), asked)
    return Access(
        facts.as_of, asked.timezone, tuple(going.logs), accounts, weighed, detected.findings,
        (*going.problems, *notes.problems, *detected.problems), detected.ran,
        more_accounts=more,
    )  # fmt: skip


class Noted(msgspec.Struct):
    """How far a reading is, and what of its tables is on the disk."""

    going: Going
    counts: dict[str, int]
    stated: list[str]


class Bulk:
    """A reading into tables that can be taken up again; told each batch and the end of blocks."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "state.json"
        held = _noted(self._path) or Noted(Going(), {}, [])
        self.going = held.going
        self.spool = Spool(folder, compact, held.counts, held.stated)
        self.spool.forget()
        self._noted = time.monotonic()

    def __call__(self, number: int, batch: Batch | None) -> None:
        """Take a batch; at the end of a block or log, note from time to time how far it is."""
        if batch is not None:
            self.spool.take(batch, number)
            return
        resting = self.going.carried.resting or not self.going.digest
        if resting and time.monotonic() - self._noted > KEEP_S:
            self.note()

    def note(self) -> None:
        """Write the tables and how far the reading is."""
        self.spool.flush()
        noted = Noted(self.going, self.spool.counts, sorted(self.spool.stated))
        new = self._path.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(noted))
        new.replace(self._path)
        self._noted = time.monotonic()


def _noted(path: Path) -> Noted | None:
    """How far a reading was; None if there was none, or it can no longer be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Noted)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


@contextmanager
def workplace(asked: Asked, home: Path) -> Iterator[Path]:
    """The folder for the tables of these logs; it stays if the reading is stopped.

    One that another process works in is left to it, and a folder for this run alone is made.
    """
    home.mkdir(parents=True, exist_ok=True)
    _forget_old(home)
    folder = home / _name(asked)
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with TemporaryDirectory(prefix="celtrace-") as name:
                yield Path(name)
            return
        yield folder
    shutil.rmtree(folder)


def _name(asked: Asked) -> str:
    """The same for the same logs, read in the same way by the same version."""
    logs = [
        (str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns)
        for path in files(asked.paths)
    ]
    how = (__version__, asked.timezone, asked.year, asked.system, asked.format, asked.columns)
    return sha256(msgspec.json.encode((how, logs), order="deterministic")).hexdigest()[:32]


def _forget_old(home: Path) -> None:
    """Remove what runs left that were stopped and never taken up again."""
    for folder in home.iterdir():
        if time.time() - folder.stat().st_mtime > OLD_S:
            with (folder / "lock").open("w") as lock, suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)


def _accounts(
    folder: Path, names: frozenset[str], known: About, asked: Asked
) -> tuple[tuple[AccountSeen, ...], int]:
    """The accounts to be listed, and how many more there are; hours of those looked at."""
    with opened(folder) as tables:
        rows, count = tables.sums(MOST_LISTED, known.found)
        hours = _heat(tables.hours(names), zone_of(asked.timezone))
    made = [
        AccountSeen(
            row.account,
            known.tiers.get(row.account, 0),
            row.successes,
            row.failures,
            row.file_acts,
            instant(row.first),
            instant(row.last),
            hours.get(row.account, {}),
            tuple(known.found.get(row.account, ())),
        )
        for row in rows
    ]
    accounts = listed(made)
    return accounts, count - len(accounts)


def _heat(
    quarters: Iterable[tuple[str, int, int]], zone: tzinfo
) -> dict[str, dict[str, tuple[int, ...]]]:
    """For each account the acts by day and hour in a zone, from quarters of an hour."""
    counts: dict[str, Counter[datetime]] = defaultdict(Counter)
    for account, quarter, number in quarters:
        counts[account][instant(quarter * 900_000_000)] += number
    return {account: heat(held, zone) for account, held in counts.items()}
