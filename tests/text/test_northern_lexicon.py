"""Northern forms read from the dictionary package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from celtrace.text import northern_lexicon as lexicon


def entry(form: str, gloss: str, mark: str = ",&북한어") -> bytes:
    return f"Noun,普通,*,*,*,{form}001,{form},*,*,*,NNG{mark},{gloss}".encode()


def sense(form: str, han: str, grade: str = "*") -> bytes:
    return f"Noun,普通,*,*,*,{form}01,{form},{han},*,{grade},NNG".encode()


def northern(form: str, south: str, han: str) -> bytes:
    return f'Noun,普通,*,*,*,{form}001,{form},{han},*,*,NNG,&북한어,"‘{south}’의 북한어."'.encode()


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., lexicon.Words]]:
    def read_(*entries: bytes) -> lexicon.Words:
        (tmp_path / "sys.dic").write_bytes(dictionary(*entries))
        for cached in (lexicon.forms, lexicon.words):
            cached.cache_clear()
        return lexicon.words()

    monkeypatch.setattr(lexicon, "_place", lambda: tmp_path / "sys.dic")
    yield read_
    for cached in (lexicon.forms, lexicon.words):
        cached.cache_clear()


def dictionary(*entries: bytes) -> bytes:
    features = b"\0".join(entries) + b"\0"
    sizes = (0, 0, 0, 0, 0, 0, 4, 16, len(features), 0)
    head = b"".join(size.to_bytes(4, "little") for size in sizes)
    return head.ljust(72, b"\0") + b"\0" * 20 + features


def test_a_form_comes_with_the_counterpart_that_its_entry_names() -> None:
    data = dictionary(
        entry("련습", '"‘연습’의 북한어."'),
        entry("베르게르", '"화학. ⇒규범 표기는 ‘베르거’이다."'),
        entry("칠보", '"자두 품종."'),
    )
    assert {"련습": "연습", "베르게르": "베르거"} == dict(lexicon.pairs(data))


def test_a_form_that_both_norms_write_is_left_out() -> None:
    data = dictionary(
        entry("이발", '"‘이빨’의 북한어."'), entry("이발", '"머리털을 깎음."', mark=""),
        entry("년", '"‘연’의 북한어."'),
    )  # fmt: skip
    assert {} == dict(lexicon.pairs(data))


def test_a_dictionary_without_entries_gives_nothing() -> None:
    assert [] == list(lexicon.pairs(dictionary()))


def test_without_the_package_there_are_no_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "PACKAGE", "a_package_that_is_not_there")
    lexicon.forms.cache_clear()
    assert not lexicon.available()
    assert {} == lexicon.forms()
    lexicon.forms.cache_clear()


def test_nouns_and_verbs_are_read_and_words_that_keep_their_initial_sound_stand_apart(
    read: Callable[..., lexicon.Words],
) -> None:
    verb = "Verb,自立,*,語基1,*,견디다001,견디,*,*,*,VV".encode()
    later = "Verb,自立,*,語基2,*,견디다001,견딘,*,*,*,VV".encode()
    words = read(
        northern("련습", "연습", "練習"), entry("해빛", '"‘햇빛’의 북한어."'),
        sense("연습", "練習"), verb, later,
    )  # fmt: skip
    assert {"련습", "해빛", "연습"} == words.nouns
    assert {"견디", "뛰"} == words.verbs & {"견디", "견딘", "뛰"}
    assert ({"련습": "연습"}, {"해빛": "햇빛"}) == (words.initial, words.other)
    assert {"연습"} == words.southern_initial
    assert {"련습": "연습", "해빛": "햇빛"} == words.forms


def test_without_the_package_only_a_few_verbs_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "PACKAGE", "a_package_that_is_not_there")
    lexicon.words.cache_clear()
    words = lexicon.words()
    lexicon.words.cache_clear()
    assert (frozenset(), {}, True) == (words.nouns, words.forms, "뛰" in words.verbs)


def test_the_installed_dictionary_gives_the_forms_of_the_trade() -> None:
    if not lexicon.available():
        pytest.skip(f"the dictionary is not installed: {lexicon.REMEDY}")
    forms = lexicon.forms()
    assert ("연습", "여자", "버스") == (forms["련습"], forms["녀자"], forms["뻐스"])
    assert set() == lexicon.shared_words() & set(forms)


Read = Callable[..., lexicon.Words]


def test_a_southern_form_that_may_be_another_word_speaks_for_neither_norm(read: Read) -> None:
    words = read(
        northern("리상", "이상", "理想"), sense("이상", "以上", "B"), sense("이상", "理想", "B"),
        northern("력사", "역사", "歷史"), sense("역사", "歷史", "A"), sense("역사", "驛舍"),
    )  # fmt: skip
    assert {"이상", "역사"} == set(words.initial.values())
    assert {"역사"} == words.southern_initial


def test_a_han_letter_is_known_by_its_double_for_another_sound(read: Read) -> None:
    """The southern code of 1987 has letters twice, once for each of their sounds."""
    words = read(northern("녀자", "여자", "女子"), sense("여자", "\uf981子", "A"))
    assert {"여자"} == words.southern_initial


def test_a_form_whose_counterpart_is_no_word_stands_apart(read: Read) -> None:
    words = read(
        northern("로체", "노체", "老體"), northern("련습", "연습", "練習"), sense("연습", "練習")
    )
    assert ({"련습": "연습"}, {"로체": "노체"}) == (words.initial, words.unknown)
    assert {"련습", "로체"} == set(words.forms)


def test_a_word_with_another_vowel_keeps_no_initial_sound(read: Read) -> None:
    words = read(northern("널치", "넙치", "*"), northern("남비", "냄비", "*"))
    assert ({}, {}, {"널치", "남비"}) == (words.initial, words.unknown, set(words.other))
