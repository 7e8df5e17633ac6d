"""Portfolios: the same drawing in two of them, and in our own footage."""

from __future__ import annotations

from pathlib import Path

import pytest

from celtrace.cases.frames.index import Index
from celtrace.cases.frames.portfolios import Portfolio, Same, compared, links, portfolios
from celtrace.settings import Settings
from frames.drawn import Drawn, Show
from frames.indexed import saved
from frames.pages import page

DOSSIER = """
dossier: 1
us: us
parties: [{id: us, name: Us}, {id: v, name: Vee}]
workers:
  - {id: ana, name: Ana, party: v, portfolio: papers/ana}
  - {id: bo, name: Bo, party: v, portfolio: papers/bo}
  - {id: cy, name: Cy, party: v, portfolio: papers/cy}
  - {id: di, name: Di, party: v, portfolio: "https://example.com/di"}
  - {id: em, name: Em, party: v}
"""


class Said(list[tuple[str, str, str]]):
    def __call__(self, place: str, reason: str, consequence: str) -> None:
        self.append((place, reason, consequence))


@pytest.fixture(scope="module")
def dossier(scene: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana shows a finished frame, Bo a pencil page of it, Cy a drawing of his own."""
    folder = tmp_path_factory.mktemp("dossier")
    (folder / "dossier.yaml").write_text(DOSSIER)
    saved(folder, "papers/ana/reel.png", scene.colour)
    saved(folder, "papers/bo/key.png", page(scene.ink))
    saved(folder, "papers/cy/own.png", page(Show(120, cuts=1).frame(0, 0.3).ink))
    return folder


@pytest.fixture(scope="module")
def held(dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Portfolio]:
    return portfolios(
        dossier, Settings(home=tmp_path_factory.mktemp("home"), case=dossier / "case"), Said()
    )


def test_the_pieces_are_named_by_their_path_in_the_dossier(held: list[Portfolio]) -> None:
    assert ["ana", "bo", "cy"] == [one.worker for one in held]
    assert ["papers/bo/key.png"] == [piece.name for piece in held[1].pieces]


def test_nothing_is_fetched_from_the_web(dossier: Path, tmp_path: Path) -> None:
    said = Said()
    portfolios(dossier, Settings(home=tmp_path, case=tmp_path / "case"), said)
    assert [("https://example.com/di", "lies on the web")] == [one[:2] for one in said]


def test_two_portfolios_that_show_one_drawing_are_said_once(held: list[Portfolio]) -> None:
    [same] = compared(held)
    assert ("ana", "papers/ana/reel.png") == (same.worker, same.piece)
    assert ("bo", "papers/bo/key.png") == (same.other, same.shows)
    assert same.strokes > 25


def test_a_piece_of_our_own_footage_is_told_with_its_cut(
    held: list[Portfolio], index: Index
) -> None:
    ours = [one for one in compared(held[1:2], index) if not one.other]
    assert [("bo", "ep01_c001")] == [(one.worker, one.shows.split(", ")[1]) for one in ours]


def test_one_portfolio_alone_has_nobody_to_compare_with(held: list[Portfolio]) -> None:
    assert [] == list(compared(held[:1]))
    assert [] == list(compared([Portfolio("none", ())]))


def test_one_drawing_has_one_name_in_the_table_however_many_show_it() -> None:
    found = [
        Same("a", "x.png", "b", "y.png", 30, "strokes"),
        Same("b", "y.png", "c", "z.png", 30, "strokes"),
        Same("c", "z.png", "", "Our Show, ep01_c001", 30, "strokes"),
    ]
    assert "a,b,by,value\na,b,image,x.png\nb,c,image,x.png\n" == links(found)
