"""Search over names, sentences and notes in words of any script."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import invented
from celtrace.cases.decisions.talk import Note
from celtrace.cases.find import Index, Place, find
from celtrace.cases.outcome import Outcome

AT = datetime(2026, 7, 12, tzinfo=UTC)
TEXTS = (
    "Ink Studio Berlin",
    "잉크 스튜디오",
    "第三话原画修正",
    "원화 수정본",
    "동화작업",
    "INK 제작",
    "ep05_c101_layout.psd",
    "Café Animé",
    "水墨动画",
    "スタジオ原画",
)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(Place("text", text, f"/{number}") for number, text in enumerate(TEXTS))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("ink", ["Ink Studio Berlin", "INK 제작"]),
        ("ink studio", ["Ink Studio Berlin"]),
        ("studio INK", ["Ink Studio Berlin"]),
        ("berl", ["Ink Studio Berlin"]),
        ("원화", ["원화 수정본"]),
        ("수정", ["원화 수정본"]),
        ("화작", ["동화작업"]),
        ("작업", ["동화작업"]),
        ("原画", ["第三话原画修正", "スタジオ原画"]),
        ("三话", ["第三话原画修正"]),
        ("动画", ["水墨动画"]),
        ("话原画", ["第三话原画修正"]),
        ("cafe", ["Café Animé"]),
        ("anime café", ["Café Animé"]),
        ("스튜디오", ["잉크 스튜디오"]),
        ("제작 ink", ["INK 제작"]),
        ("ep05_c101", ["ep05_c101_layout.psd"]),
        ("layout", ["ep05_c101_layout.psd"]),
        ("四话", []),
        ("ink 원화", []),
        ("nothing", []),
        ("", []),
        ("...", []),
    ],
)
def test_every_word_must_stand_in_the_place(index: Index, wanted: str, expected: list[str]) -> None:
    assert expected == [place.text for place in index.find(wanted)]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("find")
    parties = (*invented.TABLES["parties"], "han,평양만화사,KR")
    invented.dossier(folder / "d", parties=parties)
    invented.reviewed(folder / "d", folder / "case", folder / "home")
    return Outcome.of(folder / "case")


def test_parties_are_found_by_name_and_id(outcome: Outcome) -> None:
    for wanted in ("만화", "han", "평양만화사"):
        assert "target:subject:party:han" in [p.link for p in find(outcome, (), wanted)]


def test_sentences_of_findings_are_found(outcome: Outcome) -> None:
    id_ = next(iter(outcome.findings))
    says = outcome.findings.line(id_)["says"]
    assert f"target:finding:{id_}" in [place.link for place in find(outcome, (), says)]


def test_notes_come_first(outcome: Outcome) -> None:
    notes = [
        Note("subject:party:han", "만화 확인", "Ana", AT, 1),
        Note("subject:party:han", "another", "Ana", AT, 2),
    ]
    found = find(outcome, notes, "만화")
    assert ["note", "party"] == [place.kind for place in found]
    assert "target:subject:party:han" == found[0].link


def test_a_note_written_later_is_found_at_once(outcome: Outcome) -> None:
    assert [] == find(outcome, (), "잠정적")
    note = Note("subject:party:han", "잠정적 결론", "Ana", AT, 3)
    assert ["note"] == [place.kind for place in find(outcome, (note,), "정적")]
