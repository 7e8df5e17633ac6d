"""`celtrace worker read`, as a user calls it on files of documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from celtrace.errors import Exit
from documents.test_mrz import td3
from doors.conftest import Answer, Call
from papers.pages import TD3, page
from papers.test_opened import locked, saved
from papers.test_sd_jwt import BORN, EC, NAME, OTHER, pem, token
from papers.test_trail import PLAIN, appended


@pytest.fixture
def read(celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command over files with these bytes, and options."""
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))

    def call(files: dict[str, bytes], *options: str) -> Answer:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        words = [str(tmp_path / one[1:]) if one[:1] == "@" else one for one in options]
        named = [tmp_path / name for name in files if name != "key.pem"]
        return celtrace("worker", "read", *named, *words)

    return call


def test_a_passport_is_told_line_by_line(read: Any) -> None:
    answer = read({"a.png": saved(page(TD3))})
    assert Exit.DONE == answer.code
    assert td3()[1] in answer.out
    assert "number X1234567, MUSTER, ADA MARIA" in answer.out
    assert "names: " in answer.out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", locked(), "password"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(90), "damaged"),
        ("a.txt", b"aaa words", "neither a picture"),
        ("a.bin", b"", "neither a picture"),
        ("sod.bin", b"\x77\x03abc", "no EF.SOD"),
        ("b.pdf", appended(PLAIN, b"0 0 m 9 9 l S"), "what page 1 shows was changed"),
    ],
)
def test_what_does_not_hold_or_open_is_said(read: Any, name: str, data: bytes, said: str) -> None:
    answer = read({name: data})
    assert (Exit.ASK, True) == (answer.code, said in answer.out)


def test_a_token_is_read_with_the_key_of_its_issuer(read: Any) -> None:
    files = {"a.jwt": token(EC, [NAME, BORN]).encode(), "key.pem": pem(EC)}
    answer = read(files, "--key", "@key.pem")
    assert (Exit.DONE, True) == (answer.code, "family_name: Muster" in answer.out)


def test_a_token_without_or_with_a_wrong_key_is_told_so(read: Any) -> None:
    files = {"a.jwt": token(EC, [NAME]).encode()}
    assert "give the issuer's key" in read(files).out
    wrong = read({**files, "key.pem": pem(OTHER)}, "--key", "@key.pem")
    assert (Exit.ASK, True) == (wrong.code, "does not hold" in wrong.out)


def test_json_has_a_row_for_each_file(read: Any) -> None:
    answer = read({"a.png": saved(page(())), "b.txt": b"words"}, "--json")
    rows = json.loads(answer.out)
    assert [("a.png", False), ("b.txt", True)] == [(r["name"], r["fault"]) for r in rows]


def test_a_file_that_is_not_there_is_a_usage_error(celtrace: Call, tmp_path: Path) -> None:
    assert Exit.USAGE == celtrace("worker", "read", tmp_path / "none.png").code


@pytest.mark.shared
def test_a_chip_is_checked_with_its_groups(read: Any, shared_data: Path) -> None:
    text = (shared_data / "verify/emrtd/sod_vectors.json").read_text(encoding="utf-8")
    vectors = json.loads(text)
    sod = bytes.fromhex(vectors["sod"][1]["sod_hex"])
    right = bytes.fromhex([g for g in vectors["dg"] if g["file"] == "dg15"][2]["hex"])
    wrong = bytes.fromhex(next(g for g in vectors["dg"] if g["file"] == "dg1")["hex"])
    answer = read({"sod.bin": sod, "dg15.bin": right})
    assert Exit.DONE == answer.code
    assert "group 15 is as it was signed" in answer.out
    assert "give --trust" in answer.out
    other = read({"sod.bin": sod, "dg15.bin": right, "dg1.bin": wrong})
    assert (Exit.ASK, True) == (other.code, "group 1 is not as it was signed" in other.out)


@pytest.mark.shared
def test_a_mobile_licence_is_told_with_its_elements(read: Any, shared_data: Path) -> None:
    path = shared_data / "verify/mdl/iso18013_5_device_response.json"
    whole = bytes.fromhex(json.loads(path.read_text(encoding="utf-8"))["ISSUED_MDOC"])
    answer = read({"mdl.cbor": whole})
    assert (Exit.DONE, True) == (answer.code, "family_name: Doe" in answer.out)
    changed = read({"mdl.cbor": whole.replace(b"Doe", b"Dox", 1)})
    assert (Exit.ASK, True) == (changed.code, "family_name was changed" in changed.out)


@pytest.mark.shared
def test_provenance_that_is_broken_is_said(read: Any, shared_data: Path) -> None:
    pytest.importorskip("c2pa")
    answer = read({"x.jpg": (shared_data / "verify/c2pa/XCA.jpg").read_bytes()})
    assert (Exit.ASK, True) == (answer.code, "assertion.dataHash.mismatch" in answer.out)
