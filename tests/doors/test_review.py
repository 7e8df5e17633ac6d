"""`celtrace review` and `demo`: what they leave, and that the same input gives the same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import invented
from celtrace.cases import outputs
from celtrace.cases.recompute import recompute
from celtrace.cases.verify import verify
from celtrace.errors import Exit
from doors.conftest import Call

LEFT = {"assessment.json", "findings.jsonl", "problems.jsonl", "ran.jsonl", "report.html",
        "report.pdf", "case.db", "vault", "manifest.jsonl"}  # fmt: skip
RESULT = ("assessment.json", "findings.jsonl")
MAIN = "from celtrace.doors.cli import main; main()"
MOMENTS = ("case.db", "manifest.jsonl", "assessment.json", "report.html", "report.pdf")
"""Files whose first appearance tells how far a review has come."""


def result(case: Path) -> tuple[bytes, ...]:
    return tuple((case / name).read_bytes() for name in RESULT)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_bytes().splitlines())


def without_places(case: Path) -> list[dict[str, Any]]:
    """Findings, with evidence that says only which words of which file were read how."""
    found = []
    for finding in lines(case / "findings.jsonl"):
        for one in finding["evidence"]:
            del one["digest"], one["place"]
        finding["evidence"].sort(key=lambda one: sorted(one.items()))
        found.append(finding)
    return found


# --- what is left -----------------------------------------------------------------------


def test_review_leaves_every_file_of_the_contract(case: Path) -> None:
    assert {path.name for path in case.iterdir()} >= LEFT


def test_assessment_has_every_key_of_the_contract(case: Path) -> None:
    keys = {"celtrace", "dossier", "lists", "subjects", "blocked", "candidates", "paths",
            "clusters", "redo", "matches", "leak_points", "totals", "claims",
            "indicators"}  # fmt: skip
    made = json.loads((case / "assessment.json").read_bytes())
    assert keys <= set(made)
    assert {"title", "as_of", "digest", "us"} == set(made["dossier"])
    assert {"list", "snapshot", "entries", "digest", "age_days", "regime"} <= set(made["lists"][0])
    assert {"kind", "id", "tier", "single_source", "groups", "findings", "closed", "questions",
            "carried_by"} <= set(made["subjects"][0])  # fmt: skip
    assert {"detector", "recorded", "not_visible", "open"} == set(made["indicators"])


def test_each_line_has_every_key_of_the_contract(case: Path) -> None:
    finding = next(lines(case / "findings.jsonl"))
    assert {"id", "rule", "version", "hypothesis", "category", "group", "subject", "says", "values",
            "evidence", "because", "innocent", "check", "closed_by"} <= set(finding)  # fmt: skip
    assert {"digest", "source", "place", "quote", "reader"} <= set(finding["evidence"][0])
    assert {"rule", "looked_at", "found", "skipped_because"} == set(next(lines(case / "ran.jsonl")))
    assert {"path", "size", "sha256"} <= set(next(lines(case / "manifest.jsonl")))


def test_every_quote_stands_in_the_bytes_of_the_vault(case: Path) -> None:
    quoted = [e for f in lines(case / "findings.jsonl") for e in f["evidence"]]
    assert quoted
    for one in quoted:
        digest = one["digest"]
        held = case / "vault" / "sha256" / digest[:2] / digest[2:4] / digest
        text = held.read_text(encoding="utf-8")
        assert all(part in text for part in one["quote"].split(" | ")), one


def test_the_report_asks_nobody_for_anything(case: Path) -> None:
    report = (case / "report.html").read_text(encoding="utf-8")
    assert not [mark for mark in ("<script src", "<link", '<img src="http', "@import", "url(http")
                if mark in report]  # fmt: skip


def test_a_problem_line_says_where_why_and_what_came_of_it(celtrace: Call, tmp_path: Path) -> None:
    celtrace("review", invented.dossier(tmp_path / "d", "logs: [{path: gone.log}]\n"))
    [problem] = lines(tmp_path / "celtrace-case" / "problems.jsonl")
    assert {"source", "place", "reason", "consequence"} == set(problem)
    assert ("dossier.yaml", "line 9") == (problem["source"], problem["place"])


def test_demo_leaves_every_file_and_a_sound_case(celtrace: Call, tmp_path: Path) -> None:
    assert Exit.DONE == celtrace("demo", "--out", "shown").code
    made = tmp_path / "shown" / "case"
    assert {path.name for path in made.iterdir()} >= LEFT
    answer = celtrace("verify", made)
    assert (Exit.DONE, "") == (answer.code, answer.err)
    tiers = {
        s["id"]: s["tier"] for s in json.loads((made / "assessment.json").read_bytes())["subjects"]
    }
    assert 4 == tiers["sek"]
    assert 0 == tiers["ekachi"]


def test_as_of_decides_which_list_is_asked(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.bare(tmp_path / "d", f"{invented.LISTED}  - {{id: house, name: House}}\n")
    for day, status in (("2021-12-09", "no"), ("2021-12-10", "listed")):
        answer = celtrace("review", folder, "--as-of", day, "--out", day, "--json")
        made = json.loads(answer.out)
        [blocked] = [b for b in made["blocked"] if (b["party"], b["regime"]) == ("sek", "US")]
        assert (day, status) == (made["dossier"]["as_of"], blocked["status"])


def test_a_dossier_is_left_as_it_was(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.dossier(tmp_path / "d")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    celtrace("review", folder)
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()
    }


def test_a_case_inside_the_dossier_is_not_taken_for_evidence(
    celtrace: Call, tmp_path: Path
) -> None:
    folder = invented.dossier(tmp_path / "d")
    celtrace("review", folder, "--out", folder / "case")
    first = result(folder / "case")
    celtrace("review", folder, "--out", folder / "case")
    assert first == result(folder / "case")
    assert 5 == len(list(lines(folder / "case" / "manifest.jsonl")))


def test_init_writes_a_dossier_that_can_be_mended_and_never_writes_over_one(
    celtrace: Call, tmp_path: Path
) -> None:
    folder = invented.dossier(tmp_path / "d")
    (folder / "dossier.yaml").unlink()
    assert Exit.DONE == celtrace("init", folder).code
    written = (folder / "dossier.yaml").read_text(encoding="utf-8")
    assert written.startswith("dossier: 1") or "\ndossier: 1" in written
    assert [] == [name for name in invented.TABLES if f"{name}.csv" not in written]
    assert celtrace("review", folder).code in (Exit.DONE, Exit.ASK, Exit.DOSSIER)
    assert Exit.USAGE == celtrace("init", folder).code
    assert written == (folder / "dossier.yaml").read_text(encoding="utf-8")


# --- same input, same bytes ----------------------------------------------------------------


def test_a_second_review_gives_the_same_bytes(celtrace: Call, tmp_path: Path) -> None:
    folder = invented.dossier(tmp_path / "d")
    celtrace("review", folder)
    first = result(tmp_path / "celtrace-case")
    celtrace("review", folder)
    assert first == result(tmp_path / "celtrace-case")
    assert Exit.DONE == celtrace("verify").code


def test_a_copy_elsewhere_gives_the_same_bytes_under_any_number_of_processes(
    celtrace: Call, case: Path, tmp_path: Path
) -> None:
    folder = invented.dossier(tmp_path / "elsewhere")
    celtrace("review", folder, "--out", "two", "--jobs", "2")
    celtrace("review", folder, "--out", "all", "--jobs", "0")
    assert result(case) == result(tmp_path / "two") == result(tmp_path / "all")


def test_another_hash_seed_gives_the_same_bytes(
    celtrace: Call, case: Path, home: Path, tmp_path: Path
) -> None:
    folder = invented.dossier(tmp_path / "d")
    process = reviewing(folder, tmp_path / "seeded", home, PYTHONHASHSEED="4711")
    assert Exit.ASK == process.wait()
    assert result(case) == result(tmp_path / "seeded")
    assert Exit.DONE == celtrace("verify", tmp_path / "seeded").code


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[list[str], dict[str, list[list[str]]]]:
    """An order of the sections, and for each the files and rows in some order."""
    order = draw(st.permutations(sorted(invented.TABLES)))
    tables = {}
    for name in order:
        rows = draw(st.permutations(invented.TABLES[name][1:]))
        cut = draw(st.integers(0, len(rows)))
        tables[name] = [part for part in (rows[:cut], rows[cut:]) if part]
    return order, tables


@given(shuffled())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_of_rows_files_and_sections_changes_nothing(
    home: Path, case: Path, tmp_path_factory: pytest.TempPathFactory,
    order: tuple[list[str], dict[str, list[list[str]]]],
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("shuffled")
    names, tables = order
    yaml = invented.LOTS
    for name in names:
        files = [f"{name}-{number}" for number in range(len(tables[name]))]
        yaml += f"{name}:\n" + "".join(f"  - {{from: {file}.csv}}\n" for file in files)
        for file, rows in zip(files, tables[name], strict=True):
            table = "\n".join((invented.TABLES[name][0], *rows))
            invented.bare(folder / "dossier", yaml, **{file: f"{table}\n"})
    invented.reviewed(folder / "dossier", folder / "case", home)
    assert (case / "assessment.json").read_bytes() == (
        folder / "case" / "assessment.json"
    ).read_bytes()
    assert same_files(without_places(case)) == same_files(without_places(folder / "case"))


def same_files(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with `payments-1.csv` called `payments.csv`: the half does not count."""
    for finding in found:
        for one in finding["evidence"]:
            one["source"] = one["source"].replace("-0.csv", ".csv").replace("-1.csv", ".csv")
    return found


