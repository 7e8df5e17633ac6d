"""The shelf in a database holds large logs in seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter

from celtrace.records import Digest, Evidence, Party, SignIn
from celtrace.store.database import connect, sqlite_url
from celtrace.store.shelf import SqlShelf

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
SEEN = Evidence(Digest("0" * 64), "logs/auth.log", "line 2", "Accepted publickey", "sshd")


def test_twenty_thousand_sign_ins_take_seconds(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))
    shelf, start = SqlShelf(engine), perf_counter()
    shelf.add(
        SignIn(seen=SEEN, account=f"a{n % 99}", time=NOON + timedelta(seconds=n))
        for n in range(20_000)
    )
    assert 20_000 == sum(len(group) for _, group in shelf.grouped(SignIn, "account", "time"))
    assert perf_counter() - start < 15
    engine.dispose()


def test_a_reader_that_stops_early_holds_nobody_up(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))
    shelf = SqlShelf(engine)
    shelf.add(SignIn(seen=SEEN, account=f"a{n}", time=NOON) for n in range(1_200))
    unfinished = shelf.each(SignIn)
    first = list(islice(unfinished, 3))
    shelf.replace([])
    assert 3 == len(first)
    assert 0 == engine.pool.checkedout()  # type: ignore[attr-defined]
    engine.dispose()


def test_records_that_no_longer_hold_are_dropped_by_kind_and_id(tmp_path: Path) -> None:
    seen = Evidence(Digest("0" * 64), "a", "line 1", "x", "test")
    shelf = SqlShelf(connect(sqlite_url(tmp_path / "case.db")))
    kept, gone = (Party(seen=seen, id=name, name=name) for name in ("kept", "gone"))
    shelf.add([kept, gone])
    shelf.drop([gone])
    shelf.drop([])
    assert [kept] == list(shelf.each(Party))
