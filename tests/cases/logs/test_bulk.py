"""What the tables leave to the rules: bounded, and nothing that a rule would find is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from celtrace import registry
from celtrace.cases.detecting import Detected, run_detectors
from celtrace.cases.logs import bulk
from celtrace.cases.logs.access import looking
from celtrace.cases.logs.bulk import Narrowed, Narrowing, Source, detect, fitting, narrow
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.detect._sharing import compact
from celtrace.engine.serial import SerialEngine
from celtrace.ports import CaseFacts
from celtrace.records import (
    Account,
    AddressFact,
    AddressList,
    Check,
    Contract,
    Digest,
    FileAccess,
    Passkey,
    Record,
    Ref,
    SessionEnd,
    SignIn,
    Worker,
)
from celtrace.records.columns import batches
from celtrace.store.memory import MemoryShelf
from celtrace.store.spool import Spool
from detect.access_scenes import AWAY, HOME, SCENES, VPN, act, country, daily, fact, lists, seen

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
FACTS = CaseFacts(as_of=date(2024, 3, 1), timezone="UTC")
DPRK = "175.45.178.9"


class Known(NetworkShelf):
    """Lists of addresses that are given as records."""

    def __init__(self, folder: Path, records: Iterable[Record]) -> None:
        super().__init__(folder)
        self.lists = [one for one in records if isinstance(one, AddressList)]
        self.facts = [one for one in records if isinstance(one, AddressFact)]

    def enrich(self, ips: Iterable[str], as_of: date) -> tuple[Record, ...]:  # noqa: ARG002 - all are of one day
        asked = set(ips)
        return (*self.lists, *(one for one in self.facts if one.ip in asked))


def parted(records: Sequence[Record]) -> tuple[list[Any], list[Record], list[Record]]:
    """Acts, what lists say of addresses, and the rest, as of a dossier."""
    acts = [one for one in records if isinstance(one, (SignIn, FileAccess, SessionEnd))]
    side = [one for one in records if isinstance(one, (AddressFact, AddressList))]
    return acts, side, [one for one in records if one not in acts and one not in side]


def left(folder: Path, records: Sequence[Record]) -> tuple[Narrowed, list[Record]]:
    acts, side, given = parted(records)
    folder.mkdir(exist_ok=True)
    spool = Spool(folder, compact)
    for some in batches(acts):
        for batch in some:
            spool.take(batch, 0)
    first = acts[0].seen
    source = Source(first.digest, first.source, first.reader)
    return narrow(Narrowing(spool, [source], Known(folder, side), given, FACTS)), given


def in_bulk(folder: Path, records: Sequence[Record]) -> Detected:
    narrowed, given = left(folder, records)
    shelf = MemoryShelf((*given, *narrowed.side, *narrowed.acts))
    return detect(shelf, shelf.view(FACTS), narrowed, registry.detectors())


def in_records(records: Sequence[Record]) -> Detected:
    shelf = MemoryShelf(records)
    return run_detectors(shelf, shelf.view(FACTS), SerialEngine(), registry.detectors())


@pytest.mark.parametrize("side", ["guilty", "innocent"])
@pytest.mark.parametrize("rule", sorted(SCENES))
def test_a_dossier_gives_the_same_in_bulk(rule: str, side: str, tmp_path: Path) -> None:
    records = SCENES[rule][side == "innocent"]
    if not parted(records)[0]:
        pytest.skip("the scene has no acts")
    expected, found = in_records(records), in_bulk(tmp_path, records)
    assert expected.findings == found.findings
    assert expected.ran == found.ran


def worker(**facts: Any) -> list[Record]:
    about = seen("the dossier")
    return [Account(seen=about, id="ann", worker="w", party="p"),
            Worker(seen=about, id="w", name="W", party="p", **facts)]  # fmt: skip


HOURS = tuple(act("ann", 24 * day + 9) for day in range(40))
"""At eight in the evening, UTC 18:00."""
DECLARED: dict[str, list[Record]] = {
    "a key of the worker": [*worker(passkeys=(Passkey("k", device_bound=True),)),
                            *daily("ann", range(9), passkey="k")],
    "hours far from the stated zone": [*worker(claimed_timezone="Asia/Tokyo"), *HOURS],
    "hours near the stated zone": [*worker(claimed_timezone="Europe/London"), *HOURS],
    "a zone that there is not": [*worker(claimed_timezone="Mars/Base"), *HOURS],
    "a check that had failed": [
        *worker(), *daily("ann", range(9)),
        Check(seen=seen("c"), measure="M002", subject=Ref("worker:w"), result="failed",
              when=date(2024, 1, 1)),
    ],
    "a contract that allows the VPN": [
        *worker(), *daily("ann", range(30), VPN), fact(VPN, "vpn"), *lists(),
        Contract(seen=seen("k"), id="k", client="us", contractor="p", vpn_allowed=True),
    ],
    "another country than stated": [
        *worker(claimed_country="PL"), *daily("ann", range(40), AWAY), country(AWAY, "VN"),
        *lists(),
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", DECLARED)
def test_what_only_a_dossier_tells_is_found(what: str, tmp_path: Path) -> None:
    expected, found = in_records(DECLARED[what]), in_bulk(tmp_path, DECLARED[what])
    assert expected.findings == found.findings
    innocent = ("hours near the stated zone", "a zone that there is not")
    assert bool(expected.findings) != (what in innocent)


def test_declared_accounts_without_anything_are_not_held(tmp_path: Path) -> None:
    quiet = [*worker(claimed_timezone="Europe/London", claimed_country="PL"), *HOURS]
    narrowed, _ = left(tmp_path, [*quiet, country(HOME, "PL"), *lists()])
    assert frozenset() == narrowed.names
    assert () == narrowed.acts
    assert 40 == narrowed.totals.counts[SignIn]


def test_the_smallest_accounts_are_held_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_OF_ONE", 50)
    monkeypatch.setattr(bulk, "MOST_OF_ALL", 70)
    sizes = {"root": 900, "ann": 40, "bob": 20, "eve": 30}
    assert (frozenset({"bob", "eve"}), {"ann": 40, "root": 900}) == fitting(sizes)


def test_of_an_account_with_too_many_acts_listed_ranges_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_OF_ONE", 30)
    robot = [act("ci", n / 60, DPRK if n == 500 else HOME) for n in range(1_000)]
    narrowed, _ = left(tmp_path, [*robot, *daily("ann", range(3), DPRK)])
    assert frozenset({"ann"}) == narrowed.names
    assert [DPRK] == [one.ip for one in narrowed.marked]
    (problem,) = narrowed.problems
    assert "`ci` has 1,000 acts" in problem.reason
    shelf = MemoryShelf((*narrowed.side, *narrowed.acts))
    found = detect(shelf, shelf.view(FACTS), narrowed, looking())
    assert ["account:ann", "account:ci"] == [f.subject for f in found.findings]
    assert (problem,) == found.problems
    (ran,) = (one for one in found.ran if one.rule == "dprk_range")
    assert (1_003, 2) == (ran.looked_at, ran.found)


def test_acts_on_files_without_a_name_are_not_held(tmp_path: Path) -> None:
    first = act("", 1, DPRK)
    many = [FileAccess(seen=first.seen, account="", time=first.time, action="view", path=f"f{n}")
            for n in range(9)]  # fmt: skip
    narrowed, _ = left(tmp_path, [first, *many])
    assert (first,) == narrowed.acts
    assert 9 == narrowed.totals.counts[FileAccess]
    assert Digest(first.seen.digest) == narrowed.acts[0].seen.digest
