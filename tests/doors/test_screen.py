"""`celtrace screen` as a user calls it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from celtrace.errors import Exit
from doors.conftest import Call

STUDIO = "April 26 Animation Studio"


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    path = tmp_path / "vendors.csv"
    path.write_text(f"id,name,country,Bemerkung\nv1,{STUDIO},CN,\nv2,Zzyzx Qwrt,CN,\nv3,,CN,\n")
    return path


def test_a_name_that_is_like_a_row_asks(celtrace: Call) -> None:
    answer = celtrace("screen", "SEK Studio")
    assert Exit.ASK == answer.code
    assert "34022" in answer.out
    assert "us_ofac_sdn of" in answer.err


def test_a_name_that_is_like_none_is_said_to_be_so_on_the_snapshots_seen(celtrace: Call) -> None:
    answer = celtrace("screen", "Zzyzx Qwrt")
    assert Exit.DONE == answer.code
    assert "no row like it on the snapshots seen" in answer.out


def test_exit_zero_is_zero(celtrace: Call) -> None:
    assert Exit.DONE == celtrace("screen", "SEK Studio", "--exit-zero").code


def test_a_number_that_decides_is_for_review(celtrace: Call, tmp_path: Path) -> None:
    shown = json.loads(celtrace("lists", "show", "34023", "--json").out)
    numbers = [
        number
        for row in (shown if isinstance(shown, list) else shown["rows"])
        for number in row["designation"]["identifiers"]
        if number["type"] == "uscc"
    ]
    if not numbers:
        pytest.skip("the packaged extract states no number for the row")
    path = tmp_path / "v.csv"
    path.write_text(f"name,uscc\nSunny Pictures,{numbers[0]['value']}\n")
    answer = celtrace("screen", "--from", path)
    assert Exit.REVIEW == answer.code
    assert "confirmed" in answer.out


def test_the_answer_holds_for_the_date_that_was_asked_for(celtrace: Call) -> None:
    assert Exit.DONE == celtrace("screen", "SEK Studio", "--as-of", "2021-12-09").code
    assert Exit.ASK == celtrace("screen", "SEK Studio", "--as-of", "2021-12-10").code


def test_json_holds_names_lists_and_what_was_not_checked(celtrace: Call) -> None:
    document = json.loads(celtrace("screen", "SEK Studio", STUDIO, "--json").out)
    assert ["SEK Studio", STUDIO] == [one["query"] for one in document["results"]]
    assert "us_ofac_sdn" in [use["list"] for use in document["lists"]]
    assert all(use["snapshot"] is None for use in document["not_checked"])
    best = document["results"][0]["candidates"][0]
    assert {"score": 100, "shown": True} == best["ofac_search"]
    assert {"list", "row", "score", "names", "state", "because", "steps", "spans"} <= best.keys()


def test_a_sheet_is_screened_row_by_row(celtrace: Call, vendors: Path) -> None:
    answer = celtrace("screen", "--from", vendors)
    assert Exit.ASK == answer.code
    assert "Zzyzx Qwrt: no row like it" in answer.out
    assert "3 screened, 1 with candidates" in answer.err
    assert "1 not screened" in answer.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_the_answer_is_written_to_a_file(
    celtrace: Call, vendors: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"out.{ending}"
    answer = celtrace("screen", "--from", vendors, "--out", out)
    assert Exit.ASK == answer.code
    assert out.stat().st_size
    assert f"written: {out}" in answer.err


def test_a_summary_as_json_goes_with_a_file(celtrace: Call, vendors: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    document = json.loads(celtrace("screen", "--from", vendors, "--out", out, "--json").out)
    assert (str(out), 3) == (document["out"], document["totals"]["parties"])


def test_a_threshold_of_one_leaves_only_names_of_the_same_words(celtrace: Call) -> None:
    assert Exit.DONE == celtrace("screen", "SEK Studioo", "--threshold", "1").code
    assert Exit.ASK == celtrace("screen", "Studio SEK", "--threshold", "1").code


@pytest.mark.parametrize("value", ["0.2", "1.5", "much"])
def test_a_threshold_out_of_range_is_refused(celtrace: Call, value: str) -> None:
    assert Exit.USAGE == celtrace("screen", "x", "--threshold", value).code


def test_strict_refuses_rows_that_were_not_read(celtrace: Call, vendors: Path) -> None:
    assert Exit.UNREAD == celtrace("screen", "--from", vendors, "--strict").code


def test_a_record_replays_to_the_same_answer_and_a_changed_one_does_not(
    celtrace: Call, tmp_path: Path
) -> None:
    record = tmp_path / "record"
    celtrace("screen", "SEK Studio", "--record", record)
    assert Exit.DONE == celtrace("screen", "--replay", record).code
    record.write_bytes(record.read_bytes().replace(b'"because":"', b'"because":"not '))
    answer = celtrace("screen", "--replay", record)
    assert Exit.EVIDENCE == answer.code
    assert "because" in answer.out
    assert Exit.EVIDENCE == celtrace("screen", "--replay", record, "--json").code
    assert Exit.USAGE == celtrace("screen", "--replay", tmp_path / "none").code


def test_a_name_with_markup_or_formula_is_shown_as_it_is(celtrace: Call, tmp_path: Path) -> None:
    assert "[red]House" in celtrace("screen", "[red]House").out
    out = tmp_path / "o.csv"
    celtrace("screen", "=HYPERLINK(1)", "--out", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert "'=HYPERLINK(1)" == list(csv.reader(file))[1][2]


def test_help_answers_without_loading_the_matcher() -> None:
    code = (
        "import sys; from celtrace.doors import cli; cli.run(['screen', '--help']);"
        "sys.exit(any(m in sys.modules for m in ('celtrace.names.index', 'xlsxwriter', 'fastapi')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert 0 == done.returncode


def test_a_record_is_screened_again_on_the_lists_of_another_date(
    celtrace: Call, tmp_path: Path
) -> None:
    record, again, back = (tmp_path / name for name in ("r", "again", "back"))
    names = ("SEK Studio", STUDIO, "Zzyzx Qwrt")
    assert Exit.DONE == celtrace("screen", *names, "--as-of", "2021-12-09", "--record", record).code
    answer = celtrace("screen", "--again", record, "--as-of", "2021-12-10", "--record", again)
    assert Exit.ASK == answer.code
    assert f"{names[0]}: row 34022 of us_ofac_sdn is found now, but was not" in answer.out
    assert Exit.ASK == celtrace(
        "screen", *names, "--as-of", "2021-12-10", "--record", tmp_path / "full"
    ).code  # fmt: skip
    assert (tmp_path / "full").read_bytes() == again.read_bytes()
    document = json.loads(
        celtrace(
            "screen", "--again", again, "--as-of", "2021-12-09", "--record", back, "--json"
        ).out
    )
    assert record.read_bytes() == back.read_bytes()
    assert (3, []) == (document["parties"], document["everyone_because"])
    assert any("was found, but is not now" in text for text in document["changes"])


def test_a_record_that_is_cut_is_not_built_upon(celtrace: Call, tmp_path: Path) -> None:
    record = tmp_path / "r"
    celtrace("screen", "SEK Studio", "--record", record)
    record.write_bytes(b"".join(record.read_bytes().splitlines(keepends=True)[:-1]))
    answer = celtrace("screen", "--again", record)
    assert Exit.EVIDENCE == answer.code
    assert "not whole" in answer.err
    assert Exit.USAGE == celtrace("screen", "--again", tmp_path / "none").code
