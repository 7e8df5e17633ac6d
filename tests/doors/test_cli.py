"""The command line as a whole: global options, exit codes, JSON, what it imports."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import invented
from celtrace import __version__
from celtrace.doors.cli import hoisted
from celtrace.errors import Exit
from doors.conftest import Call

HEAVY = ("sqlalchemy", "alembic", "typst", "fontTools", "polars", "python_calamine", "arro3",
         "jinja2", "httpx", "rapidfuzz", "stdnum", "yaml", "celtrace.cases",
         "celtrace.report")  # fmt: skip
ONLY_HELP = f"""
import sys
from celtrace.doors import cli
code = cli.run(["--help"])
loaded = [name for name in {HEAVY!r} if name in sys.modules]
sys.exit(f"{{code}} {{loaded}}" if code or loaded else 0)
"""
FAILING = """
import sys
from celtrace.doors import cli
@cli.app.command("fail")
def fail() -> int:
    raise ZeroDivisionError("a secret name")
sys.exit(cli.run(["fail", "--quiet"]))
"""


def document(text: str) -> Any:
    """The one JSON document that the text is; anything before or after it is an error."""
    return json.loads(text)


# --- global options ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["review", "d", "--json"], ["--json", "review", "d"]),
        (["review", "--case", "c", "d"], ["--case", "c", "review", "d"]),
        (["review", "--case=c", "d", "-q"], ["--case=c", "-q", "review", "d"]),
        (["screen", "--", "--json"], ["screen", "--", "--json"]),
        (["lists", "status", "--jobs", "2"], ["--jobs", "2", "lists", "status"]),
        ([], []),
    ],
    ids=" ".join,
)
def test_a_global_option_may_stand_anywhere(written: list[str], read: list[str]) -> None:
    assert read == hoisted(written)


@pytest.mark.parametrize("place", range(3))
def test_json_is_understood_in_every_place(celtrace: Call, place: int) -> None:
    given = ["lists", "status"]
    given.insert(place, "--json")
    assert {"us_ofac_sdn", "celtrace_dprk"} <= {
        one["list"] for one in document(celtrace(*given).out)
    }


def test_the_case_is_taken_from_option_or_environment(
    celtrace: Call, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Exit.DONE == celtrace("verify", "--case", case).code
    assert Exit.USAGE == celtrace("verify").code
    monkeypatch.setenv("CELTRACE_CASE", str(case))
    assert Exit.DONE == celtrace("verify").code


def test_quiet_says_nothing_on_stderr(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.dossier(tmp_path / "d")
    assert "" == celtrace("review", folder, "--quiet").err
    assert "us_ofac_sdn of 2026-07-11" in celtrace("review", folder).err


def test_nothing_is_coloured_where_nobody_looks(celtrace: Call, case: Path) -> None:
    assert "\x1b[" not in celtrace("verify", case).out


def test_version_is_printed(celtrace: Call) -> None:
    assert (Exit.DONE, f"celtrace {__version__}\n", "") == celtrace("--version")


# --- JSON -------------------------------------------------------------------------------


def test_json_gives_one_document_and_nothing_else(
    celtrace: Call, case: Path, tmp_path: Path
) -> None:
    folder = invented.dossier(tmp_path / "d")
    finding = json.loads((case / "findings.jsonl").read_bytes().splitlines()[0])["id"]
    packaged = tmp_path / "none.json"
    packaged.write_text("{}")
    for given in (
        ("demo",), ("review", folder), ("verify", case), ("why", finding, "--case", case),
        ("report", case), ("doctor",), ("lists", "status"), ("lists", "show", "34022"),
        ("lists", "diff", "2021-12-09", "2021-12-10"), ("screen", "SEK Studio"),
        ("review",), ("no-such-command",), ("review", "no-such-folder"), ("why", "zz"),
        ("lists", "import", packaged), ("report", "no-such-case"), ("lists", "show", "no-row"),
    ):  # fmt: skip
        answer = celtrace(*given, "--json")
        assert document(answer.out), given
        assert answer.code not in (1, Exit.INTERNAL), given


def test_an_error_as_json_has_message_remedy_faults_and_exit_code(
    celtrace: Call, tmp_path: Path
) -> None:
    folder = invented.bare(tmp_path / "d", "partys: []\n")
    answer = document(celtrace("review", folder, "--json").out)
    assert ("DossierInvalid", 10) == (answer["error"], answer["exit"])
    assert {"source", "place", "key", "problem", "remedy"} == set(answer["faults"][0])


def test_a_name_after_two_dashes_is_no_option(celtrace: Call) -> None:
    assert "--json" in celtrace("screen", "--", "--json").out


# --- every exit code, by something that happens ---------------------------------------------


def test_exit_0_nothing_to_ask(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.bare(tmp_path / "d", "parties: [{id: house, name: Invented House}]\n")
    assert Exit.DONE == celtrace("review", folder).code


@pytest.mark.parametrize(
    "given",
    [
        (), ("no-such-command",), ("review",), ("review", "d", "--no-such-option"), ("lists",),
        ("review", "no-such-folder"), ("review", "d", "--as-of", "yesterday"), ("screen",),
        ("verify", "no-such-case"), ("why", "no-such-finding"), ("report", "no-such-case"),
        ("--jobs", "many", "doctor"), ("lists", "show", "no-such-row"),
        ("screen", "x", "--list", "y"),
        ("screen", "--from", "no-such-file"), ("init", "no-such-folder"), ("doctor", "--case"),
        ("lists", "diff", "2021-12-09", "later"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_exit_2_a_call_that_cannot_be(celtrace: Call, given: tuple[str, ...]) -> None:
    answer = celtrace(*given)
    assert (Exit.USAGE, "") == (answer.code, answer.out)
    assert answer.err


def test_exit_3_something_to_ask_and_exit_zero_turns_it_off(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.dossier(tmp_path / "d")
    assert Exit.ASK == celtrace("review", folder).code
    assert Exit.DONE == celtrace("review", folder, "--exit-zero").code


def test_exit_4_something_to_hold_and_exit_zero_turns_it_off(
    celtrace: Call, tmp_path: Path
) -> None:
    folder = invented.bare(tmp_path / "d", f"{invented.LISTED}  - {{id: house, name: House}}\n")
    assert Exit.REVIEW == celtrace("review", folder).code
    assert Exit.DONE == celtrace("--exit-zero", "review", folder).code


def test_exit_10_names_every_fault_of_the_dossier(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.dossier(
        tmp_path / "d",
        payments=("payer,payee,amount", "house,nobody,1", "house,north,much"),
        staff_lists=("party,status", "north,lost"),
    )
    answer = celtrace("review", folder)
    assert Exit.DOSSIER == answer.code
    for place in ("payments.csv:line 2", "payments.csv:line 3", "staff_lists.csv:line 2"):
        assert place in answer.err
    assert not (tmp_path / "celtrace-case").exists()


def test_exit_11_nothing_to_check_against(
    celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "new"))
    folder = invented.bare(tmp_path / "d", "parties: [{id: house, name: Invented House}]\n")
    answer = celtrace("review", folder)
    assert Exit.NO_SNAPSHOT == answer.code
    assert "nothing was checked" in answer.err
    assert Exit.NO_SNAPSHOT == celtrace("screen", "Invented House").code


def test_exit_12_evidence_changed(celtrace: Call, case: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(case, tmp_path / "case"))
    with (copy / "report.html").open("a") as report:
        report.write(" ")
    answer = celtrace("verify", copy)
    assert Exit.EVIDENCE == answer.code
    assert "report.html" in answer.out


@pytest.mark.parametrize("name", ["assessment.json", "findings.jsonl"])
def test_exit_12_a_damaged_case_is_not_explained(
    celtrace: Call, case: Path, tmp_path: Path, name: str
) -> None:
    copy = Path(shutil.copytree(case, tmp_path / "case"))
    finding = json.loads((copy / "findings.jsonl").read_bytes().splitlines()[0])["id"]
    (copy / name).write_bytes(b"{")
    assert Exit.EVIDENCE == celtrace("why", finding, "--case", copy).code


def test_exit_13_part_of_the_input_was_not_read(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.dossier(tmp_path / "d", "logs: [{path: gone.log}]\n")
    assert Exit.ASK == celtrace("review", folder).code
    answer = celtrace("review", folder, "--strict")
    assert Exit.UNREAD == answer.code
    assert "problems.jsonl" in answer.err


def test_exit_20_a_disk_that_takes_nothing(celtrace: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = invented.dossier(tmp_path / "d")
    answer = celtrace("review", folder, "--out", tmp_path / "file" / "case")
    assert (Exit.INTERNAL, "") == (answer.code, answer.out)
    assert "cannot be written" in answer.err


def test_exit_20_an_error_of_ours_leaves_a_report_without_the_arguments(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILING], capture_output=True, text=True, check=False,
        env={"TMPDIR": str(tmp_path)},
    )  # fmt: skip
    [report] = tmp_path.glob("celtrace-bug-*.txt")
    assert (Exit.INTERNAL, "") == (done.returncode, done.stdout)
    assert str(report) in done.stderr
    assert "Traceback" not in done.stderr
    assert "ZeroDivisionError" in report.read_text()


# --- help -------------------------------------------------------------------------------


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ONLY_HELP], capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    "command", ["review", "demo", "init", "doctor", "screen", "why", "verify", "report", "lists"]
)
def test_every_command_has_a_help_text(celtrace: Call, command: str) -> None:
    answer = celtrace(command, "--help")
    assert (Exit.DONE, "") == (answer.code, answer.err)
    assert f" {command} [OPTIONS]" in answer.out
