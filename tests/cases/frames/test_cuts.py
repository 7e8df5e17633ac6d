"""The cuts of found drawings: merged, dated, and with whoever had them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented
from celtrace.cases.frames.cuts import Holder, Holders, cuts_found, day_of, holders_of, merged
from celtrace.cases.frames.match import Answer, Home
from celtrace.errors import DossierInvalid, UsageError
from celtrace.settings import Settings
from celtrace.text.cuts import read_cuts

TODAY = date(2026, 11, 29)


def answer(
    file: str, cut: str = "", seconds: float | None = None, show: str = "Our Show"
) -> Answer:
    """An answer for a file: of a cut, or nothing found."""
    ours = Home(show, cut, "ep.mp4", "0" * 64, 20, seconds) if cut else None
    return Answer(file, "1" * 64, None, "the same drawing" if cut else "nothing found", ours, "",
                  20, "strokes", 0.0, mirrored=False, reading="page", near_copy=None,
                  runner_up=None, also=())  # fmt: skip


@pytest.fixture(scope="module")
def holders(tmp_path_factory: pytest.TempPathFactory) -> Holders:
    """Of a dossier with one lot of forty cuts, and a contract that names two cuts only."""
    home = tmp_path_factory.mktemp("dossier")
    contracts = (
        "id,from,to,scope,date", "c1,house,north,,2023-02-01",
        "c2,house,hill,ep 2 cuts 7-8,2023-02-02",
    )  # fmt: skip
    folder = invented.dossier(home / "d", contracts=contracts)
    return holders_of(folder, Settings(home=home, case=home / "case"), TODAY)


def test_a_cut_names_its_lot_its_contract_and_its_party(holders: Holders) -> None:
    assert (Holder("lot1", "c1", "Northlight Drawing"),) == holders("ep01_c007")


def test_where_no_lot_names_a_cut_the_contract_does(holders: Holders) -> None:
    assert (Holder("", "c2", "Hill Cel Works"),) == holders("ep02_c008")


@pytest.mark.parametrize("cut", ["ep09_c001", "model sheet", ""])
def test_a_cut_that_nothing_names_has_no_holder(holders: Holders, cut: str) -> None:
    assert () == holders(cut)


def test_without_a_dossier_nobody_is_named() -> None:
    assert () == Holders()("ep01_c007")


def test_what_is_no_dossier_is_said(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, case=tmp_path / "case")
    with pytest.raises((UsageError, DossierInvalid)):
        holders_of(tmp_path / "none", settings, TODAY)


def test_drawings_of_a_cut_are_counted_with_their_seconds_and_days(holders: Holders) -> None:
    answers = [
        answer("found/2024-01-05/A_0002.png", "ep01_c007", 1.5),
        answer("found/2024-01-03/A_0001.png", "ep01_c007", 0.5),
        answer("found/A_0003.png", "ep01_c008"),
        answer("found/2024-01-04/other.png"),
    ]
    first, second = cuts_found(answers, holders)
    assert ("ep01_c007", 2, 0.5, 1.5) == (first.cut, first.drawings, first.start, first.end)
    assert (date(2024, 1, 3), date(2024, 1, 5)) == (first.first_seen, first.last_seen)
    assert ("lot1",) == tuple(one.lot for one in first.holders)
    assert (1, None, None, None) == (
        second.drawings, second.start, second.first_seen, second.last_seen)  # fmt: skip


def test_one_cut_name_of_two_shows_is_two_cuts() -> None:
    answers = [answer("a", "opening", show=show) for show in ("B", "A", "B")]
    assert [("A", 1), ("B", 2)] == [
        (one.show, one.drawings) for one in cuts_found(answers, Holders())
    ]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("found/2024-01-03/a.png", date(2024, 1, 3)),
        ("found/20240103/a_0012.png", date(2024, 1, 3)),
        ("b_2024_01_03/2024-02-01 late/a.png", date(2024, 2, 1)),
        ("found/2024-02-31/a.png", None),
        ("found/120240103/a.png", None),
        ("found/cut_0101.png", None),
    ],
)
def test_the_day_is_the_last_that_a_path_names(path: str, day: date | None) -> None:
    assert day == day_of(path)


@pytest.mark.parametrize(
    ("cuts", "said"),
    [
        (["ep05_c101", "ep05_c103", "ep05_c102"], ("ep05_c101-103",)),
        (["ep05_c101", "ep05_c103"], ("ep05_c101", "ep05_c103")),
        (["ep05_c009", "ep05_c010", "ep06_c011"], ("ep05_c009-010", "ep06_c011")),
        (["ep05_c101", "ep05_c101a", "ep05_c102"], ("ep05_c101-102", "ep05_c101a")),
        (["title", "ep01_c001"], ("ep01_c001", "title")),
        ([], ()),
    ],
)
def test_neighbouring_cuts_are_joined(cuts: list[str], said: tuple[str, ...]) -> None:
    assert said == merged(cuts)


@given(st.sets(st.tuples(st.integers(1, 20), st.integers(1, 1200)), max_size=30))
def test_joined_names_are_read_back_as_the_same_cuts(cuts: set[tuple[int, int]]) -> None:
    """A range such as `ep05_c101-118` is read as the cuts that it stands for."""
    names = [f"ep{episode:02d}_c{cut:03d}" for episode, cut in cuts]
    assert sorted(names) == sorted(cut for one in merged(names) for cut in read_cuts(one))
