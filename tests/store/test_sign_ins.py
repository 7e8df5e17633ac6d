"""The columnar pre-pass: no account escapes it about which a rule finds something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.logs.bulk import side_rows
from celtrace.detect._sharing import compact
from celtrace.findings import Category
from celtrace.records import Evidence, FileAccess, Record, SessionEnd, SignIn, Worker
from celtrace.records.columns import batches
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
    for some in batches(acts):
        for batch in some:
            spool.take(batch, 0)
    for worker in records:
        if isinstance(worker, Worker) and worker.claimed_country:
            spool.put("claimed", [(worker.id, worker.claimed_country)])
    spool.put("side", list(side_rows(sorted({one.ip for one in acts}), view_of(*records))))
    spool.close()
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
        (one,) = made.egress([])
    assert (3, 2, {"vpn": 2}, ("vpn_list of 2024-01-01",), False) == (
        one.successes, one.hidden, one.forms, one.lists, one.stale
    )  # fmt: skip


def test_the_rows_at_either_end_are_cited_with_their_log_and_place(tmp_path: Path) -> None:
    acts = [act("ann", hour, VPN) for hour in range(20)]
    with tables(tmp_path, vpn(*acts)) as made:
        list(made.egress([]))
        cited = list(made.cited(seen))
    assert [*acts[:6], *acts[-6:]] == cited


def seen(log: int, place: str, quote: str) -> Evidence:
    """The evidence of a row, as `act` makes it."""
    assert log == 0
    return msgspec.structs.replace(act("ann", 0).seen, place=place, quote=quote)


def test_accounts_that_rules_look_at_are_not_counted_beside_them(tmp_path: Path) -> None:
    acts = [act("ann", 1, VPN), act("bob", 2, VPN)]
    with tables(tmp_path, vpn(*acts)) as made:
        assert ["bob"] == [one.account for one in made.egress(["ann"])]


def test_acts_come_back_as_they_were(tmp_path: Path) -> None:
    first = act("ann", 1, until=act("ann", 9).time, passkey="key", mfa_device="Pixel 8",
                managed=False, application="Zoom", trust="client")  # fmt: skip
    end = SessionEnd(seen=first.seen, account="ann", time=first.time, session="s")
    acts: list[Record] = [first, *files("ann", 2), end, act("bob", 1), act("eve", 1)]
    with tables(tmp_path, acts) as made:
        assert [first, *files("ann", 2), end, act("eve", 1)] == sorted(
            made.acts(["ann", "eve"], seen), key=acts.index
        )
        assert {"ann": 4, "eve": 1} == made.sizes(["ann", "eve"])


def test_of_an_account_with_too_much_only_marked_addresses_are_given(tmp_path: Path) -> None:
    acts = [act("ann", hour, "175.45.178.9" if hour % 3 else HOME) for hour in range(9)]
    with tables(tmp_path, acts) as made:
        assert [one for one in acts if one.ip != HOME] == list(made.marked(["ann"], seen, 99))
        assert 2 == len(list(made.marked(["ann"], seen, 2)))


def test_the_mean_hour_goes_round_midnight(tmp_path: Path) -> None:
    acts = [act("ann", 24 * day + hour) for day in range(20) for hour in (15, 17)]
    with tables(tmp_path, [*acts, act("bob", 1)]) as made:
        ((name, hour),) = made.middles(["ann", "bob"])
    assert "ann" == name
    assert round(sum(one.time.hour for one in acts[:2]) / 2) == round(hour % 24)


def test_every_account_is_summed_up(tmp_path: Path) -> None:
    acts = [act("ann", 1), act("ann", 2, result="failure"), *files("eve", 3)]
    with tables(tmp_path, acts) as made:
        rows, count = made.sums(9, ["eve"])
        sums = {one.account: one for one in rows}
        assert (2, ["eve"]) == (count, [one.account for one in made.sums(0, ["eve"])[0]])
        assert (2, 3) == (made.distinct("signed"), made.distinct("acts"))
        assert [[HOME]] == list(made.ips())
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
    for _ in range(2):
        spool.put("claimed", [row] * (ROWS // 2 + 1))
    spool.put("claimed", [row])
    spool.close()
    assert 2 == len([*tmp_path.glob("claimed-0*.parquet")])
    assert ROWS + 3 == spool.counts["claimed"]


def test_a_day_of_many_downloads_is_looked_at(tmp_path: Path) -> None:
    first = act("ann", 0)
    many = [FileAccess(seen=first.seen, account="ann", time=first.time, action="download",
                       path=f"f{n}") for n in range(200)]  # fmt: skip
    assert {"ann"} == left(tmp_path, [*many])
    assert date(2024, 1, 8) == first.time.date()


def test_what_was_written_after_the_note_is_forgotten(tmp_path: Path) -> None:
    spool = Spool(tmp_path, compact)
    spool.put("claimed", [("ann", "PL")])
    spool.flush()
    counts = dict(spool.counts)
    spool.put("claimed", [("bob", "VN")])
    spool.close()
    again = Spool(tmp_path, compact, counts)
    again.forget()
    again.put("claimed", [("eve", "SE")])
    again.close()
    with opened(tmp_path) as made:
        rows = made.database.execute("SELECT account FROM claimed ORDER BY account").fetchall()
    assert [("ann",), ("eve",)] == rows


def test_a_column_that_comes_later_is_filled_and_names_of_machines_have_a_normal_form(
    tmp_path: Path,
) -> None:
    with tables(tmp_path, [act("ann", 1, device=""), act("bob", 2, device="PC 7")]) as made:
        asked = "SELECT account, device, device_as, mfa_device FROM signed ORDER BY seq"
        assert [("ann", "", "", ""), ("bob", "PC 7", "pc7", "")] == (
            made.database.execute(asked).fetchall()
        )
