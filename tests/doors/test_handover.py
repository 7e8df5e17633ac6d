"""`celtrace case export`, `verify` and `report`, as a user sees them."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from celtrace.errors import Exit
from doors.conftest import Call
from signed import PRINT, PRIVATE

FIRST = {"html": b"<!doctype html>", "pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "csv": b"PK"}


def unwrapped(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def copy(case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(case, tmp_path / "copy"))


def test_verify_as_json_names_what_changed(celtrace: Call, copy: Path) -> None:
    assert {"sound": True, "discrepancies": []} == json.loads(
        celtrace("verify", copy, "--json").out
    )
    (copy / "ran.jsonl").write_text("")
    answer = celtrace("verify", copy, "--json")
    said = json.loads(answer.out)
    assert (Exit.EVIDENCE, False) == (answer.code, said["sound"])
    assert ["ran.jsonl"] == [one["path"] for one in said["discrepancies"]]


def drop_object(case: Path) -> None:
    held = next(path for path in (case / "vault").rglob("*") if path.is_file())
    held.unlink()


def flip_object(case: Path) -> None:
    held = next(path for path in (case / "vault").rglob("*") if path.is_file())
    held.chmod(0o644)
    held.write_bytes(b"\0" + held.read_bytes()[1:])


def lower_tiers(case: Path) -> None:
    path = case / "assessment.json"
    path.write_text(path.read_text().replace('"tier": 2', '"tier": 0'))


def touch_database(case: Path) -> None:
    with (case / "case.db").open("ab") as out:
        out.write(b"\0")


@pytest.mark.parametrize("tamper", [drop_object, flip_object, lower_tiers, touch_database])
def test_verify_finds_what_was_changed(
    celtrace: Call, copy: Path, tamper: Callable[[Path], None]
) -> None:
    tamper(copy)
    answer = celtrace("verify", copy)
    assert Exit.EVIDENCE == answer.code
    assert "not as it was" in answer.err


def test_verify_names_the_tier_that_the_findings_do_not_give(celtrace: Call, copy: Path) -> None:
    lower_tiers(copy)
    said = unwrapped(celtrace("verify", copy).out)
    assert "party north is said to be in tier 0; the findings give 2" in said


def test_verify_needs_nothing_but_the_folder(
    celtrace: Call, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "no-lists"))
    assert Exit.DONE == celtrace("verify", copy).code
    assert not (tmp_path / "no-lists").exists()


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_report_comes_out_of_the_case_again(
    celtrace: Call, case: Path, tmp_path: Path, form: str
) -> None:
    assert Exit.DONE == celtrace("report", case, "--format", form, "--names").code
    again = (tmp_path / f"report.{form}").read_bytes()
    kept = (case / f"report.{form}").read_bytes()
    assert kept[:1000] == again[:1000]
    assert kept == again


def test_a_brief_is_written_in_every_format(celtrace: Call, case: Path, tmp_path: Path) -> None:
    for how, start in FIRST.items():
        out = tmp_path / how
        assert Exit.DONE == celtrace(
            "report", case, "--form", "brief", "--format", how, "--out", out
        ).code  # fmt: skip
        assert out.read_bytes().startswith(start), how


def test_a_production_for_ofac_is_a_folder(celtrace: Call, copy: Path, tmp_path: Path) -> None:
    report = ("report", copy, "--form", "ofac", "--tier", "2", "--bates", "X", "--bates-from", "5")
    said = json.loads(celtrace(*report, "--out", "p", "--json").out)
    assert said["pages"].startswith("X000005")
    assert (tmp_path / "p" / "cover-letter.docx").is_file()
    again = celtrace(*report, "--out", "p")
    assert (Exit.USAGE, True) == (again.code, "there already" in again.err)
    shown = celtrace(*report, "--out", "q", "--split", "1")
    assert "in 1 volume, about 1 subject" in shown.out
    assert "for-counsel.docx" in shown.err


def test_a_report_in_no_format_or_no_place_is_refused(celtrace: Call, case: Path) -> None:
    assert Exit.USAGE == celtrace("report", case, "--format", "odt").code
    answer = celtrace("report", case, "--out", "no-such-folder/report.html")
    assert "cannot be written" in answer.err
    assert "" == answer.out


@pytest.fixture
def bundle(celtrace: Call, copy: Path, tmp_path: Path) -> tuple[Path, str]:
    """A bundle as a ZIP, and the fingerprint that was told."""
    out = tmp_path / "bundle.zip"
    answer = celtrace("--case", copy, "case", "export", "--form", "bundle", "--out", out, "--json")
    return out, json.loads(answer.out)["signer"]


def test_a_bundle_is_verified_where_there_is_nothing_else(
    celtrace: Call, bundle: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "elsewhere"))
    answer = celtrace("verify", bundle[0], "--signer", bundle[1])
    assert Exit.DONE == answer.code
    assert "journal and tiers hold" in answer.out
    assert "as expected" in answer.out
    assert "only their digests" in answer.err
    assert not (tmp_path / "elsewhere").exists()


def test_a_bundle_signed_by_somebody_else_is_refused_and_both_keys_are_named(
    celtrace: Call, bundle: tuple[Path, str]
) -> None:
    answer = celtrace("verify", bundle[0], "--signer", "ab" * 32)
    assert Exit.EVIDENCE == answer.code
    assert "signer.pem" in answer.out
    assert bundle[1] in unwrapped(answer.out)
    assert "ab" * 32 in unwrapped(answer.out)


def test_a_bundle_answers_as_json(celtrace: Call, bundle: tuple[Path, str]) -> None:
    said = json.loads(celtrace("verify", bundle[0], "--json").out)
    assert (True, bundle[1], False) == (said["sound"], said["signer"], said["evidence"])
    with zipfile.ZipFile(bundle[0], "a") as archive:
        archive.writestr("data/case/added.txt", "x")
    answer = celtrace("verify", bundle[0], "--json")
    assert Exit.EVIDENCE == answer.code
    found = json.loads(answer.out)["discrepancies"]
    assert [{"path": "data/case/added.txt", "what": "It was put in later."}] == found


def test_one_signs_with_a_key_of_ones_own(celtrace: Call, copy: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(PRIVATE)
    export = ("case", "export", "--form", "bundle", "--case", copy, "--key", key)
    said = celtrace(*export, "--out", tmp_path / "b")
    assert Exit.DONE == said.code
    assert "Fingerprint of the signing key:" in said.out
    assert "celtrace verify" in said.err
    assert Exit.DONE == celtrace("verify", tmp_path / "b", "--signer", PRINT).code


def test_a_bundle_needs_a_place_and_a_key_that_is_one(
    celtrace: Call, copy: Path, tmp_path: Path
) -> None:
    export = ("case", "export", "--form", "bundle", "--case", copy)
    assert "needs a place" in celtrace(*export).err
    (tmp_path / "no.pem").write_text("nothing")
    answer = celtrace(*export, "--out", "b", "--key", tmp_path / "no.pem")
    assert (Exit.USAGE, True) == (answer.code, "holds no signing key" in answer.err)


def test_a_case_has_no_signer(celtrace: Call, copy: Path) -> None:
    answer = celtrace("verify", copy, "--signer", "ab" * 32)
    assert (Exit.USAGE, True) == (answer.code, "A case is not signed" in answer.err)
    assert Exit.USAGE == celtrace("verify", "nowhere").code


def test_events_are_written_for_timesketch(celtrace: Call, copy: Path, tmp_path: Path) -> None:
    lines = celtrace("case", "export", "--form", "timesketch", "--case", copy).out.splitlines()
    assert {"message", "datetime", "timestamp_desc"} <= set(json.loads(lines[0]))
    out = tmp_path / "events.csv"
    export = ("case", "export", "--form", "timesketch-csv", "--case", copy, "--out", out)
    assert Exit.DONE == celtrace(*export).code
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert len(lines) == len(rows)


def test_a_backup_is_a_bundle_with_evidence_and_comes_back(
    celtrace: Call, copy: Path, tmp_path: Path
) -> None:
    export = ("case", "export", "--form", "bundle", "--evidence", "--out", "b.zip", "--case", copy)
    assert Exit.DONE == celtrace(*export).code
    answer = celtrace("case", "restore", "b.zip", "--case", tmp_path / "back")
    assert (Exit.DONE, True) == (answer.code, "Restored:" in answer.out)
    assert Exit.DONE == celtrace("verify", tmp_path / "back").code
    said = celtrace("case", "restore", "b.zip", "--case", tmp_path / "again", "--json")
    assert {"restored", "signer"} == set(json.loads(said.out))
    assert Exit.USAGE == celtrace("case", "restore", "b.zip", "--case", tmp_path / "back").code
    assert Exit.USAGE == celtrace("case", "restore", "nowhere.zip", "--case", "x").code
