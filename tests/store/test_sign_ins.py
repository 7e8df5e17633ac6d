"""The columnar pre-pass: no account escapes it about which a rule finds something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from celtrace.cases.access_bulk import write_side
from celtrace.detect._sharing import compact
from celtrace.findings import Category
from celtrace.records import FileAccess, Record, SessionEnd, SignIn, Worker
from celtrace.store.sign_ins import QUERIES, Tables, opened
from celtrace.store.spool import COLUMNS, ROWS, Spool
from detect.access_scenes import HOME, SCENES, VPN, act, fact, lists
from detect.scenes import run, view_of

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
RULES = [rule for rules in QUERIES for rule in rules.split(", ") if rule in SCENES]


@contextmanager
def tables(folder: Path, records: Sequence[Record]) -> Iterator[Tables]:
    """The tables of a scene, with what is known of its addresses."""
    spool = Spool(folder, compact)
    acts = [one for one in records if isinstance(one, (SignIn, FileAccess, SessionEnd))]
    for one in acts:
        spool.add(one, 0)
    for worker in records:
        if isinstance(worker, Worker) and worker.claimed_country:
            spool.put("claimed", (worker.id, worker.claimed_country))
    write_side(spool, sorted({one.ip for one in acts}), view_of(*records))
    with opened(folder) as made:
        made.with_side()
        yield made


def left(folder: Path, records: Sequence[Record]) -> frozenset[str]:
    """The accounts that some query names."""
    with tables(folder, records) as made:
        return frozenset[str]().union(*made.candidates().values())


@pytest.mark.parametrize("rule", RULES)
def test_no_account_with_a_finding_escapes(rule: str, tmp_path: Path) -> None:
    records = SCENES[rule][0]
    findings = [
        one for one in run(*records).findings
        if one.rule == rule and one.strength is not Category.COUNTER
    ]  # fmt: skip
    names = {name for one in findings for name in one.subject.partition(":")[2].split("+")}
    assert names
    assert names <= left(tmp_path, records)


def test_accounts_without_anything_are_left_out(tmp_path: Path) -> None:
    quiet = SCENES["anonymised_egress"][1]
    assert frozenset() == left(tmp_path, quiet)


def vpn(*acts: Record) -> list[Record]:
    return [*acts, fact(VPN, "vpn"), *lists()]


def test_hidden_sign_ins_are_counted_once_each(tmp_path: Path) -> None:
    acts = [act("ann", 1, VPN), act("ann", 1, VPN), act("ann", 2, VPN), act("ann", 3),
            act("ann", 4, VPN, result="failure")]  # fmt: skip
    with tables(tmp_path, vpn(*acts)) as made:
        (one,) = made.egress()
    assert (3, 2, {"vpn": 2}, ("vpn_list of 2024-01-01",), False) == (
        one.successes, one.hidden, one.forms, one.lists, one.stale
    )  # fmt: skip


def test_the_rows_at_either_end_are_cited_with_their_log_and_place(tmp_path: Path) -> None:
    acts = [act("ann", hour, VPN) for hour in range(20)]
    with tables(tmp_path, vpn(*acts)) as made:
        list(made.egress())
        cited = made.cited()
    assert {(0, one.seen.place) for one in (*acts[:6], *acts[-6:])} == cited


def test_every_account_is_summed_up(tmp_path: Path) -> None:
    acts = [act("ann", 1), act("ann", 2, result="failure"), *files("eve", 3)]
    with tables(tmp_path, acts) as made:
        sums = {one.account: one for one in made.sums()}
        assert (2, 3) == (made.distinct("signed"), made.distinct("acts"))
        assert [HOME] == made.ips()
    assert (1, 1, 0) == (sums["ann"].successes, sums["ann"].failures, sums["ann"].file_acts)
    assert (0, 0, 3) == (sums["eve"].successes, sums["eve"].failures, sums["eve"].file_acts)
    assert sums["ann"].last - sums["ann"].first == 3_600_000_000


def files(who: str, count: int) -> Iterable[FileAccess]:
    first = act(who, 0)
    return [
        FileAccess(seen=first.seen, account=who, time=first.time, action="view", path=f"f{n}")
        for n in range(count)
    ]


def test_more_rows_than_a_file_holds_go_into_the_next(tmp_path: Path) -> None:
    spool = Spool(tmp_path, compact)
    row = tuple("" for _ in COLUMNS["claimed"])
    for _ in range(ROWS + 1):
        spool.put("claimed", row)
    spool.close()
    assert 2 == len([*tmp_path.glob("claimed-*.parquet")])
    assert ROWS + 1 == spool.counts["claimed"]


def test_a_day_of_many_downloads_is_looked_at(tmp_path: Path) -> None:
    first = act("ann", 0)
    many = [FileAccess(seen=first.seen, account="ann", time=first.time, action="download",
                       path=f"f{n}") for n in range(200)]  # fmt: skip
    assert {"ann"} == left(tmp_path, [*many])
    assert date(2024, 1, 8) == first.time.date()
