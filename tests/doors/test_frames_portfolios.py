"""`celtrace frames portfolios` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from celtrace.errors import Exit
from doors.conftest import Call
from frames.drawn import Show
from frames.indexed import saved

DOSSIER = """
dossier: 1
us: us
parties: [{id: us, name: Us}, {id: v, name: Vee}]
workers:
  - {id: ana, name: Ana, party: v, portfolio: ana}
  - {id: bo, name: Bo, party: v, portfolio: bo}
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    picture = Show(101, cuts=1).frame(0, 0.5).colour
    for who in ("ana", "bo"):
        saved(tmp_path / "d", f"{who}/piece.png", picture)
    (tmp_path / "d" / "dossier.yaml").write_text(DOSSIER)
    return tmp_path / "d"


def test_what_two_show_is_said_and_who_drew_it_is_not(celtrace: Call, dossier: Path) -> None:
    said = celtrace("frames", "portfolios", dossier, "--out", dossier / "links.csv")
    assert Exit.ASK == said.code
    assert "ana/piece.png of ana: the same drawing as bo/piece.png of bo (bytes)" in said.out
    assert "not who drew it" in said.err
    assert "ana,bo,image,ana/piece.png" in (dossier / "links.csv").read_text()
    again = celtrace("frames", "portfolios", dossier, "--out", dossier / "links.csv")
    assert Exit.USAGE == again.code


def test_json_is_one_document(celtrace: Call, dossier: Path) -> None:
    told = json.loads(celtrace("--json", "frames", "portfolios", dossier).out)
    assert ({"ana": 1, "bo": 1}, 1) == (told["pieces"], len(told["same"]))
