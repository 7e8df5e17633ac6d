"""Checking a bundle: every tampered byte, swapped, missing or added file and wrong key is named."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from celtrace.cases.case import Case
from celtrace.cases.found.bag import MANIFEST, TAG_MANIFEST, bag_info, seal_bag
from celtrace.cases.handover.bundle import (
    SIGNATURE,
    SIGNER,
    STAMPED,
    Wanted,
    below,
    pack,
    write_bundle,
)
from celtrace.cases.handover.check import Expected, check_bundle, is_bundle, restore
from celtrace.cases.handover.signing import public_pem
from celtrace.cases.recompute import recompute
from celtrace.cases.seal import digest_file
from celtrace.cases.verify import verify
from celtrace.errors import EvidenceChanged, MissingExtra, UsageError
from celtrace.settings import Limits
from signed import KEY, PRINT
from stamping import OPENSSL, authority, home

from .conftest import now

__all__ = ["authority", "home"]
OTHER = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
KNOWN = Expected(PRINT)


def found(bundle: Path, expected: Expected = KNOWN) -> dict[str, str]:
    return {one.path: one.what for one in check_bundle(bundle, expected, recompute).discrepancies}


def sealed_again(bundle: Path, key: Ed25519PrivateKey = KEY) -> None:
    """Somebody who can sign changes a bundle and signs it anew."""
    for name in (TAG_MANIFEST, MANIFEST, SIGNATURE):
        (bundle / name).unlink()
    held = [digest_file(bundle, name) for name in below(bundle) if name.startswith("data/")]
    lines = [(one.path, one.sha256) for one in held]
    readme = {"README.txt": (bundle / "README.txt").read_bytes()}
    whole = seal_bag(bundle, lines, readme, bag_info(now().date(), "x", "0.0"))
    (bundle / SIGNER).write_bytes(public_pem(key))
    (bundle / SIGNATURE).write_bytes(key.sign(whole))


def test_an_untouched_bundle_has_no_flaw(bundle: Path) -> None:
    checked = check_bundle(bundle, KNOWN, recompute)
    assert ((), PRINT, True) == (checked.discrepancies, checked.signer, checked.evidence)
    assert is_bundle(bundle)
    assert not is_bundle(bundle / "data" / "case")


def test_a_zip_is_the_same_as_the_folder(bundle: Path, tmp_path: Path) -> None:
    pack(bundle, tmp_path / "b.zip")
    assert is_bundle(tmp_path / "b.zip")
    assert {} == found(tmp_path / "b.zip")


def test_a_bundle_without_the_bytes_taken_in_still_gives_its_tiers(bundle: Path) -> None:
    shutil.rmtree(bundle / "data" / "case" / "vault")
    sealed_again(bundle)
    assert {} == found(bundle)
    assert not check_bundle(bundle, KNOWN, recompute).evidence


def test_one_flipped_byte_of_any_file_is_found_and_its_file_is_named(bundle: Path) -> None:
    for name in below(bundle):
        path = bundle / name
        data = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 4]) if data else b"x")
        named = set(found(bundle))
        about = {SIGNATURE, name} if name in (TAG_MANIFEST, SIGNER) else {name}
        assert named & about, name
        path.write_bytes(data)
    assert {} == found(bundle)


def test_every_missing_file_is_named(bundle: Path) -> None:
    for name in below(bundle):
        shutil.move(bundle / name, bundle.parent / "away")
        assert "It is missing." == found(bundle).get(name), name
        shutil.move(bundle.parent / "away", bundle / name)


def test_two_swapped_files_are_both_named(bundle: Path) -> None:
    case = bundle / "data" / "case"
    report, page = (case / "report.pdf").read_bytes(), (case / "report.html").read_bytes()
    (case / "report.pdf").write_bytes(page)
    (case / "report.html").write_bytes(report)
    said = found(bundle)
    assert {"data/case/report.pdf", "data/case/report.html"} == set(said)
    assert {"Its bytes are not those that were signed."} == set(said.values())


def test_a_file_that_was_put_in_is_named_wherever_it_lies(bundle: Path) -> None:
    for name in ("data/case/more.txt", "more.txt", "data/x/y.txt"):
        (bundle / name).parent.mkdir(exist_ok=True)
        (bundle / name).write_text("x")
        assert {name: "It was put in later."} == found(bundle)
        (bundle / name).unlink()


def test_another_key_is_named_beside_the_expected_one(bundle: Path) -> None:
    sealed_again(bundle, OTHER)
    assert {SIGNER} == set(found(bundle))
    assert PRINT in found(bundle)[SIGNER]
    assert {} == found(bundle, Expected())


def test_a_key_put_in_place_of_the_signers_is_found(bundle: Path) -> None:
    (bundle / SIGNER).write_bytes(public_pem(OTHER))
    assert "is not by the key" in found(bundle, Expected())[SIGNATURE]


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PUBLIC KEY-----\n"], ids=["empty", "cut"])
def test_a_key_that_is_none_is_named(bundle: Path, pem: bytes) -> None:
    (bundle / SIGNER).write_bytes(pem)
    assert SIGNER in found(bundle)
    assert "" == check_bundle(bundle, KNOWN).signer


def test_a_link_in_place_of_a_file_is_other_bytes(bundle: Path) -> None:
    report = bundle / "data" / "case" / "report.html"
    report.rename(bundle.parent / "report.html")
    report.symlink_to(bundle.parent / "report.html")
    assert {"data/case/report.html"} == set(found(bundle))


# --- somebody who holds the key ----------------------------------------------------------


def drop_last_line(bundle: Path) -> None:
    path = bundle / "data" / "journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def rewrite_a_line(bundle: Path) -> None:
    path = bundle / "data" / "journal.jsonl"
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    lines[0]["actor"] = "somebody else"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def no_json(bundle: Path) -> None:
    (bundle / "data" / "journal.jsonl").write_text("{")


def lower_the_tiers(bundle: Path) -> None:
    path = bundle / "data" / "case" / "assessment.json"
    path.write_text(path.read_text().replace('"tier": 2', '"tier": 0'))


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        (drop_last_line, "data/journal.jsonl", "not the journal that the case was sealed with"),
        (rewrite_a_line, "data/journal.jsonl", "line 0 is not what was written"),
        (no_json, "data/journal.jsonl", "cannot be read"),
        (lower_the_tiers, "data/case/assessment.json", "said to be in tier 0"),
    ],
    ids=["shortened journal", "rewritten journal", "broken journal", "lower tiers"],
)
def test_signing_again_does_not_hide_a_change(
    bundle: Path, change: Callable[[Path], None], path: str, said: str
) -> None:
    change(bundle)
    sealed_again(bundle)
    flaws = check_bundle(bundle, KNOWN, recompute).discrepancies
    assert any(one.path == path and said in one.what for one in flaws), flaws


# --- archives that would do harm ---------------------------------------------------------


def archive(path: Path, *members: tuple[str, bytes], mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            made.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt", "a\\..\\out.txt"])
def test_a_member_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EvidenceChanged, match="not one of ours"):
        check_bundle(archive(tmp_path / "b.zip", (name, b"x")), KNOWN)


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "b.zip", ("data/link", b"/etc/passwd"), mode=0o120777)
    with pytest.raises(EvidenceChanged, match="not one of ours"):
        check_bundle(path, KNOWN)


def test_a_name_that_stands_twice_is_refused(bundle: Path, tmp_path: Path) -> None:
    pack(bundle, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as made, pytest.warns(UserWarning, match="Dupl"):
        made.writestr("README.txt", "another")
    with pytest.raises(EvidenceChanged, match="too many names"):
        check_bundle(tmp_path / "b.zip", KNOWN)


def test_an_archive_that_unfolds_too_far_is_given_up(tmp_path: Path) -> None:
    path = archive(tmp_path / "b.zip", ("data/zeros", b"\0" * 2**22))
    with pytest.raises(EvidenceChanged, match="unfolds to more"):
        check_bundle(path, KNOWN, limits=Limits(unpacked_bytes=2**20))


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, bundle: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"no archive")
    with pytest.raises(EvidenceChanged, match="cannot be unpacked"):
        check_bundle(tmp_path / "b.zip", KNOWN)
    pack(bundle, tmp_path / "c.zip")
    data = bytearray((tmp_path / "c.zip").read_bytes())
    data[200] ^= 0xFF
    (tmp_path / "c.zip").write_bytes(bytes(data))
    with pytest.raises(EvidenceChanged, match="cannot be unpacked"):
        check_bundle(tmp_path / "c.zip", KNOWN)


# --- a time stamp over it ----------------------------------------------------------------


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_a_stamp_is_checked_with_the_bundle(
    case: Path, tmp_path: Path, authority: str, home: Path
) -> None:
    out = tmp_path / "b"
    root = home / "root.pem"
    made = write_bundle(Wanted(case, out, KEY, now, "ana", authority=authority, root=root))
    checked = check_bundle(out, Expected(PRINT, root), recompute)
    assert ((), made.stamped, True) == (checked.discrepancies, checked.stamped, checked.trusted)
    assert not check_bundle(out, KNOWN).trusted
    assert STAMPED in found(out, Expected(PRINT, home / "other.pem"))
    (out / STAMPED).write_bytes(b"no token")
    assert STAMPED in found(out)
    (out / STAMPED).unlink()
    assert STAMPED in found(out, Expected(PRINT, root)), "asked for, and taken away"
    assert STAMPED not in found(out)


def test_a_stamp_that_nothing_here_can_read_is_said_to_be_unread(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bundle / STAMPED).write_bytes(b"a token")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    checked = check_bundle(bundle, KNOWN)
    assert ((), True, None) == (checked.discrepancies, checked.unread, checked.stamped)
    (tmp_path / "root.pem").write_bytes(b"")
    with pytest.raises(MissingExtra):
        check_bundle(bundle, Expected(PRINT, tmp_path / "root.pem"))


# --- put back ----------------------------------------------------------------------------


def test_a_case_is_put_back_as_it_was_and_goes_on(bundle: Path, tmp_path: Path) -> None:
    case = tmp_path / "deep" / "restored"
    restore(bundle, case, KNOWN, recompute, Limits())
    assert () == verify(case, recompute)
    assert below(bundle / "data" / "case") == below(case)
    with Case.create_or_open(case, now) as opened_again:
        opened_again.log("noted", {})
    assert () == verify(case, recompute)


def test_a_zip_is_put_back_too(bundle: Path, tmp_path: Path) -> None:
    pack(bundle, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "restored", KNOWN, recompute, Limits())
    assert () == verify(tmp_path / "restored")


def test_nothing_is_put_over_a_case_and_no_unsound_bundle_is_put_back(
    bundle: Path, case: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="not empty"):
        restore(bundle, case, KNOWN, recompute, Limits())
    with pytest.raises(EvidenceChanged, match="not as it was signed"):
        restore(bundle, tmp_path / "new", Expected("ab" * 32), recompute, Limits())
    (bundle / "data" / "case" / "report.html").write_text("x")
    with pytest.raises(EvidenceChanged, match="report"):
        restore(bundle, tmp_path / "new", KNOWN, recompute, Limits())
    assert not (tmp_path / "new").exists()


def test_a_bundle_without_the_bytes_is_no_backup(case: Path, tmp_path: Path) -> None:
    write_bundle(Wanted(case, tmp_path / "b", KEY, now, "ana"))
    with pytest.raises(UsageError, match="--evidence") as refused:
        restore(tmp_path / "b", tmp_path / "new", KNOWN, recompute, Limits())
    assert "bytes taken in" in refused.value.message
