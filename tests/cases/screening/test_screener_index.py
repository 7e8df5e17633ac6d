"""The index that is kept on disk is used only when it is the one that would be built."""

from __future__ import annotations

from pathlib import Path

from celtrace.cases.screening.index import KEPT, index_of, matcher_version
from celtrace.cases.screening.screener import Screener
from celtrace.names.index import Named
from screened import entity, party, state

NAMES = (Named(0, "NINGS CARTOON STUDIO"), Named(1, "BLUE CRANE FILM COMPANY"))


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("names-*.index"))


def test_an_index_is_kept_once_and_answers_as_before(tmp_path: Path) -> None:
    first, second = index_of(NAMES, tmp_path), index_of(NAMES, tmp_path)
    name = "Nings Cartoon Studio"
    assert index_of(NAMES, None).search(name) == first.search(name) == second.search(name)
    assert 1 == len(kept(tmp_path))


def test_other_names_are_another_index(tmp_path: Path) -> None:
    index_of(NAMES, tmp_path)
    index_of(NAMES[:1], tmp_path)
    assert 2 == len(kept(tmp_path))


def test_a_damaged_index_is_built_again(tmp_path: Path) -> None:
    index_of(NAMES, tmp_path)
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole[:40] + b"X" + whole[41:]):
        path.write_bytes(damaged)
        assert index_of(NAMES, tmp_path).search("Nings Cartoon Studio")
        assert whole == path.read_bytes()


def test_only_the_newest_stay(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        index_of((Named(number, "NINGS CARTOON STUDIO"),), tmp_path)
    assert KEPT == len(kept(tmp_path))


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert len(index_of(NAMES, tmp_path / "file" / "below"))


def test_a_screener_with_a_cache_answers_as_one_without(tmp_path: Path) -> None:
    now = state(entity("2", "NINGS CARTOON STUDIO"))
    who = party("Nings Cartoon Studio")
    for _ in range(2):
        found = Screener.of(now, cache=tmp_path).candidates(who)
        assert Screener.of(now).candidates(who) == found


def test_the_version_of_the_matcher_is_stable_digits() -> None:
    assert matcher_version() == matcher_version()
    assert 16 == len(matcher_version())
    int(matcher_version(), 16)