# --- killed -----------------------------------------------------------------------------


def reviewing(folder: Path, out: Path, home: Path, **more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", MAIN, "review", folder, "--out", out, "--quiet"]
    return subprocess.Popen(
        command, env={**os.environ, **more, "CELTRACE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def killed(process: subprocess.Popen[bytes], seconds: float, seen: Path | None = None) -> int:
    """Kill with SIGKILL so long after the start, or after a file was seen; the exit status."""
    if seen is not None:
        while process.poll() is None and not seen.exists():
            time.sleep(0.0005)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_review_killed_at_any_moment_is_finished_by_the_same_command(
    celtrace: Call, home: Path, case: Path, tmp_path: Path, moment: str
) -> None:
    folder, out = invented.dossier(tmp_path / "d"), tmp_path / "case"
    later = random.uniform(0, 0.01)  # noqa: S311 - no secret
    killed(reviewing(folder, out, home), later, out / moment)
    closed = (out / "seal.json").exists()
    assert (Exit.DONE if closed else Exit.EVIDENCE) == celtrace("verify", out).code
    assert Exit.ASK == celtrace("review", folder, "--out", out).code
    assert result(case) == result(out)
    assert () == verify(out, recompute=recompute)


@pytest.mark.slow
def test_one_case_killed_again_and_again_is_finished_in_the_end(
    celtrace: Call, home: Path, case: Path, tmp_path: Path
) -> None:
    folder, out = invented.dossier(tmp_path / "d"), tmp_path / "case"
    for _ in range(3):
        killed(reviewing(folder, out, home), random.uniform(0.6, 1.6))  # noqa: S311 - no secret
    assert Exit.ASK == celtrace("review", folder, "--out", out).code
    assert result(case) == result(out)
    assert () == verify(out, recompute=recompute)


def test_a_killed_case_is_not_said_to_be_sound(celtrace: Call, case: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(case, tmp_path / "copy"))
    (copy / "seal.json").rename(copy / "seal.open.json")
    assert Exit.EVIDENCE == celtrace("verify", copy).code


def test_what_the_outputs_hold_can_be_read_back(case: Path) -> None:
    data = (case / "findings.jsonl").read_bytes()
    assert [f["id"] for f in lines(case / "findings.jsonl")] == [
        f.id for f in outputs.read_findings(data)
    ]
