"""`celtrace access` and `celtrace networks` as a user calls them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cases.logs.test_access import line
from celtrace.doors.commands.access import strip
from celtrace.settings import Limits
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


def test_a_file_that_no_reader_knows_is_named_once_and_the_formats_too(
    celtrace: Call, tmp_path: Path
) -> None:
    log(tmp_path, line())
    for name in ("photo.png", "notes.txt"):
        (tmp_path / name).write_text("nothing of a log\n", encoding="utf-8")
    answer = celtrace("access", tmp_path)
    assert 1 == answer.out.count("photo.png")
    assert 1 == (answer.out + answer.err).count("sshd, vsftpd")
    assert "--column time=..." in answer.err


def test_of_very_many_parts_that_were_not_read_some_are_shown(
    celtrace: Call, tmp_path: Path
) -> None:
    answer = celtrace("access", log(tmp_path, line(), *(f"nothing {n}\n" for n in range(60))))
    assert 30 == answer.out.count("not a syslog line")
    assert "not read: 30 more parts: use --json" in answer.out


def test_large_logs_say_the_same_as_small_ones(
    celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
    path = log(tmp_path, line(), line(ip=DPRK, hour=5), line("bob"))
    small = celtrace("access", path)
    monkeypatch.setattr(Limits, "log_bytes", 0)
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    large = celtrace("access", path)
    assert (4, 4) == (small.code, large.code)
    assert [text for text in small.out.splitlines() if "ann" in text or "bob" in text] == [
        text for text in large.out.splitlines() if "ann" in text or "bob" in text
    ]
    assert [] == list((tmp_path / "home" / "cache" / "access").iterdir())


def test_a_folder_of_lists_is_taken_in_though_one_cannot_be(
    celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(sys.modules, "maxminddb", None)
    folder = tmp_path / "net"
    folder.mkdir()
    (folder / "iptoasn-country.mmdb").write_bytes(b"\xab\xcd\xefMaxMind.com" + bytes(99))
    (folder / "x4b_vpn_ipv4.txt").write_text("203.0.113.0/24\n", encoding="utf-8")
    answer = celtrace("networks", "import", folder, "--snapshot", "2024-01-01")
    assert 0 == answer.code
    assert "x4bnet_vpn" in answer.out
    assert "celtrace[networks]" in answer.out + answer.err
