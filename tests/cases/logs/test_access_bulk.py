"""Logs through tables on the disk: what is found is what is found in all records."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.logs import access_bulk
from celtrace.cases.logs.access import Access
from celtrace.cases.logs.access_bulk import access
from celtrace.cases.logs.access_reading import Asked
from celtrace.cases.logs.networks import NetworkShelf, Wanted
from celtrace.errors import MissingExtra
from celtrace.logs._ocsf_out import lines
from celtrace.records import FileAccess, SessionEnd, SignIn
from celtrace.registry import detectors
from celtrace.store.sign_ins import opened
from celtrace.store.spool import NEEDED
from detect.access_scenes import AWAY, HOME, SCENES, VPN, act

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
TODAY = date(2024, 6, 1)
Act = SignIn | FileAccess | SessionEnd


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> NetworkShelf:
    """Countries, VPN exits, data centres and an indicator for the addresses of the scenes."""
    home = tmp_path_factory.mktemp("networks")
    made = NetworkShelf(home / "shelf")
    for kind, text in (
        ("country", "8.8.0.0,8.8.255.255,PL\n9.9.0.0,9.9.255.255,VN\n"),
        ("vpn", f"{VPN}/32\n5.5.0.0/16\n"), ("hosting", "6.6.0.0/16\n"), ("ioc", "7.7.7.7/32\n"),
    ):  # fmt: skip
        path = home / f"{kind}.{'csv' if kind == 'country' else 'txt'}"
        path.write_text(text, encoding="utf-8")
        wanted = Wanted(f"own_{kind}", kind, date(2024, 1, 1), "test")
        made.import_paths([path], wanted, lambda *_: None)
    return made


def of_the_scenes() -> Iterable[Act]:
    """The acts of every scene, guilty and innocent, each with accounts of its own."""
    for rule in sorted(SCENES):
        for side, records in zip("gi", SCENES[rule], strict=False):
            for one in records:
                if isinstance(one, (SignIn, FileAccess, SessionEnd)) and one.account:
                    name = f"{rule}-{side}-{one.account}"
                    yield msgspec.structs.replace(one, account=name, id="")


def of_vpns() -> Iterable[Act]:
    """Accounts that only come through VPNs: few and many times, at one instant, twice over."""
    for count in (1, 6, 12, 13, 40):
        for n in range(count):
            yield act(f"vpn{count}", n * 24, ("5.5.1.1", "6.6.1.1")[n % 2])
            yield act(f"vpn{count}", n * 24 + 1, HOME)
    for n in range(20):
        yield act("same", 5, f"5.5.2.{n}")
    yield from (act("twice", n * 24, "5.5.1.1") for n in (*range(15), *range(15)))
    yield act("failed", 1, "5.5.1.1", result="failure")


def found(path: Path, shelf: NetworkShelf, bulk_bytes: int, **more: object) -> Access:
    asked = Asked((path,), bulk_bytes=bulk_bytes, **more)  # type: ignore[arg-type]
    return access(asked, shelf, TODAY)


def both(acts: Iterable[Act], folder: Path, shelf: NetworkShelf, **more: object
         ) -> tuple[Access, Access]:  # fmt: skip
    path = folder / "acts.jsonl"
    path.write_bytes(b"".join(lines(acts)))
    return found(path, shelf, 1 << 40, **more), found(path, shelf, 0, **more)


def same(one: Access, other: Access) -> None:
    """Everything but the hours of accounts that no rule had to look at."""
    assert one.findings == other.findings
    assert one.ran == other.ran
    assert one.subjects == other.subjects
    assert (one.logs, one.problems, one.as_of) == (other.logs, other.problems, other.as_of)
    bare = [[msgspec.structs.replace(a, heat={}) for a in r.accounts] for r in (one, other)]
    assert bare[0] == bare[1]


def test_the_scenes_of_all_rules_give_the_same(shelf: NetworkShelf, tmp_path: Path) -> None:
    rows, bulk = both(of_the_scenes(), tmp_path, shelf)
    assert len({finding.rule for finding in rows.findings}) > 12
    same(rows, bulk)


def test_sign_ins_through_vpns_are_counted_and_cited_alike(
    shelf: NetworkShelf, tmp_path: Path
) -> None:
    rows, bulk = both(of_vpns(), tmp_path, shelf)
    assert 7 == sum(finding.rule == "anonymised_egress" for finding in rows.findings)
    same(rows, bulk)


def test_networks_with_dates_of_the_user_give_the_same(shelf: NetworkShelf, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "cidr,kind,country,valid_from,valid_to\n8.8.1.0/24,vpn,,2024-01-10,2024-01-20\n"
        "9.9.1.0/24,dprk,KP,2024-01-01,\n5.5.0.0/16,office,PL,,\n", encoding="utf-8",
    )  # fmt: skip
    more = [act("away", n * 24, AWAY) for n in range(3)]
    same(*both([*of_vpns(), *more], tmp_path, shelf, networks=path))


def test_rules_without_data_are_not_checked_in_either(shelf: NetworkShelf, tmp_path: Path) -> None:
    rows, bulk = both([act("ann", 1, device="", user_agent="", session="")], tmp_path, shelf)
    skipped = {ran.rule for ran in bulk.ran if ran.skipped_because}
    assert {"bulk_access", "shared_mfa_device", "token_roaming"} <= skipped
    same(rows, bulk)


def test_nothing_at_all_gives_the_same(shelf: NetworkShelf, tmp_path: Path) -> None:
    path = tmp_path / "empty.log"
    path.write_bytes(b"no line of any log\n")
    same(found(path, shelf, 1 << 40), found(path, shelf, 0))


def test_several_logs_keep_their_own_places(shelf: NetworkShelf, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "logs").mkdir(exist_ok=True)
        acts = [act(f"{name}{n % 3}", n * 5, f"5.5.1.{n}") for n in range(30)]
        (tmp_path / "logs" / f"{name}.jsonl").write_bytes(b"".join(lines(acts)))
    same(found(tmp_path / "logs", shelf, 1 << 40), found(tmp_path / "logs", shelf, 0))


def test_accounts_that_rules_looked_at_have_their_hours(
    shelf: NetworkShelf, tmp_path: Path
) -> None:
    rows, bulk = both([act("ann", 1, "175.45.178.9"), act("eve", 2)], tmp_path, shelf)
    assert rows.accounts[0].heat == bulk.accounts[0].heat
    assert ({}, "eve") == (bulk.accounts[1].heat, bulk.accounts[1].account)


def test_small_logs_are_held_in_memory_and_packed_ones_count_more(
    shelf: NetworkShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(access_bulk, "bulk", lambda *_: asked.append(1))
    for name in ("a.log", "b.log.gz"):
        path = tmp_path / name
        path.write_bytes(b"x" * 100)
        access(Asked((path,), bulk_bytes=500), shelf, TODAY)
    assert [1] == asked


def test_without_duckdb_large_logs_are_read_and_the_remedy_is_named(
    shelf: NetworkShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setattr(access_bulk.importlib.util, "find_spec", lambda _: None)
    path = tmp_path / "acts.jsonl"
    path.write_bytes(b"".join(lines([act("ann", 1)])))
    assert "pip install 'celtrace[scale]'" in found(path, shelf, 0).hint
    with pytest.raises(MissingExtra), opened(tmp_path):
        pass


def test_every_field_that_a_rule_needs_is_watched() -> None:
    needed = {field for one in detectors() if one.reads[0] is SignIn for field in one.needs}
    assert needed <= set(NEEDED)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["panther", "plaso", "ocsf"])
def test_real_logs_give_the_same(shared_data: Path, shelf: NetworkShelf, folder: str) -> None:
    logs = shared_data / "logs" / folder
    rows, bulk = found(logs, shelf, 1 << 40, year=2024), found(logs, shelf, 0, year=2024)
    assert rows.logs
    same(rows, bulk)
