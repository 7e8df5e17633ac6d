"""`celtrace access` and `celtrace networks` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cases.test_access import line
from celtrace.doors.commands.access import strip
from doors.conftest import Call

DPRK = "175.45.178.9"


def log(folder: Path, *lines: str) -> Path:
    path = folder / "auth.log"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_accounts_hours_findings_and_gaps_are_printed(celtrace: Call, tmp_path: Path) -> None:
    answer = celtrace("access", log(tmp_path, line(), line(ip=DPRK, hour=5)))
    assert 4 == answer.code
    said = ("ann   tier 3", "2024-01-14", "dprk_range (strong)", "does not show", "not checked")
    assert all(words in answer.out for words in (*said, "No finding is no clearance"))


def test_nothing_to_report_is_exit_0(celtrace: Call, tmp_path: Path) -> None:
    assert 0 == celtrace("access", log(tmp_path, line())).code


def test_json_is_one_document(celtrace: Call, tmp_path: Path) -> None:
    answer = celtrace("--json", "access", log(tmp_path, line(ip=DPRK)))
    document = json.loads(answer.out)
    assert (3, ["dprk_range"]) == (document["tier"], [f["rule"] for f in document["findings"]])
    assert {"logs", "accounts", "problems", "ran", "as_of"} <= document.keys()


def test_unread_lines_are_exit_13_under_strict(celtrace: Call, tmp_path: Path) -> None:
    path = log(tmp_path, line(), "no line of any log\n")
    assert (0, 13) == (celtrace("access", path).code, celtrace("--strict", "access", path).code)


@pytest.mark.parametrize("arguments", [("nowhere.log",), ("auth.log", "--timezone", "Nowhere"), ()])
def test_what_cannot_be_is_exit_2(celtrace: Call, tmp_path: Path, arguments: tuple[str]) -> None:
    log(tmp_path, line())
    assert 2 == celtrace("access", *arguments).code


def test_a_strip_has_an_hour_a_character() -> None:
    assert "█ ░" + " " * 21 == strip((8, 0, 1, *([0] * 21)), 8)


def test_lists_are_imported_and_shown(celtrace: Call, tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    path = tmp_path / "x4b_vpn_ipv4.txt"
    path.write_text("203.0.113.0/24\n", encoding="utf-8")
    done = celtrace("networks", "import", path, "--snapshot", "2024-01-01")
    assert (0, "x4bnet_vpn 2024-01-01 (vpn): 1 ranges\n") == (done.code, done.out)
    rows = {row["list"]: row for row in json.loads(celtrace("--json", "networks", "status").out)}
    assert (1, False) == (rows["x4bnet_vpn"]["entries"], rows["x4bnet_vpn"]["fresh"])
    found = celtrace("--json", "access", log(tmp_path, line()))
    assert ["anonymised_egress"] == [one["rule"] for one in json.loads(found.out)["findings"]]


def test_a_list_without_a_date_is_exit_11(celtrace: Call, tmp_path: Path) -> None:
    path = tmp_path / "x4b_vpn_ipv4.txt"
    path.write_text("203.0.113.0/24\n", encoding="utf-8")
    answer = celtrace("networks", "import", path)
    assert 11 == answer.code
    assert "--snapshot" in answer.err


def test_a_log_of_no_known_format_is_read_by_named_columns(celtrace: Call, tmp_path: Path) -> None:
    path = tmp_path / "rdp.csv"
    path.write_text(f"When,Who,From\n2024-01-14T08:00:00Z,ann,{DPRK}\n", encoding="utf-8")
    named = ("--column", "time=When", "--column", "account=Who", "--column", "ip=From")
    answer = celtrace("--json", "access", path, *named)
    assert ["dprk_range"] == [one["rule"] for one in json.loads(answer.out)["findings"]]
    lines = tmp_path / "rdp.ndjson"
    lines.write_text(
        '{"t": "2024-01-14T08:00:00Z", "who": {"id": "ann"}, "ip": "' + DPRK + '"}\n',
        encoding="utf-8",
    )
    named = ("--column", "time=t", "--column", "account=who.id", "--column", "ip=ip")
    assert 4 == celtrace("access", lines, *named).code


@pytest.mark.parametrize("columns", [("colour=Who",), ("time",), ("time=",), ("time=When",)])
def test_columns_that_are_none_are_exit_2(
    celtrace: Call, tmp_path: Path, columns: tuple[str, ...]
) -> None:
    given = [word for one in columns for word in ("--column", one)]
    assert 2 == celtrace("access", log(tmp_path, line()), *given).code
