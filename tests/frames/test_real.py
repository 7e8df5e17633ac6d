"""Real drawings beside real frames (the shared folder): nothing is fitted to them.

`real.json` pairs hand sketches, hand-drawn reference lines and ink layers with finished
frames; `queries.json` has found drawings made from frames that are not in the gallery.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import pytest

from celtrace.cases.frames.index import Index, Taken, add, open_index
from celtrace.cases.frames.named import Frame
from celtrace.frames.answer import Verdict
from celtrace.frames.gallery import Candidate
from celtrace.frames.lines import read_lines

pytestmark = [pytest.mark.shared, pytest.mark.slow]

DRAWN = ("pigs", "syn_walk", "syn_eye", "s2p1", "s2p2", "s2p3", "s2p4", "s2p5")


class Material(NamedTuple):
    """A few of each: `benchmarks/frames/run.py --outside` asks all of them."""

    folder: Path
    index: Index
    real: list[dict[str, Any]]
    queries: list[dict[str, Any]]

    def pixels(self, one: dict[str, Any]) -> np.ndarray:
        return cv2.imread(str(self.folder / one["file"]))

    def asked(self, one: dict[str, Any]) -> tuple[list[Candidate], Verdict]:
        return self.index.asked(read_lines(self.pixels(one)))

    def show(self, candidate: Candidate) -> str:
        return self.index.frames[candidate.frame].show


@pytest.fixture(scope="module")
def material(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Material:
    """All drawn frames, and every eightieth of the CGI ones as strangers."""
    folder = shared_data / "frames"
    said = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("gallery", "queries", "real")
    }
    drawn = [one for one in said["gallery"] if one["show"] in DRAWN]
    cgi = [one for one in said["gallery"] if one["show"] not in DRAWN][::80]
    where = tmp_path_factory.mktemp("real") / "index"
    add(
        where,
        (
            Taken(
                Frame(f"{n:064d}", one["file"], one["show"], seconds=one["t"]),
                cv2.imread(str(folder / one["file"])),
            )
            for n, one in enumerate([*drawn, *cgi])
        ),
        pictures=False,
    )
    return Material(folder, open_index(where), said["real"], said["queries"])


@pytest.mark.parametrize(("kind", "every"), [("handsketch", 1), ("handref", 2), ("vecink", 7)])
def test_real_drawings_are_first_beside_their_own_frames(
    material: Material, kind: str, every: int
) -> None:
    some = [one for one in material.real if one["kind"] == kind][::every]
    first = [material.show(material.asked(one)[0][0]) for one in some]
    assert [one["show"] for one in some] == first


def test_hand_sketches_are_proven(material: Material) -> None:
    some = [one for one in material.real if one["kind"] == "handsketch"][2:]
    assert all(material.asked(one)[1].best for one in some)


@pytest.mark.parametrize("kind", ["annot", "page", "pencil", "rough"])
def test_no_found_drawing_is_proven_to_be_of_another_show(material: Material, kind: str) -> None:
    some = [one for one in material.queries if one["kind"] == kind and one["show"] in DRAWN][::6]
    for one in some:
        _, found = material.asked(one)
        assert found.best or kind in ("annot", "rough"), one["file"]
        if found.best is not None:
            assert one["show"] == material.show(found.best), one["file"]


def test_real_drawings_of_shows_that_are_not_ours_are_not_found(
    material: Material, tmp_path: Path
) -> None:
    """Hand sketches, asked of an index without their shows."""
    cgi = [one for one in json.loads((material.folder / "gallery.json").read_text(encoding="utf-8"))
           if one["show"] not in DRAWN or one["show"] == "pigs"][::90]  # fmt: skip
    add(
        tmp_path / "i",
        (Taken(Frame(f"{n:064d}", "", one["show"], seconds=one["t"]), material.pixels(one))
         for n, one in enumerate(cgi)),
        pictures=False,
    )  # fmt: skip
    other = material._replace(index=open_index(tmp_path / "i"))
    sketches = [one for one in material.real if one["kind"] == "handsketch"][::2]
    assert [None] * len(sketches) == [other.asked(one)[1].best for one in sketches]
