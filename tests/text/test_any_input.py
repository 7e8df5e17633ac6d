"""Whatever bytes or letters come, the knowledge of texts answers and raises nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.text import kps9566
from celtrace.text.encoding import detect, detect_names
from celtrace.text.language import OPEN, language, resolve
from celtrace.text.marks import marks
from celtrace.text.northern import compare, look, plain
from celtrace.text.northern_lexicon import Words
from celtrace.text.northern_rules import sites
from celtrace.text.pairs import pairs
from celtrace.text.shows import cuts_of, read_name

ANY = st.text(max_size=80)
EAST = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x3040, max_codepoint=0x30FF),
        st.sampled_from(" .,()/\n0123456789C-ep"),
    ),
    max_size=60,
)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_bytes_get_an_answer_and_can_be_decoded_by_it(data: bytes) -> None:
    guess = detect(data)
    assert isinstance(guess.decode(data), str)
    assert guess.name not in guess.rivals
    assert guess.told != bool(guess.rivals or not guess.name)


@given(st.lists(st.binary(max_size=30), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_names_of_an_archive_get_one_answer(names: list[bytes]) -> None:
    assert isinstance(detect_names(names).name, str)


@given(st.binary(max_size=60))
@settings(max_examples=100, deadline=None)
def test_the_codec_decodes_or_names_the_place(data: bytes) -> None:
    try:
        assert data == kps9566.encode(kps9566.decode(data))
    except kps9566.NotKps9566 as error:
        assert 0 <= error.at < len(data)  # noqa: PT017 - either is right


@given(st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_as_a_codec_it_replaces_what_does_not_fit(data: bytes) -> None:
    assert isinstance(data.decode(kps9566.register(), "replace"), str)


@given(EAST)
@settings(max_examples=100, deadline=None)
def test_a_language_is_one_of_the_known_or_none(text: str) -> None:
    assert language(text) in {"ko", "ja", "zh", OPEN, ""}
    assert [language(text)] == resolve([text])


@given(EAST)
@settings(max_examples=100, deadline=None)
def test_places_of_the_norm_stand_apart_and_in_order(text: str) -> None:
    found = sites(text, {})
    assert [site.form for site in found] == [text[s.at : s.at + len(s.form)] for s in found]
    ends = [site.at + len(site.form) for site in found]
    assert all(end <= after.at for end, after in zip(ends, found[1:], strict=False))


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_a_note_of_any_text_has_a_score(text: str) -> None:
    note = look(text, Words())
    assert note.score == look(plain(text), Words()).score
    assert "not decidable" == compare([text], Words()).verdict


@given(st.lists(EAST, max_size=6))
@settings(max_examples=80, deadline=None)
def test_a_piece_is_in_one_pair_at_most(texts: list[str]) -> None:
    found = pairs([(text, None) for text in texts])
    used = [id(piece) for one in found for piece in (one.first, one.second)]
    assert len(used) == len(set(used))
    assert all(one.first.language != one.second.language for one in found)


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_any_name_is_read(text: str) -> None:
    said = read_name(text, [("x", "A Show")])
    assert said.cuts == cuts_of(text)
    assert not (said.production and said.other)


@given(EAST)
@settings(max_examples=60, deadline=None)
def test_marks_stand_where_they_say(text: str) -> None:
    for mark in marks(text):
        assert mark.form == text[mark.at : mark.at + len(mark.form)]


@pytest.mark.parametrize("size", [0, 1, 7, 100, 1000, 16_383, 16_384, 16_385, 40_000])
def test_a_text_of_any_length_is_told(size: int) -> None:
    data = ("눈을 더 크게 그려 주세요. " * 3000).encode("cp949")[:size]
    assert detect(data).name in {"cp949", "ascii", ""} or size < 3
