"""The encoding is stated by the bytes, or guessed and said to be a guess."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables._encoding import choose

NAMES = {
    "cp949": "주식회사 동화제작 서울특별시 강남구 담당자 김철수 계약금액",
    "gb18030": "北京动画制作有限公司 上海市 联系人 张伟 项目合同 付款金额",
    "big5": "台北動畫製作股份有限公司 台灣 聯絡人 專案合約 付款金額",
    "cp932": "株式会社アニメスタジオ 東京都 の制作と動画のことについて",
    "cp1251": "Студия мультфильмов, город Москва, договор оплаты услуг",
    "koi8-r": "Студия мультфильмов, город Москва, договор оплаты услуг",
    "cp1252": "Société générale, Genève, Müller & Söhne, España año",
}


@pytest.mark.parametrize("encoding", NAMES)
def test_usual_text_is_recognised_and_is_a_guess(encoding: str) -> None:
    chosen = choose(io.BytesIO(NAMES[encoding].encode(encoding)))
    assert (encoding, False) == (chosen.name, chosen.stated)


@pytest.mark.parametrize("encoding", NAMES)
def test_the_stream_is_left_at_its_start(encoding: str) -> None:
    stream = io.BytesIO(NAMES[encoding].encode(encoding))
    choose(stream)
    assert 0 == stream.tell()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"plain", "utf-8"),
        ("é".encode(), "utf-8"),
        (b"\xef\xbb\xbfx", "utf-8-sig"),
        (b"\xff\xfex\x00", "utf-16"),
        (b"\xfe\xff\x00x", "utf-16"),
        ("name;land\n".encode("utf-16-le"), "utf-16-le"),
        ("name;land\n".encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_bytes_that_state_their_encoding_are_no_guess(data: bytes, name: str) -> None:
    chosen = choose(io.BytesIO(data))
    assert (name, True) == (chosen.name, chosen.stated)


def test_noise_is_said_to_look_wrong() -> None:
    noise = bytes(range(128, 256)) * 4
    assert choose(io.BytesIO(noise)).doubtful


@given(st.text())
def test_utf_8_is_always_seen_as_what_it_is(text: str) -> None:
    """RFC 3629, 1: UTF-8 is recognised with a very low probability of error."""
    head = text.lstrip("\ufeff").replace("\x00", "")
    assert choose(io.BytesIO(head.encode(errors="ignore"))).name == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_have_an_encoding_that_python_knows(data: bytes) -> None:
    chosen = choose(io.BytesIO(data))
    assert isinstance(data.decode(chosen.name, errors="replace"), str)
