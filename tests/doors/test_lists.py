"""`celtrace lists` as a person calls it: what is installed, taken in, changed, shown."""

from __future__ import annotations

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

import samples.make_lists as samples
from celtrace.errors import Exit
from doors.conftest import Call

ROW = "34022"


@pytest.fixture
def own(celtrace: Call, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """The commands with a home folder that a test may change."""
    copy = Path(shutil.copytree(home, tmp_path / "own-home"))
    monkeypatch.setenv("CELTRACE_HOME", str(copy))
    return celtrace


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def snapshot(folder: Path, day: str, *rows: dict[str, Any]) -> Path:
    made = json.loads(samples.extract("us_ofac_sdn"))
    made |= {"snapshot": day, "rows": [{**made["rows"][0], **row} for row in rows]}
    return written(folder, f"{day}.json", json.dumps(made).encode())


# --- status -----------------------------------------------------------------------------


def test_every_list_has_a_line_installed_or_not(celtrace: Call) -> None:
    rows = json.loads(celtrace("lists", "status", "--json").out)
    assert {"us_ofac_sdn", "us_ofac_cons", "eu_fsf", "gb_fcdo", "un_sc"} <= {
        r["list"] for r in rows
    }


def test_a_list_that_is_not_installed_is_called_so(celtrace: Call) -> None:
    rows = json.loads(celtrace("lists", "status", "--json").out)
    missing = [row["list"] for row in rows if row["newest"] is None]
    shown = celtrace("lists", "status").out.splitlines()
    for name in missing:
        assert "not installed" in next(line for line in shown if name in line)


# --- import -----------------------------------------------------------------------------


def test_a_file_is_taken_in_once_and_known_again(own: Call, tmp_path: Path) -> None:
    path = snapshot(tmp_path, "2031-12-26", {})
    assert "1 entries, +1" in own("lists", "import", path).out
    assert "already there" in own("lists", "import", path).out


def test_what_was_taken_in_is_told_as_one_document(own: Call, tmp_path: Path) -> None:
    answer = own("lists", "import", snapshot(tmp_path, "2031-12-26", {}), "--json")
    (one,) = json.loads(answer.out)["imported"]
    assert ("us_ofac_sdn", "2031-12-26", 1) == (one["list"], one["date"], one["entries"])


@pytest.mark.parametrize(
    "data", [b"", b"<html>Not found</html>", b"\x00\xff" * 90, b"Vendor,Country\nInk,CN\n"]
)
def test_what_is_no_list_is_refused_and_what_is_installed_stays(
    own: Call, tmp_path: Path, data: bytes
) -> None:
    before = own("lists", "status", "--json").out
    answer = own("lists", "import", written(tmp_path, "sdn.csv", data))
    assert (Exit.NO_SNAPSHOT, "") == (answer.code, answer.out)
    assert "sdn.csv" in answer.err
    assert before == own("lists", "status", "--json").out


def test_a_date_that_is_none_is_a_wrong_call(own: Call, tmp_path: Path) -> None:
    path = snapshot(tmp_path, "2031-12-26", {})
    answer = own("lists", "import", path, "--snapshot", "yesterday")
    assert Exit.USAGE == answer.code
    assert "--snapshot yesterday is not a date. Write it as YYYY-MM-DD." in answer.err


# --- diff -------------------------------------------------------------------------------


@pytest.fixture
def changed(own: Call, tmp_path: Path) -> Call:
    """Two days: one row goes, one comes with a name that looks like a command, one stays."""
    first = ({"row": "1", "name": "STAYS"}, {"row": "2", "name": "GOES"})
    second = ({"row": "1", "name": "STAYS"}, {"row": "3", "name": "COMES [red]x[/red] [/]"})
    for day, rows in (("2031-12-26", first), ("2031-12-27", second)):
        assert Exit.DONE == own("lists", "import", snapshot(tmp_path, day, *rows)).code
    return own


def test_what_came_and_went_is_shown_to_the_letter(changed: Call) -> None:
    out = changed("lists", "diff", "2031-12-26", "2031-12-27").out
    assert "added: 1\n  3  COMES [red]x[/red] [/]\nremoved: 1\n  2  GOES\n" in out


def test_the_same_as_one_document(changed: Call) -> None:
    found = json.loads(changed("lists", "diff", "2031-12-26", "2031-12-27", "--json").out)
    assert (["3"], ["2"]) == (
        [x["row"] for x in found["added"]],
        [x["row"] for x in found["removed"]],
    )


def test_a_day_without_a_snapshot_is_an_error_and_not_an_empty_answer(changed: Call) -> None:
    answer = changed("lists", "diff", "1999-01-01", "2031-12-27")
    assert (Exit.NO_SNAPSHOT, "") == (answer.code, answer.out)


@pytest.mark.parametrize("days", [("", "2031-12-27"), ("2031-12-26", "")])
def test_two_dates_are_needed(changed: Call, days: tuple[str, str]) -> None:
    assert Exit.USAGE == changed("lists", "diff", *days).code


# --- show -------------------------------------------------------------------------------


def test_a_row_is_shown_with_its_list_and_since_when_it_stands(celtrace: Call) -> None:
    found = json.loads(celtrace("lists", "show", ROW, "--json").out)
    assert "us_ofac_sdn" in json.dumps(found)
    assert ROW in celtrace("lists", "show", ROW).out


def test_a_row_that_no_list_has_is_a_wrong_call_with_a_way_on(celtrace: Call) -> None:
    answer = celtrace("lists", "show", "no such row")
    assert Exit.USAGE == answer.code
    assert "No installed list has a row no such row. See: celtrace lists status" in answer.err


def test_the_extracts_of_the_package_are_real_lists() -> None:
    with as_file(files("celtrace.demo") / "lists") as folder:
        assert list(folder.iterdir())
