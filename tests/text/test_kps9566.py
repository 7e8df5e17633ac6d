"""The codec for KPS 9566."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text import kps9566

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=30)


@given(SYLLABLES)
def test_every_hangul_syllable_survives_both_ways(text: str) -> None:
    assert text == kps9566.decode(kps9566.encode(text))


def test_ascii_is_itself_and_a_pair_is_one_letter() -> None:
    assert "C-112 가" == kps9566.decode(b"C-112 \xb0\xa1")


def test_a_real_sample_is_read(shared_data: Path) -> None:
    data = (shared_data / "korean" / "euckp-sample.bin").read_bytes()
    assert '"Ferrata"의 성숙전적혈구' == kps9566.decode(data)


@pytest.mark.parametrize(("data", "at"), [(b"a\xff\xff", 1), (b"\x80", 0), (b"\xb0\xa1\xb0", 2)])
def test_bytes_that_do_not_fit_are_named_by_their_place(data: bytes, at: int) -> None:
    with pytest.raises(kps9566.NotKps9566, match=f"byte {at} "):
        kps9566.decode(data)


def test_a_pair_cut_at_the_end_is_passed_over_where_that_is_asked() -> None:
    assert "가" == kps9566.decode(b"\xb0\xa1\xb0", cut=True)


def test_a_letter_without_a_pair_is_an_error() -> None:
    with pytest.raises(kps9566.NotKps9566):
        kps9566.encode("\U0001f600")


def test_the_nine_letters_of_the_leaders_names_are_marked() -> None:
    data = b"\xa4\xe8\xa4\xe9\xa4\xea\xa4\xed\xa4\xee\xa4\xf0 a"
    assert (0, 1, 2, 3, 4, 5) == kps9566.leader_marks(kps9566.decode(data))
    assert () == kps9566.leader_marks("가나다 \ue000")


def test_as_a_codec_it_decodes_streams_and_shows_what_does_not_fit() -> None:
    name = kps9566.register()
    assert name == kps9566.register()
    data = kps9566.encode("가나다 abc")
    assert "가나다 abc" == data.decode(name)
    assert r"가\xff나" == (data[:2] + b"\xff" + data[2:4]).decode(name, "backslashreplace")
    stream = io.TextIOWrapper(io.BytesIO(data * 3000), name)
    assert "가나다 abc" * 3000 == "".join(iter(lambda: stream.read(7), ""))
    with pytest.raises(UnicodeDecodeError):
        b"\xb0".decode(name)
    assert data == "가나다 abc".encode(name)
