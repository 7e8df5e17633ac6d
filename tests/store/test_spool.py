"""Tables of acts: whatever batches come, in whatever order, the same acts come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.detect._sharing import compact
from celtrace.records import Digest, Evidence, FileAccess, SessionEnd, SignIn
from celtrace.records.columns import Act, batches
from celtrace.store import spool as module
from celtrace.store.sign_ins import opened
from celtrace.store.spool import COLUMNS, NEEDED, Spool

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
START = datetime(2024, 1, 8, 9, tzinfo=UTC)
NAMES = st.sampled_from(["ann", "", "b'ob", "이름", "x\x00y", "\u202e"])
AT = st.integers(0, 10**6).map(lambda n: START + timedelta(seconds=n, microseconds=n))


def seen(log: int, place: str, quote: str) -> Evidence:
    return Evidence(Digest("0" * 64), f"{log}.log", place, quote, "test")


ACTS = st.one_of(
    st.builds(SignIn, seen=st.just(seen(0, "line 1", "q")), account=NAMES, time=AT, device=NAMES,
              until=st.none() | AT, managed=st.sampled_from([None, True, False]), ip=NAMES),
    st.builds(FileAccess, seen=st.just(seen(0, "line 2", "")), account=st.just("ann"), time=AT,
              action=st.just("view"), path=NAMES, size=st.none() | st.integers(0, 2**40)),
    st.builds(SessionEnd, seen=st.just(seen(0, "line 3", "")), account=st.just("ann"), time=AT),
)  # fmt: skip


def spooled(folder: Path, acts: list[Act]) -> Spool:
    spool = Spool(folder, compact)
    for some in batches(acts):
        for batch in some:
            spool.take(batch, 0)
    spool.close()
    return spool


def by_kind(acts: list[Act]) -> list[Act]:
    order = (SignIn, FileAccess, SessionEnd)
    return sorted(acts, key=lambda one: order.index(type(one)))


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, max_size=20))
def test_acts_come_back_in_the_order_of_reading(acts: list[Act]) -> None:
    with TemporaryDirectory() as name:
        spooled(Path(name), acts)
        with opened(Path(name)) as tables:
            back = list(tables.acts({one.account for one in acts}, seen))
    assert by_kind(acts) == back


def test_many_small_files_are_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 3)
    first = SignIn(seen=seen(0, "line 1", "q"), account="ann", time=START)
    acts: list[Act] = [
        msgspec.structs.replace(first, time=START + timedelta(hours=n), id="",
                                device="" if n < 6 else f"PC {n}") for n in range(20)
    ]  # fmt: skip
    spool = Spool(tmp_path, compact)
    for one in acts:
        spool.take(next(batches([one]))[0], 0)
    spool.close()
    assert 7 == len(list(tmp_path.glob("signed-0*.parquet")))
    with opened(tmp_path) as tables:
        assert acts == list(tables.acts(["ann"], seen))


def test_what_some_sign_in_states_is_known(tmp_path: Path) -> None:
    bare = SignIn(seen=seen(0, "line 1", "q"), account="ann", time=START)
    assert set() == spooled(tmp_path, [bare]).stated
    stating = msgspec.structs.replace(bare, ip="192.0.2.1", managed=False, until=START, id="")
    assert {"ip", "managed", "until"} == spooled(tmp_path, [bare, stating]).stated
    assert set(NEEDED) <= set(COLUMNS["signed"])


def test_the_log_of_a_row_is_told_with_its_place(tmp_path: Path) -> None:
    acts = [SignIn(seen=seen(n, f"line {n}", "q"), account="ann", time=START, ip=f"192.0.2.{n}")
            for n in range(3)]  # fmt: skip
    spool = Spool(tmp_path, compact)
    for number, one in enumerate(acts):
        spool.take(next(batches([one]))[0], number)
    spool.close()
    with opened(tmp_path) as tables:
        assert acts == list(tables.acts(["ann"], seen))
