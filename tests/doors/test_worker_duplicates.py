"""`celtrace worker duplicates`, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from celtrace.errors import Exit
from doors.conftest import Answer, Call

HEAD = "dossier: 1\nus: us\nas_of: 2026-07-12\nparties: [{id: us, name: Us}]\nworkers:\n"
ANN = "  - {id: ann, name: Ann A., accounts: [DE89 3704 0044 0532 0130 00]}\n"
BEN = "  - {id: ben, name: Ben B., accounts: [DE89370400440532013000]}\n"
CHO = "  - {id: cho, name: Cho C., accounts: [DE89370400440532013001]}\n"


@pytest.fixture
def duplicates(celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command over a dossier with these workers."""
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))

    def call(workers: str, *more: str) -> Answer:
        folder = tmp_path / "d"
        folder.mkdir(exist_ok=True)
        (folder / "dossier.yaml").write_text(HEAD + workers, encoding="utf-8")
        return celtrace("worker", "duplicates", folder, "--case", tmp_path / "case", *more)

    return call


def test_who_shares_an_account_is_named_with_it(duplicates: Any) -> None:
    answer = duplicates(ANN + BEN)
    assert Exit.ASK == answer.code
    assert "Ann A. (ann), Ben B. (ben)" in answer.out
    assert "account DE89 3704 0044 0532 0130 00: ann, ben" in answer.out
    assert "Sharing is no fault" in answer.out


def test_who_shares_nothing_is_left_alone(duplicates: Any) -> None:
    answer = duplicates(ANN + CHO)
    assert (Exit.DONE, True) == (answer.code, "0 groups of" in answer.out)
    assert "Cho C.: DE89370400440532013001: its check digits do not hold" in answer.out


def test_it_says_that_documents_were_not_compared(duplicates: Any) -> None:
    assert "run celtrace review first" in duplicates(ANN + CHO).out


def test_json_has_everything(duplicates: Any) -> None:
    answer = duplicates(ANN + BEN, "--json", "--exit-zero")
    document = json.loads(answer.out)
    assert (2, ["ann", "ben"]) == (document["people"], document["rings"][0]["members"])
    assert ["account"] == [tie["kind"] for tie in document["rings"][0]["ties"]]


def test_a_folder_without_a_dossier_is_a_usage_error(celtrace: Call, tmp_path: Path) -> None:
    assert Exit.DONE != celtrace("worker", "duplicates", tmp_path / "none").code
