"""`celtrace frames` as a user calls it."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import invented
from doors.conftest import Call
from frames.drawn import Show
from frames.indexed import saved
from frames.pages import page


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three finished frames at home, and a folder that was found."""
    folder = tmp_path_factory.mktemp("material")
    show = Show(101, cuts=3)
    for cut in range(3):
        saved(folder, f"Our Show/ep05_c11{cut}.png", show.frame(cut, 0.5).colour)
    saved(folder, "found/A_0001.png", page(show.frame(1, 0.5).ink))
    saved(folder, "found/A_0002.png", page(Show(109, cuts=1).frame(0, 0.5).ink))
    (folder / "found" / "readme.txt").write_text("hello", encoding="utf-8")
    return folder


def test_a_found_page_is_named_with_show_and_cut(celtrace: Call, material: Path) -> None:
    made = celtrace("frames", "index", material / "Our Show", "--index", "i")
    assert (0, True) == (made.code, "3 frames added" in made.out)
    said = celtrace("frames", "match", material / "found", "--index", "i", "--out", "o")
    assert 4 == said.code
    assert "A_0001.png: the same drawing as Our Show, ep05_c111" in said.out
    assert "A_0002.png: nothing found" in said.out
    assert "1 of 2 matched" in said.out
    assert "not who drew it" in said.err
    assert "readme.txt: no picture" in said.err
    assert Path("o/matches.csv").is_file()
    again = celtrace("frames", "match", material / "found", "--index", "i", "--out", "o")
    assert (2, True) == (again.code, "is not empty" in again.err)


def test_json_is_one_document(celtrace: Call, material: Path) -> None:
    made = json.loads(celtrace("--json", "frames", "index", material / "Our Show").out)
    assert (3, 0, 64) == (made["added"], made["known"], len(made["settings"]))
    said = json.loads(celtrace("--json", "frames", "match", material / "found").out)
    assert [False, True] == [answer["ours"] is None for answer in said["answers"]]
    assert 1 == len(said["problems"])


@pytest.mark.skipif(find_spec("daft") is None, reason="daft is not installed (extra: scale)")
def test_daft_makes_the_same_index_as_this_process(celtrace: Call, material: Path) -> None:
    for where, more in (("here", ()), ("there", ("--on", "daft"))):
        said = celtrace("frames", "index", material / "Our Show", "--index", where, *more)
        assert (0, True) == (said.code, "3 frames added" in said.out)
    here, there = ({one.name: one for one in Path(name, "parts").iterdir()}
                   for name in ("here", "there"))  # fmt: skip
    assert sorted(here) == sorted(there)
    for name in (one for one in here if one.endswith(".npz")):
        with np.load(here[name]) as own, np.load(there[name]) as other:
            assert all(np.array_equal(own[array], other[array]) for array in own.files)


@pytest.mark.parametrize("on", ["spark", "http://x"])
def test_a_place_that_cannot_fingerprint_is_refused(
    celtrace: Call, material: Path, on: str
) -> None:
    said = celtrace("frames", "index", material / "Our Show", "--on", on)
    assert (2, True) == (said.code, "Known: daft, ray://HOST:PORT" in said.err)


def test_unread_files_are_exit_13_under_strict(celtrace: Call, material: Path) -> None:
    celtrace("frames", "index", material / "Our Show", "--index", "i")
    assert 13 == celtrace("--strict", "frames", "match", material / "found", "--index", "i").code


@pytest.mark.parametrize(
    "arguments", [("match", "x.png", "--index", "none"), ("index", "none.png")]
)
def test_what_is_not_there_is_exit_2(celtrace: Call, arguments: tuple[str, ...]) -> None:
    assert 2 == celtrace("frames", *arguments).code


def test_a_bundle_is_handed_over_and_matched_against(celtrace: Call, material: Path) -> None:
    celtrace("frames", "index", material / "Our Show", "--index", "i")
    made = celtrace("frames", "bundle", "b.zip", "--index", "i")
    assert (0, True) == (made.code, "What this bundle gives away" in made.out)
    assert 0 == celtrace("frames", "unbundle", "b.zip", "--index", "j").code
    said = celtrace("frames", "match", material / "found/A_0001.png", "--index", "j")
    assert "the same drawing as Our Show, ep05_c111" in said.out
    assert (
        3
        == json.loads(celtrace("--json", "frames", "bundle", "c.zip", "--index", "i").out)["frames"]
    )


def test_without_the_extra_the_remedy_is_said(
    celtrace: Call, material: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    said = celtrace("frames", "index", material / "Our Show")
    assert (2, True) == (said.code, "pip install 'celtrace[frames]'" in said.err)


def test_a_pack_is_marked_and_a_few_tracings_of_it_prove_nothing(
    celtrace: Call, tmp_path: Path
) -> None:
    show = Show(31, 3)
    for cut in range(3):
        saved(tmp_path, f"pack/cut{cut}.png", show.frame(cut, 0.5).ink)
    (tmp_path / "secret").write_text("only we know this one", encoding="utf-8")
    (tmp_path / "all").write_text("North Studio\nSouth Studio\n\n", encoding="utf-8")
    given = ("--secret", tmp_path / "secret")
    made = celtrace("frames", "mark", tmp_path / "pack", "--to", "North Studio", *given,
                    "--out", "north")  # fmt: skip
    assert (0, True) == (made.code, "3 drawings marked for North Studio" in made.out)
    assert "free-hand redraw" in made.err
    asked = ("frames", "read-mark", "north", "--pack", tmp_path / "pack",
             "--recipients", tmp_path / "all", *given)  # fmt: skip
    said = celtrace(*asked)
    assert (0, True) == (said.code, "one proves nothing" in said.out)
    document = json.loads(celtrace("--json", *asked).out)
    assert ("", 3) == (document["read"]["recipient"], document["read"]["drawings"])
    again = celtrace("frames", "mark", tmp_path / "pack", "--to", "North Studio", *given,
                     "--out", "north")  # fmt: skip
    assert (2, True) == (again.code, "there already" in again.err)


def test_a_dossier_says_whose_lot_the_cuts_were(
    celtrace: Call, material: Path, tmp_path: Path
) -> None:
    lots = invented.LOTS.replace("ep 1 cuts 1-40", "ep 5 cuts 100-120")
    folder = invented.dossier(tmp_path / "dossier", lots)
    celtrace("frames", "index", material / "Our Show", "--index", "i")
    asked = ("frames", "match", material / "found", "--index", "i", "--dossier", folder)
    said = celtrace(*asked)
    assert "Our Show: ep05_c111" in said.out
    assert "ep05_c111: lot lot1, contract c1, Northlight Drawing" in said.out
    [cut] = json.loads(celtrace("--json", *asked).out)["cuts"]
    assert ("ep05_c111", 1, "c1") == (cut["cut"], cut["drawings"], cut["holders"][0]["contract"])
