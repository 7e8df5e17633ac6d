"""Bundles: what is in one, that it is the same each time, and that the journal knows of it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest

from celtrace.cases.decisions.account import journal_lines, read_journal
from celtrace.cases.handover.bundle import Wanted, below, pack, write_bundle
from celtrace.cases.seal import DATABASE, OPEN_SEAL, SEAL
from celtrace.cases.verify import verify
from celtrace.errors import CeltraceError, UsageError
from signed import KEY, PRINT

from .conftest import now


def wanted(case: Path, out: Path, **more: bool) -> Wanted:
    return Wanted(case, out, KEY, now, "ana", **more)


def test_a_bundle_holds_journal_lists_settings_report_and_case(bundle: Path) -> None:
    names = {name for name in below(bundle) if "/vault/" not in name}
    assert {"data/journal.jsonl", "data/lists.json", "data/settings.json", "data/case/case.db",
            "data/case/report.html", "data/case/report.pdf", "data/case/seal.json",
            "README.txt", "signer.pem"} <= names  # fmt: skip
    lists = json.loads((bundle / "data" / "lists.json").read_bytes())
    assert "us_ofac_sdn" in {use["list"] for use in lists if use["digest"]}
    settings = json.loads((bundle / "data" / "settings.json").read_bytes())
    assert 2**31 == settings["limits"]["unpacked_bytes"]
    assert "2026-07-11" == settings["facts"]["as_of"]


def test_an_archivists_tool_finds_the_bag_valid(bundle: Path) -> None:
    """RFC 8493: every payload file is in the manifest, and every tag file that is in one holds."""
    assert bagit.Bag(str(bundle)).is_valid()


def test_the_commands_of_the_readme_check_it_without_us(bundle: Path) -> None:
    for sums in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
        subprocess.run(["sha256sum", "--check", "--quiet", sums], cwd=bundle, check=True)
    said = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "signer.pem", "-rawin",
         "-in", "tagmanifest-sha256.txt", "-sigfile", "tagmanifest-sha256.txt.sig"],
        cwd=bundle, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert "Verified Successfully" in said.stdout


def test_the_same_case_gives_the_same_bytes(case: Path, tmp_path: Path) -> None:
    first = write_bundle(wanted(case, tmp_path / "a"))
    files = {name: (tmp_path / "a" / name).read_bytes() for name in below(tmp_path / "a")}
    pack(tmp_path / "a", tmp_path / "a.zip")
    pack(tmp_path / "a", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert first.files == sum(name.startswith("data/") for name in files)


def test_the_journal_says_that_it_was_handed_on_by_whom(case: Path, tmp_path: Path) -> None:
    before = len(journal_lines(case).splitlines())
    made = write_bundle(wanted(case, tmp_path / "b.zip"))
    lines = read_journal(case)
    assert before + 1 == len(lines)
    assert ("ana", "bundled") == (lines[-1].actor, lines[-1].action)
    assert (made.tag_manifest, PRINT) == (lines[-1].body["tag_manifest"], lines[-1].body["signer"])
    assert () == verify(case)


def test_the_bytes_taken_in_go_along_only_if_asked_for(case: Path, tmp_path: Path) -> None:
    write_bundle(wanted(case, tmp_path / "without"))
    write_bundle(wanted(case, tmp_path / "with", evidence=True))
    assert not any("/vault/" in name for name in below(tmp_path / "without"))
    held = {name.rsplit("/", 1)[-1] for name in below(case / "vault")}
    assert held == {n.rsplit("/", 1)[-1] for n in below(tmp_path / "with") if "/vault/" in n}


def test_what_is_derived_or_lies_beside_does_not_go_along(case: Path, tmp_path: Path) -> None:
    (case / "texts.db").write_bytes(b"an index")
    (case / "password.txt").write_text("secret")
    write_bundle(wanted(case, tmp_path / "b.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert not [n for n in archive.namelist() if "texts.db" in n or "password" in n]


def test_an_open_case_something_in_the_way_or_no_case_is_refused(
    case: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="there already"):
        write_bundle(wanted(case, case))
    with pytest.raises(UsageError, match="no closed case"):
        write_bundle(wanted(tmp_path / "nothing", tmp_path / "b"))
    (case / SEAL).rename(case / OPEN_SEAL)
    with pytest.raises(UsageError, match="no closed case"):
        write_bundle(wanted(case, tmp_path / "b"))


def test_nothing_is_left_where_the_bundle_cannot_be_written(case: Path, tmp_path: Path) -> None:
    (case / "report.html").unlink()
    with pytest.raises(CeltraceError, match="cannot be written"):
        write_bundle(wanted(case, tmp_path / "out" / "b.zip"))
    assert [] == list((tmp_path / "out").iterdir())
    assert (case / DATABASE).exists()
