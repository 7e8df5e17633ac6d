"""`celtrace chain` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import invented
from celtrace.errors import Exit
from doors.conftest import Call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return invented.dossier(tmp_path / "dossier")


def test_the_table_names_tiers_what_is_missing_and_what_is_not_checked(
    celtrace: Call, folder: Path
) -> None:
    answer = celtrace("chain", folder)
    assert Exit.DONE == answer.code
    for said in ("c1 (tier 1, 2023-02-01)", "c2 (tier 2", "% complete", "missing:"):
        assert said in answer.out
    assert "not checked: us_ofac_cons" in answer.err


def test_a_case_answers_as_its_folder_does(celtrace: Call, case: Path, folder: Path) -> None:
    assert celtrace("chain", folder).out == celtrace("chain", case).out


def test_json_is_one_document(celtrace: Call, folder: Path) -> None:
    made = json.loads(celtrace("--json", "chain", folder).out)
    assert ["c1", "c2"] == [tier["contract"] for tier in made["tiers"]]


@pytest.mark.parametrize(
    ("form", "begins"),
    [("svg", b"<svg "), ("gexf", b"<?xml"), ("graphml", b"<?xml"), ("ftm", b'{"id":')],
)
def test_each_form_is_written_to_a_file(
    celtrace: Call, folder: Path, tmp_path: Path, form: str, begins: bytes
) -> None:
    out = tmp_path / f"chain.{form}"
    assert Exit.DONE == celtrace("chain", folder, "--format", form, "--out", out).code
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "arguments",
    [("chain", "nowhere"), ("chain", "{d}", "--party", "nobody"), ("chain", "{d}", "--format", "x"),
     ("--json", "chain", "{d}", "--format", "svg"), ("chain", "{d}", "--as-of", "soon")],
)  # fmt: skip
def test_a_call_that_cannot_be_done_is_refused(
    celtrace: Call, folder: Path, arguments: tuple[str, ...]
) -> None:
    given = [argument.format(d=folder) for argument in arguments]
    assert Exit.USAGE == celtrace(*given).code


def test_without_any_list_the_exit_code_says_so(
    celtrace: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "empty"))
    answer = celtrace("chain", folder)
    assert Exit.NO_SNAPSHOT == answer.code
    assert "nothing was checked against a list" in answer.err
