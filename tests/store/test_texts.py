"""Texts are found by what stands in them, words of two characters too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.errors import CeltraceError, UsageError
from celtrace.records import Digest, Evidence, TextPassage
from celtrace.store.texts import TextIndex, terms_of

TEXTS = (
    "제5화 12컷: 선을 다시 그릴것",
    "第5话 修改：线条太粗，请重画",
    "このカットの線をきれいにしてください。原画修正あり",
    "EP05_c012 line art retake by Friday",
    "작화감독 원화수정본",
    "Überarbeitung der Zeichnung",
)


def passage(text: str, source: str = "notes.txt") -> TextPassage:
    digest = Digest("a" * 64)
    seen = Evidence(digest, source, "line 1", text, "txt")
    return TextPassage(seen=seen, file=digest, text=text, role="body", place="line 1")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TextIndex]:
    made = TextIndex(tmp_path / "texts.db")
    made.add(passage(text, f"{number}.txt") for number, text in enumerate(TEXTS))
    yield made
    made.close()


def sources(index: TextIndex, words: str) -> list[str]:
    return [hit.source for hit in index.find(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("수정", ["4.txt"]),
        ("修正", ["2.txt"]),
        ("修改", ["1.txt"]),
        ("원화", ["4.txt"]),
        ("작화감독", ["4.txt"]),
        ("カット", ["2.txt"]),
        ("線を", ["2.txt"]),
        ("다시", ["0.txt"]),
        ("画", ["1.txt", "2.txt"]),
        ("retake", ["3.txt"]),
        ("RETAKE", ["3.txt"]),
        ("ret", ["3.txt"]),
        ("EP05", ["3.txt"]),
        ("c012", ["3.txt"]),
        ("EP05_c012", ["3.txt"]),
        ("überarbeitung", ["5.txt"]),
        ("선을 컷", ["0.txt"]),
        ("선을 수정", []),
        ("없는말", []),
        ("정수", []),
        ("Über Zeichnung", ["5.txt"]),
    ],
)
def test_words_are_found_where_they_stand(index: TextIndex, words: str, found: list[str]) -> None:
    assert found == sources(index, words)


def test_a_hit_shows_the_words_with_what_stands_beside_them(index: TextIndex) -> None:
    [hit] = index.find("다시")
    assert ("0.txt", "line 1", "body") == (hit.source, hit.place, hit.role)
    assert "선을 다시 그릴것" in hit.around


def test_far_from_the_words_a_text_is_cut(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "t.db")
    index.add([passage("x" * 500 + " 수정 " + "y" * 500)])
    [hit] = index.find("수정")
    index.close()
    assert hit.around.startswith("…x")
    assert hit.around.endswith("y…")


def test_letters_put_together_on_a_mac_are_found(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "t.db")
    index.add([passage("\u110b\u116f\u11ab\u1112\u116a.psd")])
    assert ["notes.txt"] == sources(index, "원화")
    index.close()


def test_a_passage_is_kept_once(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "t.db")
    assert (1, 0) == (index.add([passage("수정")]), index.add([passage("수정")]))
    assert ["notes.txt"] == sources(index, "수정")
    index.close()


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "t.db")
    index.add([passage("수정")])
    index.close()
    again = TextIndex(tmp_path / "t.db")
    assert ["notes.txt"] == sources(again, "수정")
    again.close()


def test_no_more_hits_are_given_than_asked_for(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "t.db")
    index.add(passage(f"수정 {number}", f"{number}.txt") for number in range(20))
    assert 5 == len(list(index.find("수정", most=5)))
    index.close()


@pytest.mark.parametrize("words", ["", "  ", "...", '"', "*"])
def test_nothing_to_look_for_is_said(index: TextIndex, words: str) -> None:
    with pytest.raises(UsageError, match="nothing to look for"):
        list(index.find(words))


@pytest.mark.parametrize("words", ['a" OR "b', "NEAR(a b)", "body:x", "a*b", "수정)", "-x", "^a"])
def test_what_looks_like_a_query_is_only_words(index: TextIndex, words: str) -> None:
    list(index.find(words))


def test_a_file_that_is_no_index_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "t.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(CeltraceError, match="cannot be opened"):
        TextIndex(tmp_path / "t.db")


def test_pairs_are_kept_of_runs_and_words_of_the_rest() -> None:
    assert ["원화", "화수", "수정", "정", "ep05", "c012"] == list(terms_of("원화수정 EP05_c012"))


@given(st.text(alphabet="원화수정修改画線カット abc12_", min_size=1, max_size=30), st.data())
def test_every_part_of_a_run_is_found(text: str, data: st.DataObject) -> None:
    run = data.draw(st.sampled_from([part for part in text.split() if part] or ["원화"]))
    start = data.draw(st.integers(0, len(run) - 1))
    index = TextIndex(Path(":memory:"))
    index.add([passage(text if run in text else run)])
    asked = run[start:]
    letters = [char for char in asked if char != "_"]
    if letters and asked[0] > "\u3000" and all(char > "\u3000" for char in asked):
        assert [hit.source for hit in index.find(asked)]
    index.close()
