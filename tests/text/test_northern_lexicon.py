"""Northern forms read from the dictionary package."""

from __future__ import annotations

from pathlib import Path

import pytest

from celtrace.text import northern_lexicon as lexicon


def entry(form: str, gloss: str, mark: str = ",&북한어") -> bytes:
    return f"Noun,普通,*,*,*,{form}001,{form},*,*,*,NNG{mark},{gloss}".encode()


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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verb = "Verb,自立,*,語基1,*,견디다001,견디,*,*,*,VV".encode()
    later = "Verb,自立,*,語基2,*,견디다001,견딘,*,*,*,VV".encode()
    data = dictionary(
        entry("련습", '"‘연습’의 북한어."'), entry("해빛", '"‘햇빛’의 북한어."'),
        entry("그림", '"그린 것."', mark=""), verb, later,
    )  # fmt: skip
    (tmp_path / "sys.dic").write_bytes(data)
    monkeypatch.setattr(lexicon, "_place", lambda: tmp_path / "sys.dic")
    for cached in (lexicon.forms, lexicon.words):
        cached.cache_clear()
    words = lexicon.words()
    for cached in (lexicon.forms, lexicon.words):
        cached.cache_clear()
    assert {"련습", "해빛", "그림"} == words.nouns
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
