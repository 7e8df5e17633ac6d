"""Search over names, sentences and notes in words of any script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import invented
from celtrace.cases import find as module
from celtrace.cases.decisions.talk import Note
from celtrace.cases.find import Finder, Left, places, stamp_of
from celtrace.cases.outcome import Outcome
from celtrace.store.search import Place

AT = datetime(2026, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    made = Finder(tmp_path_factory.mktemp("home"), Path("case"))
    yield made
    made.close()


@pytest.fixture
def cold(tmp_path: Path) -> Iterator[Finder]:
    """One that has made nothing yet."""
    made = Finder(tmp_path, Path("case"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("find")
    parties = (*invented.TABLES["parties"], "han,평양만화사,KR")
    invented.dossier(folder / "d", parties=parties)
    invented.reviewed(folder / "d", folder / "case", folder / "home")
    return Outcome.of(folder / "case")


def test_parties_are_found_by_name_and_id(outcome: Outcome, finder: Finder) -> None:
    for wanted in ("만화", "han", "평양만화사"):
        assert "target:subject:party:han" in [p.link for p in finder.find(outcome, (), wanted)]


def test_sentences_of_findings_are_found(outcome: Outcome, finder: Finder) -> None:
    id_ = next(iter(outcome.findings))
    says = outcome.findings.line(id_)["says"]
    assert f"target:finding:{id_}" in [place.link for place in finder.find(outcome, (), says)]


def test_notes_come_first(outcome: Outcome, finder: Finder) -> None:
    notes = [
        Note("subject:party:han", "만화 확인", "Ana", AT, 1),
        Note("subject:party:han", "another", "Ana", AT, 2),
    ]
    found = finder.find(outcome, notes, "만화")
    assert ["note", "party"] == [place.kind for place in found]
    assert "target:subject:party:han" == found[0].link


def test_a_note_written_later_is_found_at_once(outcome: Outcome, finder: Finder) -> None:
    assert [] == finder.find(outcome, (), "잠정적")
    note = Note("subject:party:han", "잠정적 결론", "Ana", AT, 3)
    assert ["note"] == [place.kind for place in finder.find(outcome, (note,), "정적")]


def test_the_index_is_kept_and_made_again_only_for_another_outcome(
    outcome: Outcome, tmp_path: Path
) -> None:
    first = Finder(tmp_path, outcome.folder)
    assert stamp_of(outcome) == first.ready(outcome).stamp
    first.close()
    (kept,) = (tmp_path / "cache").glob("search-*.db")
    before = kept.stat().st_mtime_ns
    again = Finder(tmp_path, outcome.folder)
    assert again.find(outcome, (), "만화")
    again.close()
    assert before == kept.stat().st_mtime_ns


def test_an_index_of_something_else_is_made_again(outcome: Outcome, tmp_path: Path) -> None:
    finder = Finder(tmp_path, outcome.folder)
    finder.ready(outcome).fill("of yesterday", ())
    assert ["party"] == [place.kind for place in finder.find(outcome, (), "평양만화사")]
    finder.close()


def test_two_cases_have_an_index_each(outcome: Outcome, tmp_path: Path) -> None:
    for name in ("a", "b"):
        finder = Finder(tmp_path, tmp_path / name)
        finder.ready(outcome)
        finder.close()
    assert 2 == len(list((tmp_path / "cache").glob("search-*.db")))


def test_every_finding_and_party_is_a_place(outcome: Outcome) -> None:
    found = list(places(outcome))
    assert len(outcome.findings) == sum(place.kind == "finding" for place in found)
    assert 4 == sum(place.kind == "party" for place in found)


def settled(cold: Finder) -> None:
    assert cold._thread
    cold._thread.join(60)


def test_names_and_notes_are_found_at_once_and_the_rest_when_the_index_is_there(
    outcome: Outcome, cold: Finder
) -> None:
    place, whole = cold.at_once(outcome, [], "North")
    assert (["party"], False) == ([one.kind for one in place], whole)
    settled(cold)
    everything, whole = cold.at_once(outcome, [], "North")
    assert whole
    assert {"party", "finding"} <= {one.kind for one in everything}


def test_while_one_makes_the_index_nobody_waits(outcome: Outcome, cold: Finder) -> None:
    with cold._lock:
        found, whole = cold.at_once(outcome, [], "North")
        assert (1, False) == (len(found), whole)
        assert [] == cold.at_once(outcome, [], "nobody at all")[0]
    settled(cold)
    assert cold.at_once(outcome, [], "North")[1]


def test_an_index_that_is_left_off_is_as_if_it_had_not_been_begun(
    outcome: Outcome, cold: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, go = threading.Event(), threading.Event()

    def slow(outcome: Outcome) -> Iterator[Place]:
        for place in places(outcome):
            entered.set()
            go.wait(10)
            yield place

    monkeypatch.setattr(module, "places", slow)
    cold.begin(outcome)
    assert entered.wait(10)
    leaving = threading.Thread(target=cold.pause)
    leaving.start()
    while not cold._left:
        leaving.join(0.01)
    go.set()
    leaving.join(10)
    assert not leaving.is_alive()
    monkeypatch.undo()
    cold.begin(outcome)
    with pytest.raises(Left):
        cold.find(outcome, [], "North")
    cold.go_on()
    assert not cold.at_once(outcome, [], "North")[1]
    settled(cold)
    assert cold.at_once(outcome, [], "North")[1]
