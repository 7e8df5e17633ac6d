"""`celtrace frames sign` and `signed` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from celtrace.errors import Exit
from certificates import anchor, signer
from doors.conftest import Call

pytest.importorskip("c2pa")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A drawing, a certificate with its key, and two anchors."""
    ours = anchor()
    held = signer(ours)
    (tmp_path / "studio.pem").write_bytes(held.certificates)
    (tmp_path / "studio.key").write_bytes(held.key)
    (tmp_path / "root.pem").write_text(ours.pem)
    (tmp_path / "other.pem").write_text(anchor("Other").pem)
    Image.new("RGB", (40, 30), "white").save(tmp_path / "a.png")
    return tmp_path


def sign(celtrace: Call, desk: Path, *more: object) -> int:
    return celtrace("frames", "sign", desk / "a.png", "--certificate", desk / "studio.pem",
                    "--key", desk / "studio.key", "--out", desk / "out", *more).code  # fmt: skip


def test_a_signed_delivery_is_checked_offline(celtrace: Call, desk: Path) -> None:
    assert Exit.DONE == sign(celtrace, desk, "--note", "to=North Studio")
    said = celtrace("frames", "signed", desk / "out", "--trust", desk / "root.pem")
    assert Exit.DONE == said.code
    assert "a.png: ours by Our Studio" in said.out
    assert "to: North Studio" in said.out
    assert "proves nothing" in said.err


def test_what_is_not_ours_is_a_reason_to_ask(celtrace: Call, desk: Path) -> None:
    sign(celtrace, desk)
    foreign = celtrace("frames", "signed", desk / "out", "--trust", desk / "other.pem")
    assert (Exit.ASK, True) == (foreign.code, "another's by Our Studio" in foreign.out)
    none = celtrace("--json", "frames", "signed", desk / "a.png", "--trust", desk / "root.pem")
    told = json.loads(none.out)
    assert (Exit.ASK, "none") == (none.code, told["files"][0]["state"])


@pytest.mark.parametrize("note", ["nothing", "=x", "to="])
def test_a_note_needs_a_name_and_a_value(celtrace: Call, desk: Path, note: str) -> None:
    assert Exit.USAGE == sign(celtrace, desk, "--note", note)
