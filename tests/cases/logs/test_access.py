"""Logs without a dossier: what was read, found, and cannot be seen."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from celtrace.cases.logs import access as access_module
from celtrace.cases.logs.access import Access, all_findings, counts_in, heat
from celtrace.cases.logs.access_bulk import access
from celtrace.cases.logs.access_reading import Asked
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.errors import UsageError

TODAY = date(2024, 6, 1)
LINE = "2024-01-{:02}T{:02}:04:05Z host sshd[7{}]: Accepted publickey for {} from {} port 9 ssh2\n"


def line(who: str = "ann", ip: str = "203.0.113.9", on: int = 14, hour: int = 3) -> str:
    return LINE.format(on, hour, hour, who, ip)


def asked(folder: Path, *lines: str, name: str = "auth.log", networks: str = "") -> Access:
    """A log of these lines, looked at."""
    data = "".join(lines).encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    brought = None
    if networks:
        brought = folder / "networks.csv"
        brought.write_text(networks, encoding="utf-8")
    return access(Asked((path,), brought), NetworkShelf(folder / "home"), TODAY)


def test_an_account_has_its_hours_and_its_tier(tmp_path: Path) -> None:
    result = asked(tmp_path, line(hour=3), line(ip="175.45.178.9", hour=5), line("bob"))
    ann, bob = result.accounts
    assert ("ann", 3, 2) == (ann.account, ann.tier, ann.successes)
    assert [3, 5] == [hour for hour, count in enumerate(ann.heat["2024-01-14"]) if count]
    assert ("bob", 0, ()) == (bob.account, bob.tier, bob.findings)
    assert 3 == result.tier


def test_findings_name_log_and_line(tmp_path: Path) -> None:
    result = asked(tmp_path, line(), line(ip="175.45.178.9", hour=5))
    (one,) = all_findings(result)
    assert "dprk_range" == one.rule
    assert [("auth.log", "line 2")] == [(Path(e.source).name, e.place) for e in one.evidence]


def test_the_date_is_that_of_the_last_line(tmp_path: Path) -> None:
    assert date(2024, 1, 15) == asked(tmp_path, line(), line(on=15)).as_of


def test_what_a_log_cannot_show_is_said(tmp_path: Path) -> None:
    (log,) = asked(tmp_path, line()).logs
    assert ("sshd", 1) == (log.format, log.sign_ins)
    assert any("machines" in missing for missing in log.does_not_show)
    assert any("files" in missing for missing in log.does_not_show)


def test_not_enough_data_is_not_nothing_found(tmp_path: Path) -> None:
    ran = {one.rule: one.skipped_because for one in asked(tmp_path, line()).ran}
    assert "not enough data: no sign-in states mfa device" == ran["shared_mfa_device"]
    assert "" == ran["dprk_range"]


def test_a_packed_log_is_read(tmp_path: Path) -> None:
    assert 1 == asked(tmp_path, line(), name="auth.log.gz").logs[0].sign_ins


def test_a_file_of_no_known_format_is_a_problem(tmp_path: Path) -> None:
    result = asked(tmp_path, "\x00\x01 nothing known\n", name="blob.bin")
    assert ["no reader knows"] == [p.reason[:15] for p in result.problems]
    assert () == result.accounts


def test_networks_of_the_user_take_part(tmp_path: Path) -> None:
    result = asked(tmp_path, line(), networks="cidr,kind,source\n203.0.113.0/24,vpn,mine\n")
    assert ["anonymised_egress"] == [one.rule for one in result.findings]
    assert {"context"} == set(counts_in(result).values())


def test_rows_of_networks_that_cannot_be_read_are_noted(tmp_path: Path) -> None:
    rows = "cidr,kind,valid_to\nnowhere,vpn,\n203.0.113.0/24,bad,\n203.0.113.0/24,vpn,2024-13-01\n"
    result = asked(tmp_path, line(), networks=rows)
    assert ["line 2", "line 3", "line 4"] == [p.place for p in result.problems]


def test_networks_without_the_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no columns cidr and kind"):
        asked(tmp_path, line(), networks="range,type\n")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Asked((Path("nowhere.log"),)), "no file"),
        (Asked((), timezone="Nowhere"), "no time zone"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, given: Asked, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        access(given, NetworkShelf(tmp_path), TODAY)


def test_the_order_of_logs_changes_nothing(tmp_path: Path) -> None:
    paths = []
    for name, who in (("a.log", "ann"), ("b.log", "bob")):
        paths.append(tmp_path / name)
        paths[-1].write_text(line(who, "175.45.178.9"), encoding="utf-8")
    shelf = NetworkShelf(tmp_path / "home")
    first, second = (access(Asked(tuple(p)), shelf, TODAY) for p in (paths, paths[::-1]))
    assert first == second


def test_hours_are_those_of_the_zone_asked_for() -> None:
    at = [datetime(2024, 1, 14, 23, 30, tzinfo=UTC)]
    (day,) = heat(at, ZoneInfo("Asia/Seoul")).items()
    assert ("2024-01-15", 8) == (day[0], day[1].index(1))


def test_accounts_that_did_something_come_before_those_that_only_failed(tmp_path: Path) -> None:
    failed = [line("root", hour=hour).replace("Accepted", "Failed") for hour in range(9)]
    result = asked(tmp_path, *failed, line("ann"), line("zoe") * 2, line("zoe", hour=9))
    assert ["zoe", "ann", "root"] == [one.account for one in result.accounts]


def test_of_accounts_with_nothing_found_so_many_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_module, "MOST_LISTED", 2)
    result = asked(tmp_path, line("eve", "175.45.178.9"), *(line(f"u{n}") for n in range(5)))
    assert (["eve", "u0", "u1"], 3) == ([a.account for a in result.accounts], result.more_accounts)
